"""The intent classifier inside Rasa. Runs inside the engine's environment."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression

from engine.intent_classifier import WEIGHTS, IntentClassifier, fit
from engine.word_featurizer import WordFeaturizer

EXAMPLES = (
    ("what does it cost", "cost"),
    ("what does the program cost me", "cost"),
    ("how much does it cost", "cost"),
    ("how long does it last", "length"),
    ("how long is the program", "length"),
    ("how many weeks does it last", "length"),
    ("stop it please", "stop"),
    ("please stop", "stop"),
    ("stop now", "stop"),
)


class Classifier(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)
        self.storage = LocalModelStorage(self.folder)
        self.featurizer = WordFeaturizer(
            {**WordFeaturizer.get_default_config(), "least_examples": 1},
            "words",
            self.storage,
            Resource("words"),
        )

    def make(self, build, **changes):
        config = {**IntentClassifier.get_default_config(), **changes}
        context = ExecutionContext(graph_schema=None, node_name="classifier")
        return build(config, self.storage, Resource("classifier"), context)

    def trained(self):
        data = TrainingData([Message(data={TEXT: text, INTENT: intent}) for text, intent in EXAMPLES])
        self.featurizer.train(data)
        self.featurizer.process_training_data(data)
        for message in data.training_examples:
            self.give_a_vector(message)
        classifier = self.make(IntentClassifier.create)
        classifier.train(data)
        return classifier

    def give_a_vector(self, message):
        vector = np.array([[len(message.get(TEXT)) / 30.0, 1.0]], dtype=np.float32)
        message.add_features(Features(vector, FEATURE_TYPE_SENTENCE, TEXT, "vector"))

    def read(self, classifier, text):
        (message,) = self.featurizer.process([Message(data={TEXT: text})])
        self.give_a_vector(message)
        classifier.process([message])
        return message

    def test_reads_what_it_was_taught(self):
        """Other words of a kind it knows get that kind, and the whole ranking adds up to one."""
        classifier = self.trained()
        for text, intent in (
            ("what would it cost", "cost"),
            ("how long will it last", "length"),
            ("stop", "stop"),
        ):
            message = self.read(classifier, text)
            ranking = message.get(INTENT_RANKING_KEY)
            self.assertEqual(message.get(INTENT)["name"], intent)
            self.assertEqual({entry["name"] for entry in ranking}, {"cost", "length", "stop"})
            confidences = [entry["confidence"] for entry in ranking]
            self.assertEqual(confidences, sorted(confidences, reverse=True))
            self.assertAlmostEqual(sum(confidences), 1.0, places=5)

    def test_what_was_trained_loads_the_same(self):
        """A loaded assistant reads exactly as the trained one did."""
        classifier = self.trained()
        loaded = self.make(IntentClassifier.load)
        for text in ("how much is it", "weeks", "nothing known", "🙂"):
            self.assertEqual(
                self.read(classifier, text).get(INTENT_RANKING_KEY),
                self.read(loaded, text).get(INTENT_RANKING_KEY),
            )

    def test_what_is_kept_cannot_run(self):
        """The trained file is numbers and names: it opens with pickled objects forbidden."""
        self.trained()
        (path,) = self.folder.rglob(WEIGHTS)
        with np.load(path, allow_pickle=False) as stored:
            for name in stored.files:
                self.assertNotEqual(stored[name].dtype, object)

    def test_taps_keep_their_intent(self):
        """A tapped option names its own intent; the classifier leaves it alone."""
        message = self.read(self.trained(), '/choose{"option": "yes"}')
        self.assertIsNone(message.get(INTENT))

    def test_the_fit_is_the_known_one(self):
        """Enough steps reach the same confidences as scikit-learn's logistic regression."""
        chance = np.random.default_rng(3)
        words = scipy.sparse.random(90, 12, 0.3, format="csr", dtype=np.float32, random_state=3)
        vectors = chance.normal(size=(90, 4)).astype(np.float32)
        right = np.argmax(vectors[:, :3] + chance.normal(size=(90, 3)), axis=1)
        word_weights, vector_weights, bias = fit(words, vectors, right, penalty=0.5, steps=500)
        scores = words @ word_weights + vectors @ vector_weights + bias
        grown = np.exp(scores)
        both = np.hstack([words.toarray(), vectors])
        known = LogisticRegression(C=2.0, max_iter=2000, tol=1e-8).fit(both, right).predict_proba(both)
        np.testing.assert_allclose(grown / grown.sum(axis=1, keepdims=True), known, atol=5e-3)

    def test_too_little_or_wrong_settings_are_refused(self):
        """One kind alone teaches nothing, and a setting that silences the training stops the start."""
        data = TrainingData([Message(data={TEXT: "stop", INTENT: "stop"})])
        with self.assertRaises(InvalidConfigException):
            self.make(IntentClassifier.create).train(data)
        for wrong in ({"penalty": 0}, {"steps": "many"}, {"penalty": True}):
            with self.assertRaises(InvalidConfigException):
                IntentClassifier.validate_config({**IntentClassifier.get_default_config(), **wrong})


if __name__ == "__main__":
    unittest.main()
