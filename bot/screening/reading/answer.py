"""Reads what a person typed while a question is open.

The order: the label itself, places in the list, "I'd rather not say", then the question's own reader. What comes out
is certain only when nothing in the text speaks against it: no hedge, no correction, no question, no second answer,
and hardly a word left over that the answer does not explain.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from bot.screening.reading import families
from bot.screening.reading.by_meaning import second_opinion
from bot.screening.reading.choices import Choices, choices_of, phrases_of, with_labels
from bot.screening.reading.data_files import load_words
from bot.screening.reading.hearing import COMMON, HEDGES, Draft, Hearing, fillers
from bot.screening.reading.lexicon import Lexicon, lexicon_of, rows_of
from bot.screening.reading.normalise import Heard, hear
from bot.screening.reading.positions import positions_in
from bot.screening.reading.result import UNREAD, Reading, Strength, Value
from bot.screening.reading.spelling import Speller

if TYPE_CHECKING:
    from bot.screening.reading.meaning import MeaningModel

SAFETY_RELEVANT = frozenset({"safety", "safety_plan", "withdrawal", "health"})
LONGEST_UNMISTAKABLE_WORDS = 9
LEFT_OVER_ALLOWED_ONE = 2
LEFT_OVER_BEFORE_WEAK = 4
LEFT_OVER_ALLOWED_MANY = 2
CORRECTIONS_FOLLOWED = 3


def read_answer(
    question: str,
    text: str,
    language: str = "en",
    labels: Mapping[str, str] | None = None,
    meaning: MeaningModel | None = None,
) -> Reading:
    """Read `text` as an answer to the open `question`.

    `labels` (choice -> label, as offered) when the clinic reworded them. With `meaning`, texts in which no phrase is
    found or that are unsure get a second opinion, to be confirmed. Raises KeyError for an unknown question id.
    """
    choices = with_labels(question, language, labels) if labels else choices_of(question, language)
    raw = hear(text, language)
    if not raw.words:
        return UNREAD
    label = choices.exact(raw)
    if label:
        return _picked(choices, [label], is_certain=True)
    heard = hear(text, language, speller_of(question))
    reading = _read(choices, heard)
    if meaning and not reading.is_certain:
        return _by_meaning(choices, heard, text, reading, meaning)
    return reading


def _by_meaning(
    choices: Choices, heard: Heard, text: str, reading: Reading, meaning: MeaningModel
) -> Reading:
    hearing = hearing_of(choices.question.id, heard)
    is_bare = not hearing.unexplained(hearing.common_span("yes", "no", "dont_know", *HEDGES))
    if is_bare or reading.strength == "plain":
        return reading
    asks_or_turns = _speaks_otherwise(hearing)
    mended = second_opinion(choices.question, text, hearing, reading, meaning, asks_or_turns=asks_or_turns)
    if mended is None:
        return reading
    return Reading(_shaped(choices, mended.value), mended.is_certain, mended.strength)


def hearing_of(question: str, heard: Heard) -> Hearing:
    """A text as this question hears it."""
    return Hearing(heard, question_lexicon(question))


@cache
def question_lexicon(question: str) -> Lexicon:
    """The phrases of a question's files and its labels."""
    return Lexicon([*rows_of(question), *phrases_of(question)])


@cache
def speller_of(question: str) -> Speller:
    everyday = load_words("everyday.en.txt") | load_words("everyday.es.txt") | fillers()
    return Speller(question_lexicon(question).words | _core_words(), everyday | lexicon_of(COMMON).words)


@cache
def _core_words() -> frozenset[str]:
    return lexicon_of(COMMON).words


def _read(choices: Choices, heard: Heard, corrections: int = 0) -> Reading:
    question = choices.question
    hearing = hearing_of(question.id, heard)
    if corrections < CORRECTIONS_FOLLOWED:
        corrected = _after_correction(choices, hearing, corrections)
        if corrected:
            return corrected
    numbered = _numbered(choices, heard, hearing)
    if numbered:
        return numbered
    skipped = _skipped(choices, hearing)
    if skipped:
        return skipped
    draft = families.FAMILIES[question.id](hearing)
    if draft.value is None and not draft.is_partial:
        part = choices.part(heard)
        if part:
            return _picked(choices, [part], is_certain=not _speaks_otherwise(hearing), strength="likely")
        return _unknown(choices, hearing)
    return _settle(choices, hearing, draft)


def _settle(choices: Choices, hearing: Hearing, draft: Draft) -> Reading:
    heard, question = hearing.heard, choices.question
    explained = draft.covered | hearing.common_span("yes", "no", *HEDGES)
    explained |= _negations_of(hearing)
    left_over = hearing.unexplained(explained)
    is_other_talk = _speaks_otherwise(hearing, draft.covered)
    strength: Strength = "likely"
    if is_other_talk or len(left_over) > max(LEFT_OVER_BEFORE_WEAK, len(heard.words) // 2):
        strength = "weak"
    elif not left_over and draft.grade != "likely" and not draft.is_partial:
        strength = "plain"
    if draft.value is None:
        return Reading(None, False, "weak" if strength == "weak" else "likely")
    is_certain = (
        draft.grade != "likely"
        and not draft.is_doubtful
        and not is_other_talk
        and not hearing.has_beside(draft.covered, "skip", "dont_know", "correction", *HEDGES)
        and not any(
            hearing.heard.words[i] in turning_words()
            for i in range(len(hearing.heard.words))
            if i not in explained
        )
        and _has_few_left(question.id, question.select, heard, left_over)
    )
    if strength == "plain" and not is_certain:
        strength = "likely"
    return Reading(_shaped(choices, draft.value), is_certain, strength)


def _has_few_left(question: str, select: str, heard: Heard, left_over: list[int]) -> bool:
    if question in SAFETY_RELEVANT:
        return not left_over and len(heard.words) <= LONGEST_UNMISTAKABLE_WORDS
    if select == "many":
        everyday = speller_of(question)
        allowed = LEFT_OVER_ALLOWED_MANY if question == "substances" else 0
        return len(left_over) <= allowed and all(everyday.is_known(heard.words[i]) for i in left_over)
    return len(left_over) <= (0 if question == "attend" else LEFT_OVER_ALLOWED_ONE)


def _speaks_otherwise(hearing: Hearing, covered: frozenset[int] = frozenset()) -> bool:
    """Whether the text asks something or is a detour rather than only an answer."""
    return hearing.heard.asks or hearing.has_beside(covered, "question", "detour")


def _negations_of(hearing: Hearing) -> set[int]:
    """The "no", "but not" that turn round a phrase of the question: they are explained by what they deny."""
    words = hearing.heard.words
    return {
        index
        for item in hearing.denials
        for index in range(max(0, item.first - 3), item.first)
        if words[index] in turning_words()
    }


@cache
def turning_words() -> frozenset[str]:
    """Words that may turn an answer round when the answer does not explain them."""
    return load_words("turning_words.txt")


def _shaped(choices: Choices, value: Value) -> Value:
    if isinstance(value, list):
        alone = [choice for choice in value if choice in choices.question.exclusive]
        if alone and len(value) > 1:
            value = [choice for choice in value if choice not in alone]
        if value == ["skip"]:
            return "skip"
        if choices.question.id == "symptoms" and value == ["none"]:
            return 0
    return value


def _picked(
    choices: Choices, picked: list[str], *, is_certain: bool, strength: Strength = "plain"
) -> Reading:
    """Choices named directly; two where one is asked are unread, one that stands alone beside another is confirmed."""
    question = choices.question
    if question.select == "one":
        if len(set(picked)) > 1:
            return Reading(None, False, "likely")
        return Reading(picked[0], is_certain, strength)
    if len(set(picked)) > 1 and question.exclusive.intersection(picked):
        is_certain = False
    ordered = [choice for choice in choices.order if choice in picked]
    return Reading(_shaped(choices, ordered), is_certain, strength)


def _numbered(choices: Choices, heard: Heard, hearing: Hearing) -> Reading | None:
    if families.takes_numbers_itself(choices.question.id, heard):
        return None
    found = positions_in(heard, len(choices.order))
    if not found:
        return None
    picked = [choices.order[place - 1] if place > 0 else choices.order[-1] for place in found.places]
    question = choices.question
    if not found.is_exact and len(picked) > 1 and question.select == "many":
        named = [choice for choice in choices.order if choice not in question.exclusive]
        picked = [named[-1] if place < 0 else choices.order[place - 1] for place in found.places]
        picked = [choice for choice in picked if choice not in question.exclusive] or picked
    is_certain = (
        found.is_exact
        and not hearing.heard.asks
        and not hearing.is_hedged
        and not families.doubts_numbers(question.id)
    )
    return _picked(choices, picked, is_certain=is_certain, strength="weak" if hearing.heard.asks else "plain")


def _skipped(choices: Choices, hearing: Hearing) -> Reading | None:
    if not hearing.has("skip"):
        return None
    others = [item for item in hearing.common if item.option in ("question", "detour")]
    left_over = hearing.unexplained(hearing.common_span("skip", "yes", "no", "dont_know", *HEDGES))
    is_alone = not hearing.evidence and not others and not (hearing.has("yes") and not hearing.heard.asks)
    if hearing.evidence and len(left_over) > 2:
        return None
    is_certain = is_alone and len(left_over) <= 3 and not hearing.is_hedged
    return Reading("skip", is_certain, "plain" if is_certain else "likely")


def _unknown(choices: Choices, hearing: Hearing) -> Reading:
    """ "I don't know": the question's own such choice, else to skip it, which the person confirms."""
    if not hearing.has("dont_know"):
        return UNREAD
    left_over = hearing.unexplained(hearing.common_span("dont_know", "no", *HEDGES))
    is_alone = len(left_over) <= 2 and not _speaks_otherwise(hearing)
    if not is_alone and len(left_over) > 6:
        return UNREAD
    strength: Strength = "likely" if is_alone else "weak"
    if "unsure" in choices.order:
        is_named = families.means_unknown(choices.question.id)
        value: Value = "unsure" if choices.question.select == "one" else ["unsure"]
        return Reading(
            value, is_alone and is_named and not left_over, "plain" if is_alone and is_named else strength
        )
    return Reading("skip", False, strength)


def _after_correction(choices: Choices, hearing: Hearing, corrections: int) -> Reading | None:
    """What was said after "wait no", "I mean": the later word counts, and is confirmed."""
    marks = [item for item in hearing.common if item.option == "correction"]
    for mark in reversed(marks):
        if mark.first == 0 or any(mark.first in item.span for item in hearing.evidence):
            continue
        words = hearing.heard.words
        start = mark.last
        if start >= len(words):
            if words[-1] not in ("no", "yes", "si"):
                continue
            start = len(words) - 1  # "yes wait no": the mark itself ends with the new answer
        reading = _read(choices, hearing.heard.part(start, len(words)), corrections + 1)
        if reading.value is not None and reading.strength in ("plain", "likely"):
            return Reading(reading.value, False, "likely")
    return None
