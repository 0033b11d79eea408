"""Runs axe-core (vendored, see vendor/) in a page."""

from __future__ import annotations

from playwright.sync_api import Frame, Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page | Frame, source: str) -> list[str]:
    """One line for each rule that is broken, with the elements; the page's policy allows no script element for this."""
    page.evaluate(source)
    result = page.evaluate("tags => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })", TAGS)
    return [
        f"{found['id']}: {found['help']}: {[node['target'] for node in found['nodes']]}"
        for found in result["violations"]
    ]
