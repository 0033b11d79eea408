"""The levels of care a screening can suggest, and how the clinic may shift where one of them starts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, get_args


class Level(StrEnum):
    """What is suggested. A licensed therapist decides (S9, S10, S13, S37)."""

    EMERGENCY = "emergency"
    DETOX_FIRST = "detox_first"
    RESIDENTIAL = "residential"
    IOP = "iop"
    OUTPATIENT = "outpatient"
    THERAPIST_DECIDES = "therapist_decides"

    @property
    def rank(self) -> int | None:
        """How much care the level means, more is higher; None where no level is named."""
        return _RANKS.get(self)


_RANKS = {
    Level.OUTPATIENT: 1,
    Level.IOP: 2,
    Level.RESIDENTIAL: 3,
    Level.DETOX_FIRST: 4,
    Level.EMERGENCY: 5,
}

SevereStartsIn = Literal["residential", "iop"]


@dataclass(frozen=True, slots=True)
class PlacementSettings:
    """The one thing a clinic may choose: where care starts for six signs or more (rule R7, S22 and S36)."""

    severe_starts_in: SevereStartsIn = "residential"

    def __post_init__(self) -> None:
        if self.severe_starts_in not in get_args(SevereStartsIn):
            raise ValueError(f"severe_starts_in is one of {', '.join(get_args(SevereStartsIn))}")


DEFAULT_SETTINGS = PlacementSettings()
