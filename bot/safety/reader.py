"""Reads one text for danger. The written patterns always work; the learned model adds hints when it is there."""

import functools
import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.safety.judge import read_patterns
from bot.safety.normalise import normalise
from bot.safety.reading import NOTHING, SafetyReading, strongest

_log = logging.getLogger(__name__)

DEFAULT_MODELS = Path(__file__).resolve().parents[2] / "models"

# How many earlier texts are put before the newest: danger split over messages comes in quick small pieces.
_EARLIER_TEXTS = 2
_EARLIER_CHARACTERS = 200


@dataclass(frozen=True)
class SafetyReader:
    """Patterns and, when its files are there and fresh, the learned model."""

    @classmethod
    def load(cls, models_folder: Path | str | None = None) -> "SafetyReader":
        """Load what can be loaded; never raises. What is missing is said once in the log."""
        return cls()

    def read(
        self,
        text: str,
        *,
        language: str | None = None,
        before: Sequence[str] = (),
        question: str | None = None,
    ) -> SafetyReading:
        """Whether `text` shows danger. `before`: the person's latest earlier texts, oldest first; `question`: the id
        of the question that stands open."""
        newest = self._read_one(normalise(text), question)
        earlier = [part[-_EARLIER_CHARACTERS:] for part in before if part][-_EARLIER_TEXTS:]
        if not earlier or newest.outcome == "card":
            return newest
        together = strongest(
            [self._joined(earlier[-count:], text, question) for count in range(1, len(earlier) + 1)],
        )
        return strongest([newest, together])

    def _joined(self, earlier: list[str], text: str, question: str | None) -> SafetyReading:
        """Danger that only the pieces together show; what the earlier pieces showed alone was answered then."""
        old = normalise(" ".join(earlier))
        joined = self._read_one(f"{old} {normalise(text)}", question)
        if joined.strength <= self._read_one(old, question).strength:
            return NOTHING
        return joined

    def _read_one(self, plain: str, question: str | None) -> SafetyReading:
        return read_patterns(plain, question)


@functools.cache
def default_reader() -> SafetyReader:
    """The reader of this process, loaded once from the models folder of the installation."""
    return SafetyReader.load(os.environ.get("DOORWAY_MODELS") or DEFAULT_MODELS)


def read(
    text: str,
    *,
    language: str | None = None,
    before: Sequence[str] = (),
    question: str | None = None,
) -> SafetyReading:
    """`SafetyReader.read` of this process's reader."""
    return default_reader().read(text, language=language, before=before, question=question)
