"""How well typed answers are read, on lines of people who had no part in the lexicons.

`python -m bot.screening.reading.evaluate [--lines FOLDER] [--write FILE] [--show]` prints totals per question and
language. `--show` prints the lines that went wrong; it is for tuning lines only and refuses the test part.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.screening.questions import ORDER, SYMPTOMS_ASKED
from bot.screening.reading.answer import read_answer
from bot.screening.reading.meaning import FILE, MeaningModel
from bot.screening.reading.result import Reading, Value
from bot.sentences import SentenceEncoders

TEST_LINES = Path("evaluation/understand/test")
RIGHT = "right and certain"
CONFIRMED = "right, to be confirmed"
ASKED_RIGHTLY = "asked again, rightly"
ASKED_NEEDLESSLY = "asked again, needlessly"
OFFERED_WRONG = "wrong, but confirmed first"
SILENTLY_WRONG = "silently wrong"
OUTCOMES = (RIGHT, CONFIRMED, ASKED_RIGHTLY, ASKED_NEEDLESSLY, OFFERED_WRONG, SILENTLY_WRONG)
GOOD = (RIGHT, CONFIRMED, ASKED_RIGHTLY)


@dataclass(frozen=True)
class Line:
    """One written line: what was typed at which question, and what reading it rightly means."""

    text: str
    question: str
    language: str
    is_answer: bool
    value: Value
    may_ask_again: bool

    @classmethod
    def of(cls, row: dict[str, Any]) -> Line:
        expect = row["expect"]
        is_unreadable = bool(expect.get("unreadable")) or expect.get("value") is None
        return cls(
            text=row["text"],
            question=row.get("question") or "",
            language=row.get("language", "en"),
            is_answer=expect.get("kind", "answer") == "answer",
            value=None if is_unreadable else expect["value"],
            may_ask_again=is_unreadable or bool(expect.get("may_ask_again")),
        )


def lines_in(folder: Path) -> list[Line]:
    """All lines typed while one of the screening questions was open."""
    rows = [
        json.loads(text)
        for path in sorted(folder.glob("*.jsonl"))
        for text in path.read_text(encoding="utf-8").splitlines()
        if text.strip()
    ]
    return [line for row in rows if (line := Line.of(row)).question in ORDER]


def outcome_of(line: Line, reading: Reading) -> str:
    """Which of the six outcomes this reading is."""
    is_right = line.value is not None and same(line.value, reading.value)
    if is_right:
        return RIGHT if reading.is_certain else CONFIRMED
    if reading.is_certain:
        return SILENTLY_WRONG
    if line.may_ask_again:
        return ASKED_RIGHTLY
    return ASKED_NEEDLESSLY if reading.value is None else OFFERED_WRONG


def same(one: Value, other: Value) -> bool:
    """Whether two values mean the same answer: order does not count, and a list of signs equals its length."""
    if one is None or other is None:
        return one is other
    return _plain(one) == _plain(other) or _signs(one) == _signs(other) != None  # noqa: E711


def _plain(value: Value) -> frozenset[str] | int | None:
    if isinstance(value, str):
        return frozenset({value})
    return frozenset(value) if isinstance(value, list) else value


def _signs(value: Value) -> int | None:
    """The number of signs a value of the list of eleven stands for, or None when it is no such value."""
    if isinstance(value, int):
        return value if 0 <= value <= SYMPTOMS_ASKED else None
    items = [value] if isinstance(value, str) else value or []
    if items == ["none"]:
        return 0
    return len(items) if items and all(item[0] == "c" and item[1:].isdigit() for item in items) else None


def report(lines: Iterable[Line], *, meaning: MeaningModel | None = None, is_shown: bool = False) -> str:
    """The totals as a Markdown table, with the two languages and the whole below."""
    counts: dict[str, Counter[str]] = {}
    others: Counter[str] = Counter()
    read = 0
    started = time.perf_counter()
    shown: list[str] = []
    for line in lines:
        reading = read_answer(line.question, line.text, line.language, meaning=meaning)
        read += 1
        if not line.is_answer:
            others[f"{reading.strength}{', certain' if reading.is_certain else ''}"] += 1
            if is_shown and (reading.strength == "plain" or reading.is_certain):
                shown.append(f"NOT AN ANSWER {line.question}: {line.text!r} -> {reading}")
            continue
        outcome = outcome_of(line, reading)
        for row in (line.question, line.language, "all"):
            counts.setdefault(row, Counter())[outcome] += 1
        if is_shown and outcome not in GOOD:
            shown.append(f"{outcome} | {line.question} | {line.text!r} | {line.value} | {reading}")
    seconds = time.perf_counter() - started
    table = [
        "| question | lines | " + " | ".join(OUTCOMES) + " | right, or rightly asked or confirmed |",
        "|--|--|" + "--|" * (len(OUTCOMES) + 1),
    ]
    for row in (*ORDER, "en", "es", "all"):
        count = counts.get(row)
        if count:
            total = count.total()
            good = sum(count[outcome] for outcome in GOOD)
            table.append(
                f"| {row} | {total} | "
                + " | ".join(str(count[outcome]) for outcome in OUTCOMES)
                + f" | {good / total:.1%} |"
            )
    if "all" in counts:
        total = counts["all"].total()
        needless = counts["all"][ASKED_NEEDLESSLY] + counts["all"][OFFERED_WRONG]
        table += [
            "",
            f"Silently wrong {counts['all'][SILENTLY_WRONG] / total:.2%} (goal <= 1%), "
            f"needless asking again {needless / total:.1%} (goal <= 12%), "
            f"certain at once {counts['all'][RIGHT] / total:.1%}.",
        ]
    if others:
        table += ["", "Questions and other talk while a question is open, by strength of the reading: "]
        table += [f"- {strength}: {count}" for strength, count in sorted(others.items())]
    table += ["", f"{read} texts in {seconds:.2f} s, {read / max(seconds, 1e-9):.0f} a second."]
    return "\n".join(shown + table) + "\n"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="How well typed answers are read.")
    parser.add_argument("--lines", type=Path, default=TEST_LINES)
    parser.add_argument("--model", type=Path, help="the folder of the models; without it phrases alone read")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--show", action="store_true")
    chosen = parser.parse_args(arguments)
    if chosen.show and chosen.lines.resolve() == TEST_LINES.resolve():
        parser.error("--show is for tuning lines; the test part is never looked at")
    lines = lines_in(chosen.lines)
    for question in ORDER:  # the lexicons are read at first use; that is not what is timed
        read_answer(question, "nothing in particular")
    text = report(lines, meaning=_meaning(chosen.model), is_shown=chosen.show)
    sys.stdout.write(text)
    if chosen.write:
        chosen.write.write_text("# How typed answers are read\n\n" + _ABOUT + "\n" + text, encoding="utf-8")
    return 0


def _meaning(models: Path | None) -> MeaningModel | None:
    if models is None:
        return None
    encoders = SentenceEncoders.load(models)
    return MeaningModel.load(models / FILE, encoders.first)


_ABOUT = """Written by `python -m bot.screening.reading.evaluate --model models --write docs/evaluation/answers.md` on
`evaluation/understand/test`, lines of people none of whom wrote or tuned the lexicons.

- right and certain: taken as it is
- right, to be confirmed: the assistant says what it understood and waits for a tap
- asked again, rightly: the line does not say enough, or the person is asked with a guess
- asked again, needlessly: a person would have understood
- wrong, but confirmed first: a wrong guess that the person is asked about; it counts as needless asking
- silently wrong: taken as it is, and wrong
"""

if __name__ == "__main__":
    raise SystemExit(main())
