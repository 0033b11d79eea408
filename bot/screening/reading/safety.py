"""Reads the answers to the two safety questions.

Danger in free text is not looked for here: `bot.safety` reads every text first. What is found here by its meaning is
confirmed by the person; only a label, a place in the list or a bare yes or no is certain.
"""

from __future__ import annotations

from bot.screening.reading.choosing import choose_one
from bot.screening.reading.hearing import Draft, Hearing
from bot.screening.reading.yes_no import polarity_of


def read(hearing: Hearing) -> Draft:
    """A yes alone does not say which; a no alone means none of these."""
    polarity = polarity_of(hearing)
    if polarity.kind == "yes" and not hearing.options():
        return Draft(None, covered=polarity.covered, is_partial=True)
    if not hearing.options() and any(item.option == "none" for item in hearing.denials):
        return Draft(
            None, covered=hearing.span_of_all(), is_partial=True
        )  # "I am not safe" says not what is wrong
    return choose_one(hearing, no="none", beats=_BEATS, opposite=_OPPOSITE)


def read_plan(hearing: Hearing) -> Draft:
    return choose_one(hearing, yes="yes", no="no", opposite={"yes": "no"})


_BEATS = {
    "medical_emergency": frozenset({"none"}),
    "danger_now": frozenset({"none", "thoughts"}),
    "being_hurt": frozenset({"none"}),
    "thoughts": frozenset({"none"}),
}
_OPPOSITE = dict.fromkeys(_BEATS, "none")
