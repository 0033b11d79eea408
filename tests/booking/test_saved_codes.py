"""A talk saved for later outlives the usual hours, and no longer than its code."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.clinic import Clinic
from bot.desk.retention import find_due
from bot.storage import saved_codes
from tests.booking.race import NOW, new_conversation
from tests.stores import empty_sqlite


def test_a_code_keeps_an_unfinished_talk(tmp_path: Path, clinic: Clinic) -> None:
    """Without a code a talk left halfway goes after the clinic's hours, with one after the code's days."""
    database = empty_sqlite(tmp_path)
    left, saved = new_conversation(database), new_conversation(database)
    days = clinic.retention.saved_code_days
    with database.begin() as tx:
        saved_codes.issue(tx, saved, cause="a", now=NOW, days=days)
    after_hours = NOW + timedelta(hours=clinic.retention.unfinished_hours)
    with database.read() as tx:
        assert [due.conversation_id for due in find_due(tx, clinic, after_hours, most=9)] == [left]
        later = find_due(tx, clinic, NOW + timedelta(days=days), most=9)
    assert {due.conversation_id for due in later} == {left, saved}
    database.close()
