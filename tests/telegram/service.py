"""The service alone, without engine and actions: enough for all that Telegram's channel does by itself."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.free_ports import free_port
from tools.run import ROOT, environment

READY_WITHIN_SECONDS = 60


class Service:
    """One `python -m bot serve` with a folder of its own."""

    def __init__(self, var: Path, settings: Mapping[str, str]) -> None:
        self.var = var
        self.port = free_port()
        made = environment(var, port=self.port, engine_ports=[free_port()], actions_port=free_port())
        self.environment = {**made, **settings}
        self.log = var / "service.log"
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        with self.log.open("ab") as output:
            self._running = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"],
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while self.get("/healthz")[0] != 200:
            if self._running.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the service did not start: {self.text_of_log()[-2000:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it in the middle of whatever it does."""
        self._end(signal.SIGKILL)

    def get(self, path: str) -> tuple[int, Any]:
        """Status and JSON of an address of the service; status 0 while nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=5) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as problem:
            return problem.code, json.loads(problem.read() or b"null")
        except OSError:
            return 0, None

    def text_of_log(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def _end(self, how: signal.Signals) -> None:
        if self._running and self._running.poll() is None:
            os.kill(self._running.pid, how)
            self._running.wait(20)


@contextlib.contextmanager
def serving(var: Path, settings: Mapping[str, str]) -> Iterator[Service]:
    """A service that is ended afterwards."""
    service = Service(var, settings)
    try:
        service.start()
        yield service
    finally:
        service.stop()
