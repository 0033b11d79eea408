"""What the desk keeps and what it lets go: the audit log, retention, deletion, users from the command line."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import anyio
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.clinic import Clinic
from bot.conversation.engine_client import EngineSilent
from bot.desk import audit_command, cases, retention, user_command, users
from bot.desk.insight import Cell, hidden, insight, parts_of
from bot.desk.users import Password
from bot.storage import audit, conversations, follow_ups
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.storage.tables import alerts, outbox, screenings
from bot.storage.tables import audit as audit_table
from bot.storage.tables import conversations as conversations_table
from bot.web.parts import Parts
from tests.desk.serving import Browser, Clock, build_app, desk_parts, served, signed_in
from tests.postgres import fresh_database

NOW = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database with all tables, on both kinds."""
    url = f"sqlite:///{tmp_path / 'kept.db'}"
    if request.param == "postgresql":
        url = fresh_database(request.getfixturevalue("postgres"))
    made = Database(url, b"k" * 32)
    migrate(made.engine)
    yield made
    made.close()


def write(database: Database, count: int) -> None:
    with database.begin() as tx:
        for number in range(count):
            audit.record(tx, actor="staff:sam", action="case.read", subject=str(number), reason="", now=NOW)


def test_the_audit_log_refuses_to_be_rewritten(database: Database) -> None:
    """Neither an update nor a delete passes, whoever sends it: the database itself refuses."""
    write(database, 3)
    statements = [audit_table.update().values(reason="nothing happened"), audit_table.delete()]
    if not database.url.startswith("sqlite"):
        statements.append(sa.text("TRUNCATE audit"))
    for statement in statements:
        with pytest.raises((IntegrityError, DBAPIError), match="append-only"), database.begin() as tx:
            tx.execute(statement)
    out = io.StringIO()
    assert audit_command.run(database, out) == 0
    assert "3 rows" in out.getvalue()


def test_a_log_changed_behind_its_back_is_found(tmp_path: Path) -> None:
    """Somebody who drops the triggers and changes one row is found out, with the number of the row."""
    database = Database(f"sqlite:///{tmp_path / 'changed.db'}", b"k" * 32)
    migrate(database.engine)
    write(database, 5)
    with database.begin() as tx:
        tx.execute(sa.text("DROP TRIGGER audit_keeps_values"))
        tx.execute(audit_table.update().where(audit_table.c.id == 4).values(actor="staff:kit"))
    out = io.StringIO()
    assert audit_command.run(database, out) == 1
    assert "row 4" in out.getvalue()
    database.close()


def test_staff_cases_and_notes_work_on_both_databases(database: Database) -> None:
    """What the desk stores about a person is stored alike in SQLite and PostgreSQL, and goes with the person."""
    with database.begin() as tx:
        users.add(
            tx,
            name="dana",
            shown_name="Dana",
            role="clinician",
            password=Password.made(),
            author="t",
            now=NOW,
        )
        dana = users.by_name(tx, "dana")
        assert dana is not None
        talk = conversations.start(tx, channel="web", language="en", now=NOW, is_after_hours=False)
        cases.see(tx, talk.id, author=dana, now=NOW)
        cases.change_state(tx, talk.id, "called", author=dana, now=NOW)
        cases.add_note(tx, talk.id, "called back", is_clinical=True, author=dana, now=NOW)
    with database.begin() as tx:
        assert cases.case_of(tx, talk.id).owner == "Dana"
        assert [change.value for change in cases.changes_of(tx, talk.id)] == ["seen", "called", "dana"]
        assert [note.text for note in cases.notes_of(tx, talk.id, with_clinical=True)] == ["called back"]
        assert cases.notes_of(tx, talk.id, with_clinical=False) == []
        with pytest.raises(cases.NoSuchMove):
            cases.change_state(tx, talk.id, "new", author=dana, now=NOW)
        conversations.delete(tx, talk.id)
        assert cases.case_of(tx, talk.id).state == "new"
        assert cases.notes_of(tx, talk.id, with_clinical=True) == []


def test_the_same_numbers_on_both_databases(database: Database, clinic: Clinic) -> None:
    """Insight counts without complaint on an empty clinic and on one with six talks."""
    with database.begin() as tx:
        assert insight(tx, clinic, since=NOW - timedelta(days=30), now=NOW).funnel[0].count == 0
        for _ in range(6):
            conversations.start(tx, channel="web", language="es", now=NOW, is_after_hours=True)
        found = insight(tx, clinic, since=NOW - timedelta(days=30), now=NOW)
    assert found.funnel[0] == Cell("opened", 6, 6)
    assert found.languages == (Cell("es", 6),)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 9, "b": 12}, {"a": 9, "b": 12}),
        ({"a": 4, "b": 12, "c": 30}, {"a": None, "b": None, "c": 30}),
        ({"a": 1, "b": 2, "c": 30}, {"a": None, "b": None, "c": 30}),
        ({"a": 0, "b": 12}, {"a": 0, "b": 12}),
        ({"a": 3}, {"a": None}),
    ],
)
def test_small_cells_are_hidden(counts: dict[str, int], shown: dict[str, int | None]) -> None:
    """One to four never show, and no hidden number can be told from the others."""
    assert {cell.key: cell.count for cell in hidden(counts)} == shown


def test_a_part_that_leaves_few_over_is_hidden() -> None:
    """Twenty of twenty-two would name the two."""
    assert [cell.count for cell in parts_of([("a", 20, 22), ("b", 3, 30), ("c", 12, 30), ("d", 2, 3)])] == [
        None,
        None,
        12,
        None,
    ]


# -- retention -----------------------------------------------------------------------------------------------


class Engine:
    """What the engine's delete call looks like from here: counts whom it was asked to forget, and may be down."""

    def __init__(self) -> None:
        self.forgot: list[str] = []
        self.is_down = False
        self.app = Starlette(routes=[Route("/webhooks/gateway/forget", self.forget, methods=["POST"])])

    async def forget(self, request: Request) -> JSONResponse:
        # Each test runs several event loops: a connection must not be kept from one to the next.
        alone = {"connection": "close"}
        if self.is_down:
            return JSONResponse({}, status_code=503, headers=alone)
        self.forgot.append((await request.json())["sender"])
        return JSONResponse({"ok": True}, headers=alone)


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def kept(clinic: Clinic, clock: Clock, filled: Path, tmp_path: Path, engine: Engine) -> Iterator[Parts]:
    """A filled clinic whose engine answers the delete call."""
    made = desk_parts(tmp_path, clinic, clock, is_demo=True, filled=filled)
    with served(engine.app) as url:
        made.engines._urls = (url,)
        yield made
    made.database.close()


def ids(parts: Parts, condition: sa.ColumnElement[bool] | None = None) -> set[str]:
    with parts.database.read() as tx:
        query = sa.select(conversations_table.c.id)
        return set(tx.execute(query if condition is None else query.where(condition)).scalars())


def run(parts: Parts) -> dict[str, int]:
    return dict(anyio.run(lambda: retention.run(parts, author=retention.ACTOR)))


def test_unfinished_talks_go_after_their_hours(kept: Parts, engine: Engine, clock: Clock) -> None:
    """An unfinished talk is kept 72 hours and not longer; the engine is asked first; counts alone remain."""
    with kept.database.begin() as tx:
        talk = conversations.start(tx, channel="web", language="en", now=clock.at, is_after_hours=False)
        tx.execute(
            outbox.insert().values(
                key="k",
                channel="email",
                conversation_id=talk.id,
                body_sealed=b"x",
                status="new",
                due_at=clock.at,
            )
        )
    clock.pass_by(hours=71, minutes=59)
    run(kept)
    assert talk.id in ids(kept)
    clock.pass_by(minutes=2)
    counts = run(kept)
    assert counts["unfinished"] >= 1
    assert talk.id not in ids(kept) and talk.id in engine.forgot
    with kept.database.read() as tx:
        assert (
            tx.execute(sa.select(sa.func.count()).where(outbox.c.conversation_id == talk.id)).scalar_one()
            == 0
        )
        rows = [
            (row.action, row.subject)
            for row in tx.execute(sa.select(audit_table.c.action, audit_table.c.subject))
        ]
    assert ("conversation.deleted", f"conversation:{talk.id}") in rows
    assert run(kept) == {}


def test_nothing_goes_while_somebody_may_still_be_in_danger(kept: Parts, clock: Clock) -> None:
    """An alert nobody took, or a call that is due, keeps the talk however old it is."""
    with kept.database.begin() as tx:
        talk = conversations.start(tx, channel="web", language="en", now=clock.at, is_after_hours=False)
        follow_ups.add(tx, talk.id, kind="call_me", cause="c", due_at=clock.at, now=clock.at)
        in_danger = set(
            tx.execute(
                sa.select(alerts.c.conversation_id).where(alerts.c.acknowledged_at.is_(None))
            ).scalars()
        )
    clock.pass_by(days=800)
    run(kept)
    assert {talk.id} | (in_danger - {None}) <= ids(kept)


def test_finished_screenings_go_after_their_days(kept: Parts, clock: Clock) -> None:
    """After the clinic's days even finished screenings and visits are gone, unless something is open."""
    clock.pass_by(days=364)
    run(kept)
    with kept.database.read() as tx:
        before = tx.execute(sa.select(sa.func.count()).select_from(screenings)).scalar_one()
    clock.pass_by(days=40)
    counts = run(kept)
    with kept.database.read() as tx:
        after = tx.execute(sa.select(sa.func.count()).select_from(screenings)).scalar_one()
    assert before > after and counts.get("finished", 0) + counts.get("visits", 0) == before - after


def test_a_silent_engine_keeps_the_row(kept: Parts, engine: Engine, clock: Clock) -> None:
    """What the engine still holds keeps its row here, so that it is asked for again."""
    clock.pass_by(days=10)
    engine.is_down = True
    before = ids(kept)
    counts = run(kept)
    assert ids(kept) == before and counts["waiting_for_engine"] > 0
    engine.is_down = False
    assert run(kept)["unfinished"] == counts["waiting_for_engine"]


def test_a_lead_deletes_one_person_everywhere(kept: Parts, engine: Engine) -> None:
    """With a reason and a tick the person is gone, here and in the engine; the log keeps who and why."""
    lead: Browser = signed_in(build_app(kept), "lead")
    with kept.database.read() as tx:
        row = tx.execute(sa.select(conversations_table.c.id, conversations_table.c.reference)).first()
    assert row is not None
    path = f"/desk/case/{row.reference}"
    assert lead.post(f"{path}/delete", {"reason": "asked by phone"}, at=path).status_code == 400
    fields = {"reason": "asked by phone", "sure": "yes"}
    engine.is_down = True
    assert lead.post(f"{path}/delete", fields, at=path).status_code == 503
    assert row.id in ids(kept)
    engine.is_down = False
    assert lead.post(f"{path}/delete", fields, at=path).status_code == 303
    assert row.id not in ids(kept) and row.id in engine.forgot
    assert lead.get(path).status_code == 404


def test_delete_needs_the_engine(parts: Parts) -> None:
    """With no engine to be reached nothing is deleted, and the caller hears of it."""
    before = ids(parts)
    one = next(iter(before))
    with pytest.raises(EngineSilent):
        anyio.run(lambda: retention.delete_one(parts, one, actor="staff:sam", reason="asked"))
    assert ids(parts) == before


# -- users from the command line -----------------------------------------------------------------------------


def test_the_first_user_comes_from_the_command_line(tmp_path: Path) -> None:
    """Add, reset and disable from the terminal; the password is printed once and must be changed."""
    database = Database(f"sqlite:///{tmp_path / 'new.db'}", b"k" * 32)
    printed: list[str] = []
    for what, name, code in (
        ("add", "Kim", 0),
        ("add", "kim", 2),
        ("add", "1kim", 2),
        ("reset", "kim", 0),
        ("disable", "kim", 0),
        ("reset", "nobody", 2),
    ):
        out = io.StringIO()
        done = user_command.run(
            database, what=what, name=name, role="admin", shown_name="", url="http://desk", out=out, now=NOW
        )
        assert done == code, what
        printed.append(out.getvalue())
    assert "http://desk/desk" in printed[0]
    with database.read() as tx:
        kim = users.by_name(tx, "kim")
    assert kim is not None and kim.must_change_password and not kim.is_active
    database.close()
