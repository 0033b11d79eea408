"""Reads one text for danger. The written patterns always work; the learned model adds hints when it is there."""

import functools
import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.safety.context import is_about_someone_else
from bot.safety.judge import is_the_answer_asked_for, read_patterns
from bot.safety.model import SafetyModel
from bot.safety.normalise import normalise
from bot.safety.patterns.idioms import without_idioms
from bot.safety.pieces import PIECE_CHARACTERS
from bot.safety.reading import NOTHING, Outcome, SafetyReading, strongest
from bot.sentences import SentenceEncoders

_log = logging.getLogger(__name__)

DEFAULT_MODELS = Path(__file__).resolve().parents[2] / "models"

# How many earlier texts are put before the newest: danger split over messages comes in quick small pieces.
_EARLIER_TEXTS = 2
_EARLIER_CHARACTERS = 200


# From this likelihood on the model asks (check-in) or shows the card; chosen on the tuning lines, see
# docs/decisions/0020.
ASK_FROM = 0.12
CARD_FROM = 0.5
# Below this likelihood a card of the patterns becomes the question: a frame like "he shot ..." does not know the deer.
DOUBTED_BELOW = 0.2
# And below this one a question of the patterns is not asked; no unmistakable tuning line goes unnoticed for it.
UNASKED_BELOW = 0.08
# An answer to a question tells of trouble as a matter of course, so there more is asked of the model.
MORE_WHEN_ASKED = 0.86
# What the open question itself asks about (withdrawal, illness, trouble at home) is not danger for being told; from
# this likelihood of unmistakable danger on it may be happening now, so the model asks. Of tuning answers that mean it
# now 17 of 19 are asked about, of plain answers to these questions 2 of 557.
SURE_WHEN_TOLD = 0.9
# So does the story of a life, and each of its pieces is another chance to be wrong; chosen on tuning lines of more
# than one piece.
MORE_WHEN_LONG = 0.5
# Where the patterns saw danger only denied, long past or asked about, words of danger are no news.
MORE_WHEN_DENIED = 0.1


@dataclass(frozen=True)
class SafetyReader:
    """Patterns and, when its files are there and fresh, the learned model."""

    model: SafetyModel | None = None

    @classmethod
    def load(
        cls, models_folder: Path | str | None = None, encoders: SentenceEncoders | None = None
    ) -> "SafetyReader":
        """Load what can be loaded; never raises. What is missing is said once in the log. `encoders`: the sentence
        models, when they are in memory already."""
        folder = Path(models_folder or DEFAULT_MODELS)
        encoders = encoders or SentenceEncoders.load(folder)
        try:
            return cls(SafetyModel.load(folder / "safety", encoders.first, encoders.second))
        except Exception as problem:  # patterns alone must work whatever is wrong with the files
            _log.error("Safety reads by its written patterns alone: %s", problem)
            return cls()

    @property
    def is_degraded(self) -> bool:
        """Whether only the written patterns read."""
        return self.model is None

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
        if joined.strength <= read_patterns(old, question).reading.strength:
            return NOTHING
        return joined

    def _read_one(self, plain: str, question: str | None) -> SafetyReading:
        written = read_patterns(plain, question)
        if self.model is None:
            return written.reading
        opinion = self.model.judge(without_idioms(plain))
        if written.reading.outcome == "card":
            return _doubted(written.reading) if opinion.danger < DOUBTED_BELOW else written.reading
        if written.reading.outcome == "check_in" and opinion.danger < UNASKED_BELOW:
            return NOTHING
        least = ASK_FROM + (MORE_WHEN_DENIED if written.is_denied else 0)
        if question or len(plain) > PIECE_CHARACTERS:
            least += MORE_WHEN_ASKED if question else MORE_WHEN_LONG
        is_told = is_the_answer_asked_for(opinion.kind, question)
        if opinion.danger < least or (is_told and opinion.card < SURE_WHEN_TOLD):
            return written.reading
        is_card = opinion.card >= CARD_FROM and not written.is_denied and not is_told
        outcome: Outcome = "card" if is_card else "check_in"
        learned = SafetyReading(outcome, opinion.kind, is_about_someone_else(plain))
        return learned if learned.strength > written.reading.strength else written.reading


def _doubted(card: SafetyReading) -> SafetyReading:
    return SafetyReading("check_in", card.kind, card.is_someone_else)


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
