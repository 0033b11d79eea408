"""Reads how the place is where someone lives."""

from __future__ import annotations

from bot.screening.reading.choosing import choose_one
from bot.screening.reading.hearing import Draft, Hearing
from bot.screening.reading.yes_no import polarity_of


def read(hearing: Hearing) -> Draft:
    """A yes or no alone answers nothing here. Drinking or fear in the home outweighs what is good about it."""
    polarity = polarity_of(hearing)
    if polarity.kind != "none" and not hearing.options() and not hearing.denials:
        return Draft(None, covered=polarity.covered, is_partial=True)
    return choose_one(hearing, beats=_BEATS, opposite={"destructive": "neutral", "supportive": "destructive"})


_BEATS = {"supportive": frozenset({"neutral"})}
