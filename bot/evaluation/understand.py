"""How well typed lines are understood end to end, on lines of people who had no part in the training.

`python -m bot.evaluation.understand [--lines FOLDER] [--write FILE]` sends every line through the same path as
`python -m bot understand` (danger, the answer reader, the engine) and prints totals, never a line.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.conversation.understand_command import run
from bot.screening.reading import evaluate as reading

TEST_LINES = Path("evaluation/understand/test")
OUT_OF_SCOPE = "out_of_scope"
STOLEN = "taken for a question or a detour"
CARD = "danger seen where there is none"
ANSWER_OUTCOMES = (
    reading.RIGHT,
    reading.CONFIRMED,
    reading.ASKED_RIGHTLY,
    reading.ASKED_NEEDLESSLY,
    reading.OFFERED_WRONG,
    STOLEN,
    CARD,
    reading.SILENTLY_WRONG,
)
GOOD = (reading.RIGHT, reading.CONFIRMED, reading.ASKED_RIGHTLY)
NEEDLESS = (reading.ASKED_NEEDLESSLY, reading.OFFERED_WRONG)
WORST_SHOWN = 20


@dataclass(frozen=True)
class Line:
    """One written line: the file it stands in, what goes in, and what is expected of it."""

    file: str
    given: Mapping[str, Any]
    expect: Mapping[str, Any]

    @property
    def language(self) -> str:
        return str(self.given.get("language", "en"))

    @property
    def topics(self) -> frozenset[str]:
        """The topics that serve this person."""
        named = [self.expect["topic"]] if self.expect.get("topic") else []
        return frozenset([*named, *self.expect.get("also_topics", ())])

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that are right."""
        return frozenset(kind for kind in (self.expect["kind"], self.expect.get("also")) if kind)


def lines_in(folder: Path) -> list[Line]:
    """All lines of the folder, file by file."""
    return [
        Line(path.stem, {key: row.get(key) for key in ("text", "question", "language")}, row["expect"])
        for path in sorted(folder.glob("*.jsonl"))
        for text in path.read_text(encoding="utf-8").splitlines()
        if text.strip()
        for row in [json.loads(text)]
    ]


def understood(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """What a conversation would make of each line. Starts the engine when none runs."""
    out = io.StringIO()
    run([json.dumps(line.given) for line in lines], out)
    return [json.loads(answer) for answer in out.getvalue().splitlines()]


def is_right(line: Line, found: Mapping[str, Any]) -> bool:
    """Whether the person gets what they wanted, for lines that are no answer and no story."""
    expect = line.expect
    if found.get("safety") != "none":
        return bool(expect.get("may_card"))
    kind = found.get("kind")
    if kind == "answer":
        return "answer" in line.kinds and reading.same(expect.get("value"), found.get("value"))
    if kind in ("faq", "digression"):
        return found.get("topic") in line.topics if line.topics else kind in line.kinds
    return kind in line.kinds or (kind == "unclear" and bool(expect.get("may_ask_again")))


def name_of(found: Mapping[str, Any]) -> str:
    """What a line was taken for, in one word."""
    if found.get("safety", "none") != "none":
        return str(found["safety"])
    return str(found.get("topic") or found.get("kind") or "error")


def answer_outcome(line: Line, found: Mapping[str, Any]) -> str:
    """What happens to an answer, as the person sees it."""
    expect = line.expect
    if found.get("safety") != "none":
        return reading.RIGHT if expect.get("may_card") else CARD
    wanted = expect.get("value") if expect["kind"] == "answer" else None
    value, is_certain = found.get("value"), bool(found.get("certain"))
    if value is not None:
        if wanted is not None and reading.same(wanted, value):
            return reading.RIGHT if is_certain else reading.CONFIRMED
        if is_certain:
            return reading.SILENTLY_WRONG
        may_ask = wanted is None or expect.get("may_ask_again")
        return reading.ASKED_RIGHTLY if may_ask else reading.OFFERED_WRONG
    if found.get("kind") not in ("unclear", "answer"):
        if wanted == "skip" and found.get("topic") == "skip":
            return reading.RIGHT
        fits = found.get("topic") in line.topics if line.topics else found.get("kind") in line.kinds
        return reading.ASKED_RIGHTLY if fits else STOLEN
    may_ask = wanted is None or expect.get("may_ask_again")
    return reading.ASKED_RIGHTLY if may_ask else reading.ASKED_NEEDLESSLY


def share(part: int, whole: int) -> str:
    return f"{part / whole:.1%} ({part} of {whole})" if whole else "-"


def report(lines: Sequence[Line], answers: Sequence[Mapping[str, Any]]) -> str:
    """The totals as Markdown."""
    pairs = list(zip(lines, answers, strict=True))
    others = [pair for pair in pairs if not pair[0].file.startswith("answers") and pair[0].file != "stories"]
    parts = (
        _others(others),
        _answers([pair for pair in pairs if pair[0].file.startswith("answers")]),
        _stories([pair for pair in pairs if pair[0].file == "stories"]),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


Pairs = Sequence[tuple[Line, Mapping[str, Any]]]


def _others(pairs: Pairs) -> str:
    right: dict[str, list[bool]] = defaultdict(list)
    topics: dict[str, list[bool]] = defaultdict(list)
    confused: Counter[tuple[str, str]] = Counter()
    turned_away: list[bool] = []
    outside: list[str] = []
    cards = 0
    for line, found in pairs:
        expected, is_good = line.expect["kind"], is_right(line, found)
        group = "booking" if expected == "booking" else line.file
        cards += found.get("safety") != "none" and not line.expect.get("may_card")
        if expected == OUT_OF_SCOPE:
            outside.append("right" if is_good else str(found.get("kind")))
        else:
            turned_away.append(found.get("kind") == OUT_OF_SCOPE and found.get("safety") == "none")
        right[group].append(is_good)
        right[f"{group}, {line.language}"].append(is_good)
        topics[line.expect.get("topic") or expected].append(is_good)
        if not is_good:
            confused[line.expect.get("topic") or expected, name_of(found)] += 1
    rows = ["| measure | share |", "|--|--|"]
    rows += [f"| {name}: right | {share(sum(good), len(good))} |" for name, good in sorted(right.items())]
    again = outside.count("right") + outside.count("unclear")
    rows += [
        f"| out of scope: said so, or asked again | {share(again, len(outside))} |",
        f"| real questions and detours turned away | {share(sum(turned_away), len(turned_away))} |",
        f"| danger seen where there is none | {share(cards, len(pairs))} |",
    ]
    rows += ["", "| topic | right |", "|--|--|"]
    rows += [f"| {topic} | {share(sum(good), len(good))} |" for topic, good in sorted(topics.items())]
    rows += ["", "| expected | taken for | lines |", "|--|--|--|"]
    rows += [f"| {one} | {other} | {count} |" for (one, other), count in confused.most_common(WORST_SHOWN)]
    return "## Questions, detours, booking, and what is out of scope\n\n" + "\n".join(rows)


def _answers(pairs: Pairs) -> str:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line, found in pairs:
        outcome = answer_outcome(line, found)
        for row in (str(line.given["question"]), line.language, "all"):
            counts[row][outcome] += 1
    if not counts:
        return ""
    order = [*(name for name in counts if name not in ("en", "es", "all")), "en", "es", "all"]
    rows = [
        "| question | lines | " + " | ".join(ANSWER_OUTCOMES) + " | right, or rightly asked or confirmed |",
        "|--|--|" + "--|" * (len(ANSWER_OUTCOMES) + 1),
    ]
    for name in order:
        if counts[name]:
            count = counts[name]
            shown = " | ".join(str(count[outcome]) for outcome in ANSWER_OUTCOMES)
            good = sum(count[outcome] for outcome in GOOD)
            rows.append(f"| {name} | {count.total()} | {shown} | {good / count.total():.1%} |")
    count = counts["all"]
    needless = sum(count[outcome] for outcome in NEEDLESS)
    kept = sum(count[outcome] for outcome in GOOD) + needless
    rows += [
        "",
        "| measure | share |",
        "|--|--|",
        f"| taken right, or asked again or confirmed before anything counts | {share(kept, count.total())} |",
        f"| of all, asked again or a wrong guess confirmed where a person would have understood "
        f"| {share(needless, count.total())} |",
        f"| silently wrong | {share(count[reading.SILENTLY_WRONG], count.total())} |",
    ]
    return "## Answers, as the person sees it\n\n" + "\n".join(rows)


def _stories(pairs: Pairs) -> str:
    told = right = wrong = seen = 0
    for line, found in pairs:
        facts = dict(line.expect.get("answers") or {})
        stored = dict(found.get("story") or {})
        if not stored and found.get("value") is not None and line.given["question"]:
            stored = {str(line.given["question"]): found["value"]}
        seen += bool(found.get("story"))
        told += len(facts)
        right += sum(name in facts and reading.same(facts[name], value) for name, value in stored.items())
        wrong += sum(
            name not in facts or not reading.same(facts[name], value) for name, value in stored.items()
        )
    if not pairs:
        return ""
    rows = [
        "| measure | share |",
        "|--|--|",
        f"| taken as a story, and read back before it counts | {share(seen, len(pairs))} |",
        f"| facts told that need not be asked any more | {share(right, told)} |",
        f"| facts read back that were told otherwise or not at all | {share(wrong, right + wrong)} |",
        f"| questions saved a story | {right / len(pairs):.1f} |",
    ]
    return "## Stories\n\n" + "\n".join(rows)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="How well typed lines are understood, end to end.")
    parser.add_argument("--lines", type=Path, default=TEST_LINES)
    parser.add_argument("--write", type=Path)
    chosen = parser.parse_args(arguments)
    lines = lines_in(chosen.lines)
    text = report(lines, understood(lines))
    sys.stdout.write(text)
    if chosen.write:
        head = (
            "# How typed lines are understood\n\n"
            "Written by `python -m bot.evaluation.understand --write docs/evaluation/understand.md`: each line alone,\n"
            "through the danger check, the answer reader and the engine, as in a conversation. The lines come from\n"
            "people who wrote none of the training data. A card or check-in in place of a reply counts as wrong\n"
            "unless the line allows it.\n\n"
        )
        chosen.write.write_text(head + text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
