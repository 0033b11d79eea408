"""A Rasa featurizer: the vector of the small sentence model as one dense feature of each message."""

from __future__ import annotations

import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Text, Tuple, Type

import numpy as np
import onnxruntime
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer as MessageTokenizer
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.exceptions import InvalidConfigException, RasaException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from tokenizers import Tokenizer

PROJECT = Path(__file__).resolve().parent.parent

DIMENSIONS = 384
MAX_TOKENS = 128

SCALE = "scale"
FOLDER = "folder"


class SentenceModelProblem(RasaException):
    """The sentence model is absent, damaged, or another than the one the assistant was trained with."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds one dense sentence feature of 384 numbers.

    The trained archive holds the fingerprint of the sentence model, not its 24 MB of weights; loading refuses
    any other weights, since every threshold would silently mean something else.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`scale` multiplies the unit vector. Unscaled, beside word counts, it would hardly be heard."""
        return {**DenseFeaturizer.get_default_config(), SCALE: 15.0, FOLDER: "models/sentence"}

    @classmethod
    def required_components(cls) -> List[Type]:
        return [MessageTokenizer]

    @staticmethod
    def required_packages() -> List[Text]:
        return ["onnxruntime", "tokenizers"]

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Refuse a scale that is no positive number."""
        scale = config[SCALE]
        if isinstance(scale, bool) or not isinstance(scale, (int, float)) or not scale > 0:
            raise InvalidConfigException(
                f"`{SCALE}` of SentenceFeaturizer must be a number above 0, not {scale!r}."
            )

    @classmethod
    def fingerprint_addon(cls, config: Dict[Text, Any]) -> Optional[Text]:
        """Other weights make Rasa train anew instead of taking this step from its cache."""
        return read_model(_folder_of({**cls.get_default_config(), **config}))[0]

    def __init__(
        self, config: Dict[Text, Any], name: Text, model_storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(name, config)
        self._model_storage = model_storage
        self._resource = resource
        self._scale = np.float32(config[SCALE])
        self._model = SentenceModel(_folder_of(config))

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceFeaturizer:
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SentenceFeaturizer:
        """Raises SentenceModelProblem when the weights differ from those of the training."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            trained_with = json.loads((folder / "sentence_model.json").read_text(encoding="utf-8"))[
                "fingerprint"
            ]
        if trained_with != component._model.fingerprint:
            raise SentenceModelProblem(
                "The assistant was trained with another sentence model than the one in "
                f"{config[FOLDER]}; run `make train`."
            )
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learns nothing; notes which sentence model the following components learn from."""
        with self._model_storage.write_to(self._resource) as folder:
            note = json.dumps({"fingerprint": self._model.fingerprint})
            (folder / "sentence_model.json").write_text(note, encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Give every example that has text its vector."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        for example, vector in zip(
            examples, self._model.vectors([example.get(TEXT) for example in examples]), strict=True
        ):
            self._add(example, vector)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Give every message that has text its vector."""
        for message in messages:
            text = message.get(TEXT)
            if text and text.startswith(INTENT_MESSAGE_PREFIX):
                # A tapped option names its intent; nobody reads its features, and most messages are taps.
                self._add(message, np.zeros(DIMENSIONS, dtype=np.float32))
            elif text:
                self._add(message, self._model.vector(text))
        return messages

    def _add(self, message: Message, vector: np.ndarray) -> None:
        origin = self._config[FEATURIZER_CLASS_ALIAS] or self._identifier
        features = Features(vector[np.newaxis, :] * self._scale, FEATURE_TYPE_SENTENCE, TEXT, origin)
        message.add_features(features)


class SentenceModel:
    """The built model, read one text at a time on one thread."""

    def __init__(self, folder: Path) -> None:
        self.fingerprint, vocabulary = read_model(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # The arena would keep the memory of the longest text ever read.
        options.enable_cpu_mem_arena = False
        # From the file: given as bytes, the graph would be held twice (23 MB).
        path = str(folder / "encoder.onnx")
        self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_str(vocabulary.decode("utf-8"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)

    def vector(self, text: Text) -> np.ndarray:
        """384 numbers of length one."""
        # One text at a time, at training as at serving: the 8-bit scales are taken over the whole input, so
        # in a block each text would change its neighbours a little.
        readable = text.encode("utf-8", "replace").decode("utf-8")
        token_ids = np.array([self._tokenizer.encode(readable).ids], dtype=np.int64)
        (vectors,) = self._session.run(["vector"], {"token_ids": token_ids, "mask": np.ones_like(token_ids)})
        return vectors[0]

    def vectors(self, texts: Sequence[Text]) -> List[np.ndarray]:
        """The vectors of many texts, on all processors: for training, where nobody waits in line behind."""
        with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
            return list(threads.map(self.vector, texts))


def read_model(folder: Path) -> Tuple[Text, bytes]:
    """Fingerprint and vocabulary of the built model. Raises SentenceModelProblem if absent or damaged."""
    try:
        built = json.loads((folder / "built.json").read_text(encoding="utf-8"))
        encoder = (folder / "encoder.onnx").read_bytes()
        vocabulary = (folder / "tokenizer.json").read_bytes()
    except (OSError, ValueError) as problem:
        raise SentenceModelProblem(f"There is no sentence model in {folder}; run `make train`.") from problem
    digest = hashlib.sha256()
    for part in (encoder, vocabulary):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    if built.get("fingerprint") != digest.hexdigest():
        raise SentenceModelProblem(
            f"The sentence model in {folder} is damaged; delete it and run `make train`."
        )
    return digest.hexdigest(), vocabulary


def _folder_of(config: Dict[Text, Any]) -> Path:
    """A relative folder is meant from the project's root, wherever Rasa was started."""
    return PROJECT / config[FOLDER]
