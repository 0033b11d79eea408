"""Reads whether someone quit for a month or more and then went back."""

from __future__ import annotations

from bot.screening.reading.choosing import choose_one
from bot.screening.reading.durations import longest_quit_days
from bot.screening.reading.hearing import Draft, Hearing
from bot.screening.reading.yes_no import polarity_of

MONTH_DAYS = 28


def read(hearing: Hearing) -> Draft:
    """A length of time decides where one is given: a month or more and back is yes, shorter is no."""
    quit_for = longest_quit_days(hearing.heard)
    polarity = polarity_of(hearing)
    draft = choose_one(
        hearing, yes="yes", no="no", beats={"no": frozenset({"unsure"}), "yes": frozenset({"unsure"})}
    )
    if quit_for is None:
        return draft
    covered = draft.covered | quit_for.covered | polarity.covered
    by_length = "yes" if quit_for.days >= MONTH_DAYS else "no"
    if draft.value is None:
        return Draft(by_length, "likely", covered, is_doubtful=True)
    is_at_odds = draft.value != by_length
    return Draft(draft.value, draft.grade, covered, is_doubtful=draft.is_doubtful or is_at_odds)
