"""Rasa starts without what its other channels and stores need. Runs inside the engine's environment."""

import subprocess
import sys
import unittest
from pathlib import Path

from engine import without_channels

PROJECT = Path(__file__).resolve().parent.parent.parent

STARTS = """
import sys
import skops.io
from engine import without_channels, without_tensorflow
without_tensorflow.stand_in(); without_channels.stand_in()
import rasa.core.run, rasa.core.agent, rasa.model_training
import slack_sdk
try:
    slack_sdk.WebClient()
except RuntimeError as refused:
    print("refused", "DOORWAY_ENGINE_ADJUSTMENTS=off" in str(refused), "slack_sdk" in str(refused))
import rasa.core.tracker_store
from rasa.shared.exceptions import ConnectionException
from rasa.utils.endpoints import EndpointConfig
from unittest import mock
with mock.patch("rasa.core.tracker_store._create_from_endpoint_config", side_effect=ConnectionError("down")):
    try:
        rasa.core.tracker_store.TrackerStore.create(EndpointConfig(), None)
    except ConnectionException:
        print("caught")
print([name for name in without_channels.STOOD_IN_FOR if getattr(sys.modules.get(name), "__file__", None)])
"""


class WithoutChannels(unittest.TestCase):
    def test_rasa_starts_and_none_of_them_is_loaded(self):
        """All of Rasa that serves and trains is imported; what is used is refused, and errors can be caught."""
        command = [sys.executable, "-W", "ignore", "-c", STARTS]
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
        self.assertEqual(done.stdout.split("\n")[-4:-1], ["refused True True", "caught", "[]"])

    def test_none_of_them_is_ours(self):
        """No file of the engine imports what is left out."""
        for path in (PROJECT / "engine").glob("*.py"):
            for name in without_channels.STOOD_IN_FOR:
                self.assertNotRegex(path.read_text(encoding="utf-8"), rf"(?m)^\s*(import|from) {name}\b")
