"""Reads a long message typed once, and fills several questions from it.

A story is about many things, so a phrase counts for a question only in the part of the text that speaks of it: near
one of the cue words in `lexicons/story_cues.yml`. Answers that only make sense after a question (yes, no, places in
the list, "good") are not looked for. What no phrase tells is read by meaning, sentence by sentence.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from bot.screening.questions import BY_ID, ORDER
from bot.screening.reading import families
from bot.screening.reading.ages import ADULT_FROM_YEARS, OLDER_FROM_YEARS, ages_in
from bot.screening.reading.answer import hearing_of, speller_of
from bot.screening.reading.clauses import clauses_of
from bot.screening.reading.data_files import load_mapping
from bot.screening.reading.hearing import Hearing
from bot.screening.reading.normalise import Heard, hear
from bot.screening.reading.result import Reading, Value

if TYPE_CHECKING:
    from bot.screening.reading.meaning import MeaningModel

NOT_FROM_A_STORY = frozenset({"safety", "safety_plan"})
_CLAUSES_AFTER = {"treatment": 2, "relapse": 1, "support": 1, "home": 1}
_MYSELF = frozenset({"i", "me", "my", "yo", "tengo", "soy", "estoy", "mi", "vivo", "tomo", "uso", "llevo"})
_OTHER = frozenset({"he", "she", "him", "her", "his", "hers", "el", "ella", "tiene", "vive", "usa", "toma"})
_TOO_WEAK = {
    "substances": frozenset({"none_year", "everything", "other"}),
    "health": frozenset({"none", "calm", "hard", "urgent"}),
    "symptoms": frozenset({"none", "all", "some"}),
    "treatment": frozenset({"used_again", "sober_since"}),
}


_ANY_OTHER = frozenset({"other", "others", "otro", "otra", "otros", "otras"})

ABOUT_FROM = 0.5
"""How surely a sentence must speak of what a question asks."""

MEANT_FROM = 0.6
"""How likely it must then mean a choice."""

_SENTENCE_END = re.compile(
    r"[.;!?\n]+|,? (?:and|but|so|y|pero|entonces) (?=(?:i|my|he|she|yo|mi|el|ella|tengo)\b)", re.I
)
_LONG_SENTENCE_WORDS = 12
_NEVER_FROM_A_STORY = frozenset({"skip", "unsure"})


def read_story(text: str, language: str = "en", meaning: MeaningModel | None = None) -> dict[str, Reading]:
    """What a long message tells, per question; nothing of it is certain, the person sees and confirms it in one step.

    Danger is not looked for here, and the two safety questions are always asked.
    """
    meant = _meant(text, meaning) if meaning else {}
    found: dict[str, Reading] = {}
    for question in ORDER:
        if question in NOT_FROM_A_STORY:
            continue
        # Among a hundred words of a life some are near to any name in a list: "three" is no "trees".
        heard = hear(text, language, None if question == "substances" else speller_of(question))
        value = _who(heard) if question == "who" else _told(question, heard)
        value = _together(question, value, meant.get(question))
        if value is not None:
            found[question] = Reading(value, False, "likely")
    return found


def _together(question: str, told: Value, meant: Value) -> Value:
    if told is None or meant is None:
        return meant if told is None else told
    if isinstance(told, list) and isinstance(meant, list):
        ticks = [choice for choice in BY_ID[question].choices if choice in {*told, *meant}]
        return [choice for choice in ticks if choice not in BY_ID[question].exclusive] or ticks[:1]
    return told


def _meant(text: str, meaning: MeaningModel) -> dict[str, Value]:
    """What each sentence means to the questions it speaks of; the surest sentence counts where one is asked."""
    surest: dict[str, dict[str, float]] = {}
    for part in _sentences(text):
        for question, share in meaning.about(part).items():
            if share < ABOUT_FROM or question in NOT_FROM_A_STORY:
                continue
            for choice, likely in meaning.likely(question, part).items():
                if likely >= MEANT_FROM and choice in BY_ID[question].choices:
                    seen = surest.setdefault(question, {})
                    seen[choice] = max(seen.get(choice, 0.0), share * likely)
    values: dict[str, Value] = {}
    for question, seen in surest.items():
        choices = [choice for choice in BY_ID[question].choices if choice in set(seen) - _NEVER_FROM_A_STORY]
        if not choices:
            continue
        if BY_ID[question].select == "one":
            values[question] = max(choices, key=lambda choice: seen[choice])
        else:
            together = [choice for choice in choices if choice not in BY_ID[question].exclusive]
            values[question] = together or choices[:1]
    return values


def _sentences(text: str) -> list[str]:
    """The sentences, and the halves of long ones at their commas."""
    parts: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        words = sentence.split()
        if len(words) < 2:
            continue
        parts.append(sentence.strip())
        if len(words) > _LONG_SENTENCE_WORDS:
            parts += [half.strip() for half in sentence.split(",") if len(half.split()) >= 2]
    return list(dict.fromkeys(parts))


def _told(question: str, heard: Heard) -> Value:
    part = _about(question, heard)
    if part is None:
        return None
    hearing = hearing_of(question, part)
    if not _says_enough(question, hearing):
        return None
    if question == "substances":
        return _named(hearing)
    value = families.FAMILIES[question](hearing).value
    if isinstance(value, list) and {"daily", "stopped2w"} <= set(value):
        return [choice for choice in value if choice != "stopped2w"]  # a time told of something else
    return value


def _named(hearing: Hearing) -> Value:
    """The substances called by a name that means nothing else; "everything" and "other" are said of all sorts here."""
    named = {
        item.option
        for item in hearing.evidence
        if item.grade == "sure"
        and (
            item.option != "other" or not _ANY_OTHER.intersection(hearing.heard.words[item.first : item.last])
        )
    }
    return [choice for choice in BY_ID["substances"].choices if choice in named] or None


def _says_enough(question: str, hearing: Hearing) -> bool:
    too_weak = _TOO_WEAK.get(question, frozenset())
    return any(
        item.grade == "sure"
        and item.option not in too_weak
        and (question == "substances" or item.last - item.first > 1 or item.option in _ONE_WORD_TELLS)
        for item in hearing.evidence
    ) or (
        question == "symptoms"
        and bool(hearing.options()) is False
        and families.takes_numbers_itself(question, hearing.heard)
    )


_ONE_WORD_TELLS = frozenset(
    [
        "daily",
        "sick",
        "seizure",
        "dts",
        "body",
        "mind",
        "pregnant",
        "med_urgent",
        "stayed",
        "yes",
        "none",
        "destructive",
        "ready",
        "c4",
        "c10",
    ]
)


def _about(question: str, heard: Heard) -> Heard | None:
    """The clauses of the text that speak of what the question asks, put together."""
    if question == "substances":
        return heard
    clauses = clauses_of(heard)
    kept: list[int] = []
    for place, clause in enumerate(clauses):
        if _cues(question).intersection(heard.words[clause.start : clause.stop]):
            kept += range(place, min(len(clauses), place + 1 + _CLAUSES_AFTER.get(question, 0)))
    if not kept:
        return None
    words: list[str] = []
    breaks: set[int] = set()
    for place in sorted(set(kept)):
        breaks.add(len(words))
        words += heard.words[clauses[place].start : clauses[place].stop]
    breaks.discard(0)
    return Heard(tuple(words), frozenset(breaks), frozenset(breaks), False, heard.language)


def _who(heard: Heard) -> Value:
    """Who a story is about: the one most of it speaks of; the age must be told, or be that of an adult relative."""
    mine = sum(word in _MYSELF for word in heard.words)
    others = sum(word in _OTHER for word in heard.words)
    if others > mine or (others >= 2 and heard.words[:1] == ("my",)):
        hearing = hearing_of("who", heard)
        value = families.FAMILIES["who"](hearing).value
        return value if isinstance(value, str) and value.startswith("other") else None
    for age in ages_in(heard):
        before = heard.words[max(0, age.first - 3) : age.first]
        if age.is_marked and {"i", "tengo", "am", "cumpli"}.intersection(before):
            if age.years < ADULT_FROM_YEARS:
                return "me_under18"
            return "me_65" if age.years >= OLDER_FROM_YEARS else "me_18_64"
    return None


@cache
def _cues(question: str) -> frozenset[str]:
    return frozenset(load_mapping("story_cues.yml")[question].split())
