"""Reads health: pregnancy, body and mind, and whether each is under control.

The lexicon names conditions (body, mind) and how they are (urgent, calm, hard); the two are put together here.
"""

from __future__ import annotations

from bot.screening.questions import BY_ID
from bot.screening.reading.hearing import NOTHING, Draft, Hearing
from bot.screening.reading.yes_no import polarity_of

_NAMED = tuple(c for c in BY_ID["health"].choices if c not in BY_ID["health"].exclusive)


def read(hearing: Hearing) -> Draft:
    said = [option for option in hearing.options() if option in _NAMED]
    parts = set(hearing.options())
    is_guess = False
    covered = hearing.span_of_all()
    calm, hard, urgent = "calm" in parts, "hard" in parts, "urgent" in parts
    if any(item.option == "calm" for item in hearing.denials):
        hard = True
    if "body" in parts and not {"med_urgent", "med_stable"} & set(said):
        said.append("med_urgent" if (urgent or (hard and not calm)) else "med_stable")
        is_guess = True
    if "mind" in parts and not {"mh_hard", "mh_stable"} & set(said):
        said.append("mh_stable" if calm and not hard else "mh_hard")
        is_guess = True
    denied = {item.option for item in hearing.denials}
    if said:
        value = [choice for choice in _NAMED if choice in said]
        both_ways = {"med_urgent", "med_stable"} <= set(said) or {"mh_hard", "mh_stable"} <= set(said)
        is_doubtful = (
            is_guess or both_ways or "none" in parts or bool(denied & (set(said) | {"body", "mind"}))
        )
        is_sure = all(hearing.is_sure(option) for option in said)
        return Draft(value, "sure" if is_sure else "likely", covered, is_doubtful=is_doubtful)
    polarity = polarity_of(hearing)
    if "none" in parts:
        return Draft(["none"], "sure" if hearing.is_sure("none") else "likely", covered | polarity.covered)
    if polarity.kind == "no" and not denied:
        return Draft(["none"], "sure" if polarity.is_whole else "likely", polarity.covered)
    if denied and any(
        hearing.heard.words[i : i + 2] == ("can", "not") for i in range(len(hearing.heard.words))
    ):
        return Draft(None, covered=covered, is_partial=True)  # "can't shake it" is no denial
    if denied:
        return Draft(["none"], "likely", covered | polarity.covered, is_doubtful=True)
    if polarity.kind != "none" or calm or hard or urgent:
        return Draft(None, covered=covered | polarity.covered, is_partial=True)
    return NOTHING
