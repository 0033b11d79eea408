"""The readers of typed words that a service holds in memory: answers and danger share one sentence encoder."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from bot.safety import SafetyReader
from bot.screening.reading.meaning import MeaningModel, MeaningModelMissing
from bot.sentences import SentenceEncoder, SentenceModelMissing

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Readers:
    """What reads danger, and what reads by meaning an answer that no phrase settles (None: phrases alone)."""

    safety: SafetyReader
    meaning: MeaningModel | None

    @classmethod
    def load(cls, models: Path) -> Readers:
        """Load what is there; whatever is missing is said in the log, and reading goes on without it."""
        encoder: SentenceEncoder | None = None
        meaning: MeaningModel | None = None
        try:
            encoder = SentenceEncoder.load(models / "sentence")
            meaning = MeaningModel.load(models / "answers.npz", encoder)
        except (SentenceModelMissing, MeaningModelMissing) as problem:
            logger.warning("answers are read by phrases alone: %s", problem)
        safety = SafetyReader.load(models, encoder)
        # The patterns are compiled at the first text: that must not be a person's.
        safety.read("good evening")
        return cls(safety, meaning)
