"""The readers of typed words that a service holds in memory: answers and danger share the sentence models."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from bot.safety import SafetyReader
from bot.screening.reading.meaning import FILE, MeaningModel, MeaningModelMissing
from bot.sentences import SentenceEncoders

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Readers:
    """What reads danger, and what reads by meaning an answer that no phrase settles (None: phrases alone)."""

    safety: SafetyReader
    meaning: MeaningModel | None

    @classmethod
    def load(cls, models: Path) -> Readers:
        """Load what is there; whatever is missing is said in the log, and reading goes on without it."""
        encoders = SentenceEncoders.load(models)
        meaning: MeaningModel | None = None
        try:
            meaning = MeaningModel.load(models / FILE, encoders.first)
        except MeaningModelMissing as problem:
            logger.warning("answers are read by phrases alone: %s", problem)
        safety = SafetyReader.load(models, encoders)
        # The patterns are compiled at the first text: that must not be a person's.
        safety.read("good evening")
        return cls(safety, meaning)
