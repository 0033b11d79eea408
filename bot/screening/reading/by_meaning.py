"""Puts the guess by meaning beside what the phrases say, for English texts that are not certain.

Where no phrase is found the guess stands in. Where one choice is asked and a phrase points weakly to one that lies far
from the whole text's meaning, the nearer one is offered instead. Where several may be ticked, each clause no phrase
explains is looked at on its own. Whatever comes out is confirmed by the person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.screening.questions import Question
from bot.screening.reading.clauses import clauses_of
from bot.screening.reading.hearing import HEDGES, Hearing
from bot.screening.reading.result import Reading, Value

if TYPE_CHECKING:
    from bot.screening.reading.nearest import Nearest

CLAUSE_LIKENESS = 0.5
OVERRULING_LIKENESS = 0.5
OVERRULING_LEAD = 0.15
RARELY_MEANT = frozenset({"skip", "unsure"})


def second_opinion(
    question: Question, text: str, hearing: Hearing, reading: Reading, nearest: Nearest
) -> Reading:
    """The reading, mended by meaning; never certain when it was changed."""
    if question.select == "many":
        return _clause_by_clause(question, text, hearing, reading, nearest)
    if reading.value is None:
        choice = nearest.guess(question.id, text)
        return Reading(choice, False, "weak") if choice else reading
    if not hearing.evidence and not hearing.common_span("yes", "no", *HEDGES):
        return reading
    scores = nearest.scores(question.id, text)
    if not scores or not isinstance(reading.value, str):
        return reading
    choice = next(iter(scores))
    lead = scores[choice] - scores.get(reading.value, 0.0)
    if (
        choice not in (reading.value, *RARELY_MEANT)
        and scores[choice] >= OVERRULING_LIKENESS
        and lead >= OVERRULING_LEAD
    ):
        return Reading(choice, False, reading.strength)
    return reading


def _clause_by_clause(
    question: Question, text: str, hearing: Hearing, reading: Reading, nearest: Nearest
) -> Reading:
    if isinstance(reading.value, (int, str)):
        return reading
    heard = hearing.heard
    explained = {i for item in (*hearing.evidence, *hearing.denials) for i in item.span}
    added: list[str] = []
    for clause in clauses_of(heard):
        if explained.intersection(clause) or not set(hearing.unexplained(explained)).intersection(clause):
            continue
        words = " ".join(heard.words[clause.start : clause.stop])
        scores = nearest.scores(question.id, words)
        choice = next(iter(scores), None)
        if choice and scores[choice] >= CLAUSE_LIKENESS and choice not in question.exclusive:
            added.append(choice)
    said = reading.value if isinstance(reading.value, list) else []
    if question.exclusive.intersection(said):
        return reading
    if not said and not added:
        choice = nearest.guess(question.id, text)
        added = [choice] if choice else []
    if not set(added) - set(said):
        return reading
    value: Value = [choice for choice in question.choices if choice in {*said, *added}]
    return Reading(value, False, reading.strength if said else "weak")
