"""Turns what a person typed into plain lower-case words: no accents, no contractions, no chat spelling, no emoji."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property

from bot.screening.reading.data_files import load_mapping, load_words
from bot.screening.reading.spelling import Speller

LONGEST_READ_CHARACTERS = 4_000

_PIECE = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[^\sa-z0-9']+|\n")
_BREAKING = frozenset(".,;:!?\n()…—–•|")
_RANGE = re.compile(r"\b(\d{1,2})\s*[-–]\s*(\d{1,2})\b")
_NOT_APPLICABLE = re.compile(r"\bn/?a\b(?=[\s.!]*$)")
_STRONG = frozenset(".;!?\n")
_QUOTES = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "\u200b": "",
        "\u200d": "",
        "\ufe0f": "",
        "\u20e3": " ",
    }
)


@dataclass(frozen=True)
class Heard:
    """The words of one text, and where its punctuation stood.

    `breaks` holds each index before which a comma or the like was typed, `sentence_breaks` those with a full stop,
    question mark or new line; `asks` tells whether a question mark was typed.
    """

    words: tuple[str, ...]
    breaks: frozenset[int]
    sentence_breaks: frozenset[int]
    asks: bool
    language: str

    @cached_property
    def joined(self) -> str:
        return "".join(f"{word} " for word in self.words)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The place in `joined` at which each word begins, and the end."""
        places = [0]
        for word in self.words:
            places.append(places[-1] + len(word) + 1)
        return tuple(places)

    @cached_property
    def index_at(self) -> dict[int, int]:
        return {place: index for index, place in enumerate(self.starts)}

    def part(self, first: int, last: int) -> Heard:
        """The words from `first` up to, not including, `last`, as a text of its own."""
        inside = range(first + 1, last)
        return Heard(
            self.words[first:last],
            frozenset(i - first for i in self.breaks if i in inside),
            frozenset(i - first for i in self.sentence_breaks if i in inside),
            self.asks,
            self.language,
        )


def hear(text: str, language: str, speller: Speller | None = None) -> Heard:
    """Read the words of a text; `speller` mends slips towards the words the open question listens for."""
    plain = _plain(text[:LONGEST_READ_CHARACTERS])
    pieces = _PIECE.findall(plain)
    language = language_of(pieces, language)
    rewrites = _rewrites(language)
    words: list[str] = []
    breaks: set[int] = set()
    sentence_breaks: set[int] = set()
    asks = False
    for piece in pieces:
        if piece[0].isascii() and piece[0].isalnum():
            for word in rewrites.get(piece) or _without_apostrophe(piece, rewrites):
                words.append(speller.mend(word) if speller else word)
            continue
        if "%" in piece:
            words.append("percent")
        if _BREAKING.intersection(piece):
            breaks.add(len(words))
            if _STRONG.intersection(piece):
                sentence_breaks.add(len(words))
        asks = asks or "?" in piece or "¿" in piece
    inside = range(1, len(words))
    return Heard(
        tuple(words),
        frozenset(i for i in breaks if i in inside),
        frozenset(i for i in sentence_breaks if i in inside),
        asks,
        language,
    )


def language_of(pieces: list[str], told: str) -> str:
    """The language a text is written in: the one told, unless its small words clearly belong to the other."""
    english = sum(piece in _small_words("en") for piece in pieces)
    spanish = sum(piece in _small_words("es") for piece in pieces)
    if told == "en" and spanish > english:
        return "es"
    if told == "es" and english > spanish:
        return "en"
    return told


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.translate(_QUOTES)).translate(_QUOTES).lower()
    text = _RANGE.sub(r"\1 to \2", _NOT_APPLICABLE.sub(" none ", text))
    if not text.isascii():
        for sign, word in _emoji().items():
            if sign in text:
                text = text.replace(sign, f" {word} ")
        text = "".join(
            sign for sign in unicodedata.normalize("NFD", text) if unicodedata.category(sign) != "Mn"
        )
    return text


def _without_apostrophe(piece: str, rewrites: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if "'" not in piece:
        return (piece,)
    stem, _, ending = piece.partition("'")
    joined = stem + ending
    return rewrites.get(joined) or ((stem,) if ending == "s" else (joined,))


@cache
def _rewrites(language: str) -> dict[str, tuple[str, ...]]:
    return {
        typed: tuple(meant.split()) for typed, meant in load_mapping(f"chat_spelling.{language}.yml").items()
    }


@cache
def _small_words(language: str) -> frozenset[str]:
    return load_words(f"small_words.{language}.txt")


@cache
def _emoji() -> dict[str, str]:
    return {sign.replace("\ufe0f", ""): word for sign, word in load_mapping("emoji.yml").items()}
