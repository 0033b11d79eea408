"""Hears a plain yes or no to a prompt that is no question of the screening: consent, a confirmation, a booking."""

from __future__ import annotations

from typing import Literal

from bot.screening.reading.whole_lines import said_in

LEXICON = "agreement"


def yes_or_no(text: str, language: str = "en") -> Literal["yes", "no"] | None:
    """A plain yes or no in English or Spanish; None for both at once and for a line that asks or says anything more.

    Consent is given with this, so every word of the line has to be understood.
    """
    said = said_in(LEXICON, text, language)
    if said.is_only("yes"):
        return "yes"
    return "no" if said.is_only("no") else None
