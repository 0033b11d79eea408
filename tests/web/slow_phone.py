"""How light the chat is, and how soon it speaks on a slow phone over a bad line.

`python -m tests.web.slow_phone [--write FILE]` starts a Doorway of its own, opens the chat with an empty cache, a
processor four times slower, 400 ms to the server and 400 kbit/s, and prints sizes and times.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Sequence

from playwright.sync_api import Browser, sync_playwright

from tests import fault_report
from tests.running import running, url_of
from tests.web.browsing import ARGUMENTS, CHROMIUM

OPENINGS = 9
SLOWER = 4
LATENCY_MS = 400
BYTES_A_SECOND = 400_000 // 8


def seconds_to_the_question(browser: Browser, url: str) -> tuple[float, int]:
    """From the first request to the first question on the screen; and the bytes that came."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, locale="en-US")
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        },
    )
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sizes: list[int] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.add_init_script(
        """new MutationObserver((_, watcher) => {
          if (!document.querySelector('#log .choice')) return;
          watcher.disconnect();
          requestAnimationFrame(() => { window.askedAt = performance.now(); });
        }).observe(document, { childList: true, subtree: true });"""
    )
    page.goto(url + "/chat")
    page.wait_for_function("() => window.askedAt")
    seconds = page.evaluate("window.askedAt") / 1000
    context.close()
    return seconds, sum(sizes)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    fault_report.add_argument(parser)
    given = parser.parse_args()
    with running() as doorway, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        opened = [seconds_to_the_question(browser, url_of(doorway)) for _ in range(OPENINGS)]
        browser.close()
    seconds = sorted(found for found, _ in opened)
    rows: Sequence[tuple[str, object]] = [
        ("openings with an empty cache", OPENINGS),
        ("bytes over the line, headers included", max(size for _, size in opened)),
        ("first question on the screen, median", f"{statistics.median(seconds):.2f} s"),
        ("quickest and slowest", f"{seconds[0]:.2f} s, {seconds[-1]:.2f} s"),
    ]
    sys.stdout.write("".join(f"{what}: {count}\n" for what, count in rows))
    if given.write:
        fault_report.write(given.write, "A slow phone on a bad line", "python -m tests.web.slow_phone", rows)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
