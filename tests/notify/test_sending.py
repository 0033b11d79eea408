"""Letters over a real SMTP server: once, in time, again after a failure, never held up by others."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import anyio
import pytest
import sqlalchemy as sa

from bot.notify import outbox
from bot.notify.carriers import Mailer, SmtpAddress
from bot.notify.letters import Email, NotSent
from bot.notify.outbox import Letter
from bot.notify.sending import (
    FIRST_WAIT_SECONDS,
    LONGEST_URGENT_WAIT_SECONDS,
    LONGEST_WAIT_SECONDS,
    Carrier,
    Composed,
    Sending,
    Wait,
)
from bot.settings import SettingsError
from bot.storage.database import Database, Transaction
from tests.free_ports import free_port
from tests.notify.certificates import self_signed
from tests.notify.conftest import Clock
from tests.notify.mail_server import mail_server


def compose(tx: Transaction, letter: Letter, now: object) -> Composed:
    return Email("jo@people.example", "Your visit", f"Letter {letter.key}")


def sending(database: Database, clock: Clock, url: str, **more: object) -> Sending:
    carriers: dict[str, Carrier] = {"email": Mailer(SmtpAddress.read(url), "Larkfield Office")}
    given = {"composers": {"test": compose}, "carriers": carriers, "now": clock, "jitter": lambda: 1.0}
    return Sending(database, **(given | more))  # type: ignore[arg-type]


def put(database: Database, clock: Clock, key: str, **more: object) -> None:
    with database.begin() as tx:
        given = {"channel": "email", "body": {"what": "test"}, "due_at": clock.at}
        outbox.add(tx, key=key, **(given | more))  # type: ignore[arg-type]


def status(database: Database, key: str) -> str:
    with database.read() as tx:
        return outbox.of_key(tx, key)[0].status


def test_a_letter_is_sent_once(database: Database, clock: Clock) -> None:
    """It leaves with a neutral sender, is marked, and a second round sends nothing."""
    put(database, clock, "a")
    with mail_server() as (server, url):
        work = sending(database, clock, url)
        assert anyio.run(work.run_once) == 1
        assert anyio.run(work.run_once) == 0
    (mail,) = server.mails
    assert mail["From"] == "Larkfield Office <office@larkfield.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert status(database, "a") == "sent"


def test_a_refused_letter_is_tried_again_later_each_time(sqlite: Database, clock: Clock) -> None:
    """No answer of a mail server loses a letter; the waits double up to a quarter of an hour."""
    put(sqlite, clock, "a")
    with mail_server() as (server, url):
        server.answers = ["451 busy"] * 12
        work = sending(sqlite, clock, url)
        waits = []
        for _ in range(12):
            assert anyio.run(work.run_once) == 1
            with sqlite.read() as tx:
                (letter,) = outbox.of_key(tx, "a")
            assert letter.last_problem == "SMTPDataError 451"
            waits.append((letter.due_at - clock.at).total_seconds())
            clock.at = letter.due_at
        assert anyio.run(work.run_once) == 1
    assert waits[:3] == [FIRST_WAIT_SECONDS, 2 * FIRST_WAIT_SECONDS, 4 * FIRST_WAIT_SECONDS]
    assert waits[-1] == LONGEST_WAIT_SECONDS
    assert [len(server.mails), status(sqlite, "a")] == [1, "sent"]


def test_the_wait_is_scattered(sqlite: Database, clock: Clock) -> None:
    """Letters that failed together do not come back together: half of the wait is by chance."""
    put(sqlite, clock, "a")
    work = sending(sqlite, clock, f"smtp://127.0.0.1:{free_port()}", jitter=lambda: 0.0)
    anyio.run(work.run_once)
    with sqlite.read() as tx:
        (letter,) = outbox.of_key(tx, "a")
    assert (letter.due_at - clock.at).total_seconds() == FIRST_WAIT_SECONDS / 2


def test_an_alert_never_waits_long_for_its_next_try(sqlite: Database, clock: Clock) -> None:
    """With the mail server away, an urgent letter is tried again within half a minute, however often it failed."""
    put(sqlite, clock, "a", is_urgent=True)
    work = sending(sqlite, clock, f"smtp://127.0.0.1:{free_port()}")
    for _ in range(10):
        anyio.run(work.run_once)
        with sqlite.read() as tx:
            (letter,) = outbox.of_key(tx, "a")
        assert (letter.due_at - clock.at).total_seconds() <= LONGEST_URGENT_WAIT_SECONDS
        clock.at = letter.due_at
    assert letter.status == "waiting"


def test_no_address_stands_in_what_went_wrong(
    sqlite: Database, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """A refused recipient leaves a code behind, in the row and in the log, never the address."""
    put(sqlite, clock, "a")

    class Refuses:
        async def handle_RCPT(self, *_: object) -> str:
            return "550 no such person jo@people.example"

    from aiosmtpd.controller import Controller

    controller = Controller(Refuses(), hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        anyio.run(sending(sqlite, clock, f"smtp://127.0.0.1:{controller.port}").run_once)
    finally:
        controller.stop()
    with sqlite.read() as tx:
        (letter,) = outbox.of_key(tx, "a")
    assert letter.last_problem == "SMTPRecipientsRefused 550"
    assert "people.example" not in caplog.text
    assert "550" in caplog.text


def test_a_letter_that_came_too_late_is_dropped(sqlite: Database, clock: Clock) -> None:
    """A reminder that could not leave before the visit never leaves after it."""
    put(sqlite, clock, "a", useless_after=clock.at + timedelta(minutes=1))
    clock.forward(minutes=1)
    with mail_server() as (server, url):
        anyio.run(sending(sqlite, clock, url).run_once)
    assert not server.mails
    assert status(sqlite, "a") == "dropped"


def test_a_letter_that_is_not_true_any_more_is_dropped(sqlite: Database, clock: Clock) -> None:
    """The composer is asked when it leaves, and its no is final."""
    put(sqlite, clock, "a")
    with mail_server() as (server, url):
        anyio.run(sending(sqlite, clock, url, composers={"test": lambda *_: None}).run_once)
    assert not server.mails
    assert status(sqlite, "a") == "dropped"


def test_a_letter_may_be_put_off(sqlite: Database, clock: Clock) -> None:
    """A composer that says "not now" is asked again at its time."""
    put(sqlite, clock, "a")
    morning = clock.at + timedelta(hours=2)
    with mail_server() as (server, url):
        off = sending(sqlite, clock, url, composers={"test": lambda *_: Wait(morning)})
        anyio.run(off.run_once)
        anyio.run(sending(sqlite, clock, url).run_once)
        assert not server.mails
        clock.at = morning
        anyio.run(sending(sqlite, clock, url).run_once)
    assert len(server.mails) == 1


def test_without_a_mail_server_letters_wait(sqlite: Database, clock: Clock) -> None:
    """Nothing set up: the letter stays, and goes out once there is a way."""
    put(sqlite, clock, "a")
    anyio.run(sending(sqlite, clock, "smtp://127.0.0.1:1", carriers={}).run_once)
    assert status(sqlite, "a") == "waiting"
    clock.forward(hours=1)
    with mail_server() as (server, url):
        anyio.run(sending(sqlite, clock, url).run_once)
    assert len(server.mails) == 1


def test_a_slow_mail_server_does_not_hold_back_an_alert(sqlite: Database, clock: Clock) -> None:
    """While reminders hang in the server's hands, an alert that comes later is handed over at once."""
    for number in range(8):
        put(sqlite, clock, f"visit:{number}")

    async def trial(url: str) -> None:
        work = sending(sqlite, clock, url)
        async with anyio.create_task_group() as group:
            group.start_soon(work.run_forever)
            with anyio.fail_after(20):
                while len(server.mails) < 4:
                    await anyio.sleep(0.05)
                put(sqlite, clock, "alert:1", is_urgent=True)
                while not any("alert:1" in str(mail) for mail in server.mails):
                    await anyio.sleep(0.05)
            assert len(server.mails) == 5
            server.hold.set()
            group.cancel_scope.cancel()

    with mail_server() as (server, url):
        server.hold.clear()
        anyio.run(trial, url)


def test_a_stop_finishes_what_is_on_its_way(sqlite: Database, clock: Clock) -> None:
    """Stopped between the server's taking and its answer, the sender waits for the answer and marks: sent once."""
    put(sqlite, clock, "a")

    async def trial(url: str) -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(sending(sqlite, clock, url).run_forever)
            with anyio.fail_after(20):
                while not server.mails:
                    await anyio.sleep(0.02)
            group.cancel_scope.cancel()
            server.hold.set()

    with mail_server() as (server, url):
        server.hold.clear()
        anyio.run(trial, url)
        clock.forward(hours=1)
        anyio.run(sending(sqlite, clock, url).run_once)
    assert len(server.mails) == 1
    assert status(sqlite, "a") == "sent"


def test_a_locked_database_does_not_make_a_letter_go_twice(
    tmp_path: Path, sqlite: Database, clock: Clock
) -> None:
    """The mark after the server's answer waits for the lock, though the service's own patience is short."""
    put(sqlite, clock, "a")
    hasty = Database(sqlite.url, bytes(range(32)), wait_seconds=0.1)
    blocker = sa.create_engine(sqlite.url, connect_args={"isolation_level": None})

    async def trial(url: str) -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(sending(hasty, clock, url).run_once)
            with anyio.fail_after(20):
                while not server.mails:
                    await anyio.sleep(0.02)
            with blocker.connect() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                server.hold.set()
                await anyio.sleep(1)
                connection.exec_driver_sql("ROLLBACK")

    with mail_server() as (server, url):
        server.hold.clear()
        anyio.run(trial, url)
        clock.forward(hours=1)
        anyio.run(sending(hasty, clock, url).run_once)
    blocker.dispose()
    hasty.close()
    assert len(server.mails) == 1
    assert status(sqlite, "a") == "sent"


# -- the mail itself -----------------------------------------------------------------------------------------


def test_starttls_is_used_when_offered(tmp_path: Path, clock: Clock) -> None:
    """A server that takes mail only encrypted, and offers to, gets it encrypted."""
    server_side, client_side = self_signed(tmp_path)
    with mail_server(tls_context=server_side, require_starttls=True) as (server, url):
        mailer = Mailer(SmtpAddress.read(url), "Office", client_side)
        anyio.run(mailer, Email("jo@people.example", "S", "T"), "a", clock.at)
    assert len(server.mails) == 1


def test_smtps_is_encrypted_from_the_start(tmp_path: Path, clock: Clock) -> None:
    """An address that starts with smtps:// speaks TLS from its first byte."""
    server_side, client_side = self_signed(tmp_path)
    with mail_server(ssl_context=server_side, trusted=client_side) as (server, url):
        address = SmtpAddress.read(url.replace("smtp://", "smtps://"))
        anyio.run(Mailer(address, "Office", client_side), Email("jo@people.example", "S", "T"), "a", clock.at)
    assert len(server.mails) == 1


def test_a_certificate_nobody_vouches_for_is_refused(tmp_path: Path, clock: Clock) -> None:
    """A stranger in between, with a certificate of its own, gets no mail."""
    server_side, client_side = self_signed(tmp_path)
    email = Email("jo@people.example", "S", "T")
    with mail_server(ssl_context=server_side, trusted=client_side) as (server, url):
        address = SmtpAddress.read(url.replace("smtp://", "smtps://"))
        with pytest.raises(NotSent):
            anyio.run(Mailer(address, "Office"), email, "a", clock.at)
    assert not server.mails


def test_a_password_never_travels_unencrypted(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server elsewhere that offers no encryption gets neither the password nor the mail."""
    monkeypatch.setattr("bot.notify.carriers.LOOPBACK", frozenset())
    with mail_server() as (server, url):
        mailer = Mailer(SmtpAddress.read(url.replace("://", "://user:secret@")), "Office")
        with pytest.raises(NotSent, match="no encryption"):
            anyio.run(mailer, Email("jo@people.example", "S", "T"), "a", clock.at)
    assert not server.mails


def test_a_repeat_can_be_recognised(clock: Clock) -> None:
    """The same letter carries the same Message-ID each time, and another letter another one."""
    mailer = Mailer(SmtpAddress.read("smtp://mail.larkfield.example?from=office@larkfield.example"), "Office")
    email = Email("jo@people.example", "S", "T")
    first, again, other = (mailer.message(email, key, clock.at)["Message-ID"] for key in ("a", "a", "b"))
    assert first == again != other


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", "office@mail.example.org"),
        ("smtp://someone%40example.org:p%3Aw@mail.example.org:587", "someone@example.org"),
        ("smtps://u:p@mail.example.org?from=desk@office.example", "desk@office.example"),
    ],
)
def test_where_mail_comes_from(url: str, expected: str) -> None:
    """The sender is the one named, else the user, else the office at the server's name."""
    assert SmtpAddress.read(url).sender == expected


@pytest.mark.parametrize(
    "url",
    [
        "smtp://mail.larkfield-recovery.example",
        "smtp://mail.example.org?from=intake@office.example",
        "smtp://mail.example.org?from=rehab@office.example",
        "smtp://mail.example.org?from=nobody",
        "smtp://mail.example.org?sender=a@b.example",
        "smtp://mail.example.org:99999",
        "smtp://",
    ],
)
def test_a_wrong_or_telling_sender_stops_the_start(url: str) -> None:
    """A mail address that hints at the kind of care, or a setting that cannot be read, is refused at start."""
    with pytest.raises(SettingsError, match="DOORWAY_SMTP_URL"):
        SmtpAddress.read(url)
