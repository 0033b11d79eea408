"""Reads whether someone can come about three times a week."""

from __future__ import annotations

from bot.screening.reading.choosing import choose_one
from bot.screening.reading.hearing import Draft, Hearing
from bot.screening.reading.yes_no import polarity_of


def read(hearing: Hearing) -> Draft:
    """A bare no does not say whether life or health stands in the way."""
    polarity = polarity_of(hearing)
    if polarity.kind == "no" and not hearing.options() and not polarity.is_hedged:
        return Draft(None, covered=polarity.covered | hearing.span_of_all(), is_partial=True)
    draft = choose_one(hearing, yes="yes", beats=_BEATS, opposite={"yes": "no_life"})
    if polarity.kind == "no" and draft.value in ("yes", "with_help"):
        return Draft(draft.value, draft.grade, draft.covered, is_doubtful=True)
    if polarity.kind == "yes" and polarity.leads and draft.value in ("no_life", "no_health"):
        return Draft(
            "with_help" if draft.value == "no_life" else draft.value,
            "likely",
            draft.covered,
            is_doubtful=True,
        )
    return draft


_BEATS = {"with_help": frozenset({"yes"}), "no_health": frozenset({"no_life"})}
