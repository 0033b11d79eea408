"""The features of words and letters inside Rasa. Runs inside the engine's environment."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from engine.word_featurizer import WordFeaturizer, fold

TEXTS = (
    "how long does it last",
    "how long is the program",
    "what does it cost",
    "what does the program cost me",
    "no sé cuánto cuesta",
    "no se cuanto tiempo",
)


class Words(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.storage = LocalModelStorage(Path(holder.name))

    def make(self, build, **changes):
        config = {**WordFeaturizer.get_default_config(), **changes}
        context = ExecutionContext(graph_schema=None, node_name="words")
        return build(config, self.storage, Resource("words"), context)

    def trained(self, **changes):
        featurizer = self.make(WordFeaturizer.create, **changes)
        featurizer.train(TrainingData([Message(data={TEXT: text}) for text in TEXTS]))
        return featurizer

    def row(self, featurizer, text):
        (message,) = featurizer.process([Message(data={TEXT: text})])
        return message.get_sparse_features(TEXT)[1].features

    def test_what_was_trained_loads_the_same(self):
        """A loaded assistant sees exactly the features it was trained with."""
        featurizer = self.trained()
        loaded = self.make(WordFeaturizer.load)
        for text in (*TEXTS, "how much for the program", "no lo se"):
            before, after = self.row(featurizer, text), self.row(loaded, text)
            self.assertEqual(before.shape, after.shape)
            np.testing.assert_array_equal(before.toarray(), after.toarray())

    def test_long_messages_are_not_louder(self):
        """A long message speaks as loud as a short one: words and letters each have the length of the scale."""
        featurizer = self.trained(scale=2)
        for text in ("cost", " ".join(TEXTS)):
            self.assertAlmostEqual(
                float(np.sqrt(self.row(featurizer, text).power(2).sum())), np.sqrt(8), places=4
            )

    def test_accents_apostrophes_and_capitals_do_not_matter(self):
        """What a phone keyboard adds or leaves out does not change the reading."""
        featurizer = self.trained()
        np.testing.assert_array_equal(
            self.row(featurizer, "NO SÉ cuánto").toarray(), self.row(featurizer, "no se cuanto").toarray()
        )
        self.assertEqual(fold("I’d rather, ¿Qué? ñ"), "id rather, ¿que? n")

    def test_commands_cost_nothing(self):
        """A tapped option keeps the shape later parts need, without the reading."""
        featurizer = self.trained()
        command = self.row(featurizer, '/answer{"value": "cost"}')
        self.assertEqual(command.shape, self.row(featurizer, "cost").shape)
        self.assertEqual(command.nnz, 0)

    def test_unknown_texts_keep_the_shape(self):
        """A message without any known word still gives the classifier the shape it needs."""
        featurizer = self.trained()
        self.assertEqual(self.row(featurizer, "🙂").shape, self.row(featurizer, "cost").shape)

    def test_a_wrong_scale_is_refused(self):
        """A scale that would silence the features stops the start."""
        for scale in (0, -2, "3", True):
            with self.assertRaises(InvalidConfigException):
                self.make(WordFeaturizer.create, scale=scale)


if __name__ == "__main__":
    unittest.main()
