"""Every number the rules compare with: its unit and the sentences of the guide it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """A named number of the table. `sources` are sentences of the programme guide (docs/programme.md)."""

    name: str
    value: int
    unit: str
    sources: tuple[str, ...]


MANY_SIGNS = Limit("MANY_SIGNS", 6, "signs ticked, or more", ("S22", "S36"))
"""From here "mild to moderate" (S22) no longer fits, so live-in care may be the start."""

SOME_SIGNS = Limit("SOME_SIGNS", 4, "signs ticked, or more", ("S22",))
"""From here the problem is more than mild, and the intensive programme is the ideal option."""

FEW_SIGNS = Limit("FEW_SIGNS", 1, "signs ticked, or fewer", ("S22", "S37"))
"""Up to here even a mild problem is uncertain, and less care may be enough."""

SEVERAL_SUBSTANCES = Limit("SEVERAL_SUBSTANCES", 2, "substances picked, or more", ("S35",))
"""From here plain outpatient care is typically not suitable."""

SEVERAL_UNKNOWNS = Limit("SEVERAL_UNKNOWNS", 2, "answers not known, or more", ("S37",))
"""From here too little is known to name a level."""

SEVERAL_ADVERSE_FACTS = Limit("SEVERAL_ADVERSE_FACTS", 2, "of home and support adverse", ("S11",))
"""From here S11 speaks against the programme even after live-in care."""

LIMITS: tuple[Limit, ...] = (
    MANY_SIGNS,
    SOME_SIGNS,
    FEW_SIGNS,
    SEVERAL_SUBSTANCES,
    SEVERAL_UNKNOWNS,
    SEVERAL_ADVERSE_FACTS,
)
