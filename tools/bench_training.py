"""How long our dialogue model trains: from nothing, and after a change of words alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
TRAINED_ON = ("data/nlu", "data/rules", "data/responses")
LONGEST_SECONDS = 3600.0
WORDS = Path("data/responses/detours.yml")


class Spent(NamedTuple):
    """What a command took."""

    seconds: float
    cpu_seconds: float


def measure_training() -> dict[str, Spent]:
    """Train a copy of the project twice; nothing an earlier training remembered is at hand the first time."""
    with tempfile.TemporaryDirectory(prefix="doorway-training-") as name:
        folder = Path(name)
        for part in TRAINED_ON:
            shutil.copytree(ROOT / part, folder / part)
        for file in ("config.yml", "domain.yml"):
            shutil.copyfile(ROOT / file, folder / file)
        command = [str(ROOT / ".venv-engine/bin/python"), "-m", "engine.train"]
        settings = {**os.environ, "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false"}
        clean = timed(command, folder, settings)
        words = folder / WORDS
        words.write_text(words.read_text("utf-8").replace('- text: "', '- text: "Well. ', 1), "utf-8")
        return {"from nothing": clean, "after a change of words": timed(command, folder, settings)}


def timed(command: Sequence[str], folder: Path, settings: Mapping[str, str]) -> Spent:
    """Run a command to its good end; its lines are kept for when that does not come."""
    began = time.monotonic()
    with tempfile.TemporaryFile() as log:
        running = subprocess.Popen(command, cwd=folder, env=settings, stdout=log, stderr=subprocess.STDOUT)
        code: int | None = None
        while code is None and time.monotonic() - began < LONGEST_SECONDS:
            time.sleep(0.1)
            pid, status, used = os.wait4(running.pid, os.WNOHANG)
            code = os.waitstatus_to_exitcode(status) if pid else None
        if code is None:  # TensorFlow was seen to wait for itself for ever on a crowded machine
            running.kill()
            running.wait()
        running.returncode = code
        if code != 0:
            log.seek(0)
            end = log.read()[-2000:].decode(errors="replace")
            raise RuntimeError(f"{' '.join(command)} ended with {code} (None: not in time)\n{end}")
    return Spent(time.monotonic() - began, used.ru_utime + used.ru_stime)
