"""The real thing for tests: engine, actions and service on free ports, with a folder of their own."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.free_ports import free_port, neighbouring_ports
from tools.run import Doorway


@contextlib.contextmanager
def running(
    *, engines: int = 1, settings: Mapping[str, str] | None = None, clinic_file: Path | None = None
) -> Iterator[Doorway]:
    """A whole Doorway, ready to talk to; all is ended and removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="doorway-") as folder, _environment(settings, clinic_file):
        doorway = Doorway(
            port=free_port(),
            engine_port=neighbouring_ports(engines),
            actions_port=free_port(),
            engines=engines,
            var=Path(folder),
        )
        try:
            doorway.start()
            yield doorway
        finally:
            doorway.stop()


def url_of(doorway: Doorway) -> str:
    return doorway.environment["DOORWAY_PUBLIC_URL"]


@contextlib.contextmanager
def _environment(settings: Mapping[str, str] | None, clinic_file: Path | None) -> Iterator[None]:
    """The caller's own Doorway settings must not leak into a test's Doorway."""
    before = dict(os.environ)
    for name in list(os.environ):
        if name.startswith("DOORWAY_") or name in ("DATABASE_URL", "TELEGRAM_TOKEN", "ENGINES"):
            del os.environ[name]
    os.environ.update(settings or {})
    if clinic_file is not None:
        os.environ["DOORWAY_CLINIC"] = str(clinic_file)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
