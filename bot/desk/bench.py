"""`python -m bot.desk.bench`: the queue page with 5 000 screenings and 50 000 events on SQLite, as a lead sees it."""

from __future__ import annotations

import argparse
import base64
import os
import random
import secrets
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import anyio
import httpx

from bot.clinic import load_clinic
from bot.desk import users
from bot.desk.page import COOKIE
from bot.desk.sessions import start
from bot.desk.staff_words import sentence
from bot.desk.users import Password
from bot.settings import Settings
from bot.storage.conversations import REFERENCE_ALPHABET, REFERENCE_LENGTH
from bot.storage.database import Database, Transaction
from bot.storage.migrate import migrate
from bot.storage.tables import conversations, events, screenings

ROOT = Path(__file__).resolve().parent.parent.parent
SCREENINGS = 5_000
EVENTS_EACH = 10
LEVELS = ("residential", "iop", "outpatient", "therapist_decides", "detox_first")
GOAL_MS = 100.0
TIMES = 40


def fill(tx: Transaction, now: datetime) -> None:
    """Screenings nobody has looked at yet: the worst a queue can hold."""
    chance = random.Random(5)
    talks, results, lines = [], [], []
    for number in range(SCREENINGS):
        talk_id = secrets.token_hex(16)
        at = now - timedelta(minutes=chance.randint(1, 60 * 24 * 60))
        talks.append(
            {
                "id": talk_id,
                "channel": "web",
                "language": "es" if number % 5 == 0 else "en",
                "reference": "".join(chance.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH)),
                "created_at": at,
                "last_seen_at": at,
                "is_after_hours": number % 3 == 0,
                "screening_number": 1,
                "last_seq": EVENTS_EACH,
                "dialogue_sealed": tx.sealer.seal({}, f"conversations.dialogue:{talk_id}"),
            }
        )
        results.append(
            {
                "conversation_id": talk_id,
                "number": 1,
                "answers_sealed": tx.sealer.seal(
                    {"who": "me_18_64", "safety": "none"}, f"screenings:{talk_id}:1"
                ),
                "level": chance.choice(LEVELS),
                "rules": ["B1", "B2"],
                "flags": ["third_party"] if number % 7 == 0 else [],
                "open_questions": [],
                "table_version": "1.0",
                "is_urgent": number % 250 == 0,
                "finished_at": at,
            }
        )
        lines += [
            {
                "conversation_id": talk_id,
                "seq": seq,
                "sender": "bot" if seq % 2 else "person",
                "kind": "text",
                "body_sealed": tx.sealer.seal({"text": "x" * 120}, f"events:{talk_id}:{seq}"),
                "at": at,
            }
            for seq in range(1, EVENTS_EACH + 1)
        ]
    tx.execute(conversations.insert(), talks)
    tx.execute(screenings.insert(), results)
    tx.execute(events.insert(), lines)


async def measure(app: object, token: str) -> list[float]:
    """Milliseconds from request to the whole page, the audit row written, without the network."""
    found = []
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(
        transport=transport, base_url="http://desk.example", cookies={COOKIE: token}
    ) as client:
        for _ in range(TIMES + 3):
            began = time.perf_counter()
            answer = await client.get("/desk")
            found.append((time.perf_counter() - began) * 1000)
            answer.raise_for_status()
            if answer.status_code != httpx.codes.OK:
                raise RuntimeError("the queue page did not open")
    return found[3:]


def main() -> int:
    """Exit code 1 when the median misses the goal."""
    parser = argparse.ArgumentParser(prog="python -m bot.desk.bench", description=__doc__)
    parser.parse_args()
    from bot.web.app import build_app, build_parts

    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        key = os.urandom(32)
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        database = Database(url, key)
        migrate(database.engine)
        with database.begin() as tx:
            fill(tx, now)
            users.add(
                tx,
                name="lead",
                shown_name="Lead",
                role="lead",
                password=Password.made(),
                must_change_password=False,
                author="command:bench",
                now=now,
            )
            staff = users.by_name(tx, "lead")
            assert staff is not None
            token = start(tx, staff, now, is_second_step_done=True)
        database.close()
        settings = Settings.from_environment(
            {
                "DOORWAY_VAR": folder,
                "DATABASE_URL": url,
                "DOORWAY_KEY": base64.urlsafe_b64encode(key).decode(),
                "DOORWAY_ENGINE_SECRET": "no engine runs here",
                "DOORWAY_DEMO": "yes",
            }
        )
        parts = build_parts(settings, load_clinic(ROOT / "clinic.yml"))
        found = anyio.run(measure, build_app(parts), token)
        parts.database.close()
    line = sentence(
        "bench_line",
        median=statistics.median(found),
        worst=max(found),
        times=TIMES,
        screenings=SCREENINGS,
        events=SCREENINGS * EVENTS_EACH,
    )
    sys.stdout.write(line + "\n")
    return 0 if statistics.median(found) <= GOAL_MS else 1


if __name__ == "__main__":
    raise SystemExit(main())
