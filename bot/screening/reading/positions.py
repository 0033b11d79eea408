"""Reads numbers, letters and places in the list: "2", "b", "the second one", "1 and 3", "first two", "all but 8"."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screening.reading.normalise import Heard
from bot.screening.reading.numbers import number_at

_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
    "sixth": 6, "6th": 6, "seventh": 7, "7th": 7, "eighth": 8, "8th": 8, "ninth": 9, "9th": 9, "tenth": 10, "10th": 10,
    "eleventh": 11, "11th": 11, "twelfth": 12, "12th": 12,
    "primera": 1, "primero": 1, "primer": 1, "segunda": 2, "segundo": 2, "tercera": 3, "tercero": 3, "tercer": 3,
    "cuarta": 4, "cuarto": 4, "quinta": 5, "quinto": 5, "sexta": 6, "sexto": 6, "septima": 7, "septimo": 7,
    "octava": 8, "octavo": 8, "novena": 9, "noveno": 9, "decima": 10, "decimo": 10,
}  # fmt: skip
_LAST = frozenset({"last", "ultima", "ultimo", "bottom"})
_TOP = frozenset({"top"})
_AROUND = frozenset(
    [
        "option",
        "options",
        "number",
        "numbers",
        "numero",
        "numeros",
        "choice",
        "choices",
        "answer",
        "opcion",
        "opciones",
        "respuesta",
        "the",
        "and",
        "y",
        "la",
        "el",
        "las",
        "los",
        "e",
        "a",
        "one",
        "ones",
        "it",
        "is",
        "would",
        "be",
        "i",
        "pick",
        "choose",
        "for",
        "me",
        "that",
        "go",
        "with",
        "please",
        "num",
        "no.",
        "just",
        "only",
        "both",
        "also",
        "me",
        "quedo",
        "con",
        "elijo",
        "escojo",
        "marco",
        "seria",
        "es",
        "son",
        "de",
        "lo",
        "que",
        "my",
        "want",
        "select",
        "picking",
        "say",
        "gonna",
        "are",
        "of",
        "them",
        "i'd",
        "item",
        "items",
        "letter",
        "letra",
        "then",
        "plus",
        "mas",
        "tambien",
        "okay",
        "um",
        "uh",
        "definitely",
        "por",
        "favor",
        "solo",
        "solamente",
        "nomas",
        "creo",
        "que",
    ]
)
_NAMING = frozenset(
    {
        "option",
        "number",
        "choice",
        "opcion",
        "numero",
        "answer",
        "respuesta",
        "item",
        "letter",
        "letra",
        "options",
        "numbers",
        "numeros",
        "opciones",
    }
)
_RANGE = frozenset({"to", "thru", "through", "al", "a", "hasta"})
_BUT = frozenset({"but", "except", "menos", "excepto"})
_ALL = frozenset({"all", "everything", "todas", "todo", "todos"})
_FIRST_SOME = {
    "first": 1,
    "top": 1,
    "primeras": 1,
    "primeros": 1,
    "last": -1,
    "ultimas": -1,
    "ultimos": -1,
    "bottom": -1,
}


@dataclass(frozen=True)
class Positions:
    """Places in the list of choices, counted from 1; -1 is the last. `is_exact` when nothing else could be meant."""

    places: tuple[int, ...]
    is_exact: bool


def positions_in(heard: Heard, choices: int) -> Positions | None:
    """The places a text names, when it does nothing else; None when a word is left over or a place out of range."""
    words = heard.words
    if not words or len(words) > 3 * choices + 6:
        return None
    places: list[int] = []
    is_exact = True
    is_named = False
    is_all_but = False
    index = 0
    while index < len(words):
        word = words[index]
        some = _first_some(words, index, heard.language)
        if some:
            count, used = some
            if not 0 < abs(count) < choices:
                return None
            places += range(1, count + 1) if count > 0 else range(-abs(count), 0)
            is_exact = is_exact and count > 0
            index += used
            continue
        if word in _ALL and index + 1 < len(words) and words[index + 1] in _BUT and not places:
            is_all_but, index = True, index + 2
            continue
        if word in _ORDINALS:
            places.append(_ORDINALS[word])
            is_named = True
        elif word in _LAST:
            places.append(-1)
            is_exact = False
        elif (letter := _letter(word, words, choices)) is not None:
            places.append(letter)
        elif number := number_at(words, index, heard.language):
            value, used = number
            if is_a_pronoun(words, index):
                index += 1
                continue
            if (
                places
                and index
                and words[index - 1] in _RANGE
                and index >= 2
                and places[-1] > 0
                and value > places[-1]
            ):
                places += range(places[-1] + 1, value + 1)
            else:
                places.append(value)
            index += used
            continue
        elif word not in _AROUND and word not in _RANGE:
            return None
        is_named = is_named or word in _NAMING
        index += 1
    if not places or any(place > choices or place == 0 for place in places):
        return _run_together(words, choices)
    places = list(
        dict.fromkeys(
            place if place > 0 else choices + 1 + place if place < -1 else place for place in places
        )
    )
    if is_all_but:
        left_out = {place if place > 0 else choices for place in places}
        return Positions(tuple(p for p in range(1, choices + 1) if p not in left_out), False)
    return Positions(tuple(places), is_exact and (is_named or len(words) <= 2 * len(places) + 3))


def is_a_pronoun(words: tuple[str, ...], index: int) -> bool:
    """ "one" after "the first", "that": a stand-in, not a number."""
    return (
        words[index] in ("one", "uno", "una")
        and index > 0
        and (
            words[index - 1] in _ORDINALS or words[index - 1] in _LAST or words[index - 1] in ("that", "this")
        )
    )


def _letter(word: str, words: tuple[str, ...], choices: int) -> int | None:
    """A single letter as a choice; "a", "e" and "y" are words as well and count only alone or beside other letters."""
    if len(word) != 1 or not word.isalpha():
        return None
    place = ord(word) - ord("a") + 1
    if place > min(choices, 13) or word == "i":
        return None
    if len(words) == 1 or all(
        len(w) == 1 or w in ("and", "option", "letter", "opcion", "letra", "choice", "answer", "la", "or")
        for w in words
    ):
        return None if word == "y" else place
    return None


def _first_some(words: tuple[str, ...], index: int, language: str) -> tuple[int, int] | None:
    """ "first two" -> 2 in 2 words, "last two" -> -2, "las dos primeras" -> 2."""
    word = words[index]
    if word in _FIRST_SOME and index + 1 < len(words):
        number = number_at(words, index + 1, language)
        if number and words[index + 1] != "one":
            return _FIRST_SOME[word] * number[0], 1 + number[1]
    number = number_at(words, index, language)
    if (
        number
        and index + number[1] < len(words)
        and words[index + number[1]] in ("primeras", "primeros", "ultimas", "ultimos")
    ):
        return _FIRST_SOME[words[index + number[1]]] * number[0], number[1] + 1
    return None


def _run_together(words: tuple[str, ...], choices: int) -> Positions | None:
    """ "134": single digits typed without blanks, rising; to be confirmed."""
    if len(words) != 1 or not words[0].isdigit() or not 2 <= len(words[0]) <= 6:
        return None
    digits = [int(digit) for digit in words[0]]
    if digits != sorted(set(digits)) or digits[0] == 0 or digits[-1] > min(choices, 9):
        return None
    return Positions(tuple(digits), False)
