"""`python -m bot drill`: a test alert on its real way, each step shown till it is taken or goes to the next person."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TextIO

import anyio
from anyio.to_thread import run_sync

from bot.clinic import Clinic
from bot.notify import alerts, outbox
from bot.notify.notifier import Notifier
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.words import Words

LOOK_EVERY_SECONDS = 0.2
ACTOR = "system:drill"

TAKEN, PASSED_ON, NOBODY_TOLD = 0, 1, 3


def run(settings: Settings, clinic: Clinic, words: Words, out: TextIO) -> int:
    """Raise a test alert and show its steps; 0 when it was taken, 1 when it went to the next person, 3 without a way.

    Sends by itself, so it works whether the service runs or not; the link needs the service. The alert is closed at
    the end, so that nobody further is called for a test.
    """
    database = Database(settings.database_url, settings.key)
    try:
        migrate(database.engine)
        notifier = Notifier(settings, clinic, words, database, lambda: datetime.now(UTC))
        if not any(alerts.ways(person, notifier.channels) for person in clinic.on_call):
            print("Nobody on call can be told: set DOORWAY_SMTP_URL or TELEGRAM_TOKEN.", file=out)
            return NOBODY_TOLD
        return anyio.run(_Drill(database, notifier, out).run)
    finally:
        database.close()


class _Drill:
    def __init__(self, database: Database, notifier: Notifier, out: TextIO) -> None:
        self._database = database
        self._notifier = notifier
        self._out = out
        self._shown: set[str] = set()
        self._alert_id = ""

    async def run(self) -> int:
        self._alert_id = await run_sync(self._raise)
        self._show("raised")
        result = NOBODY_TOLD
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(self._notifier.run_forever)
                result = await self._watch()
                group.cancel_scope.cancel()
        finally:
            with anyio.CancelScope(shield=True):
                await run_sync(self._close)
        return result

    async def _watch(self) -> int:
        while True:
            alert, steps = await run_sync(self._look)
            for step in steps:
                self._show(step)
            if alert.state in ("acknowledged", "closed"):
                return TAKEN
            if alert.state == "escalated" and any(f"turn {alert.level - 1}" in step for step in steps):
                return PASSED_ON
            await anyio.sleep(LOOK_EVERY_SECONDS)

    def _raise(self) -> str:
        with self._database.begin() as tx:
            return alerts.raise_alert(
                tx,
                None,
                kind=alerts.DRILL,
                outcome=alerts.DRILL,
                cause=f"drill:{secrets.token_hex(8)}",
                now=datetime.now(UTC),
            )

    def _look(self) -> tuple[alerts.Alert, list[str]]:
        """The alert, and every step so far in order."""
        with self._database.read() as tx:
            alert = alerts.get(tx, self._alert_id)
            steps = []
            for number, person in enumerate(alerts.people_told(tx, self._alert_id)):
                steps.append(f"told {person}" if number == 0 else f"escalated: told {person}")
            for letter in outbox.of_key(tx, f"alert:{self._alert_id}:"):
                turn = letter.key.split(":")[2]
                if letter.status == outbox.SENT:
                    steps.append(f"sent by {letter.channel}, turn {turn}")
                elif letter.last_problem:
                    steps.append(
                        f"not sent by {letter.channel}, turn {turn}: {letter.last_problem} (try {letter.attempts})"
                    )
            if alert.state == "acknowledged":
                steps.append(f"acknowledged by {alert.acknowledged_by}")
        return alert, steps

    def _close(self) -> None:
        with self._database.begin() as tx:
            alert = alerts.get(tx, self._alert_id, is_locked=True)
            if alert.state != "closed":
                alerts.close(tx, alert, actor=ACTOR, reason="the drill is over", now=datetime.now(UTC))

    def _show(self, step: str) -> None:
        if step not in self._shown:
            self._shown.add(step)
            at = datetime.now(UTC).strftime("%H:%M:%S")
            print(f"{at} {step}", file=self._out, flush=True)
