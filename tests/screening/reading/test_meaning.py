"""Reading by meaning only ever adds something to confirm."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from bot.screening.questions import BY_ID
from bot.screening.reading import read_answer
from bot.screening.reading.meaning import MeaningModel, MeaningModelMissing, Vectors, train

DIMENSIONS = 48


class WordEncoder:
    """Texts as hashed counts of their words: as small as an encoder can be, and the same on every machine."""

    fingerprint = "words"

    def encode(self, texts: Iterable[str]) -> Vectors:
        rows = []
        for text in texts:
            row = np.zeros(DIMENSIONS, dtype=np.float32)
            for word in text.lower().split():
                row[sum(word.encode()) % DIMENSIONS] += 1
            rows.append(row / max(float(np.linalg.norm(row)), 1.0))
        return np.stack(rows)

    encode_many = encode


@pytest.fixture(scope="module")
def meaning(tmp_path_factory: pytest.TempPathFactory) -> MeaningModel:
    path = tmp_path_factory.mktemp("models") / "answers.npz"
    train(WordEncoder(), path)
    return MeaningModel.load(path, WordEncoder())


def test_shares_add_up_and_name_known_choices(meaning: MeaningModel) -> None:
    """Every share belongs to a choice of the question or to other talk, and they make a whole."""
    likely = meaning.likely("home", "the whole block is dealing")
    assert set(likely) <= {*BY_ID["home"].choices, "other talk"}
    assert sum(likely.values()) == pytest.approx(1.0, abs=1e-4)
    assert list(likely.values()) == sorted(likely.values(), reverse=True)


@pytest.mark.parametrize(
    "text",
    ["the whole block is dealing and my roommate buys", "there is always liquor around", "zzz qqq xxx"],
)
def test_a_reading_by_meaning_is_never_certain(meaning: MeaningModel, text: str) -> None:
    """What no phrase says is at most offered for confirmation."""
    assert not read_answer("home", text, meaning=meaning).is_certain


@pytest.mark.parametrize(
    ("question", "text"), [("home", "homeless"), ("attend", "yes"), ("substances", "weed")]
)
def test_what_is_plain_stays_as_it_is(meaning: MeaningModel, question: str, text: str) -> None:
    """A certain reading is not touched."""
    assert read_answer(question, text, meaning=meaning) == read_answer(question, text)


def test_questions_stay_questions(meaning: MeaningModel) -> None:
    """Something asked is not turned into an answer by what it resembles."""
    assert read_answer("home", "can i live at home?", meaning=meaning).strength in ("weak", "none")


def test_a_model_of_other_phrases_is_refused(tmp_path: Path) -> None:
    """A missing or outdated model says what to run instead of reading wrongly."""
    with pytest.raises(MeaningModelMissing, match="make train"):
        MeaningModel.load(tmp_path / "none.npz", WordEncoder())
    np.savez(tmp_path / "old.npz", digest=np.array("old"))
    with pytest.raises(MeaningModelMissing, match="make train"):
        MeaningModel.load(tmp_path / "old.npz", WordEncoder())
