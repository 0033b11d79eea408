"""What reading a typed answer gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Value = str | list[str] | int | None
Strength = Literal["plain", "likely", "weak", "none"]

OTHER_TALK = "other talk"
"""What a text means that answers nothing."""


@dataclass(frozen=True)
class Reading:
    """The answer found in a text.

    `value` has the shape of the stored answers; None means it could not be read. `is_certain` is false when the
    person should confirm it first. `strength` says how surely the whole text answers the open question at all,
    rather than asking something or talking of something else; a half answer ("my son", no age) is "likely"
    with value None.
    """

    value: Value
    is_certain: bool
    strength: Strength


UNREAD = Reading(None, False, "none")
