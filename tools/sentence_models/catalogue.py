"""Which sentence models there are, and where each has its files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.sentence_models import minilm, multilingual_e5
from tools.sentence_models.published import Published

PROJECT = Path(__file__).resolve().parents[2]
DATA = PROJECT / "data" / "sentence"


@dataclass(frozen=True)
class SentenceModel:
    """One of them. `weights` and `read` take the folder the packages were installed into."""

    name: str
    folder: str
    """Where it is built, under `models/`."""
    weights: Callable[[Path], list[Path]]
    """The published files it is read from."""
    read: Callable[[Path], Published]
    tasks: frozenset[str] | None
    """What it is adapted to: lines that say something to one of these; None: all lines."""

    @property
    def adapter(self) -> Path:
        """The project's changes to it (`tools.sentence_models.adapter`)."""
        return DATA / self.name / "adapter.npz"

    @property
    def heads(self) -> Path:
        """What was learnt beside them (`bot.sentence_heads`)."""
        return DATA / self.name / "heads.npz"

    @property
    def project_files(self) -> list[Path]:
        """All that the project adds."""
        return sorted((DATA / self.name).glob("*.npz"))


MODELS = {
    model.name: model
    for model in (
        SentenceModel("first", "sentence", minilm.weights, minilm.read, tasks=None),
        SentenceModel(
            "second",
            "sentence-second",
            multilingual_e5.weights,
            multilingual_e5.read,
            tasks=frozenset({"danger"}),
        ),
    )
}
