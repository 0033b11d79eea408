"""Tests that need the engine's own environment, run from here so that `make test` is all of them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = ROOT / ".venv-engine" / "bin" / "python"


@pytest.mark.timeout(280)
def test_inside_the_engine() -> None:
    """Components, adjustments, memory and renewal hold in the environment they run in."""
    done = subprocess.run(
        [str(PYTHON), "-W", "ignore", "-m", "tests.engine_inside.run"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    assert "\nOK" in done.stderr, "no test was found"
