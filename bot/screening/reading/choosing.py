"""Picks the one choice a text speaks for."""

from __future__ import annotations

from collections.abc import Mapping

from bot.screening.reading.hearing import NOTHING, Draft, Hearing
from bot.screening.reading.yes_no import polarity_of


def choose_one(
    hearing: Hearing,
    *,
    yes: str | None = None,
    no: str | None = None,
    beats: Mapping[str, frozenset[str]] | None = None,
    opposite: Mapping[str, str] | None = None,
    is_yes_enough: bool = True,
    is_no_enough: bool = True,
) -> Draft:
    """The choice the phrases and the yes or no of a text agree on.

    `yes` and `no` are the choices those words stand for. `beats` names choices that make others superfluous
    ("yes" and "with a ride": the ride). `opposite` is what a denied choice points to. Two choices that neither
    beats nor explains the other come out doubtful.
    """
    polarity = polarity_of(hearing)
    said = hearing.options()
    sure = {option for option in said if hearing.is_sure(option)}
    covered = set(hearing.span_of_all()) | polarity.covered
    from_polarity = {"yes": yes, "no": no}.get(polarity.kind)
    is_enough = is_yes_enough if polarity.kind == "yes" else is_no_enough
    if from_polarity and from_polarity not in said and (polarity.leads or polarity.is_whole or not said):
        if not said and not is_enough:
            return Draft(from_polarity, "likely", frozenset(covered), is_doubtful=True)
        said.append(from_polarity)
        if (polarity.is_whole or polarity.leads) and not polarity.is_hedged:
            sure.add(from_polarity)
    for winner in list(said):
        losers = (beats or {}).get(winner, frozenset())
        said = [option for option in said if option not in losers]
    if not said:
        for item in hearing.denials:
            if opposite and item.option in opposite:
                return Draft(opposite[item.option], "likely", frozenset(covered), is_doubtful=True)
        if polarity.kind != "none":
            return Draft(None, "likely", frozenset(covered), is_partial=True)
        return NOTHING
    surest = [option for option in said if option in sure] or said
    is_doubtful = len(said) > 1 or polarity.kind == "both"
    if polarity.kind == "both" and not (set(said) - {yes, no}):
        return Draft(None, "likely", frozenset(covered), is_partial=True)
    if any(item.option == surest[0] for item in hearing.denials):
        is_doubtful = True
    return Draft(
        surest[0], "sure" if surest[0] in sure else "likely", frozenset(covered), is_doubtful=is_doubtful
    )
