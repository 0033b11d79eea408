"""Wishes that put the open question aside for a moment, in the screening and in booking alike."""

from __future__ import annotations

from collections.abc import Mapping

STOPPED = "stopped"
DELETE = "delete"

PAUSES: Mapping[str, str] = {"stop": STOPPED, "save_for_later": STOPPED, "delete_my_data": DELETE}
"""Intent -> the step asked until the person goes on; deleting itself is done by the service."""

TAPS_THAT_GO_ON = frozenset({"go_on", "no"})


SAVED_CODE = "utter_save_for_later_code"
"""Said with the code that opens the talk on another device; channels with an address of their own have none."""


def says_of(intent: str) -> tuple[str, ...]:
    """What is said before the step is asked; deleting is asked in one sentence of its own."""
    if intent == "delete_my_data":
        return ()
    return ("utter_save_for_later", SAVED_CODE) if intent == "save_for_later" else (f"utter_{intent}",)
