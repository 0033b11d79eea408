"""Weighs the reading by meaning against what the phrases say, for texts that no phrase settles.

A phrase found speaks for its choice, and a phrase denied against it, but neither decides alone: the choice that both
together make likeliest is offered. Whatever comes out is confirmed by the person.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bot.screening.questions import Question
from bot.screening.reading.clauses import clauses_of
from bot.screening.reading.hearing import Hearing
from bot.screening.reading.result import OTHER_TALK, Reading, Strength, Value

if TYPE_CHECKING:
    from bot.screening.reading.meaning import MeaningModel

CONTRARIES = (("med_urgent", "med_stable"), ("mh_hard", "mh_stable"))
"""Two choices of one question that a person can only mean together of two different things."""

GUESS_FROM = 0.2
"""The least likelihood at which a choice no phrase speaks for is offered."""

LIKELY_FROM = 0.6
"""From here on the whole text counts as an answer rather than as talk of something else."""

OUTRIGHT_FROM = 0.7
"""From here on a choice is meant even where other phrases speak of something else."""

HARDLY_OTHER_TALK_TO = 0.2
"""Up to here a text is an answer even where meaning is unsure which one. Chosen on tuning lines."""

NO_OTHER_TALK_TO = 0.15
"""Up to here what is shaped like a question or a detour is an answer all the same. Chosen on tuning lines."""

SURE_PHRASE, LIKELY_PHRASE, DENIED_PHRASE = 1.5, 0.5, -3.0
"""What a phrase adds to the log odds of its choice. Chosen on tuning lines."""

CHOSEN_BY_PHRASES = 0.5
"""What the choice the phrases settle on gains where one is asked."""

CLAUSE_LOSS = 1.5
"""How much less a clause alone says than the whole text, in log odds."""

SHORTEST_CLAUSE_WORDS = 2

TICK_FROM = 1.8
"""The log odds from which a choice is ticked: a tick too many is as wrong as one missed."""

ADDED_FROM = 1.0
"""The same for a choice that no phrase speaks for, beside one that a phrase does."""


def _is_outright(question: Question, likely: dict[str, float]) -> bool:
    """Whether a text so surely means a choice that words of a question, a pass or a correction do not matter."""
    best = max((share for choice, share in likely.items() if choice in question.choices), default=0.0)
    return best >= OUTRIGHT_FROM and likely.get(OTHER_TALK, 0.0) <= 1.0 - OUTRIGHT_FROM


def second_opinion(
    question: Question,
    text: str,
    hearing: Hearing,
    reading: Reading,
    meaning: MeaningModel,
    *,
    asks_or_turns: bool,
) -> Reading | None:
    """The reading, mended by meaning; never certain when it was changed.

    `asks_or_turns`: the text is shaped like a question or a detour. None for what may be other talk and is no outright
    answer.
    """
    likely = meaning.likely(question.id, text)
    may_be_other_talk = asks_or_turns or hearing.has("skip", "correction")
    if may_be_other_talk and not _is_outright(question, likely):
        return None
    if not likely:
        return reading
    if question.select == "many":
        mended = _ticked(question, hearing, reading, likely, meaning)
    else:
        mended = _chosen(question, reading, likely)
    if asks_or_turns and likely.get(OTHER_TALK, 0.0) > NO_OTHER_TALK_TO:
        return Reading(mended.value, mended.is_certain, "weak")
    return mended


def _chosen(question: Question, reading: Reading, likely: dict[str, float]) -> Reading:
    odds = {choice: math.log(max(share, 1e-6)) for choice, share in likely.items()}
    if isinstance(reading.value, str) and reading.value in odds:
        odds[reading.value] += CHOSEN_BY_PHRASES
    best = max(odds, key=lambda choice: odds[choice])
    if best not in question.choices:
        return reading
    if reading.value is None and likely[best] < GUESS_FROM:
        return reading
    return Reading(
        best, reading.is_certain and best == reading.value, _strength(reading, likely, likely[best])
    )


def _strength(reading: Reading, likely: dict[str, float], share: float) -> Strength:
    if reading.strength in ("plain", "likely") or share >= LIKELY_FROM:
        return "likely"
    return "likely" if likely.get(OTHER_TALK, 0.0) <= HARDLY_OTHER_TALK_TO else "weak"


def _ticked(
    question: Question, hearing: Hearing, reading: Reading, likely: dict[str, float], meaning: MeaningModel
) -> Reading:
    # "None" heard in a "no" alone may deny something else; so it is weighed like any choice.
    told = ["none"] if reading.value == 0 else reading.value
    if isinstance(told, (int, str)):
        return reading
    odds = {choice: _log_odds(share) for choice, share in likely.items()}
    parts = [meaning.likely(question.id, part) for part in _parts(hearing)]
    for part in parts:
        for choice, share in part.items():
            odds[choice] = max(odds[choice], _log_odds(share) - CLAUSE_LOSS)
    for item in hearing.evidence:
        if item.option in odds:
            odds[item.option] += SURE_PHRASE if item.grade == "sure" else LIKELY_PHRASE
    for item in hearing.denials:
        if item.option in odds:
            odds[item.option] += DENIED_PHRASE
    for choice in told or []:
        odds[choice] = odds.get(choice, 0.0) + LIKELY_PHRASE
    named = {item.option for item in hearing.evidence}.intersection(question.choices)
    ticks = [
        choice
        for choice in question.choices
        if odds.get(choice, -9.0) > (ADDED_FROM if named and choice not in named else TICK_FROM)
    ]
    ticks = _without_contraries(ticks, odds, parts)
    together = [choice for choice in ticks if choice not in question.exclusive]
    if not ticks:
        best = max(odds, key=lambda choice: odds[choice])
        if best not in question.choices or odds[best] < _log_odds(GUESS_FROM):
            return reading
        together = [best]
    elif not together:
        together = [max(ticks, key=lambda choice: odds[choice])]
    value: Value = together
    share = max(likely.get(choice, 0.0) for choice in together)
    return Reading(value, reading.is_certain and value == reading.value, _strength(reading, likely, share))


def _without_contraries(ticks: list[str], odds: dict[str, float], parts: list[dict[str, float]]) -> list[str]:
    """Of two choices that say the contrary of one thing the likelier, unless different clauses speak for each."""
    kept = set(ticks)
    for one, other in CONTRARIES:
        if {one, other} <= kept:
            speak = {
                part.get(one, 0.0) > part.get(other, 0.0)
                for part in parts
                if max(part.get(one, 0.0), part.get(other, 0.0)) > 0.5
            }
            if len(speak) < 2:
                kept.discard(min(one, other, key=lambda choice: odds[choice]))
    return [choice for choice in ticks if choice in kept]


def _parts(hearing: Hearing) -> list[str]:
    clauses = clauses_of(hearing.heard)
    if len(clauses) < 2:
        return []
    words = hearing.heard.words
    return [" ".join(words[c.start : c.stop]) for c in clauses if len(c) >= SHORTEST_CLAUSE_WORDS]


def _log_odds(share: float) -> float:
    kept = min(max(share, 1e-6), 1.0 - 1e-6)
    return math.log(kept / (1.0 - kept))
