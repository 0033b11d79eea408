"""What the model is trained from. Runs inside the engine's environment."""

import os
import shutil
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from rasa.shared.importers.importer import TrainingDataImporter

from engine import reading_once, train

PROJECT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = "data/nlu/clinic.yml"


class Words(unittest.TestCase):
    def setUp(self):
        before = os.getcwd()
        self.addCleanup(os.chdir, before)
        os.chdir(PROJECT)
        self.addCleanup(reading_once.read_once())

    def importer(self, domain, files):
        return TrainingDataImporter.load_from_config(str(train.CONFIG), str(domain), files)

    def test_the_domain_is_the_one_rasa_reads_from_all_files(self):
        """Words beside the domain make the same domain as words among the training files."""
        with TemporaryDirectory() as folder:
            ours = self.importer(train.whole_domain(Path(folder)), train.TRAINED_ON).get_domain()
        rasas = self.importer(train.DOMAIN, [*train.TRAINED_ON, str(train.WORDS)]).get_domain()
        self.assertEqual(ours.as_dict(), rasas.as_dict())
        self.assertGreater(len(ours.responses), 100)

    def test_a_changed_word_changes_nothing_that_is_learned(self):
        """What the readers of texts learn from is the same before and after a word is changed."""

        def learned(words):
            with TemporaryDirectory() as folder, mock.patch.object(train, "WORDS", words):
                return self.importer(train.whole_domain(Path(folder)), [EXAMPLES]).get_nlu_data()

        with TemporaryDirectory() as other:
            changed = shutil.copytree(train.WORDS, Path(other) / "responses")
            file = changed / "clinic.yml"
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace('- text: "', '- text: "Well. ', 1), encoding="utf-8")
            self.assertNotEqual(file.read_text(encoding="utf-8"), text)
            self.assertEqual(learned(train.WORDS).fingerprint(), learned(changed).fingerprint())


if __name__ == "__main__":
    unittest.main()
