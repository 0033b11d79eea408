"""With its files missing, broken or stale the reading goes on by patterns and says so once."""

import logging
import socket
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from bot.safety import SafetyReader
from bot.safety.dataset import read_lines
from bot.safety.model import (
    DATA,
    MODEL_FILE,
    UNSURE_FROM,
    SafetyModel,
    SafetyModelUnusable,
    VectorReader,
    fingerprint,
)
from bot.safety.pieces import pieces
from bot.safety.reader import DEFAULT_MODELS
from bot.safety.train import save, train
from bot.sentence_heads import FIRST_HEADS, SECOND_HEADS, Head, load_heads
from bot.sentences import SentenceEncoder


@pytest.fixture(scope="module")
def small_model() -> SafetyModel:
    """A model of a slice of the training lines, without a sentence encoder: quick to make."""
    return train(read_lines(DATA / "train")[::8], (load_heads(FIRST_HEADS), load_heads(SECOND_HEADS)))


def test_missing_files_leave_the_patterns(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """No model on disk: the card still comes, and the log says once that hints are read by patterns alone."""
    with caplog.at_level(logging.ERROR):
        reader = SafetyReader.load(tmp_path)
        assert reader.read("I want to kill myself").outcome == "card"
        reader.read("hello")
    assert reader.is_degraded
    assert len([record for record in caplog.records if record.levelno == logging.ERROR]) == 1


def test_broken_files_leave_the_patterns(tmp_path: Path) -> None:
    """A half-written file is as good as none."""
    (tmp_path / "safety").mkdir()
    (tmp_path / "safety" / MODEL_FILE).write_bytes(b"PK\x03\x04 not a model")
    reader = SafetyReader.load(tmp_path)
    assert reader.is_degraded
    assert reader.read("me quiero matar").outcome == "card"


def test_a_stale_model_is_refused(tmp_path: Path, small_model: SafetyModel) -> None:
    """Weights made from other lines than those on disk are never used."""
    data = tmp_path / "data"
    (data / "train").mkdir(parents=True)
    (data / "train" / "some.jsonl").write_text("{}\n", encoding="utf-8")
    save(small_model, tmp_path / "safety", data)
    SafetyModel.load(tmp_path / "safety", None, None, data)
    (data / "train" / "some.jsonl").write_text("{} \n", encoding="utf-8")
    with pytest.raises(SafetyModelUnusable, match="older than its data"):
        SafetyModel.load(tmp_path / "safety", None, None, data)


def test_a_saved_model_reads_as_before(tmp_path: Path, small_model: SafetyModel) -> None:
    """What is written to disk gives the opinion that was in memory, to the rounding of half precision."""
    save(small_model, tmp_path / "safety")
    loaded = SafetyModel.load(tmp_path / "safety", None, None)
    for text in ("i wonder who would find me", "i drink on weekends", "quiero dejar de tomar"):
        assert loaded.judge(text).danger == pytest.approx(small_model.judge(text).danger, abs=0.02)


def test_training_twice_gives_the_same_weights(small_model: SafetyModel) -> None:
    """The model is a function of its lines: nothing random, nothing of the clock."""
    again = train(read_lines(DATA / "train")[::8], (load_heads(FIRST_HEADS), load_heads(SECOND_HEADS)))
    np.testing.assert_array_equal(again.words["outcome"].weights, small_model.words["outcome"].weights)


def test_the_model_hears_what_no_pattern_names(small_model: SafetyModel) -> None:
    """The learned part tells a despairing line from talk of treatment, beyond the patterns."""
    despair = small_model.judge("i do not see why i am still alive and i just want to be gone")
    treatment = small_model.judge("what time does the evening group start and do you take medicaid")
    assert despair.danger > 0.7 > 0.4 > treatment.danger


def test_without_sentence_models_the_words_read_alone(small_model: SafetyModel) -> None:
    """What a head would add to a vector is left out when there is no vector, its offset too."""
    silent = {
        task: Head(head.choices, head.weights * 0, head.bias * 0)
        for task, head in small_model.first.head.items()
    }
    of_words = replace(small_model, first=VectorReader(silent), second=VectorReader(silent))
    for text in ("i wonder who would find me", "i drink on weekends", "quiero dejar de tomar"):
        assert small_model.judge(text) == of_words.judge(text)


class Counting:
    """The real encoder of one sentence model, and how many texts it was asked about."""

    def __init__(self, folder: Path) -> None:
        self.encoder = SentenceEncoder.load(folder)
        self.texts = 0

    def encode(self, texts: Iterable[str]) -> npt.NDArray[np.float32]:
        asked = list(texts)
        self.texts += len(asked)
        return self.encoder.encode(asked)


@pytest.fixture(scope="module")
def counted(small_model: SafetyModel) -> tuple[SafetyModel, Counting, Counting]:
    """The small model with both real sentence models."""
    first, second = Counting(DEFAULT_MODELS / "sentence"), Counting(DEFAULT_MODELS / "sentence-second")
    whole = replace(
        small_model,
        first=replace(small_model.first, encoder=first),
        second=replace(small_model.second, encoder=second),
    )
    return whole, first, second


def test_the_second_sentence_model_is_asked_where_the_first_is_unsure(
    counted: tuple[SafetyModel, Counting, Counting],
) -> None:
    """It costs twice as much, so plain talk does not wait for it; what may be a hint does."""
    model, first, second = counted
    before = first.texts, second.texts
    for text in ("what are your opening hours", "thanks", "how much does it cost"):
        assert model.judge(text).danger < UNSURE_FROM
    assert (first.texts - before[0], second.texts - before[1]) == (3, 0)
    model.judge("some days i think everyone would do better without me around")
    assert (first.texts - before[0], second.texts - before[1]) == (4, 1)


def test_either_sentence_model_alone_still_reads(counted: tuple[SafetyModel, Counting, Counting]) -> None:
    """One of the two missing takes nothing from what the other sees."""
    model, _, _ = counted
    for lame in (
        replace(model, first=replace(model.first, encoder=None)),
        replace(model, second=replace(model.second, encoder=None)),
    ):
        assert lame.judge("i just want to go to sleep and not wake up").danger > 0.5
        assert lame.judge("what are your opening hours").danger < 0.2


def test_reading_needs_no_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Loading and reading open no socket."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    assert SafetyReader.load(tmp_path).read("he is not breathing").outcome == "card"


def test_long_texts_are_read_in_pieces() -> None:
    """No piece is longer than what the model has learned from, and no word is lost."""
    text = "\n".join(f"sentence number {number} about my week" for number in range(40))
    parts = pieces(text)
    assert len(parts) > 5
    assert " ".join(parts).split() == text.split()


def test_the_fingerprint_follows_the_lines(tmp_path: Path) -> None:
    """One changed training line changes the fingerprint."""
    (tmp_path / "train").mkdir()
    path = tmp_path / "train" / "a.jsonl"
    path.write_text("1", encoding="utf-8")
    first = fingerprint(tmp_path)
    path.write_text("2", encoding="utf-8")
    assert fingerprint(tmp_path) != first
