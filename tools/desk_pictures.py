"""Makes the pictures of the desk in docs/pictures from an invented clinic; no engine is needed for them."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, sync_playwright  # noqa: E402  # the path above comes first

from bot.clinic import load_clinic  # noqa: E402
from tests.desk.serving import NAME_OF_ROLE, PASSWORD, Clock, build_app, desk_parts, served  # noqa: E402

CHROMIUM = "/usr/bin/chromium"
WIDTH, HEIGHT = 1180, 760

PICTURES = (
    ("queue", "lead", "/desk"),
    ("urgent", "lead", "/desk/urgent"),
    ("screening", "lead", "screening"),
    ("case", "lead", "case"),
    ("talk", "lead", "talk"),
    ("bookings", "reception", "/desk/bookings?view=week"),
    ("booking", "reception", "/desk/bookings/1"),
    ("insight", "lead", "/desk/insight"),
    ("audit", "auditor", "/desk/audit"),
    ("retention", "admin", "/desk/retention"),
    ("users", "admin", "/desk/users"),
)
SHOWN_IN_DOCS = frozenset({"queue", "urgent", "screening", "bookings", "insight"})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--all", action="store_true", help="every page, not only those of the docs")
    parser.add_argument("--dark", action="store_true")
    arguments = parser.parse_args()
    arguments.to.mkdir(parents=True, exist_ok=True)
    clinic = load_clinic(ROOT / "clinic.yml")
    with tempfile.TemporaryDirectory() as folder:
        app = build_app(desk_parts(Path(folder), clinic, Clock(), is_demo=True, people=90))
        with served(app) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            pages: dict[str, Page] = {}
            for name, role, path in PICTURES:
                if not arguments.all and name not in SHOWN_IN_DOCS:
                    continue
                if role not in pages:
                    scheme = "dark" if arguments.dark else "light"
                    page = browser.new_page(
                        viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=scheme, base_url=url
                    )
                    _sign_in(page, role)
                    pages[role] = page
                page = pages[role]
                if path.startswith("/"):
                    page.goto(path)
                else:
                    _open_last_finished(page, path)
                file = arguments.to / f"desk-{name}.png"
                page.screenshot(path=file, full_page=name not in ("queue", "audit"))
                print(f"{file.name} {file.stat().st_size // 1024} KB")
            browser.close()
    return 0


def _sign_in(page: Page, role: str) -> None:
    page.goto("/desk/sign-in")
    page.fill("#name", NAME_OF_ROLE[role])
    page.fill("#password", PASSWORD)
    page.click("main button.main")


def _open_last_finished(page: Page, part: str) -> None:
    """The first screening of the list that waits."""
    page.goto("/desk")
    link = page.locator("#screenings a.code").first.get_attribute("href")
    assert link is not None
    reference = link.split("/")[3]
    page.goto(f"/desk/case/{reference}" + ("" if part == "case" else f"/{part}"))


if __name__ == "__main__":
    raise SystemExit(main())
