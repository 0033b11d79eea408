"""Files read once for training: the same content comes out, what is bad stays bad. Runs inside the engine."""

import tempfile
import unittest
from pathlib import Path
from unittest import mock

import rasa.shared.utils.io as reading
import rasa.shared.utils.validation as checking
from rasa.shared.constants import DOMAIN_SCHEMA_FILE
from rasa.shared.exceptions import YamlException

from engine import reading_once

PROJECT = Path(__file__).resolve().parent.parent.parent
WORDS = (PROJECT / "data" / "responses" / "detours.yml").read_text(encoding="utf-8")
GOOD = 'version: "3.1"\nintents:\n- greet\nresponses:\n  utter_a:\n  - text: "no"\n'
BAD = 'version: "3.1"\nintents: 7\n'


class Reading(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_what_is_read_is_the_same(self):
        """Content comes out as Rasa parses it, also from memory, and one reader cannot change another's."""
        plain = [reading.read_yaml(text) for text in (WORDS, GOOD)]
        self.addCleanup(reading_once.read_once(self.folder))
        for _ in range(2):
            found = [reading.read_yaml(text) for text in (WORDS, GOOD)]
            self.assertEqual(found, plain)
            found[1]["responses"].clear()

    def test_what_was_good_is_not_checked_again_and_what_is_bad_always(self):
        """A good file is checked once; a bad one is refused each time; a changed one is checked anew."""
        check = checking.validate_yaml_schema
        with mock.patch.object(checking, "validate_yaml_schema", side_effect=check) as counted:
            self.addCleanup(reading_once.read_once(self.folder))
            for _ in range(3):
                checking.validate_yaml_schema(GOOD, DOMAIN_SCHEMA_FILE)
            self.assertEqual(counted.call_count, 1)
            for _ in range(2):
                with self.assertRaises(YamlException):
                    checking.validate_yaml_schema(BAD, DOMAIN_SCHEMA_FILE)
            checking.validate_yaml_schema(GOOD + "# changed\n", DOMAIN_SCHEMA_FILE)
            self.assertEqual(counted.call_count, 4)


if __name__ == "__main__":
    unittest.main()
