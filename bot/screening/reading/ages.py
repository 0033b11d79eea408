"""Finds ages: "im 17", "sixty-eight", "15 yo", "tengo diecisiete", "in my 30s"."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screening.reading.normalise import Heard
from bot.screening.reading.numbers import number_at

ADULT_FROM_YEARS = 18
OLDER_FROM_YEARS = 65
OLDEST_YEARS = 110

_TIME_UNITS = frozenset(
    [
        "year",
        "years",
        "month",
        "months",
        "week",
        "weeks",
        "day",
        "days",
        "hour",
        "hours",
        "minute",
        "minutes",
        "times",
        "time",
        "percent",
        "drinks",
        "beers",
        "pills",
        "bottles",
        "dollars",
        "mes",
        "meses",
        "semana",
        "semanas",
        "dia",
        "dias",
        "hora",
        "horas",
        "minutos",
        "veces",
        "vez",
        "cervezas",
        "pastillas",
        "dolares",
        "kids",
        "children",
        "hijos",
        "th",
        "st",
        "nd",
        "rd",
        "am",
        "pm",
        "grams",
        "gram",
        "g",
        "mg",
        "oz",
        "bucks",
        "miles",
        "months'",
        "packs",
        "a",
        "y",
    ]
)
_AGE_MARKS = frozenset({"old", "yrs", "yo", "y", "anos", "anitos", "age", "f", "m", "female", "male"})
_DURATION_BEFORE = frozenset(
    {
        "for",
        "past",
        "last",
        "been",
        "over",
        "since",
        "por",
        "llevo",
        "hace",
        "durante",
        "ultimos",
        "en",
        "after",
        "sober",
        "in",
    }
)
_DECADES = {
    word: middle
    for middle, words in {
        25: "20s twenties veintes veinteanera veinteanero",
        35: "30s thirties treintas treintena treintanero treintanera",
        45: "40s forties fourties cuarentas cuarentena cuarenton cuarentona",
        55: "50s fifties cincuentas cincuenton",
        75: "70s seventies setentas setenton",
        85: "80s eighties ochentas octogenario",
        95: "90s nineties",
    }.items()
    for word in words.split()
}


@dataclass(frozen=True)
class Age:
    """An age in years, or a decade's middle, and its words. `is_marked`: said as an age, not a bare number."""

    years: int
    first: int
    last: int
    is_marked: bool
    is_exact: bool = True

    @property
    def span(self) -> range:
        return range(self.first, self.last)


def ages_in(heard: Heard) -> list[Age]:
    """All ages in the text, in order; lengths of time ("20 years of drinking") and amounts are left out."""
    words = heard.words
    found: list[Age] = []
    index = 0
    while index < len(words):
        word = words[index]
        if word in _DECADES:
            found.append(Age(_DECADES[word], index, index + 1, True, False))
        number = number_at(words, index, heard.language)
        if not number:
            index += 1
            continue
        years, used = number
        after = words[index + used : index + used + 3]
        before = words[index - 1] if index else ""
        end = index + used
        is_marked = False
        is_half = False
        if after[:2] in (("and", "half"), ("y", "medio"), ("y", "media")):
            end, is_half, after = end + 2, True, words[end + 2 : end + 5]
        if after[:3] == ("and", "a", "half"):
            end, is_half, after = end + 3, True, words[end + 3 : end + 6]
        if (
            after[:2] in (("years", "old"), ("year", "old"), ("years", "of"), ("anos", "de"))
            and (after[1] != "of" or words[end + 2 : end + 3] == ("age",))
            and (after[1] != "de" or words[end + 2 : end + 3] == ("edad",))
        ):
            end += 2 if after[1] == "old" else 3
            is_marked = True
        elif after[:1] in (("years",), ("year",)):
            if before in ("am", "is", "was") and len(after) == 1 and not found:
                end, is_marked = end + 1, True  # "i am 34 years"
            else:
                index = end + 1
                continue
        elif after[:1] == ("anos",):
            before_two = words[max(0, index - 2) : index]
            if {"tengo", "tiene", "de", "cumpli", "cumplo", "con", "son", "edad", "a", "los"} & set(
                before_two
            ) or index == 0:
                end, is_marked = end + 1, True
            else:
                index = end + 1
                continue
        elif after and after[0] in _AGE_MARKS:
            end, is_marked = end + 1, True
        elif after and after[0] in _TIME_UNITS and end not in heard.breaks:
            index = end + 1
            continue
        elif before in (
            "am",
            "is",
            "age",
            "aged",
            "turned",
            "turning",
            "tengo",
            "tiene",
            "cumpli",
            "edad",
            "cumplo",
            "just",
            "only",
            "of",
            "de",
            "f",
            "m",
            "like",
            "about",
            "at",
        ):
            is_marked = True
        elif before in _DURATION_BEFORE:
            index = end
            continue
        if 0 < years <= OLDEST_YEARS or is_half:
            found.append(Age(years, index, end, is_marked))
        index = end
    return found
