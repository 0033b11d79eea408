"""Writes docs/placement-rules.md, the table a medical director signs: `python -m bot.placement.document`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bot.placement.flags import FROM_ANSWERS, FROM_RULES, OPEN
from bot.placement.levels import Level
from bot.placement.limits import LIMITS
from bot.placement.questions import QUESTIONS
from bot.placement.rules import DECIDING_ORDER, RULES, TABLE_VERSION, Rule, Strength
from bot.placement.walk import WALK, Ask, Stop

DOCS = Path(__file__).resolve().parents[2] / "docs"
PROGRAMME = DOCS / "programme.md"
TARGET = DOCS / "placement-rules.md"

_SENTENCE = re.compile(r"^(S\d+)\. (.+)$", re.MULTILINE)

_INTRODUCTION = """\
# Placement rules

<!-- Written by `python -m bot.placement.document` from bot/placement. Change the rules there, not here. -->

Table version {version}. The rules suggest a level of care; a licensed therapist decides (S9, S10, S13, S37).
A medical director signs this table before a clinic goes live.
"""


def read_sentences(path: Path = PROGRAMME) -> dict[str, str]:
    """The numbered sentences of the programme guide, S1 to the last."""
    return dict(_SENTENCE.findall(path.read_text(encoding="utf-8")))


def render(sentences: Mapping[str, str]) -> str:
    """The whole document. Raises KeyError when a rule cites a sentence the guide does not have."""
    parts = (
        [_INTRODUCTION.format(version=TABLE_VERSION)],
        _levels(),
        _rules(),
        _deciding(),
        _limits(),
        _walk(),
        _flags(),
        _questions(),
        _sentences(sentences),
    )
    return "\n".join(line for part in parts for line in part)


def _levels() -> Iterator[str]:
    ranked = sorted((level for level in Level if level.rank), key=lambda level: -(level.rank or 0))
    yield "## Levels\n"
    yield " > ".join(f"`{level}`" for level in ranked) + (
        f"; and `{Level.THERAPIST_DECIDES}`: no level is named, the assessment is offered.\n"
    )


def _rules() -> Iterator[str]:
    yield "## Rules\n"
    yield "*Using*: stopped2w is not picked, and substances is not none_year; skipped substances count as using."
    yield "*Step-down*: treatment is completed_ok or in_now. *Adverse*: home destructive or none, or being_hurt;"
    yield "support small or none. Strength H: stated by the guide or by safety guidance. S: soft, the person"
    yield 'reads "may". Only answers on the walk are read.\n'
    yield from _table(("id", "group", "fires when", "level", "strength", "source"), map(_rule_row, RULES))


def _rule_row(rule: Rule) -> tuple[str, ...]:
    return rule.id, rule.group, rule.reads, rule.level, rule.strength, " ".join(rule.sources)


def _deciding() -> Iterator[str]:
    yield "## Which rule decides\n"
    yield f"Groups are read in this order: {', '.join(DECIDING_ORDER)}. The first group with a rule that fires"
    yield "decides, and every rule of that group that fires is recorded, in the order of the table."
    yield "T1 and T2 are recorded beside M1 or a D rule when both hold.\n"


def _limits() -> Iterator[str]:
    yield "## Numbers\n"
    rows = ((limit.name, str(limit.value), limit.unit, " ".join(limit.sources)) for limit in LIMITS)
    yield from _table(("name", "value", "unit", "source"), rows)


def _walk() -> Iterator[str]:
    yield "## The walk\n"
    yield "A question is skipped when its answer can no longer change the level. The stops are tried in order."
    yield "A safety answer of skip means that it was skipped twice.\n"
    yield "```mermaid"
    yield "flowchart TD"
    for number, step in enumerate(WALK):
        yield from (f"  {line}" for line in _step(number, step))
    yield f"  n{len(WALK)}([result])"
    yield "```\n"


def _step(number: int, step: Ask | Stop) -> Iterator[str]:
    here, after = f"n{number}", f"n{number + 1}"
    if isinstance(step, Stop):
        yield f'{here}{{"{step.reads}?"}}'
        yield f"{here} -- yes --> n{len(WALK)}"
        yield f"{here} -- no --> {after}"
    elif step.when is None:
        yield f'{here}["{step.question}"] --> {after}'
    else:
        yield f'{here}{{"{step.reads}?"}}'
        yield f'{here} -- yes --> {here}q["{step.question}"] --> {after}'
        yield f"{here} -- no --> {after}"


def _flags() -> Iterator[str]:
    yield "## Flags\n"
    yield "Flags never change the level.\n"
    yield from _table(("flag", "raised when"), ((f"`{flag}`", reads) for flag, reads in _all_flags()))


def _all_flags() -> Iterator[tuple[str, str]]:
    yield from FROM_ANSWERS.items()
    yield from FROM_RULES.items()
    yield (
        f"{OPEN}<question>",
        "no E, M, D or T rule decided, for each answer of U1's list not known; with U2 substances alone",
    )


def _questions() -> Iterator[str]:
    yield "## Choices\n"
    rows = ((question.id, question.kind, ", ".join(question.choices)) for question in QUESTIONS.values())
    yield from _table(("question", "type", "choices"), rows)


def _sentences(sentences: Mapping[str, str]) -> Iterator[str]:
    yield "## The sentences cited\n"
    cited = {source for rule in RULES for source in rule.sources}
    rows = (
        (source, sentences[source], " ".join(rule.id for rule in RULES if source in rule.sources))
        for source in sorted(cited, key=lambda source: int(source.removeprefix("S")))
    )
    yield from _table(("number", "the programme guide", "rules"), rows)
    soft = " ".join(rule.id for rule in RULES if rule.strength is Strength.SOFT)
    yield f"Soft rules: {soft}."
    yield ""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("--",) * len(head), *rows):
        yield f"| {' | '.join(row)} |"
    yield ""


def main() -> None:
    """Write the document anew."""
    TARGET.write_text(render(read_sentences()), encoding="utf-8")


if __name__ == "__main__":
    main()
