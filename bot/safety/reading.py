"""What a reading of one text can say."""

from dataclasses import dataclass
from typing import Literal, get_args

Outcome = Literal["card", "check_in", "none"]
Kind = Literal[
    "suicide_intent",
    "passive_ideation",
    "self_harm",
    "harm_to_others",
    "overdose_now",
    "dangerous_withdrawal_now",
    "medical_emergency",
    "poisoning",
    "domestic_violence",
]

# Most urgent first: when a text shows two kinds with the same outcome, the one whose harm comes in minutes is named.
KINDS: tuple[Kind, ...] = (
    "overdose_now",
    "poisoning",
    "medical_emergency",
    "dangerous_withdrawal_now",
    "suicide_intent",
    "harm_to_others",
    "self_harm",
    "domestic_violence",
    "passive_ideation",
)
assert set(KINDS) == set(get_args(Kind))

_STRENGTH: dict[Outcome, int] = {"none": 0, "check_in": 1, "card": 2}


@dataclass(frozen=True, slots=True)
class SafetyReading:
    """Whether a text shows danger: a card at once, one gentle question, or nothing to do."""

    outcome: Outcome
    kind: Kind | None = None
    is_someone_else: bool = False

    @property
    def strength(self) -> int:
        """0 for none, 1 for a check-in, 2 for a card."""
        return _STRENGTH[self.outcome]


NOTHING = SafetyReading("none")


def strongest(readings: list[SafetyReading]) -> SafetyReading:
    """The reading to act on: the strongest outcome, then the kind whose harm comes soonest, then the person writing."""
    found = [reading for reading in readings if reading.kind is not None and reading.outcome != "none"]
    if not found:
        return NOTHING
    return min(
        found, key=lambda r: (-r.strength, KINDS.index(r.kind or "passive_ideation"), r.is_someone_else)
    )
