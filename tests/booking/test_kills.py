"""A service that is killed at every step of a booking loses nothing and does nothing twice."""

from __future__ import annotations

from tests.booking import kills


def test_a_killed_service_loses_and_doubles_nothing() -> None:
    """Booked, moved and called off under nine kills: one visit, each message once, each mail and reminder."""
    with kills.mortal() as place:
        place.round()
    assert place.tally.wrong == []
    assert place.tally.kills == len(kills.steps(""))
