"""The table itself: ids, order, sources, numbers and what a firing rule says about itself."""

from __future__ import annotations

import ast
from pathlib import Path

from bot.placement import QUESTIONS, RULES, Group, Level, Strength
from bot.placement.document import read_sentences
from bot.placement.limits import LIMITS
from bot.placement.rules import DECIDING_ORDER, LISTED_BESIDE
from bot.screening import questions as asked

PACKAGE = Path(__file__).resolve().parents[2] / "bot" / "placement"

TABLE = [
    *("E1", "E2", "E3", "M1", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "T1", "T2", "U2"),
    *("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "C1", "I1", "I2", "U1", "C2"),
    *("B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "P1", "P2"),
]


def test_ids_and_order() -> None:
    """Ids are stored with results: they and their order change only on purpose."""
    assert [rule.id for rule in RULES] == TABLE


def test_sources_exist() -> None:
    """A rule or a number without a sentence of the guide behind it does not pass."""
    sentences = read_sentences()
    assert list(sentences) == [f"S{number}" for number in range(1, 38)]
    for row in (*RULES, *LIMITS):
        assert row.sources, row
        assert set(row.sources) <= set(sentences), row


def test_groups() -> None:
    """Every group decides exactly once, names one level, and stands together in the table."""
    assert sorted(DECIDING_ORDER) == sorted(Group)
    for group in Group:
        places = [number for number, rule in enumerate(RULES) if rule.group is group]
        assert len({RULES[number].level for number in places}) == 1
        assert places == list(range(places[0], places[-1] + 1))


def test_rules_listed_beside_come_later() -> None:
    """What is recorded beside a decision keeps the order of the table."""
    order = [rule.group for rule in RULES]
    for group, beside in LISTED_BESIDE.items():
        assert order.index(group) < order.index(beside)


def test_soft_rules() -> None:
    """Only these four are soft; a person reads "may" there."""
    assert [rule.id for rule in RULES if rule.strength is Strength.SOFT] == ["R1", "R5", "R7", "P2"]


def test_ranks() -> None:
    """Named levels are ordered; the therapist's decision has no rank."""
    ranked = [Level.OUTPATIENT, Level.IOP, Level.RESIDENTIAL, Level.DETOX_FIRST, Level.EMERGENCY]
    ranks = [level.rank for level in ranked]
    assert None not in ranks
    assert ranks == sorted(ranks, key=lambda rank: rank or 0)
    assert len(set(ranks)) == len(ranks)
    assert Level.THERAPIST_DECIDES.rank is None


def test_choices_are_those_that_are_asked() -> None:
    """The rules read exactly the questions and choices that people are shown, in the same order."""
    assert {id: question.choices for id, question in QUESTIONS.items()} == {
        question.id: question.choices for question in asked.QUESTIONS
    }
    assert list(QUESTIONS) == list(asked.ORDER)
    for question in QUESTIONS.values():
        assert (question.kind == "one") == (asked.BY_ID[question.id].select == "one")


def test_imports_nothing_of_ours() -> None:
    """Placement is pure: it imports the standard library and itself, and only the document reads a file."""
    for path in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for name in names:
                assert name.startswith("bot.placement") or name.split(".")[0] in STANDARD, (path.name, name)
                assert name != "pathlib" or path.name == "document.py", path.name


STANDARD = {"__future__", "collections", "dataclasses", "enum", "functools", "pathlib", "re", "typing"}
