"""A Rasa featurizer: which words and which pieces of words a message holds, weighted by how telling they are.

Rasa's own counts give long messages loud features and common words the same say as rare ones. Weighted by
rarity (tf-idf) and brought to unit length, the same words and letters read three points better here; see
docs/nlu-comparison.md.
"""

from __future__ import annotations

import json
import unicodedata
from typing import Any, Dict, List, Optional, Text, Tuple, Type

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer as MessageTokenizer
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer

NOTE = "words_and_letters.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class WordFeaturizer(SparseFeaturizer, GraphComponent):
    """Adds one sparse sentence feature: single words, pairs of words, and pieces of words (for typing errors)."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`scale` multiplies both unit vectors; the classifier's fixed penalty makes it the say they have."""
        return {
            **SparseFeaturizer.get_default_config(),
            "scale": 3.2,
            "letters": [2, 4],
            "most_pieces": 8000,
            "least_examples": 2,
        }

    @classmethod
    def required_components(cls) -> List[Type]:
        return [MessageTokenizer]

    @staticmethod
    def required_packages() -> List[Text]:
        return ["sklearn"]

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Refuse a scale that is no positive number."""
        scale = config["scale"]
        if isinstance(scale, bool) or not isinstance(scale, (int, float)) or not scale > 0:
            raise InvalidConfigException(
                f"`scale` of WordFeaturizer must be a number above 0, not {scale!r}."
            )

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> WordFeaturizer:
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> WordFeaturizer:
        """The featurizer as it was trained: vocabularies and weights, plain JSON."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            stored = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        for vectorizer, (pieces, weights) in zip(component._vectorizers, stored, strict=True):
            vectorizer.vocabulary_ = {piece: number for number, piece in enumerate(pieces)}
            vectorizer.idf_ = np.array(weights)
        component._is_trained = True
        return component

    def __init__(
        self, config: Dict[Text, Any], name: Text, model_storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(name, config)
        self._model_storage = model_storage
        self._resource = resource
        self._is_trained = False
        self._vectorizers = _vectorizers(config)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which words and pieces there are, and how rare each is."""
        texts = [fold(message.get(TEXT)) for message in training_data.training_examples if message.get(TEXT)]
        stored: List[Tuple[List[Text], List[float]]] = []
        for vectorizer in self._vectorizers:
            vectorizer.fit(texts)
            stored.append((vectorizer.get_feature_names_out().tolist(), vectorizer.idf_.tolist()))
        self._is_trained = True
        with self._model_storage.write_to(self._resource) as folder:
            (folder / NOTE).write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Give every example that has text its words and pieces, all in one go."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        if examples and self._is_trained:
            table = self._rows([example.get(TEXT) for example in examples])
            for number, example in enumerate(examples):
                self._add(example, table[number])
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Give every message that has text its words and pieces."""
        for message in messages if self._is_trained else ():
            text = message.get(TEXT)
            if text:
                self._add(message, self._row(text))
        return messages

    def _add(self, message: Message, row: scipy.sparse.csr_matrix) -> None:
        origin: Optional[Text] = self._config[FEATURIZER_CLASS_ALIAS] or self._identifier
        message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, origin))

    def _row(self, text: Text) -> scipy.sparse.csr_matrix:
        if text.startswith(INTENT_MESSAGE_PREFIX):
            # A tapped option names its intent; nobody reads its features, and most messages are taps.
            width = sum(len(vectorizer.vocabulary_) for vectorizer in self._vectorizers)
            return scipy.sparse.csr_matrix((1, width), dtype=np.float32)
        return self._rows([text])

    def _rows(self, texts: List[Text]) -> scipy.sparse.csr_matrix:
        folded = [fold(text) for text in texts]
        parts = [vectorizer.transform(folded) for vectorizer in self._vectorizers]
        rows = scipy.sparse.hstack(parts, format="csr", dtype=np.float32)
        rows.data *= np.float32(self._config["scale"])
        return rows


def fold(text: Text) -> Text:
    """Small letters without accents or apostrophes, as people type on a phone: "No sé" is "no se"."""
    spread = unicodedata.normalize("NFD", text.lower())
    return "".join(sign for sign in spread if unicodedata.category(sign) != "Mn" and sign not in "'’`")


def _vectorizers(config: Dict[Text, Any]) -> Tuple[TfidfVectorizer, TfidfVectorizer]:
    words = TfidfVectorizer(
        lowercase=False,
        token_pattern=r"(?u)\b\w+\b",
        ngram_range=(1, 2),
        sublinear_tf=True,
        min_df=config["least_examples"],
    )
    letters = TfidfVectorizer(
        lowercase=False,
        analyzer="char_wb",
        ngram_range=tuple(config["letters"]),
        sublinear_tf=True,
        min_df=config["least_examples"],
        max_features=config["most_pieces"],
    )
    return words, letters
