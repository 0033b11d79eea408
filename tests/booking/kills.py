"""The service is killed at every step of a booking: `python -m tests.booking.kills [ROUNDS]`.

Each round books a visit, moves it and calls it off. At every step the service gets `kill -9` a random moment after the
message has left, before or after anybody has acknowledged it; the person's page sends the same message again until it
is taken, as the chat does. In the end what was sent is held against what is stored and what came by mail.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa

from bot.clinic import Clinic, load_clinic
from bot.notify import outbox
from bot.notify.visits import CANCELLED, CONFIRMED, MOVED, REMINDER, reminders_of
from bot.storage import appointments, conversations
from bot.storage.appointments import Appointment
from bot.storage.database import Database, Transaction
from bot.storage.tables import appointments as appointment_rows
from tests.notify.mail_server import MailServer, mail_server
from tests.running import running, url_of
from tests.stores import database_of
from tests.talk import Talk
from tools.run import Doorway

CLINIC_FILE = Path(__file__).resolve().parents[2] / "clinic.yml"
LONGEST_MOMENT_SECONDS = 0.4
"""A message is taken and answered well within this, so that kills fall before, into and behind each step."""
PATIENCE_SECONDS = 160
"""Longer than a letter stays leased to a sender that died."""

Body = Mapping[str, Any]


def _typed(text: str) -> Callable[[Talk], Body]:
    return lambda talk: {"kind": "text", "text": text}


def _tapped(pick: Callable[[Sequence[str]], str]) -> Callable[[Talk], Body]:
    def body(talk: Talk) -> Body:
        options = [str(option["id"]) for option in talk.prompt["options"]]
        return {"kind": "choice", "prompt_id": talk.prompt["prompt_id"], "options": [pick(options)]}

    return body


def _option(name: str) -> Callable[[Talk], Body]:
    return _tapped(lambda options: next(option for option in options if option == name))


def _time(number: int) -> Callable[[Talk], Body]:
    return _tapped(lambda options: options[number])


def _contact(email: str) -> Callable[[Talk], Body]:
    fields = {"first_name": "Ana", "email": email, "may_email": True}
    return lambda talk: {"kind": "form", "prompt_id": talk.prompt["prompt_id"], "fields": fields}


def steps(email: str) -> list[tuple[str, Callable[[Talk], Body], str | None]]:
    """What is done, the message that does it, and the mail it leads to."""
    return [
        ("book", _typed("book now"), None),
        ("hold", _time(2), None),
        ("contact", _contact(email), None),
        ("confirm", _option("confirm"), CONFIRMED),
        ("move", _typed("I need to move my appointment to another day"), None),
        ("hold another", _time(1), None),
        ("confirm the move", _option("confirm"), MOVED),
        ("call off", _typed("please cancel my appointment"), None),
        ("confirm that", _option("yes"), CANCELLED),
    ]


@dataclass
class Tally:
    """What was sent and what became of it, over all rounds; `wrong` says where the two differ."""

    kills: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def expect(self, what: str, found: int, expected: int) -> None:
        """Count what was found, and keep a difference."""
        self.counts[what] += found
        if found != expected:
            self.wrong.append(f"{what}: {found}, not {expected}")


class Mortal:
    """A Doorway whose service dies at every step."""

    def __init__(self, doorway: Doorway, mails: MailServer, seed: int = 7) -> None:
        self.tally = Tally()
        self._doorway, self._mails = doorway, mails
        self._database: Database = database_of(doorway)
        self._clinic: Clinic = load_clinic(CLINIC_FILE)
        self._chance = random.Random(seed)

    def round(self) -> None:
        """One person books, moves and calls off."""
        email = f"{uuid.uuid4().hex}@people.example"
        talk = Talk(url_of(self._doorway))
        talk.tap("me_18_64")
        talk.tap("agree")
        came = 0
        starts = []
        for name, body, mail in steps(email):
            self._send_and_kill(talk, body(talk))
            if mail is None:
                continue
            came += 1
            self._wait(lambda due=came: len(self._mails.to(email)) >= due, f"the mail after {name}")
            starts.append(self._look_at_visit(talk, name))
        self._look_at_all(talk, email, len(steps(email)))
        if None in starts[:2] or starts[0] == starts[1] or starts[2] is not None:
            self.tally.wrong.append(f"booked, moved and called off was {starts}")

    def _send_and_kill(self, talk: Talk, body: Body) -> None:
        """The same message with the same id until it is acknowledged and answered."""
        killer = threading.Timer(self._chance.uniform(0, LONGEST_MOMENT_SECONDS), self._kill)
        killer.start()
        cid = str(uuid.uuid4())
        before = talk.lines[-1]["seq"]
        self._wait(lambda: self._is_taken(talk, body, cid), "the message is taken")
        killer.join()
        self._start_again()
        self._wait(lambda: self._is_answered(talk, before), "the message is answered")

    def _is_taken(self, talk: Talk, body: Body, cid: str) -> bool:
        with contextlib.suppress(httpx.HTTPError):
            return talk.try_post(body, cid).status_code == httpx.codes.OK
        self._start_again()
        return False

    def _is_answered(self, talk: Talk, before: int) -> bool:
        with contextlib.suppress(httpx.HTTPError):
            talk.catch_up()
        return talk.lines[-1]["seq"] > before and any(line["from"] == "bot" for line in talk.last)

    def _kill(self) -> None:
        process = self._doorway.process("service").running
        assert process is not None
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.tally.kills += 1

    def _start_again(self) -> None:
        service = self._doorway.process("service")
        if not service.is_alive():
            service.start(self._doorway.environment, self._doorway.log(service))
            self._wait(service.is_ready, "the service is ready")

    def _wait(self, is_there: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not is_there():
            if time.monotonic() > end:
                raise AssertionError(f"in vain: {what}")
            time.sleep(0.05)

    def _look_at_visit(self, talk: Talk, name: str) -> datetime | None:
        """One visit or none, and as many reminders waiting as it must have."""
        with self._database.read() as tx:
            conversation_id = _conversation_of(tx, talk)
            visits = _with_state(tx, conversation_id, appointments.TAKEN)
            waiting = [letter for letter in _letters(tx, visits) if letter.status == outbox.WAITING]
        now = datetime.now(UTC)
        ahead = sum(len(reminders_of(visit, self._clinic, now)) for visit in visits)
        self.tally.expect(f"visits after {name}", len(visits), 0 if name == "confirm that" else 1)
        self.tally.expect("reminders waiting", sum(REMINDER in letter.key for letter in waiting), ahead)
        return visits[0].starts_at if visits else None

    def _look_at_all(self, talk: Talk, email: str, sent: int) -> None:
        """Every message once in the talk, every letter once in the mail, no time kept or waiting any more."""
        talk.catch_up()
        numbers = [line["seq"] for line in talk.lines]
        lines = [line for line in talk.lines if line["from"] == "person"]
        # The two taps before the first step were sent by the same person.
        self.tally.expect("messages in the talk", len(lines), sent + 2)
        self.tally.expect("lines numbered twice", len(numbers) - len(set(numbers)), 0)
        with self._database.read() as tx:
            conversation_id = _conversation_of(tx, talk)
            visits = _with_state(tx, conversation_id, None)
            letters = _letters(tx, visits)
        repeats = sum(letter.repeats for letter in letters)
        self.tally.expect("letters left waiting", sum(one.status == outbox.WAITING for one in letters), 0)
        self.tally.counts["sendings that may have gone twice"] += repeats
        mails = len(self._mails.to(email))
        self.tally.counts["mails"] += mails
        if not 3 <= mails <= 3 + repeats:
            self.tally.wrong.append(f"mails: {mails}, with {repeats} counted as perhaps sent twice")
        self.tally.expect("times ever held or booked", len(visits), 2)


def _conversation_of(tx: Transaction, talk: Talk) -> str:
    return conversations.by_token(tx, talk.client.cookies["doorway"]).id


def _with_state(tx: Transaction, conversation_id: str, states: Sequence[str] | None) -> list[Appointment]:
    query = sa.select(appointment_rows.c.id).where(appointment_rows.c.conversation_id == conversation_id)
    if states is not None:
        query = query.where(appointment_rows.c.state.in_(states))
    found = (appointments.get(tx, number) for number in tx.execute(query).scalars().all())
    return [visit for visit in found if visit is not None]


def _letters(tx: Transaction, visits: Sequence[Appointment]) -> list[outbox.Letter]:
    return [letter for visit in visits for letter in outbox.of_key(tx, f"visit:{visit.id}:")]


@contextlib.contextmanager
def mortal() -> Iterator[Mortal]:
    """A Doorway with a mail server, to be killed."""
    with mail_server() as (mails, smtp_url), running(settings={"DOORWAY_SMTP_URL": smtp_url}) as doorway:
        yield Mortal(doorway, mails)


def main(arguments: Sequence[str]) -> int:
    """Run the rounds and print the counts; 0 when nothing was lost and nothing doubled."""
    rounds = int(arguments[0]) if arguments else 5
    with mortal() as place:
        for _ in range(rounds):
            place.round()
    tally = place.tally
    counts = [f"{what}: {count}" for what, count in tally.counts.items()]
    verdict = tally.wrong or ["nothing lost, nothing doubled"]
    print(f"{rounds} rounds, {tally.kills} kills", *counts, *verdict, sep="\n")  # noqa: T201
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
