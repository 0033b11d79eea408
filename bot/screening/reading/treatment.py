"""Reads what became of a live-in program: none, finished, used again, left early, in one now.

The lexicon also names parts: stayed (was in one), finished, used_again, sober_since.
"""

from __future__ import annotations

from bot.screening.reading.choosing import choose_one
from bot.screening.reading.hearing import Draft, Hearing
from bot.screening.reading.yes_no import polarity_of

_PARTS = frozenset({"stayed", "finished", "used_again", "sober_since"})


def read(hearing: Hearing) -> Draft:
    parts = set(hearing.options())
    denied = {item.option for item in hearing.denials}
    covered = hearing.span_of_all()
    named = parts - _PARTS
    if "used_again" in denied:
        parts.add("sober_since")
    if not named:
        if "finished" in denied:
            return Draft("left_early", "likely", covered, is_doubtful=True)
        if "finished" in parts:
            if "used_again" in parts:
                return Draft("completed_used", "sure", covered, is_doubtful="sober_since" in parts)
            if "sober_since" in parts:
                return Draft("completed_ok", "sure", covered)
            return Draft(None, covered=covered, is_partial=True)
        if "stayed" in parts and "used_again" in parts:
            return Draft("completed_used", "likely", covered, is_doubtful=True)
        if "stayed" in parts and "sober_since" in parts:
            return Draft("completed_ok", "likely", covered, is_doubtful=True)
        if "stayed" in denied:
            return Draft("none", "likely", covered | polarity_of(hearing).covered)
        if "stayed" in parts:
            return Draft(None, covered=covered, is_partial=True)
        if parts & _PARTS:
            return Draft(
                "completed_used" if "used_again" in parts else None,
                "likely",
                covered,
                is_partial=True,
                is_doubtful=True,
            )
    polarity = polarity_of(hearing)
    if polarity.kind == "yes" and not named:
        return Draft(None, covered=polarity.covered, is_partial=True)
    draft = choose_one(hearing, no="none", beats=_BEATS)
    if draft.value == "left_early" and "finished" in parts and "left_early" in named:
        return Draft(draft.value, draft.grade, draft.covered, is_doubtful=True)
    if draft.value in _PARTS:
        return Draft(None, covered=covered, is_partial=True)
    return draft


_BEATS = {
    "completed_used": frozenset({"stayed", "finished", "used_again"}),
    "completed_ok": frozenset({"stayed", "finished", "sober_since"}),
    "left_early": frozenset({"stayed", "used_again", "none", "finished", "sober_since"}),
    "in_now": frozenset({"stayed", "sober_since", "none", "finished"}),
    "none": frozenset({"sober_since", "used_again"}),
}
