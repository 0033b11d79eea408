"""With and without a token, by polling and by webhook: the start says what is, and nothing else is held up."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import anyio
import pytest
from starlette.testclient import TestClient

from bot.clinic import Clinic
from bot.settings import Settings, SettingsError
from bot.storage.migrate import migrate
from bot.telegram import starts
from bot.telegram.channel import telegram_channel
from bot.web.app import build_app, build_parts
from bot.web.parts import Parts
from tests.telegram import stored
from tests.telegram.bot_api import TOKEN, BotApi, Person

SECRET = "a-webhook-secret_of_32-characters"


def settings(folder: Path, **more: str) -> Settings:
    base = {
        "DOORWAY_VAR": str(folder),
        "DOORWAY_KEY": base64.urlsafe_b64encode(b"k" * 32).decode(),
        "DOORWAY_ENGINE_SECRET": "x" * 24,
    }
    return Settings.from_environment({**base, **more})


@pytest.fixture(scope="module")
def webhook(
    api: BotApi, clinic: Clinic, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[TestClient, Parts]]:
    """The application with a webhook, its routes alone: nothing runs in the background."""
    given = settings(
        tmp_path_factory.mktemp("webhook"), **api.settings(DOORWAY_TELEGRAM_WEBHOOK_SECRET=SECRET)
    )
    parts = build_parts(given, clinic)
    migrate(parts.database.engine)
    with contextlib.closing(TestClient(build_app(parts), raise_server_exceptions=False)) as client:
        yield client, parts
    parts.database.close()


def body_of(api: BotApi, text: str) -> dict[str, Any]:
    number = Person(api, 77).write(text)
    return api.history[number]


def test_a_malformed_token_stops_the_start(tmp_path: Path) -> None:
    """A slip in the token is said at once, with the name of the setting and what is expected, and not the token."""
    with pytest.raises(
        SettingsError, match="TELEGRAM_TOKEN: expected a token as BotFather gives it"
    ) as problem:
        settings(tmp_path, TELEGRAM_TOKEN="not-a-token-canary")
    assert "canary" not in str(problem.value)


@pytest.mark.parametrize("secret", ["short", "with spaces in this secret", "ñ" * 20, "x" * 257])
def test_a_malformed_webhook_secret_stops_the_start(tmp_path: Path, secret: str) -> None:
    """Telegram would refuse it later; here it is said at the start."""
    with pytest.raises(SettingsError, match="DOORWAY_TELEGRAM_WEBHOOK_SECRET"):
        settings(tmp_path, DOORWAY_TELEGRAM_WEBHOOK_SECRET=secret)


def test_without_a_token_the_service_runs_without_telegram(
    webhook: tuple[TestClient, Parts], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """No token is no error: the log says that Telegram is off."""
    _, parts = webhook
    with caplog.at_level(logging.INFO):
        assert telegram_channel(Parts(**{**vars(parts), "settings": settings(tmp_path)})) is None
    assert "Telegram is off: TELEGRAM_TOKEN is not set" in caplog.text


def test_a_refused_token_is_an_alarm_at_the_start(
    webhook: tuple[TestClient, Parts], caplog: pytest.LogCaptureFixture
) -> None:
    """A token that Telegram does not know: not ready, and said in the log, without the token."""
    _, parts = webhook
    with BotApi() as other:
        other.refused_tokens.add(TOKEN)
        refused = Parts(
            **{
                **vars(parts),
                "settings": settings(parts.settings.spool_folder.parent, **other.settings()),
            }
        )
        channel = telegram_channel(refused)
        assert channel is not None

        async def run_for_a_moment() -> None:
            with anyio.move_on_after(1.5):
                await channel.run()

        asyncio.run(run_for_a_moment())
    assert not channel.is_ready
    assert "the token is refused" in caplog.text
    assert TOKEN not in caplog.text


def test_the_webhook_stores_before_it_says_yes(api: BotApi, webhook: tuple[TestClient, Parts]) -> None:
    """200 means that the update is in the inbox, once, however often it comes."""
    client, parts = webhook
    body = body_of(api, "hello there")
    headers = {"x-telegram-bot-api-secret-token": SECRET}
    for _ in range(3):
        assert client.post("/telegram/updates", json=body, headers=headers).status_code == 200
    assert stored.updates_by_status(parts.database) == {"new": 1}


@pytest.mark.parametrize("headers", [{}, {"x-telegram-bot-api-secret-token": "guessed"}])
def test_the_webhook_takes_nothing_without_its_secret(
    api: BotApi, webhook: tuple[TestClient, Parts], headers: dict[str, str]
) -> None:
    """Whoever finds the address cannot speak for others."""
    client, parts = webhook
    before = stored.updates_by_status(parts.database)
    answer = client.post("/telegram/updates", json=body_of(api, "forged"), headers=headers)
    assert answer.status_code == 403
    assert stored.updates_by_status(parts.database) == before


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b'"x"', b'{"update_id": "x"}', b"{}", b'{"message": {}}'])
def test_the_webhook_refuses_what_is_no_update(webhook: tuple[TestClient, Parts], raw: bytes) -> None:
    """Broken bodies are 4xx or nothing to keep, never a crash."""
    client, _ = webhook
    headers = {"x-telegram-bot-api-secret-token": SECRET}
    assert client.post("/telegram/updates", content=raw, headers=headers).status_code in (200, 400)


def test_the_way_into_telegram_carries_nothing(webhook: tuple[TestClient, Parts]) -> None:
    """The link has a random word that is good once and knows a language, and no more."""
    client, parts = webhook
    channel = client.app.state.telegram  # type: ignore[attr-defined]
    channel.username = "doorway_test_bot"
    words_seen = set()
    for _ in range(2):
        answer = client.get("/telegram?language=es", follow_redirects=False)
        assert answer.status_code == 303
        address = urlsplit(answer.headers["location"])
        assert (address.netloc, address.path) == ("t.me", "/doorway_test_bot")
        (word,) = parse_qs(address.query)["start"]
        words_seen.add(word)
    assert len(words_seen) == 2
    with parts.database.begin() as tx:
        word = words_seen.pop()
        assert starts.take(tx, word, parts.now()) == "es"
        assert starts.take(tx, word, parts.now()) is None
