"""Reads what a person uses: names, street names, brands, misspelled or in Spanish."""

from __future__ import annotations

from bot.screening.questions import BY_ID
from bot.screening.reading.hearing import NOTHING, Draft, Hearing
from bot.screening.reading.yes_no import polarity_of

_NAMED = tuple(
    choice for choice in BY_ID["substances"].choices if choice not in BY_ID["substances"].exclusive
)


def read(hearing: Hearing) -> Draft:
    said = [option for option in hearing.options() if option not in ("none_year", "everything")]
    denied = {item.option for item in hearing.denials}
    is_none = "none_year" in hearing.options()
    covered = hearing.span_of_all()
    if "everything" in hearing.options():
        kept = [choice for choice in _NAMED if choice not in denied]
        return Draft(kept, "likely", covered, is_doubtful=True)
    if said:
        value = [choice for choice in _NAMED if choice in said]
        is_mixed = is_none or bool(denied.intersection(said))
        grade = "sure" if all(hearing.is_sure(option) for option in said) else "likely"
        return Draft(value, "sure" if grade == "sure" else "likely", covered, is_doubtful=is_mixed)
    polarity = polarity_of(hearing)
    if is_none:
        grade = "sure" if hearing.is_sure("none_year") else "likely"
        return Draft(["none_year"], "sure" if grade == "sure" else "likely", covered | polarity.covered)
    if denied:
        return Draft(["none_year"], "likely", covered | polarity.covered, is_doubtful=True)
    if polarity.kind == "no":
        return Draft(["none_year"], "sure" if polarity.is_whole else "likely", polarity.covered)
    if polarity.kind != "none":
        return Draft(None, "likely", polarity.covered, is_partial=True)
    return NOTHING
