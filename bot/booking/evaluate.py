"""How well typed wishes for a time are read: `python -m bot.booking.evaluate [--write FILE]`.

Prints totals. Lines that were wrong are shown only for the lines used for tuning, so that the others stay unseen.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from bot.booking.wishes import AskWhich, NotAWish, Offer, Pick, Wish, read_wish

_ROOT = Path(__file__).resolve().parents[2]
UNSEEN = _ROOT / "evaluation" / "booking" / "test"
TUNING = (_ROOT / "data" / "booking", _ROOT / "data" / "booking" / "before_new_year")
"""Lines the grammar was made with, at two moments: a Monday with many times, days before holidays with few."""

GOAL = 0.90
"""Part of the lines that must be read right."""

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Line:
    """One typed text and what should come of it."""

    text: str
    language: str
    author: str
    expect: Mapping[str, Any]
    shown: tuple[datetime, ...]


@dataclass(frozen=True)
class Setting:
    """The moment the lines are typed at, and the times on offer."""

    now: datetime
    zone: ZoneInfo
    slots: tuple[datetime, ...]


@dataclass
class Totals:
    """Counts by kind and language, and the picks that were wrong."""

    right: Counter[str] = field(default_factory=Counter)
    lines: Counter[str] = field(default_factory=Counter)
    read_as: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong_picks: int = 0
    mistaken: list[tuple[Line, Wish]] = field(default_factory=list)

    def share(self, key: str) -> float:
        """Part of the lines counted under `key` that was read right."""
        return self.right[key] / self.lines[key] if self.lines[key] else 0.0


def read_setting(folder: Path) -> Setting:
    """The setting in `slots.json` of a folder."""
    content = json.loads((folder / "slots.json").read_text(encoding="utf-8"))
    zone = ZoneInfo(content["zone"])
    slots = tuple(_moment(slot["start"], zone) for slot in content["slots"])
    return Setting(_moment(content["now"], zone), zone, slots)


def read_lines(folder: Path, zone: ZoneInfo) -> Iterator[Line]:
    """The lines in `wishes.jsonl` of a folder."""
    for row in (folder / "wishes.jsonl").read_text(encoding="utf-8").splitlines():
        if not row.strip():
            continue
        content = json.loads(row)
        shown = tuple(_moment(at, zone) for at in content.get("shown", ()))
        yield Line(content["text"], content["language"], content["author"], content["expect"], shown)


def _moment(text: str, zone: ZoneInfo) -> datetime:
    at = datetime.fromisoformat(text)
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def allowed_slots(allowed: Mapping[str, Any], setting: Setting) -> set[datetime]:
    """The slots an offer may hold."""
    return {at for at in setting.slots if _is_allowed(at.astimezone(setting.zone), allowed)}


def _is_allowed(local: datetime, allowed: Mapping[str, Any]) -> bool:
    weekday, day = _WEEKDAYS[local.weekday()], local.date().isoformat()
    return (
        ("weekdays" not in allowed or weekday in allowed["weekdays"])
        and weekday not in allowed.get("not_weekdays", ())
        and ("dates" not in allowed or day in allowed["dates"])
        and day not in allowed.get("not_dates", ())
        and local.strftime("%Y-%m-%dT%H:%M") not in allowed.get("not_starts", ())
        and ("after" not in allowed or local.time() >= time.fromisoformat(allowed["after"]))
        and ("before" not in allowed or local.time() < time.fromisoformat(allowed["before"]))
    )


def is_right(line: Line, wish: Wish, setting: Setting) -> bool:
    """Whether the reading leads where the line should.

    An offer may hold fewer times than are allowed but no other, at least one if there is one, and none where none
    is. One time offered alone and the same time picked are the same button.
    """
    kind = line.expect["kind"]
    if kind == "ask":
        return isinstance(wish, AskWhich)
    if kind == "none":
        return isinstance(wish, NotAWish)
    if kind == "pick":
        start = _moment(line.expect["start"], setting.zone)
        return wish in (Pick(start), Offer((start,)))
    allowed = allowed_slots(line.expect["allowed"], setting)
    if isinstance(wish, Pick):
        return wish.slot in allowed
    if not isinstance(wish, Offer):
        return False
    return set(wish.slots) <= allowed and bool(wish.slots) == bool(allowed)


_KIND_OF = {Offer: "offer", Pick: "pick", AskWhich: "ask", NotAWish: "none"}


def evaluate_folders(folders: Sequence[Path]) -> tuple[Totals, int]:
    """The totals over the lines of all folders, each read in its own setting, and how many people wrote them."""
    totals = Totals()
    authors: set[str] = set()
    for folder in folders:
        setting = read_setting(folder)
        lines = list(read_lines(folder, setting.zone))
        evaluate(lines, setting, totals)
        authors.update(line.author for line in lines)
    return totals, len(authors)


def evaluate(lines: Sequence[Line], setting: Setting, totals: Totals | None = None) -> Totals:
    """Read every line and count, on top of `totals` if given."""
    totals = totals or Totals()
    for line in lines:
        wish = read_wish(line.text, setting.slots, setting.now, setting.zone, line.language, shown=line.shown)
        right = is_right(line, wish, setting)
        for key in ("all", line.language, line.expect["kind"]):
            totals.lines[key] += 1
            totals.right[key] += right
        totals.read_as[line.expect["kind"], _KIND_OF[type(wish)]] += 1
        if not right:
            totals.mistaken.append((line, wish))
            totals.wrong_picks += isinstance(wish, Pick)
    return totals


def report(totals: Totals, authors: int) -> str:
    """The totals as a page of Markdown."""
    names = {
        "all": "all lines",
        "en": "English",
        "es": "Spanish",
        "offer": "should offer times",
        "pick": "mean one time",
        "ask": "should be asked about",
        "none": "are about something else",
    }
    rows = [
        f"| {name} | {totals.lines[key]} | {totals.right[key]} | {totals.share(key):.1%} |"
        for key, name in names.items()
        if totals.lines[key]
    ]
    kinds = ("offer", "pick", "ask", "none")
    read_as = [
        f"| {names[kind]} | " + " | ".join(str(totals.read_as[kind, other]) for other in kinds) + " |"
        for kind in kinds
    ]
    return "\n".join(
        (
            "# How typed times are read",
            "",
            "`python -m bot.booking.evaluate` on lines that were written by people who did not work on the grammar "
            "and were not read while it was made.",
            f"Authors: {authors}. Wrong times picked: {totals.wrong_picks}.",
            "",
            "| lines | number | right | share |",
            "|--|--|--|--|",
            *rows,
            "",
            "| lines that | read as an offer | as one time | as a question | as something else |",
            "|--|--|--|--|--|",
            *read_as,
            "",
            "Right means: an offer holds only times the author allows, and says so when there is none; one time meant "
            "is that time alone, offered or picked; a question is asked where the author wants one; and a text about "
            "something else is left alone. Nothing is booked without a button that shows weekday, date, time and zone.",
            "",
        )
    )


def main(arguments: Sequence[str], out: TextIO) -> int:
    """Run the command; 0 when the share and the picks reach the goal."""
    parser = argparse.ArgumentParser(prog="python -m bot.booking.evaluate", description=__doc__)
    parser.add_argument("--write", type=Path, help="also write the totals to this file")
    parser.add_argument(
        "--tuning", action="store_true", help="use the tuning lines, and show those read wrong"
    )
    options = parser.parse_args(arguments)
    totals, authors = evaluate_folders(TUNING if options.tuning else (UNSEEN,))
    page = report(totals, authors)
    print(page, file=out)
    if options.tuning:
        for line, wish in totals.mistaken:
            print(f"{line.text!r}\n  expected {dict(line.expect)}\n  read as {wish}", file=out)
    elif options.write is not None:
        options.write.write_text(page, encoding="utf-8")
    return 0 if totals.share("all") >= GOAL and totals.wrong_picks == 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdout))
