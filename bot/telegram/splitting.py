"""Texts cut to what one Telegram message holds: at a paragraph, a line, a sentence or a word, never inside a letter."""

from __future__ import annotations

MOST_UNITS = 4096
"""UTF-16 units in one message."""

BREAKS = ("\n\n", "\n", ". ", "? ", "! ", "; ", ", ", " ")
"""Where a text may be cut, the best place first."""

SHORTEST_SHARE = 0.4
"""A piece shorter than this share of what fits looks like a mistake; a lesser break is taken then."""

JOINERS = "\u200d\ufe0f"


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, most: int = MOST_UNITS) -> list[str]:
    """The text in pieces that fit; nothing but white space at the cuts is lost."""
    pieces = []
    rest = text.strip()
    while units(rest) > most:
        cut = _cut(rest, most)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*pieces, rest] if rest else pieces


def _cut(text: str, most: int) -> int:
    fitting = _fitting(text, most)
    for mark in BREAKS:
        found = text.rfind(mark, int(fitting * SHORTEST_SHARE), fitting)
        if found > 0:
            return found + len(mark)
    while fitting > 1 and (text[fitting] in JOINERS or text[fitting - 1] in JOINERS):
        fitting -= 1
    return fitting


def _fitting(text: str, most: int) -> int:
    """How many letters of the text fit."""
    used = 0
    for number, letter in enumerate(text):
        used += 2 if ord(letter) > 0xFFFF else 1
        if used > most:
            return number
    return len(text)
