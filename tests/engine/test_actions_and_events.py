"""What the engine may leave out of a call of an action, because no action reads it."""

from __future__ import annotations

import ast
from pathlib import Path

from rasa_sdk import Tracker

ACTIONS = Path(__file__).resolve().parent.parent.parent / "actions"
READS_EVENTS = frozenset(
    {
        "events",
        "events_after_latest_restart",
        "get_latest_input_channel",
        "get_last_event_for",
        "last_executed_action_has",
        "slots_to_validate",
        "applied_events",
        "idx_after_latest_restart",
    }
)
"""What of the SDK's tracker looks at its events."""


def test_no_action_reads_the_events_of_a_talk() -> None:
    """Actions read slots, the newest message and the open form: the engine sends them the events of this turn only."""
    assert set(dir(Tracker)) >= READS_EVENTS - {"events"}
    for path in sorted(ACTIONS.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_of_tracker = (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == "tracker"
                and node.attr in READS_EVENTS
            )
            assert not is_of_tracker, f"{path.name}:{node.lineno} reads the tracker's events"  # type: ignore[attr-defined]
