"""Our processes do their linear algebra on the thread that asks for it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
COUNT = """
import importlib, os, sys
importlib.import_module(sys.argv[1])
import numpy
before = len(os.listdir("/proc/self/task"))
numpy.ones((600, 600)) @ numpy.ones((600, 600))
print(before, len(os.listdir("/proc/self/task")))
"""


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one core has one thread anyway")
@pytest.mark.parametrize(
    ("environment", "module"),
    [(".venv-engine", "engine.launch"), (".venv", "bot.__main__"), (".venv", "actions.__main__")],
)
def test_numpy_starts_no_threads(environment: str, module: str) -> None:
    """OpenBLAS's waiting threads cost the engine nearly as much time on the cores as its own work."""
    settings = {key: value for key, value in os.environ.items() if key != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run(
        [str(ROOT / environment / "bin" / "python"), "-W", "ignore", "-c", COUNT, module],
        cwd=ROOT,
        env={**settings, "PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=True,
    )
    before, after = map(int, done.stdout.split()[-2:])
    assert (before, after) == (1, 1)
