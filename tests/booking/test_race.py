"""A time is never given twice, on either database, however many want it and whatever the slot length was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from bot.storage import appointments
from bot.storage.appointments import Appointment, NotAllowed, TimeIsTaken
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.storage.tables import appointments as rows
from bot.storage.tables import conversations
from tests.booking.race import LENGTH, NOW, new_conversation, run_round, starts_of_round
from tests.postgres import fresh_database
from tests.stores import empty_sqlite, migrated

START = NOW + timedelta(days=3)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database of each kind."""
    if request.param == "sqlite":
        database = empty_sqlite(tmp_path_factory.mktemp("race"))
    else:
        database = migrated(fresh_database(request.getfixturevalue("postgres")))
    yield database
    database.close()


@pytest.fixture
def database(opened: Database) -> Iterator[Database]:
    """The database without what the test before left in it."""
    yield opened
    with opened.begin() as tx:
        tx.execute(conversations.delete())


def hold(database: Database, talk: str, start_in: timedelta = timedelta(0), **changes: object) -> Appointment:
    """Hold Dana's time at START, or so much later."""
    now = changes.pop("now", NOW)
    length = changes.pop("length", LENGTH)
    start = START + start_in
    with database.begin() as tx:
        return appointments.hold(
            tx,
            talk,
            therapist_id="dana",
            starts_at=start,
            ends_at=start + length,  # type: ignore[operator]
            mode="in_person",
            held_until=now + timedelta(minutes=5),  # type: ignore[operator]
            now=now,  # type: ignore[arg-type]
        )


def state_of(database: Database, number: int) -> str:
    with database.read() as tx:
        found = appointments.get(tx, number)
    assert found is not None
    return found.state


def test_fifty_clients_and_three_times(database: Database) -> None:
    """Fifty clients at once for three times: three win, all others hear that it is taken."""
    for number in range(3):
        done = run_round(database, starts_of_round(number))
        assert done.is_right, done


@pytest.mark.parametrize("minutes", [-40, -10, 0, 10, 40])
def test_overlaps_after_a_change_of_slot_length(database: Database, minutes: int) -> None:
    """A clinic that changes the length of its times cannot book one into another."""
    hold(database, new_conversation(database))
    with pytest.raises(TimeIsTaken):
        hold(database, new_conversation(database), timedelta(minutes=minutes), length=timedelta(minutes=45))


def test_times_that_only_touch_are_two_times(database: Database) -> None:
    """One visit may begin when the one before it ends."""
    hold(database, new_conversation(database))
    assert hold(database, new_conversation(database), LENGTH).state == "held"
    assert hold(database, new_conversation(database), -LENGTH).state == "held"


def test_postgresql_itself_refuses_an_overlap(postgres: str) -> None:
    """On PostgreSQL the constraint stands even for a program that asks nobody."""
    database = migrated(fresh_database(postgres))
    held = hold(database, new_conversation(database))
    other = new_conversation(database)
    with pytest.raises(IntegrityError, match="no_overlap_a_therapist"), database.begin() as tx:
        tx.execute(
            rows.insert().values(
                conversation_id=other,
                therapist_id="dana",
                starts_at=held.starts_at + timedelta(minutes=20),
                ends_at=held.ends_at + timedelta(minutes=20),
                mode="video",
                state="held",
                revision=0,
                created_at=NOW,
            )
        )
    database.close()


def test_a_hold_that_is_over_frees_the_time(database: Database) -> None:
    """Five minutes after it was held and not confirmed, the time is anybody's; the first one cannot confirm it."""
    first = hold(database, new_conversation(database))
    later = NOW + timedelta(minutes=5)
    second = hold(database, new_conversation(database), now=later)
    assert state_of(database, first.id) == "expired"
    with pytest.raises(NotAllowed), database.begin() as tx:
        appointments.confirm(tx, first, later)
    with database.begin() as tx:
        assert appointments.confirm(tx, second, later).state == "confirmed"


def test_a_hold_that_is_over_is_not_confirmed_even_if_nobody_else_came(database: Database) -> None:
    """What ran out is shown as over, not booked in silence."""
    held = hold(database, new_conversation(database))
    with pytest.raises(NotAllowed), database.begin() as tx:
        appointments.confirm(tx, held, NOW + timedelta(minutes=6))


def test_confirming_twice_confirms_once(database: Database) -> None:
    """A repeated yes leaves one visit with one line of history."""
    held = hold(database, new_conversation(database))
    visits = []
    for _ in range(2):
        with database.begin() as tx:
            visits.append(appointments.confirm(tx, held, NOW))
    assert visits[0] == visits[1]
    with database.read() as tx:
        history = tx.execute(
            sa.text("select state from appointment_changes where appointment_id = :id order by id"),
            {"id": held.id},
        )
        assert list(history.scalars()) == ["held", "confirmed"]


def test_who_finds_the_next_time_taken_keeps_the_one_held(database: Database) -> None:
    """Reaching for a time that is gone does not cost the one already held."""
    mine = hold(database, talk := new_conversation(database))
    hold(database, new_conversation(database), timedelta(hours=1))
    with pytest.raises(TimeIsTaken):
        hold(database, talk, timedelta(hours=1))
    assert state_of(database, mine.id) == "held"


def test_one_person_holds_one_time(database: Database) -> None:
    """Picking another time lets go of the first."""
    first = hold(database, talk := new_conversation(database))
    hold(database, talk, timedelta(hours=1))
    assert state_of(database, first.id) == "cancelled"


def test_without_the_extension_the_start_says_what_to_do(postgres: str) -> None:
    """A server on which we may not turn on btree_gist gets a sentence for its administrator, and no half migration."""
    address = fresh_database(postgres)
    name = sa.engine.make_url(address).database
    admin = sa.create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE ROLE clinic_{name} LOGIN")
        connection.exec_driver_sql(f"GRANT ALL ON SCHEMA public TO clinic_{name}")
    limited = sa.create_engine(sa.engine.make_url(address).set(username=f"clinic_{name}"))
    with pytest.raises(RuntimeError, match="CREATE EXTENSION btree_gist") as told:
        migrate(limited)
    assert str(name) in str(told.value)
    assert not sa.inspect(limited).has_table("saved_codes")
    with admin.connect() as connection:
        connection.exec_driver_sql("CREATE EXTENSION btree_gist")
    migrate(limited)
    assert sa.inspect(limited).has_table("saved_codes")
    limited.dispose()
    admin.dispose()
