"""Reads a long message typed once, and fills several questions from it.

A story is about many things, so a phrase counts for a question only in the part of the text that speaks of it: near
one of the cue words in `lexicons/story_cues.yml`. Answers that only make sense after a question (yes, no, places in
the list, "good") are not looked for.
"""

from __future__ import annotations

from functools import cache

from bot.screening.questions import ORDER
from bot.screening.reading import families
from bot.screening.reading.ages import ADULT_FROM_YEARS, OLDER_FROM_YEARS, ages_in
from bot.screening.reading.answer import hearing_of, speller_of
from bot.screening.reading.clauses import clauses_of
from bot.screening.reading.data_files import load_mapping
from bot.screening.reading.hearing import Hearing
from bot.screening.reading.normalise import Heard, hear
from bot.screening.reading.result import Reading, Value

NOT_FROM_A_STORY = frozenset({"safety", "safety_plan"})
_CLAUSES_AFTER = {"treatment": 2, "relapse": 1, "support": 1, "home": 1}
_MYSELF = frozenset({"i", "me", "my", "yo", "tengo", "soy", "estoy", "mi", "vivo", "tomo", "uso", "llevo"})
_OTHER = frozenset({"he", "she", "him", "her", "his", "hers", "el", "ella", "tiene", "vive", "usa", "toma"})
_TOO_WEAK = {
    "substances": frozenset({"none_year", "everything"}),
    "health": frozenset({"none", "calm", "hard", "urgent"}),
    "symptoms": frozenset({"none", "all", "some"}),
    "treatment": frozenset({"used_again", "sober_since"}),
}


def read_story(text: str, language: str = "en") -> dict[str, Reading]:
    """What a long message tells, per question; nothing of it is certain, the person sees and confirms it in one step.

    Danger is not looked for here, and the two safety questions are always asked.
    """
    found: dict[str, Reading] = {}
    for question in ORDER:
        if question in NOT_FROM_A_STORY:
            continue
        heard = hear(text, language, speller_of(question))
        value = _who(heard) if question == "who" else _told(question, heard)
        if value is not None:
            found[question] = Reading(value, False, "likely")
    return found


def _told(question: str, heard: Heard) -> Value:
    part = _about(question, heard)
    if part is None:
        return None
    hearing = hearing_of(question, part)
    if not _says_enough(question, hearing):
        return None
    value = families.FAMILIES[question](hearing).value
    if isinstance(value, list) and {"daily", "stopped2w"} <= set(value):
        return [choice for choice in value if choice != "stopped2w"]  # a time told of something else
    return value


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
