"""The real application over a database of its own, for tests of the desk; no engine runs behind it."""

from __future__ import annotations

import contextlib
import dataclasses
import re
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.clinic import Clinic
from bot.settings import Settings
from bot.storage.migrate import migrate
from bot.web.app import build_app, build_parts
from bot.web.parts import Parts
from bot.words import words
from tests.free_ports import free_port
from tools.demo import STAFF, Invention

KEY = "ZGVzay10ZXN0cy1kZXNrLXRlc3RzLWRlc2stdGVzdHM="
PASSWORD = "four-quiet-words-here"
START = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)
"""A Tuesday, five past seven in the morning at the clinic."""


class Clock:
    """A clock that tests can move."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **span: float) -> None:
        self.at += timedelta(**span)


def settings_for(folder: Path, *, database_url: str | None = None, is_demo: bool = False) -> Settings:
    return Settings.from_environment(
        {
            "DOORWAY_VAR": str(folder),
            "DATABASE_URL": database_url or f"sqlite:///{folder / 'doorway.db'}",
            "DOORWAY_KEY": KEY,
            "DOORWAY_ENGINE_SECRET": "no engine runs in these tests",
            "DOORWAY_ENGINE_URLS": f"http://127.0.0.1:{free_port()}",
            "DOORWAY_DEMO": "yes" if is_demo else "no",
        }
    )


def desk_parts(
    folder: Path,
    clinic: Clinic,
    clock: Clock,
    *,
    database_url: str | None = None,
    is_demo: bool = False,
    people: int = 40,
    filled: Path | None = None,
) -> Parts:
    """Parts over a fresh database with invented people; `filled` is a database file to copy instead of inventing."""
    if filled is not None:
        shutil.copyfile(filled, folder / filled.name)
    parts = build_parts(settings_for(folder, database_url=database_url, is_demo=is_demo), clinic)
    parts = dataclasses.replace(parts, now=clock)
    if filled is None:
        migrate(parts.database.engine)
        Invention(parts.database, clinic, words(), clock.at, seed=7).fill(people, PASSWORD)
    return parts


@contextlib.contextmanager
def served(app: Starlette) -> Iterator[str]:
    """The application on a free port, without its background work; gives its address."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


class Browser:
    """Somebody at the desk, over HTTP: keeps cookies, sends forms with their hidden fields as a browser does."""

    def __init__(self, app: Starlette, client: str = "10.0.0.1") -> None:
        self.http = TestClient(
            app, base_url="http://desk.example", follow_redirects=False, client=(client, 50000)
        )

    def get(self, path: str) -> httpx.Response:
        return self.http.get(path)

    def post(
        self, path: str, fields: Mapping[str, str] | None = None, *, at: str = "/desk/sign-in", **headers: str
    ) -> httpx.Response:
        """Send a form with the token of the page `at`, from our own origin unless a header says otherwise."""
        sent = {"csrf": self.token(at), **(fields or {})}
        return self.http.post(path, data=sent, headers={"origin": "http://desk.example", **headers})

    def token(self, path: str) -> str:
        page = self.http.get(path, follow_redirects=True).text
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
        return found[1] if found else ""

    def sign_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        return self.post("/desk/sign-in", {"name": name, "password": password})


NAME_OF_ROLE = {role: name for name, _, role, _ in STAFF}


def signed_in(app: Starlette, role: str) -> Browser:
    """A browser of somebody with this role; the application must be in demo mode, where no second step is asked."""
    browser = Browser(app)
    answer = browser.sign_in(NAME_OF_ROLE[role])
    assert answer.status_code == 303, answer.text
    return browser


__all__ = ["Browser", "Clock", "build_app", "desk_parts", "served", "signed_in"]
