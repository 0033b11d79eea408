"""Reads what happens around stopping: most days, sick, a seizure, seeing things, not used for over two weeks."""

from __future__ import annotations

from bot.screening.questions import BY_ID
from bot.screening.reading.durations import days_since_use
from bot.screening.reading.hearing import NOTHING, Draft, Hearing
from bot.screening.reading.yes_no import polarity_of

STOPPED_MORE_THAN_DAYS = 14
_NAMED = tuple(c for c in BY_ID["withdrawal"].choices if c not in BY_ID["withdrawal"].exclusive)


def read(hearing: Hearing) -> Draft:
    said = [option for option in hearing.options() if option in _NAMED]
    covered = set(hearing.span_of_all())
    if "all" in hearing.options() and not said:
        return Draft(["daily", "sick", "seizure", "dts"], "likely", frozenset(covered), is_doubtful=True)
    stopped = days_since_use(hearing.heard)
    is_doubtful = False
    if stopped:
        covered.update(stopped.covered)
        if "daily" in said and "stopped2w" not in said:
            is_doubtful = True  # a time told of some other quitting
        elif stopped.days > STOPPED_MORE_THAN_DAYS:
            said = [option for option in said if option != "stopped2w"] + ["stopped2w"]
        elif "stopped2w" in said:
            said.remove("stopped2w")
            is_doubtful = True
        if not said:
            return Draft(["none"], "likely", frozenset(covered), is_doubtful=True)
    denied = {item.option for item in hearing.denials}
    is_doubtful = is_doubtful or bool(denied.intersection(said)) or ({"daily", "stopped2w"} <= set(said))
    if said:
        is_sure = all(hearing.is_sure(option) or (option == "stopped2w" and stopped) for option in said)
        value = [choice for choice in _NAMED if choice in said]
        return Draft(
            value,
            "sure" if is_sure else "likely",
            frozenset(covered),
            is_doubtful=is_doubtful or "none" in hearing.options(),
        )
    polarity = polarity_of(hearing)
    if "none" in hearing.options():
        return Draft(
            ["none"], "sure" if hearing.is_sure("none") else "likely", frozenset(covered | polarity.covered)
        )
    if polarity.kind == "no" and not denied:
        return Draft(["none"], "sure" if polarity.is_whole else "likely", polarity.covered)
    if denied:
        return Draft(["none"], "likely", frozenset(covered | polarity.covered), is_doubtful=True)
    if polarity.kind != "none":
        return Draft(None, covered=polarity.covered, is_partial=True)
    return NOTHING
