"""One sheet to read before the visit: answers in words, the person's own words, rules with their sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.clinic import Clinic
from bot.desk.programme import sentences
from bot.placement import QUESTIONS, RULES, TABLE_VERSION, AnswerError, PlacementSettings, place
from bot.screening import phrases
from bot.screening.explain import explain
from bot.screening.questions import BY_ID
from bot.storage import messages
from bot.storage.conversations import Conversation
from bot.storage.database import Transaction
from bot.storage.tables import answers, inbox, screenings
from bot.words import Words

STAFF_LANGUAGE = "en"
MOST_EVENTS = 2000


@dataclass(frozen=True)
class AnswerLine:
    """One answer: what was asked for, in short and in full, what was said, how, and what was said before."""

    question: str
    topic: str
    asked: str
    said: tuple[str, ...]
    is_skip: bool
    source: str
    earlier: tuple[str, ...]
    counted: bool
    """Whether the rules read it; an answer left over from before a change of mind is only on record."""


@dataclass(frozen=True)
class RuleLine:
    """One rule that fired: its condition, why it fired for this person, and the guide's sentences behind it."""

    id: str
    reads: str
    strength: str
    reason: str
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class OwnWords:
    """Something the person typed, and what had been asked."""

    asked: str | None
    text: str
    at: datetime


@dataclass(frozen=True)
class Sheet:
    """A finished screening, ready to be read."""

    number: int
    level: str
    rules: tuple[RuleLine, ...]
    flags: tuple[str, ...]
    open: tuple[str, ...]
    answers: tuple[AnswerLine, ...]
    table_version: str
    is_current_table: bool
    is_urgent: bool
    finished_at: datetime


def sheet_of(tx: Transaction, conversation: Conversation, clinic: Clinic, words: Words) -> Sheet | None:
    """The sheet of the newest screening; None while it is unfinished."""
    row = (
        tx.execute(
            sa.select(screenings)
            .where(screenings.c.conversation_id == conversation.id)
            .order_by(screenings.c.number.desc())
            .limit(1)
        )
        .mappings()
        .first()
    )
    if row is None:
        return None
    given: dict[str, Any] = tx.sealer.open(
        row["answers_sealed"], f"screenings:{conversation.id}:{row['number']}"
    )
    return Sheet(
        number=row["number"],
        level=row["level"],
        rules=tuple(_rules(row["rules"], given, clinic, words)),
        flags=tuple(flag for flag in row["flags"] if not flag.startswith("open:")),
        open=tuple(phrases.short_name(question, words, STAFF_LANGUAGE) for question in row["open_questions"]),
        answers=tuple(answer_lines(tx, conversation.id, row["number"], given, words)),
        table_version=row["table_version"],
        is_current_table=row["table_version"] == TABLE_VERSION,
        is_urgent=row["is_urgent"],
        finished_at=row["finished_at"],
    )


def answer_lines(
    tx: Transaction, conversation_id: str, number: int, counted: Mapping[str, Any] | None, words: Words
) -> list[AnswerLine]:
    """Every question that was answered, in the order of the table; `counted` None for an unfinished walk."""
    given: dict[str, list[Any]] = {}
    query = (
        sa.select(answers)
        .where(answers.c.conversation_id == conversation_id, answers.c.screening_number == number)
        .order_by(answers.c.id)
    )
    for row in tx.execute(query).mappings():
        context = f"answers:{conversation_id}:{row['question']}:{row['message_id']}"
        value = tx.sealer.open(row["value_sealed"], context)
        given.setdefault(row["question"], []).append((value, row["source"]))
    for question, value in (counted or {}).items():
        # The answer behind a danger card may have been read from words and never stored as an answer.
        if question in BY_ID and not given.get(question):
            given[question] = [(value, "typed")]
    found = []
    for question in QUESTIONS:
        if question not in given:
            continue
        value, source = given[question][-1]
        earlier = [_in_words(question, old, words) for old, _ in given[question][:-1] if old != value]
        found.append(
            AnswerLine(
                question=question,
                topic=phrases.short_name(question, words, STAFF_LANGUAGE),
                asked=_asked(question, {name: lines[-1][0] for name, lines in given.items()}, words),
                said=_said(question, value, words),
                is_skip=value in ("skip", ["skip"]),
                source=source,
                earlier=tuple(dict.fromkeys(earlier)),
                counted=counted is None or question in counted,
            )
        )
    return found


def is_finished(tx: Transaction, conversation_id: str) -> bool:
    """Whether there is a sheet to read."""
    query = sa.select(screenings.c.id).where(screenings.c.conversation_id == conversation_id).limit(1)
    return tx.execute(query).first() is not None


def own_words(tx: Transaction, conversation: Conversation, words: Words) -> list[OwnWords]:
    """What the person typed, with the question that was open; taps and forms are left out."""
    typed = set(
        tx.execute(
            sa.select(inbox.c.seq).where(
                inbox.c.conversation_id == conversation.id, inbox.c.kind == "text", inbox.c.seq > 0
            )
        ).scalars()
    )
    if not typed:
        return []
    found: list[OwnWords] = []
    asked: str | None = None
    for event in messages.events_after(tx, conversation.id, 0, MOST_EVENTS):
        if event.is_prompt:
            asked = event.said.question
        elif event.seq in typed and event.said.sender == "person":
            found.append(OwnWords(_topic(asked, words), event.said.text, event.at))
    return found


def _rules(fired: Sequence[str], given: Mapping[str, Any], clinic: Clinic, words: Words) -> list[RuleLine]:
    reasons: dict[str, str] = {}
    try:
        found = place(given, PlacementSettings(clinic.programme.severe_starts_in))
        reasons = {reason.rule: reason.text for reason in explain(found, STAFF_LANGUAGE, words)}
    except AnswerError:
        # Stored under an older table: the ids still tell what fired.
        pass
    table = {rule.id: rule for rule in RULES}
    lines = []
    for rule_id in fired:
        rule = table.get(rule_id)
        sources = rule.sources if rule else ()
        lines.append(
            RuleLine(
                id=rule_id,
                reads=rule.reads if rule else "",
                strength=rule.strength.value if rule else "",
                reason=reasons.get(rule_id, ""),
                sources=tuple((source, sentences().get(source, "")) for source in sources),
            )
        )
    return lines


def _asked(question: str, given: Mapping[str, Any], words: Words) -> str:
    text = words.get(f"utter_ask_{question}", STAFF_LANGUAGE).text
    if "{picked}" in text:
        return text.replace("{picked}", phrases.picked(given, words, STAFF_LANGUAGE))
    return text


def _said(question: str, value: Any, words: Words) -> tuple[str, ...]:
    if isinstance(value, list):
        labels = BY_ID[question].labels(words, STAFF_LANGUAGE)
        return tuple(labels[choice] for choice in value)
    return (_in_words(question, value, words),)


def _in_words(question: str, value: Any, words: Words) -> str:
    return phrases.in_words(question, value, words, STAFF_LANGUAGE)


def _topic(question: str | None, words: Words) -> str | None:
    if question is not None and question in BY_ID:
        return phrases.short_name(question, words, STAFF_LANGUAGE)
    return None
