"""Talk to Doorway's Telegram side by hand, without Telegram: a double of the Bot API and a chat in this terminal.

Type words to write, a number to press that button, `photo` to send a picture, and Ctrl-D to end.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.running import running, url_of
from tests.telegram.bot_api import BotApi, Person, Shown

CHAT = 5550100
LOOK_EVERY_SECONDS = 0.2


class Screen:
    """Prints what is new or changed in the chat, with a number before each button."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._printed: dict[int, int] = {}
        self.buttons: Sequence[tuple[Shown, dict[str, str]]] = ()

    def refresh_forever(self) -> None:
        while True:
            for shown in self._person.messages:
                if self._printed.get(shown.message_id) != shown.edits:
                    self._printed[shown.message_id] = shown.edits
                    self._print(shown)
            time.sleep(LOOK_EVERY_SECONDS)

    def _print(self, shown: Shown) -> None:
        print(f"\n{'~' if shown.edits else '<'} " + shown.text.replace("\n", "\n  "))
        if shown.buttons:
            self.buttons = [(shown, button) for button in shown.buttons]
        for number, (_, button) in enumerate(self.buttons if shown.buttons else (), 1):
            print(f"    [{number}] {button['text']}{' -> ' + button['url'] if 'url' in button else ''}")
        print("> ", end="", flush=True)


def main() -> int:
    print("… starting engine, actions and service", flush=True)
    with BotApi() as api, running(settings=api.settings(DOORWAY_DEMO="yes")) as doorway:
        person = Person(api, CHAT, "es" if "--spanish" in sys.argv else "en")
        screen = Screen(person)
        threading.Thread(target=screen.refresh_forever, daemon=True).start()
        print(f"✓ ready; booking links open at {url_of(doorway)}\nType /start.\n> ", end="", flush=True)
        for line in sys.stdin:
            _do(line.strip(), person, screen)
    return 0


def _do(line: str, person: Person, screen: Screen) -> None:
    if line.isdecimal() and 1 <= int(line) <= len(screen.buttons):
        shown, button = screen.buttons[int(line) - 1]
        if "callback_data" in button:
            person.press(shown, button["callback_data"])
    elif line == "photo":
        person.send({"photo": [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]})
    elif line:
        person.write(line)


if __name__ == "__main__":
    raise SystemExit(main())
