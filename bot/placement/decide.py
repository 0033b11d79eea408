"""From answers to a suggested level: walk, rules, flags. Same answers, same result, every time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bot.placement.answers import Answers
from bot.placement.flags import OPEN, flags_from_answers, flags_from_rules, open_questions
from bot.placement.levels import DEFAULT_SETTINGS, Level, PlacementSettings
from bot.placement.reading import Given, read_answers
from bot.placement.rules import DECIDING_ORDER, LISTED_BESIDE, RULES, TABLE_VERSION, Group, Rule
from bot.placement.walk import walk


@dataclass(frozen=True, slots=True)
class FiredRule:
    """A rule that fired, and the person's own answers that made it fire."""

    id: str
    because: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """What is suggested. `level` is None and nothing has fired while `next_question` is still to be asked.

    `set_aside` names rules that hold but that the clinic's setting turns off; `answers` are those that
    counted.
    """

    level: Level | None
    fired: tuple[FiredRule, ...]
    flags: tuple[str, ...]
    open: tuple[str, ...]
    next_question: str | None
    answers: tuple[Given, ...]
    set_aside: tuple[str, ...] = ()
    table_version: str = TABLE_VERSION

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the rules that fired, in the order of the table."""
        return tuple(rule.id for rule in self.fired)


def next_question(answers: Mapping[str, object]) -> str | None:
    """The id of the question to ask now, None when the walk is over. Raises AnswerError."""
    return walk(read_answers(answers)).next_question


def place(answers: Mapping[str, object], settings: PlacementSettings = DEFAULT_SETTINGS) -> Placement:
    """The suggested level for answers as stored: question id to choice, list of choices, or count.

    Raises AnswerError when an answer cannot be read.
    """
    walked = walk(read_answers(answers))
    counted = walked.answers
    flags = flags_from_answers(counted)
    if walked.next_question is not None:
        return Placement(None, (), flags, (), walked.next_question, counted.in_order())
    decided_by, fired = _deciding_rules(counted, settings)
    left_open = open_questions(counted, decided_by)
    return Placement(
        level=fired[0].level,
        fired=tuple(FiredRule(rule.id, rule.because(counted)) for rule in fired),
        flags=flags
        + flags_from_rules(counted, decided_by, fired)
        + tuple(f"{OPEN}{question}" for question in left_open),
        open=left_open,
        next_question=None,
        answers=counted.in_order(),
        set_aside=tuple(rule.id for rule in _holding(_table_under(settings).turned_off, counted)),
    )


def _deciding_rules(answers: Answers, settings: PlacementSettings) -> tuple[Group, tuple[Rule, ...]]:
    table = _table_under(settings)
    for group in DECIDING_ORDER:
        if fired := _holding(table.in_force[group], answers):
            beside = LISTED_BESIDE.get(group)
            return group, fired + _holding(table.in_force[beside], answers) if beside else fired
    raise AssertionError("the table leaves no finished walk undecided")


def _holding(rules: tuple[Rule, ...], answers: Answers) -> tuple[Rule, ...]:
    return tuple([rule for rule in rules if rule.when(answers)])


@dataclass(frozen=True, slots=True)
class _Table:
    in_force: Mapping[Group, tuple[Rule, ...]]
    turned_off: tuple[Rule, ...]


@cache
def _table_under(settings: PlacementSettings) -> _Table:
    """The rules as the clinic's setting leaves them."""
    turned_off = tuple(
        rule for rule in RULES if rule.only_if_severe_starts_in not in (None, settings.severe_starts_in)
    )
    in_force = {group: tuple(r for r in RULES if r.group is group and r not in turned_off) for group in Group}
    return _Table(in_force, turned_off)
