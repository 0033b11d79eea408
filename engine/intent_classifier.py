"""A Rasa intent classifier: softmax regressions over the words and over the sentence vector of a message, added.

Each learns alone: the sentence model has met the training texts, so that in one regression its vectors would explain
them all and the words would learn nothing (docs/decisions/0080).

Rasa's own regression first turns the word features into a dense table (800 MB here, two minutes). Here they stay
sparse and are multiplied apart from the sentence vectors, so that training takes seconds on one core.
"""

from __future__ import annotations

from typing import Any, Dict, List, Text, Tuple, Type

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import (
    FEATURE_TYPE_SENTENCE,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.optimize import minimize

WEIGHTS = "weights.npz"

REMEMBERED_STEPS = 6
"""How many steps L-BFGS keeps; each costs memory for one more copy of all weights."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(RasaIntentClassifier, GraphComponent):
    """Gives each message every intent with its confidence, best first."""

    @classmethod
    def required_components(cls) -> List[Type]:
        return [Featurizer]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`penalty` holds the weights small; `steps` bounds the training, more of them make it surer, not better;
        `vector_weight` is how much the opinion of the vector counts beside that of the words."""
        return {"penalty": 1.0, "steps": 40, "vector_weight": 0.75}

    @staticmethod
    def required_packages() -> List[Text]:
        return ["scipy"]

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Refuse a setting that is no positive number."""
        for name in ("penalty", "steps", "vector_weight"):
            value = config[name]
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not value > 0:
                raise InvalidConfigException(
                    f"`{name}` of IntentClassifier must be a number above 0, not {value!r}."
                )

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentClassifier:
        """The classifier as it was trained: plain numbers and names, nothing that could run."""
        component = cls.create(config, model_storage, resource, execution_context)
        with (
            model_storage.read_from(resource) as folder,
            np.load(folder / WEIGHTS, allow_pickle=False) as stored,
        ):
            component._intents = stored["intents"].tolist()
            component._word_weights = stored["word_weights"]
            component._sentence_weights = stored["sentence_weights"]
            component._bias = stored["bias"]
        return component

    def __init__(self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._intents: List[Text] = []
        self._word_weights = np.zeros((0, 0), dtype=np.float32)
        self._sentence_weights = np.zeros((0, 0), dtype=np.float32)
        self._bias = np.zeros(0, dtype=np.float32)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example that has a text and an intent. Raises InvalidConfigException without two."""
        examples = [
            example for example in training_data.intent_examples if example.get(TEXT) and example.get(INTENT)
        ]
        self._intents = sorted({example.get(INTENT) for example in examples})
        if len(self._intents) < 2:
            raise InvalidConfigException("IntentClassifier needs examples of at least two intents.")
        features = [features_of(example) for example in examples]
        words = scipy.sparse.vstack([row for row, _ in features], format="csr", dtype=np.float32)
        vectors = np.vstack([vector for _, vector in features]).astype(np.float32)
        places = {intent: place for place, intent in enumerate(self._intents)}
        right = np.array([places[example.get(INTENT)] for example in examples])
        penalty, steps, share = (self._config[name] for name in ("penalty", "steps", "vector_weight"))
        self._word_weights, _, word_bias = fit(words, vectors[:, :0], right, penalty, int(steps))
        _, sentence_weights, sentence_bias = fit(words[:, :0], vectors, right, penalty, int(steps))
        self._sentence_weights = share * sentence_weights
        self._bias = word_bias + share * sentence_bias
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(
                folder / WEIGHTS,
                intents=np.array(self._intents),
                word_weights=self._word_weights,
                sentence_weights=self._sentence_weights,
                bias=self._bias,
            )
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Rank the intents of each message. A tapped option (its text starts with `/`) names its own and stays."""
        for message in messages:
            text = str(message.get(TEXT) or "")
            if not self._intents or not text or text.startswith(INTENT_MESSAGE_PREFIX):
                continue
            confidences = self._confidences(message)
            ranking = [
                {INTENT_NAME_KEY: self._intents[place], PREDICTED_CONFIDENCE_KEY: float(confidences[place])}
                for place in np.argsort(-confidences)
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _confidences(self, message: Message) -> np.ndarray:
        words, vector = features_of(message)
        # Row by row of what the message holds: a sparse product would first look through all weights.
        scores = words.data @ self._word_weights[words.indices]
        return _softmax(scores + vector @ self._sentence_weights + self._bias)


def features_of(message: Message) -> Tuple[scipy.sparse.csr_matrix, np.ndarray]:
    """The message's sentence features: one sparse row, and one dense vector; either may have no columns."""
    _, sparse = message.get_sparse_features(TEXT)
    _, dense = message.get_dense_features(TEXT)
    words = scipy.sparse.csr_matrix((1, 0), dtype=np.float32)
    if sparse is not None and sparse.type == FEATURE_TYPE_SENTENCE:
        words = scipy.sparse.csr_matrix(sparse.features, dtype=np.float32)
    vector = np.zeros(0, dtype=np.float32)
    if dense is not None and dense.type == FEATURE_TYPE_SENTENCE:
        vector = np.asarray(dense.features, dtype=np.float32)[-1]
    return words, vector


def fit(
    words: scipy.sparse.csr_matrix, vectors: np.ndarray, right: np.ndarray, penalty: float, steps: int
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Softmax regression with a squared penalty on all weights but the bias, by L-BFGS.

    `right` holds the number of each row's intent. Returns the weights of the words, of the vectors, and the bias,
    with one column for each intent.
    """
    intents = int(right.max()) + 1
    rows, pieces = words.shape
    after_words, everything = pieces, pieces + vectors.shape[1]
    words_across = words.T.tocsr()
    places = np.arange(rows)

    def loss_and_slope(flat: np.ndarray) -> Tuple[float, np.ndarray]:
        weights = flat.reshape(-1, intents).astype(np.float32)
        scores = words @ weights[:after_words] + vectors @ weights[after_words:everything] + weights[-1]
        scores -= scores.max(axis=1, keepdims=True)
        surprise = np.log(np.exp(scores).sum(axis=1)) - scores[places, right]
        off = _softmax(scores)
        off[places, right] -= 1.0
        weights[-1] = 0.0  # the bias is free
        slope = penalty * weights
        slope[:after_words] += words_across @ off
        slope[after_words:everything] += vectors.T @ off
        slope[-1] = off.sum(axis=0)
        loss = float(surprise.sum(dtype=np.float64)) + penalty / 2.0 * float(np.vdot(weights, weights))
        return loss, slope.ravel().astype(np.float64)

    found = minimize(
        loss_and_slope,
        np.zeros((everything + 1) * intents),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": steps, "maxcor": REMEMBERED_STEPS},
    )
    weights = found.x.reshape(-1, intents).astype(np.float32)
    return weights[:after_words], weights[after_words:everything], weights[-1]


def _softmax(scores: np.ndarray) -> np.ndarray:
    grown = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return grown / grown.sum(axis=-1, keepdims=True)
