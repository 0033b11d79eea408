"""Puts the reading by meaning beside what the phrases say, for English texts that are not certain.

Where no phrase is found it stands in. Where one choice is asked and a phrase points weakly to one that the whole text
hardly means, the likelier one is offered instead. Where several may be ticked, each clause no phrase explains is
looked at on its own. Whatever comes out is confirmed by the person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.screening.questions import Question
from bot.screening.reading.clauses import clauses_of
from bot.screening.reading.hearing import Hearing
from bot.screening.reading.result import Reading, Value

if TYPE_CHECKING:
    from bot.screening.reading.meaning import MeaningModel

GUESS_FROM = 0.35
OVERRULE_FROM = 0.6
OVERRULED_BELOW = 0.2
CLAUSE_FROM = 0.5
RARELY_MEANT = frozenset({"skip", "unsure"})


def second_opinion(
    question: Question, text: str, hearing: Hearing, reading: Reading, meaning: MeaningModel
) -> Reading:
    """The reading, mended by meaning; never certain when it was changed."""
    if question.select == "many":
        return _clause_by_clause(question, text, hearing, reading, meaning)
    likely = meaning.likely(question.id, text)
    choice = next(iter(likely), None)
    if choice is None or choice not in question.choices:
        return reading
    if reading.value is None:
        return Reading(choice, False, "weak") if likely[choice] >= GUESS_FROM else reading
    if not isinstance(reading.value, str):
        return reading
    is_clear = likely[choice] >= OVERRULE_FROM and likely.get(reading.value, 0.0) < OVERRULED_BELOW
    if is_clear and choice != "skip":
        return Reading(choice, False, reading.strength)
    return reading


def _clause_by_clause(
    question: Question, text: str, hearing: Hearing, reading: Reading, meaning: MeaningModel
) -> Reading:
    if isinstance(reading.value, (int, str)):
        return reading
    said = reading.value if isinstance(reading.value, list) else []
    if question.exclusive.intersection(said):
        return reading
    heard = hearing.heard
    explained = {i for item in (*hearing.evidence, *hearing.denials) for i in item.span}
    added: list[str] = []
    for clause in clauses_of(heard):
        if explained.intersection(clause) or not set(hearing.unexplained(explained)).intersection(clause):
            continue
        choice = _likeliest(question, " ".join(heard.words[clause.start : clause.stop]), meaning, CLAUSE_FROM)
        if choice and choice not in question.exclusive:
            added.append(choice)
    if not said and not added:
        choice = _likeliest(question, text, meaning, GUESS_FROM)
        added = [choice] if choice else []
    if not set(added) - set(said):
        return reading
    value: Value = [choice for choice in question.choices if choice in {*said, *added}]
    return Reading(value, False, reading.strength if said else "weak")


def _likeliest(question: Question, text: str, meaning: MeaningModel, least: float) -> str | None:
    likely = meaning.likely(question.id, text)
    choice = next(iter(likely), None)
    return choice if choice in question.choices and likely[str(choice)] >= least else None
