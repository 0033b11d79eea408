"""Moving a visit: the old time stands until the new one is confirmed, then both change in one step."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.storage import appointments
from bot.storage.appointments import Appointment, NotAllowed, TimeIsTaken
from bot.storage.database import Database
from tests.booking.race import LENGTH, NOW, new_conversation
from tests.booking.test_race import START, database, hold, opened, state_of

__all__ = ["database", "opened"]


def confirmed(database: Database, talk: str, start_in: timedelta = timedelta(0)) -> Appointment:
    held = hold(database, talk, start_in)
    with database.begin() as tx:
        appointments.give_contact(tx, held, {"first_name": "Ana", "phone": "+13125550150"})
        return appointments.confirm(tx, held, NOW)


def test_the_old_time_stands_until_the_new_one_is_confirmed(database: Database) -> None:
    """While a new time is only held, the visit is where it was and nobody gets its time."""
    visit = confirmed(database, talk := new_conversation(database))
    new = hold(database, talk, timedelta(hours=1))
    assert new.replaces == visit.id
    assert state_of(database, visit.id) == "confirmed"
    for taken in (timedelta(0), timedelta(hours=1)):
        with pytest.raises(TimeIsTaken):
            hold(database, new_conversation(database), taken)


def test_a_move_swaps_the_times(database: Database) -> None:
    """The same visit, with its link and contact, has the new time; the old time is free; the revision grows."""
    visit = confirmed(database, talk := new_conversation(database))
    new = hold(database, talk, timedelta(hours=1))
    with database.begin() as tx:
        moved = appointments.move(tx, new, NOW)
        assert appointments.manage_token(tx, moved) == appointments.manage_token(tx, visit)
        assert appointments.by_manage_token(tx, appointments.manage_token(tx, visit)) == moved
        assert appointments.contact_of(tx, moved) == {"first_name": "Ana", "phone": "+13125550150"}
        assert appointments.held_of(tx, talk) is None
    assert (moved.id, moved.starts_at, moved.revision) == (
        visit.id,
        START + timedelta(hours=1),
        visit.revision + 1,
    )
    assert hold(database, new_conversation(database)).starts_at == START
    with pytest.raises(TimeIsTaken):
        hold(database, new_conversation(database), timedelta(hours=1))


def test_a_move_that_ran_out_changes_nothing(database: Database) -> None:
    """Who does not confirm in time keeps the old visit, and the new time is free again."""
    visit = confirmed(database, talk := new_conversation(database))
    new = hold(database, talk, timedelta(hours=1))
    later = NOW + timedelta(minutes=6)
    with pytest.raises(NotAllowed), database.begin() as tx:
        appointments.move(tx, new, later)
    assert state_of(database, visit.id) == "confirmed"
    assert hold(database, new_conversation(database), timedelta(hours=1), now=later).state == "held"


def test_a_move_twice_moves_once(database: Database) -> None:
    """A repeated yes does not swap the times back."""
    visit = confirmed(database, talk := new_conversation(database))
    new = hold(database, talk, timedelta(hours=1))
    with database.begin() as tx:
        appointments.move(tx, new, NOW)
    with pytest.raises(NotAllowed), database.begin() as tx:
        appointments.move(tx, new, NOW)
    with database.read() as tx:
        stands = appointments.confirmed_of(tx, talk)
    assert stands is not None
    assert (stands.id, stands.starts_at) == (visit.id, START + timedelta(hours=1))


def test_a_visit_called_off_meanwhile_is_not_moved(database: Database) -> None:
    """Staff call a visit off while the person picks a new time: there is nothing left to move."""
    visit = confirmed(database, talk := new_conversation(database))
    new = hold(database, talk, timedelta(hours=1))
    with database.begin() as tx:
        appointments.change(tx, visit, "cancelled", author="staff:1", now=NOW)
    with pytest.raises(NotAllowed), database.begin() as tx:
        appointments.move(tx, new, NOW)


def test_calling_off_frees_both_times(database: Database) -> None:
    """A visit that is called off lets go of the time held to replace it too."""
    visit = confirmed(database, talk := new_conversation(database))
    hold(database, talk, LENGTH)
    with database.begin() as tx:
        gone = appointments.call_off(tx, visit, author="person", now=NOW)
    assert (gone.state, gone.revision) == ("cancelled", visit.revision + 1)
    for free in (timedelta(0), LENGTH):
        assert hold(database, new_conversation(database), free).state == "held"
    with pytest.raises(NotAllowed), database.begin() as tx:
        appointments.call_off(tx, visit, author="person", now=NOW)
