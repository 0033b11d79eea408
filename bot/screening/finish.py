"""Finishing a screening: the level is placed and stored, staff get what is due, the person reads what may fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import placement
from bot.clinic import Clinic
from bot.clinic_facts import facts, joined
from bot.placement import Level, Placement, PlacementSettings
from bot.screening import phrases
from bot.screening.explain import explain
from bot.storage import follow_ups, screenings
from bot.storage.conversations import Conversation
from bot.storage.database import Transaction
from bot.storage.screenings import Result
from bot.words import Words

URGENT_FLAGS = frozenset({"card_911", "card_988", "urgent_same_day"})

SAID_FOR_FLAG = (
    "urgent_same_day",
    "violence_card",
    "minor",
    "withdrawal_check",
    "recovery_housing",
    "peer_support",
    "barrier_life",
    "may_need_less",
)
"""Flags with a sentence of their own, in the order in which they are said."""

DANGEROUS_TO_STOP = ("alcohol", "sedatives")


@dataclass(frozen=True)
class Finished:
    """What a finished screening says and allows."""

    level: Level
    body: str
    may_book: bool


def finish(
    tx: Transaction,
    conversation: Conversation,
    *,
    clinic: Clinic,
    words: Words,
    now: datetime,
) -> Finished | None:
    """Place, store and put into words; None while questions are still open. The same answers give the same result."""
    answers = screenings.answers_of(tx, conversation)
    found = placement.place(answers, PlacementSettings(clinic.programme.severe_starts_in))
    if found.level is None:
        return None
    store(tx, conversation, answers, found, clinic=clinic, now=now)
    is_minor = "minor" in found.flags
    return Finished(
        level=found.level,
        body=body(found, answers, conversation, clinic=clinic, words=words, now=now),
        may_book=found.level is not Level.EMERGENCY and not is_minor,
    )


def store(
    tx: Transaction,
    conversation: Conversation,
    answers: Mapping[str, Any],
    found: Placement,
    *,
    clinic: Clinic,
    now: datetime,
) -> None:
    """Keep the result with the answers that counted; a same-day call goes on the desk's list for the next opening."""
    assert found.level is not None
    result = Result(
        level=found.level.value,
        rules=found.rules,
        flags=found.flags,
        open_questions=found.open,
        table_version=found.table_version,
        is_urgent=not URGENT_FLAGS.isdisjoint(found.flags),
    )
    counted = {given.question: answers[given.question] for given in found.answers}
    screenings.save_result(tx, conversation, counted, result, now)
    if "urgent_same_day" in found.flags:
        follow_ups.add(
            tx,
            conversation.id,
            kind="same_day",
            cause=f"same_day:{conversation.id}:{conversation.screening_number}",
            due_at=clinic.next_person_answers(now) or now,
            now=now,
        )


def body(
    found: Placement,
    answers: Mapping[str, Any],
    conversation: Conversation,
    *,
    clinic: Clinic,
    words: Words,
    now: datetime,
) -> str:
    """The whole result as the person reads it."""
    language = conversation.language
    known = facts(clinic, words, language, now) | {"reference": conversation.reference}
    about = "other_" if "third_party" in found.flags else ""

    def say(name: str, **values: str) -> str:
        return words.say(f"utter_result_{name}", language, **(known | values))

    level = found.level.value if found.level else ""
    parts = [say(f"{about}{level}")]
    if found.level is not Level.EMERGENCY:
        reasons = "\n".join(f"• {reason.text}" for reason in explain(found, language, words))
        parts.append(f"{say('why')}\n{reasons}")
        parts += [say(name) for name in _extras(found, answers)]
        if found.open:
            names = [phrases.short_name(question, words, language) for question in found.open]
            parts.append(say("open", questions=joined(names, words, language)))
        parts.append(say("decides"))
    parts.append(say("reference"))
    return "\n\n".join(parts)


def _extras(found: Placement, answers: Mapping[str, Any]) -> list[str]:
    """Names of the sentences that stand beside the reasons."""
    names = [flag for flag in SAID_FOR_FLAG if flag in found.flags]
    substances = answers.get("substances") or ()
    if found.level is Level.DETOX_FIRST:
        if any(substance in substances for substance in DANGEROUS_TO_STOP):
            names.insert(0, "do_not_stop")
        if "D4" in found.rules:
            names.append("residential_next")
    if "moud_info" in found.flags:
        names.append("opioids")
    return names
