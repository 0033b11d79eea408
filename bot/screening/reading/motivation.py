"""Reads how ready someone is, in words or on a scale of ten."""

from __future__ import annotations

from bot.screening.reading.choosing import choose_one
from bot.screening.reading.hearing import Draft, Hearing
from bot.screening.reading.normalise import Heard
from bot.screening.reading.numbers import number_at

READY_FROM = 0.8
NOT_READY_UP_TO = 0.3


def is_on_a_scale(heard: Heard) -> bool:
    """ "8", "8/10", "8 out of 10", "80 percent": a number above the list's places, or one with its scale."""
    return _share(heard) is not None


def _share(heard: Heard) -> tuple[float, bool, frozenset[int]] | None:
    words = heard.words
    for index in range(len(words)):
        number = number_at(words, index, heard.language)
        if not number:
            continue
        value, used = number
        after = words[index + used : index + used + 4]
        if "10" in after[:3] or "ten" in after[:3] or "diez" in after[:3] or "100" in after[:3]:
            top = 100 if "100" in after[:3] else 10
            return (
                (value / top, True, frozenset(range(index, min(len(words), index + used + 3))))
                if value <= 2 * top
                else None
            )
        if after[:1] == ("percent",) or after[:2] == ("por", "ciento"):
            return value / 100, True, frozenset(range(index, index + used + 2))
        if 4 < value <= 10 and len(words) <= 5:
            return value / 10, False, frozenset(range(index, index + used))
    return None


def read(hearing: Hearing) -> Draft:
    share = _share(hearing.heard)
    if share is None and not hearing.options() and not hearing.denials:
        for hedge, choice in (("hedged_yes", "unsure"), ("hedged_no", "not_ready"), ("hedge", "unsure")):
            covered = frozenset(hearing.common_span(hedge))
            if covered and not hearing.has("yes", "no"):
                return Draft(choice, "likely", covered, is_doubtful=True)
    draft = choose_one(
        hearing,
        yes="ready",
        no="not_ready",
        beats=_BEATS,
        opposite={"ready": "not_ready", "not_ready": "ready"},
        is_yes_enough=False,
    )
    if share is None or draft.value is not None:
        return draft
    part, is_told, covered = share
    if part >= 1 and is_told:
        return Draft("ready", "sure", covered)
    choice = "ready" if part >= READY_FROM else "not_ready" if part <= NOT_READY_UP_TO else "unsure"
    return Draft(choice, "likely", covered, is_doubtful=True)


_BEATS: dict[str, frozenset[str]] = {}
