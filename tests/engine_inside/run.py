"""Runs the tests of this folder: `.venv-engine/bin/python -m tests.engine_inside.run [name ...]`."""

import logging
import os
import sys
import unittest
import warnings
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def main() -> int:
    """Run all tests, or those of the named modules; 0 when all passed."""
    warnings.simplefilter("ignore")
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    logging.disable(logging.ERROR)
    import skops.io  # noqa: F401  # first, see engine/launch.py

    from engine import without_channels, without_tensorflow

    without_tensorflow.stand_in()
    without_channels.stand_in()
    names = sys.argv[1:] or sorted(path.stem for path in FOLDER.glob("test_*.py"))
    found = unittest.TestSuite()
    for name in names:
        found.addTests(unittest.defaultTestLoader.loadTestsFromName(f"tests.engine_inside.{name}"))
    return 0 if unittest.TextTestRunner(warnings="ignore").run(found).wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
