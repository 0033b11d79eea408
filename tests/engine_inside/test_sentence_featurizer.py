"""The sentence featurizer inside Rasa, with the real sentence model. Runs inside the engine's environment."""

import asyncio
import hashlib
import json
import logging
import os
import shutil
import tempfile
import unittest
import warnings
from pathlib import Path

os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
warnings.simplefilter("ignore")

import numpy as np  # noqa: E402
import yaml  # noqa: E402
from rasa.core.agent import Agent  # noqa: E402
from rasa.core.channels.channel import UserMessage  # noqa: E402
from rasa.engine.graph import ExecutionContext  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.model_training import train_nlu  # noqa: E402
from rasa.shared.exceptions import InvalidConfigException  # noqa: E402
from rasa.shared.nlu.constants import TEXT  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: E402
from rasa.utils.log_utils import configure_structlog  # noqa: E402

from engine.sentence_featurizer import SentenceFeaturizer, SentenceModelProblem  # noqa: E402

PROJECT = Path(__file__).resolve().parent.parent.parent
MODEL = PROJECT / "models" / "sentence"

EXAMPLES = {
    "iop_length": ["how long does it last", "how many months is the program", "when would I be done"],
    "cost_insurance": ["what does it cost", "do you take insurance", "I can not pay much"],
    "skip": ["skip this", "I'd rather not say", "next question please"],
    "answer": ["yes", "no", "about two years ago"],
}


class WithStorage(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)
        (self.folder / "storage").mkdir()
        self.storage = LocalModelStorage(self.folder / "storage")
        self.resource = Resource("sentence")

    def config(self, **changes):
        return {**SentenceFeaturizer.get_default_config(), **changes}

    def context(self):
        return ExecutionContext(graph_schema=None, node_name="sentence")

    def create(self, **changes):
        return SentenceFeaturizer.create(self.config(**changes), self.storage, self.resource, self.context())

    def load(self, **changes):
        return SentenceFeaturizer.load(self.config(**changes), self.storage, self.resource, self.context())

    def vector(self, featurizer, text):
        (message,) = featurizer.process([Message(data={TEXT: text})])
        sequence, sentence = message.get_dense_features(TEXT)
        self.assertIsNone(sequence)
        return sentence.features

    def changed_model(self):
        """A whole model with other weights: one byte of the vocabulary file differs."""
        other = self.folder / "other"
        shutil.copytree(MODEL, other)
        vocabulary = (other / "tokenizer.json").read_bytes() + b"\n"
        (other / "tokenizer.json").write_bytes(vocabulary)
        digest = hashlib.sha256()
        for part in ((other / "encoder.onnx").read_bytes(), vocabulary):
            digest.update(len(part).to_bytes(8, "big") + part)
        (other / "built.json").write_text(json.dumps({"fingerprint": digest.hexdigest()}))
        return other


class Features(WithStorage):
    def test_the_vector_has_the_length_of_the_scale(self):
        """The setting `scale` is how loud the sentence speaks beside the counts of words."""
        featurizer = self.create(scale=4)
        features = self.vector(featurizer, "how long does it last")
        self.assertEqual(features.shape, (1, 384))
        self.assertAlmostEqual(float(np.linalg.norm(features)), 4.0, places=4)

    def test_like_sentences_get_like_vectors(self):
        """The same question in other words lies nearer than another question."""
        featurizer = self.create(scale=1)
        asked, same, other = (
            self.vector(featurizer, text)[0]
            for text in ("what will I have to pay", "how much does it cost", "who will I talk to")
        )
        self.assertGreater(float(asked @ same), float(asked @ other) + 0.1)

    def test_training_and_serving_see_the_same(self):
        """A text has exactly one vector, whether it comes among training examples or alone."""
        texts = ["yes", "how long does it last", "a longer text about many things and some more words"]
        data = TrainingData([Message(data={TEXT: text}) for text in texts])
        featurizer = self.create()
        trained = [
            message.get_dense_features(TEXT)[1].features
            for message in featurizer.process_training_data(data).training_examples
        ]
        for text, features in zip(texts, trained, strict=True):
            np.testing.assert_array_equal(features, self.vector(self.create(), text))

    def test_commands_cost_nothing(self):
        """A tapped option carries a vector of zeros: the shape later parts need, without the reading."""
        self.assertFalse(self.vector(self.create(), '/answer{"value": "yes"}').any())

    def test_odd_texts_are_read(self):
        """An emoji, half a character or an endless word gives a finite vector."""
        featurizer = self.create()
        for text in ("🙂", "\ud800", "x" * 9000):
            self.assertTrue(np.isfinite(self.vector(featurizer, text)).all())

    def test_a_wrong_scale_is_refused(self):
        """A scale that would silence or break the features stops the start."""
        for scale in (0, -1, "loud", True, None):
            with self.assertRaises(InvalidConfigException):
                self.create(scale=scale)


class Persistence(WithStorage):
    def test_what_was_trained_loads(self):
        """The archive needs no weights: the same model on disk is enough."""
        trained = self.create()
        trained.train(TrainingData())
        np.testing.assert_array_equal(self.vector(self.load(), "yes"), self.vector(trained, "yes"))
        stored = [path for path in (self.folder / "storage").rglob("*") if path.is_file()]
        self.assertLess(sum(path.stat().st_size for path in stored), 1000)

    def test_other_weights_are_refused(self):
        """An assistant trained with one sentence model never reads with another."""
        self.create().train(TrainingData())
        with self.assertRaisesRegex(SentenceModelProblem, "another sentence model"):
            self.load(folder=str(self.changed_model()))

    def test_other_weights_train_anew(self):
        """Rasa's cache of earlier trainings is not used when the weights have changed."""
        here = SentenceFeaturizer.fingerprint_addon({})
        self.assertEqual(here, SentenceFeaturizer.fingerprint_addon(self.config()))
        self.assertNotEqual(here, SentenceFeaturizer.fingerprint_addon({"folder": str(self.changed_model())}))

    def test_an_absent_or_damaged_model_is_refused(self):
        """Without its model the component says what to run, and never guesses."""
        with self.assertRaisesRegex(SentenceModelProblem, "make train"):
            self.create(folder=str(self.folder / "nowhere"))
        other = self.changed_model()
        (other / "encoder.onnx").write_bytes(b"half a file")
        with self.assertRaisesRegex(SentenceModelProblem, "damaged"):
            self.create(folder=str(other))


class InsideRasa(unittest.TestCase):
    """A small assistant with the project's own pipeline, trained and loaded by Rasa."""

    @classmethod
    def setUpClass(cls):
        holder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(holder.cleanup)
        folder = Path(holder.name)
        configure_structlog(logging.ERROR)
        config = yaml.safe_load((PROJECT / "config.yml").read_text(encoding="utf-8"))
        (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
        intents = [
            {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)}
            for intent, texts in EXAMPLES.items()
        ]
        (folder / "nlu.yml").write_text(yaml.safe_dump({"version": "3.1", "nlu": intents}), encoding="utf-8")
        archive = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))
        cls.agent = Agent.load(archive)

    def parse(self, text, question=None, strength="none"):
        metadata = {"question": question, "language": "en", "reading": {"strength": strength}}
        message = UserMessage(text=text, metadata=metadata)
        return asyncio.run(self.agent.processor.parse_message(message))

    def test_the_sentence_model_carries_over_to_other_words(self):
        """A question in words that no example holds finds its intent."""
        names = [entry["name"] for entry in self.parse("what would I be charged")["intent_ranking"]]
        self.assertLess(names.index("cost_insurance"), names.index("iop_length"))

    def test_metadata_reaches_the_last_component(self):
        """The same text is an answer to an open question that reads so, and nothing without one."""
        self.assertEqual(self.parse("yes", "home", "plain")["intent"]["name"], "answer")
        self.assertNotEqual(self.parse("yes")["intent"]["name"], "answer")

    def test_a_command_keeps_its_intent(self):
        """A tapped option passes the whole pipeline untouched."""
        parsed = self.parse('/skip{"a": "b"}', "home", "plain")
        self.assertEqual((parsed["intent"]["name"], parsed["intent"]["confidence"]), ("skip", 1.0))

    def test_texts_without_words_are_parsed(self):
        """No text a person can send breaks the pipeline."""
        for text in ("🙂", "???", "...", "\ud800"):
            self.assertTrue(self.parse(text, "home")["intent"]["name"])


if __name__ == "__main__":
    unittest.main()
