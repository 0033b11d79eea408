"""Numbers in words, English and Spanish."""

from __future__ import annotations

from functools import cache

from bot.number_words import ENGLISH, ENGLISH_TENS, SPANISH, SPANISH_TENS

_SLIPS = {
    "tree": 3,
    "fiveteen": 15,
    "sixten": 16,
    "seventen": 17,
    "eightteen": 18,
    "a": 1,
    "couple": 2,
    "una": 1,
    "un": 1,
    "dieziseis": 16,
    "diesiseis": 16,
    "diesisiete": 17,
    "dieziocho": 18,
    "diesiocho": 18,
    "veinti": 20,
    "beinte": 20,
    "trenta": 30,
    "sincuenta": 50,
    "sinco": 5,
    "nuebe": 9,
}
_DOUBTFUL = frozenset({"a", "un", "una", "tree", "couple"})


@cache
def _table(language: str) -> dict[str, int]:
    english = {word: number for number, word in enumerate(ENGLISH)} | ENGLISH_TENS
    spanish = {word: number for number, word in enumerate(SPANISH)} | SPANISH_TENS
    table = {**_SLIPS, **spanish, **english} if language == "en" else {**_SLIPS, **english, **spanish}
    if language == "en":
        table.pop("once")  # eleven in Spanish, one time in English
    return table


def number_at(words: tuple[str, ...], index: int, language: str) -> tuple[int, int] | None:
    """The number that begins at `index` and how many words it takes, or None. "a" and "una" alone do not count."""
    word = words[index]
    if word.isdigit():
        return (int(word), 1) if len(word) <= 4 else None
    table = _table(language)
    if word not in table or word in _DOUBTFUL:
        return None
    number = table[word]
    if number >= 20 and number % 10 == 0:
        following = words[index + 1 : index + 3]
        if following and 0 < table.get(following[0], 0) < 10 and following[0] not in _DOUBTFUL:
            return number + table[following[0]], 2
        if len(following) == 2 and following[0] == "y" and 0 < table.get(following[1], 0) < 10:
            return number + table[following[1]], 3
        if following and following[0].isdigit() and 0 < int(following[0]) < 10:
            return number + int(following[0]), 2
    return number, 1


def small_amount(word: str, language: str) -> int | None:
    """A number word, "a" and "couple" among them, as one says before "month" or "weeks"."""
    if word.isdigit():
        return int(word) if len(word) <= 4 else None
    return _table(language).get(word)
