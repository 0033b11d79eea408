"""`python -m bot drill` with no service beside it: when nobody takes the alert, and when nobody can be told."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path

import sqlalchemy as sa
import yaml

from bot.notify import drill
from bot.storage.database import Database
from bot.storage.tables import alerts
from tests.notify.conftest import KEY
from tests.notify.mail_server import mail_server

ROOT = Path(__file__).resolve().parents[2]


def run(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    content = yaml.safe_load((ROOT / "clinic.yml").read_text(encoding="utf-8"))
    for person in content["on_call"]:
        person["escalate_after_minutes"] = 1
    clinic_file = folder / "clinic.yml"
    clinic_file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DOORWAY_")}
    environment = kept | {
        "DATABASE_URL": f"sqlite:///{folder / 'doorway.db'}",
        "DOORWAY_KEY": base64.urlsafe_b64encode(KEY).decode(),
        "DOORWAY_ENGINE_SECRET": "s" * 16,
        "DOORWAY_CLINIC": str(clinic_file),
        **settings,
    }
    return subprocess.run(
        [sys.executable, "-m", "bot", "drill"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=150,
    )


def test_nobody_takes_it_and_the_next_person_is_told(tmp_path: Path) -> None:
    """The drill shows the way to the next person, ends, and leaves nothing open that would call people for a test."""
    with mail_server() as (server, url):
        done = run(tmp_path, DOORWAY_SMTP_URL=url)
    assert [line.split(" ", 1)[1] for line in done.stdout.splitlines()] == [
        "raised",
        "told Robin (nurse on call)",
        "sent by email, turn 0",
        "escalated: told Sam (clinical lead)",
        "sent by email, turn 1",
    ]
    assert done.returncode == drill.PASSED_ON
    assert len(server.mails) == 2
    database = Database(f"sqlite:///{tmp_path / 'doorway.db'}", KEY)
    with database.read() as tx:
        assert tx.execute(sa.select(alerts.c.state)).scalars().all() == ["closed"]
    database.close()


def test_without_a_way_the_drill_says_what_to_set(tmp_path: Path) -> None:
    """Neither mail nor Telegram: the drill says so, and raises nothing."""
    done = run(tmp_path)
    assert "DOORWAY_SMTP_URL" in done.stdout
    assert done.returncode == drill.NOBODY_TOLD
