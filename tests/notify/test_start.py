"""What the service says at its start about the ways by which people are told."""

from __future__ import annotations

import base64

import pytest

from bot.clinic import Clinic
from bot.notify.notifier import Notifier
from bot.settings import Settings, SettingsError
from bot.storage.database import Database
from bot.words import Words
from tests.notify.conftest import KEY, Clock

TOKEN = "5550100123:" + "A" * 35


def notifier(sqlite: Database, clinic: Clinic, said: Words, clock: Clock, **more: str) -> Notifier:
    given = {
        "DOORWAY_KEY": base64.urlsafe_b64encode(KEY).decode(),
        "DOORWAY_ENGINE_SECRET": "s" * 16,
        **more,
    }
    return Notifier(Settings.from_environment(given), clinic, said, sqlite, clock)


def test_without_mail_the_start_says_so(
    sqlite: Database, clinic: Clinic, said: Words, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody finds out at midnight that no mail ever left: the setting is named at the start."""
    notifier(sqlite, clinic, said, clock).say_how_people_are_told()
    assert "DOORWAY_SMTP_URL" in caplog.text
    assert "nobody on call can be told" in caplog.text


def test_with_telegram_alone_people_can_be_told(
    sqlite: Database, clinic: Clinic, said: Words, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """One way is enough to be told of danger; that mails to people wait is still said."""
    notifier(sqlite, clinic, said, clock, TELEGRAM_TOKEN=TOKEN).say_how_people_are_told()
    assert "DOORWAY_SMTP_URL" in caplog.text
    assert "nobody on call" not in caplog.text
    assert TOKEN not in caplog.text


def test_with_mail_nothing_is_wrong(
    sqlite: Database, clinic: Clinic, said: Words, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """All set up: no warning."""
    notifier(
        sqlite, clinic, said, clock, DOORWAY_SMTP_URL="smtp://mail.example.org"
    ).say_how_people_are_told()
    assert caplog.text == ""


def test_a_telling_sender_stops_the_start(
    sqlite: Database, clinic: Clinic, said: Words, clock: Clock
) -> None:
    """Mail from an address that hints at the kind of care is refused before anything is sent."""
    with pytest.raises(SettingsError, match="from="):
        notifier(sqlite, clinic, said, clock, DOORWAY_SMTP_URL="smtp://mail.sober-living.example")
