"""Settles the intent by what was asked: weighs the classifier's ranking against the open question.

The service reads answers with its own deterministic reader and sends with each text what is open and how
surely the text reads as an answer to it. The classifier knows topics and detours, but not what was asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, FrozenSet, List, Mapping, Optional, Sequence, Text, Tuple, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME, INTENT_MESSAGE_PREFIX
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    METADATA,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

ANSWER = "answer"
UNCLEAR = DEFAULT_NLU_FALLBACK_INTENT_NAME

STRENGTHS = ("plain", "likely", "weak", "none")
"""How surely the service read an answer: a whole, known wording; a good guess; a hint; nothing."""

OPEN_QUESTION = "open_question"
"""The message property that tells a caller what was open, how the text read, and which row decided."""

Ranking = Sequence[Tuple[Text, float]]


@dataclass(frozen=True)
class Demand:
    """What the best intent besides `answer` must show to be taken, and what the text is otherwise."""

    confidence: float
    lead: float
    """How far above the classifier's own confidence in `answer`; -1 asks for nothing."""
    only_detours: bool
    otherwise: Text


@dataclass(frozen=True)
class Settings:
    """The table of config.yml."""

    demands: Mapping[Text, Demand]
    """One row for each strength, and `no_question`."""
    detours: FrozenSet[Text]
    only_while: Mapping[Text, FrozenSet[Text]]
    """Intents that make sense only while one of these questions is open."""
    louder: Mapping[Text, float]
    """How many times an intent's confidence counts, for kinds no list of examples can ever cover."""
    answers_first: Mapping[Text, FrozenSet[Text]] = field(default_factory=dict)
    """Intents that never win over a text read as an answer to this question."""


@dataclass(frozen=True)
class Decision:
    """The settled intent, the ranking of what was possible, and the row of the table that decided."""

    intent: Text
    confidence: float
    ranking: List[Tuple[Text, float]]
    row: Text


def decide(ranking: Ranking, question: Optional[Text], strength: Text, settings: Settings) -> Decision:
    """Settle the intent of a text. `ranking` is the classifier's, with confidences from 0 to 1."""
    row = strength if question else "no_question"
    demand = settings.demands[row]
    ranking = _weighed(ranking, settings.louder)
    answer_confidence = max((confidence for name, confidence in ranking if name == ANSWER), default=0.0)
    possible = sorted(
        (
            (name, confidence)
            for name, confidence in ranking
            if name != ANSWER and question in settings.only_while.get(name, (question,))
        ),
        key=lambda item: -item[1],
    )
    for name, confidence in possible[:1]:
        is_kind = name in settings.detours or not demand.only_detours
        if row in ("plain", "likely") and name in settings.answers_first.get(question or "", ()):
            is_kind = False
        is_sure = confidence >= demand.confidence and confidence - answer_confidence >= demand.lead
        if is_kind and is_sure:
            return Decision(name, confidence, possible, row)
    left_over = max(0.0, 1.0 - (possible[0][1] if possible else 0.0))
    return Decision(demand.otherwise, left_over, [(demand.otherwise, left_over), *possible], row)


def _weighed(ranking: Ranking, louder: Mapping[Text, float]) -> Ranking:
    weighed = [(name, confidence * louder.get(name, 1.0)) for name, confidence in ranking]
    total = sum(confidence for _, confidence in weighed)
    before = sum(confidence for _, confidence in ranking)
    return [(name, confidence * before / total) for name, confidence in weighed] if total else weighed


def read_settings(config: Mapping[Text, Any]) -> Settings:
    """The table from config.yml. Raises InvalidConfigException that names the row and what it needs."""
    rows = config.get("demands") or {}
    expected = {*STRENGTHS, "no_question"}
    if set(rows) != expected:
        raise InvalidConfigException(
            f"`demands` of OpenQuestion needs exactly the rows {', '.join(sorted(expected))}."
        )
    return Settings(
        demands={name: _read_demand(name, row) for name, row in rows.items()},
        detours=frozenset(config.get("detours") or ()),
        only_while={
            intent: frozenset(questions) for intent, questions in (config.get("only_while") or {}).items()
        },
        louder={intent: float(times) for intent, times in (config.get("louder") or {}).items()},
        answers_first={
            question: frozenset(intents) for question, intents in (config.get("answers_first") or {}).items()
        },
    )


def _read_demand(name: Text, row: Mapping[Text, Any]) -> Demand:
    unknown = set(row) - {"confidence", "lead", "only_detours", "otherwise"}
    if unknown:
        raise InvalidConfigException(f"Row `{name}` of OpenQuestion knows no {', '.join(sorted(unknown))}.")
    demand = Demand(
        confidence=float(row.get("confidence", 0.0)),
        lead=float(row.get("lead", -1.0)),
        only_detours=bool(row.get("only_detours", False)),
        otherwise=str(row.get("otherwise", "")),
    )
    if not 0.0 <= demand.confidence <= 1.0 or not -1.0 <= demand.lead <= 1.0:
        raise InvalidConfigException(
            f"Row `{name}` of OpenQuestion: `confidence` lies from 0 to 1 and `lead` from -1 to 1."
        )
    allowed = (UNCLEAR,) if name == "no_question" else (ANSWER, UNCLEAR)
    if demand.otherwise not in allowed:
        raise InvalidConfigException(
            f"Row `{name}` of OpenQuestion: `otherwise` is one of {', '.join(allowed)}."
        )
    return demand


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class OpenQuestion(IntentClassifier, GraphComponent):
    """Replaces the classifier's intent by the settled one.

    Reads the message's metadata: `{"question": id or null, "reading": {"strength": one of STRENGTHS}}`.
    Without an open question the intent is never `answer`; without a reading nothing counts as read.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
        return [IntentClassifier]

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> OpenQuestion:
        return cls(read_settings(config))

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def process(self, messages: List[Message]) -> List[Message]:
        """Settle each message. A tapped option (its text starts with `/`) names its own intent and stays."""
        for message in messages:
            if not str(message.get(TEXT) or "").startswith(INTENT_MESSAGE_PREFIX):
                self._settle(message)
        return messages

    def _settle(self, message: Message) -> None:
        question, strength = _what_was_asked(message.get(METADATA))
        ranking = [
            (entry[INTENT_NAME_KEY], float(entry[PREDICTED_CONFIDENCE_KEY]))
            for entry in message.get(INTENT_RANKING_KEY) or []
        ]
        decision = decide(ranking, question, strength, self._settings)
        settled = {INTENT_NAME_KEY: decision.intent, PREDICTED_CONFIDENCE_KEY: decision.confidence}
        message.set(INTENT, settled, add_to_output=True)
        message.set(
            INTENT_RANKING_KEY,
            [{INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: value} for name, value in decision.ranking],
            add_to_output=True,
        )
        said = {"question": question, "strength": strength, "row": decision.row}
        message.set(OPEN_QUESTION, said, add_to_output=True)


def _what_was_asked(metadata: Any) -> Tuple[Optional[Text], Text]:
    """The open question and the strength of the reading; a strength nobody knows counts as none."""
    if not isinstance(metadata, dict):
        return None, "none"
    question = metadata.get("question")
    reading = metadata.get("reading")
    strength = reading.get("strength") if isinstance(reading, dict) else None
    return (question if isinstance(question, str) and question else None), (
        strength if strength in STRENGTHS else "none"
    )
