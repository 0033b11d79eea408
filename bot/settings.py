"""Settings from the environment: one frozen value, or a stop at start that says what to mend."""

from __future__ import annotations

import base64
import difflib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

PREFIX = "DOORWAY_"
KEY_BYTES = 32
SHORTEST_SECRET = 16
LONGEST_WEBHOOK_SECRET = 256
"""Telegram's own limit."""


class SettingsError(Exception):
    """One or more settings are wrong; the text names each key, what it holds and what is expected."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs between two places where Doorway runs, apart from the clinic itself."""

    database_url: str
    """SQLAlchemy URL, `sqlite:///...` or `postgresql+psycopg://...`."""
    key: bytes
    """32 bytes that encrypt what people typed, their answers and contacts."""
    engine_urls: tuple[str, ...]
    """Loopback addresses of the engines; a conversation always goes to the same one."""
    engine_secret: str
    clinic_file: Path
    models_folder: Path
    spool_folder: Path
    """Where alerts wait, encrypted, while the database cannot be written."""
    host: str
    port: int
    public_url: str
    """Address people reach the service by, without a slash at the end; stands in links of e-mails."""
    is_cookie_secure: bool
    engine_timeout_seconds: float
    smtp_url: str | None
    """`smtp://user:password@host:port`, `smtps://...`; None sends no e-mail and says so."""
    telegram_token: str | None
    telegram_base_url: str
    telegram_webhook_secret: str | None
    """Set: Telegram calls us at the public address and shows this secret; None: updates are fetched."""
    telegram_seconds_between_messages: float
    """In one chat. Telegram takes one a second; a Bot API server of one's own may take more."""
    is_demo: bool

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read and check all settings; raises SettingsError with every problem at once."""
        given = dict(os.environ if environment is None else environment)
        reader = _Reader(given)
        var = Path(given.get("DOORWAY_VAR", "var"))
        settings = cls(
            database_url=reader.read("DATABASE_URL", _database_url, f"sqlite:///{var / 'doorway.db'}"),
            key=reader.read("DOORWAY_KEY", _key, None),
            engine_urls=reader.read("DOORWAY_ENGINE_URLS", _web_addresses, "http://127.0.0.1:5005"),
            engine_secret=reader.read("DOORWAY_ENGINE_SECRET", _secret, None),
            clinic_file=Path(reader.read("DOORWAY_CLINIC", str, "clinic.yml")),
            models_folder=Path(reader.read("DOORWAY_MODELS", str, "models")),
            spool_folder=Path(reader.read("DOORWAY_SPOOL", str, str(var / "spool"))),
            host=reader.read("DOORWAY_HOST", str, "127.0.0.1"),
            port=reader.read("DOORWAY_PORT", _port, "8000"),
            public_url=reader.read("DOORWAY_PUBLIC_URL", _web_address, "http://127.0.0.1:8000"),
            is_cookie_secure=reader.read("DOORWAY_COOKIE_SECURE", _yes_or_no, "no"),
            engine_timeout_seconds=reader.read("DOORWAY_ENGINE_TIMEOUT_SECONDS", _seconds, "10"),
            smtp_url=reader.read("DOORWAY_SMTP_URL", _smtp_url, ""),
            telegram_token=reader.read("TELEGRAM_TOKEN", _telegram_token, ""),
            telegram_base_url=reader.read("DOORWAY_TELEGRAM_BASE_URL", str, "https://api.telegram.org/bot"),
            telegram_webhook_secret=reader.read("DOORWAY_TELEGRAM_WEBHOOK_SECRET", _webhook_secret, ""),
            telegram_seconds_between_messages=reader.read(
                "DOORWAY_TELEGRAM_SECONDS_BETWEEN_MESSAGES", _seconds, "1"
            ),
            is_demo=reader.read("DOORWAY_DEMO", _yes_or_no, "no"),
        )
        reader.refuse_unknown()
        return settings


class _Reader:
    """Collects every problem, so that a clinic mends its settings once and not one by one."""

    KNOWN_ELSEWHERE = frozenset(
        {
            "DOORWAY_VAR",
            "DOORWAY_ENGINE_DB",
            "DOORWAY_ACTIONS_URL",
            "DOORWAY_ACTIONS_PORT",
            "DOORWAY_ENGINE_PORT",
            "DOORWAY_ENGINE_ADJUSTMENTS",
        }
    )

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given
        self._known: set[str] = set(self.KNOWN_ELSEWHERE)
        self._problems: list[str] = []

    def read(self, name: str, parse: Callable[[str], T], default: str | None) -> T:
        self._known.add(name)
        value = self._given.get(name, default)
        try:
            if value is None:
                raise ValueError("is missing; `make run` sets it, or see docs/operations.md")
            return parse(value)
        except ValueError as problem:
            self._problems.append(f"{name}: {problem}")
            return None  # type: ignore[return-value]  # never used: refuse_unknown raises before

    def refuse_unknown(self) -> None:
        for name in sorted(self._given):
            if name.startswith(PREFIX) and name not in self._known:
                near = difflib.get_close_matches(name, sorted(self._known), 1)
                hint = f"; did you mean {near[0]}?" if near else ""
                self._problems.append(f"{name}: there is no such setting{hint}")
        if self._problems:
            raise SettingsError("\n".join(self._problems))


def _database_url(value: str) -> str:
    if value.startswith("sqlite:///"):
        return value
    for start in ("postgresql+psycopg://", "postgresql://", "postgres://"):
        if value.startswith(start):
            return "postgresql+psycopg://" + value.removeprefix(start)
    raise ValueError("expected sqlite:///path or postgresql://user:password@host/database")


def _key(value: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(value)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError(f"expected {KEY_BYTES} bytes in base64")
    return key


def _secret(value: str) -> str:
    if len(value) < SHORTEST_SECRET:
        raise ValueError(f"expected at least {SHORTEST_SECRET} characters")
    return value


def _web_address(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError("expected an address that starts with http:// or https://")
    return value.rstrip("/")


def _web_addresses(value: str) -> tuple[str, ...]:
    return tuple(_web_address(part.strip()) for part in value.split(","))


def _port(value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise ValueError("expected a port between 1 and 65535")
    return int(value)


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= 120:
        raise ValueError("expected seconds, more than 0 and at most 120")
    return seconds


def _yes_or_no(value: str) -> bool:
    if value not in ("yes", "no"):
        raise ValueError("expected yes or no")
    return value == "yes"


def _smtp_url(value: str) -> str | None:
    if value and not value.startswith(("smtp://", "smtps://")):
        raise ValueError("expected smtp://user:password@host:port or smtps://...")
    return value or None


def _telegram_token(value: str) -> str | None:
    number, _, secret = value.partition(":")
    if value and not (number.isdecimal() and len(secret) >= 30):
        raise ValueError("expected a token as BotFather gives it, digits, a colon and some 35 characters")
    return value or None


def _webhook_secret(value: str) -> str | None:
    is_plain = value.isascii() and value.replace("-", "").replace("_", "").isalnum()
    if value and not (SHORTEST_SECRET <= len(value) <= LONGEST_WEBHOOK_SECRET and is_plain):
        raise ValueError(
            f"expected {SHORTEST_SECRET} to {LONGEST_WEBHOOK_SECRET} letters, digits, dashes or underscores"
        )
    return value or None
