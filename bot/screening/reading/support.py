"""Reads whether there are people to count on."""

from __future__ import annotations

from bot.screening.reading.choosing import choose_one
from bot.screening.reading.hearing import Draft, Hearing


def read(hearing: Hearing) -> Draft:
    return choose_one(hearing, yes="good", no="none", beats=_BEATS, opposite={"good": "small"})


_BEATS = {"small": frozenset({"none", "good"})}
