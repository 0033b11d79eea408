"""The small sentence models as the service uses them: the real ones, built in the folder of models."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest

from bot.sentences import DIMENSIONS, REMEMBERED_TEXTS, SentenceEncoder, SentenceModelMissing

MODELS = Path(__file__).resolve().parent.parent / "models"
FOLDER = MODELS / "sentence"


@pytest.fixture(scope="module", params=["sentence", "sentence-second"])
def folder(request: pytest.FixtureRequest) -> Path:
    return MODELS / str(request.param)


@pytest.fixture(scope="module")
def encoder(folder: Path) -> SentenceEncoder:
    return SentenceEncoder.load(folder)


def test_vectors_have_unit_length(encoder: SentenceEncoder) -> None:
    """A dot product of two vectors is their likeness: every vector has length one."""
    vectors = encoder.encode(["ok", "How long does the program last?", "Estoy cansado de beber."])
    assert vectors.shape == (3, DIMENSIONS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("what will I have to pay", "how much does it cost", "how long does it take"),
        ("I'd rather not answer that", "skip this question", "what are your opening hours"),
        ("can I stay at my house meanwhile", "do I get to live at home", "who does the assessment"),
    ],
)
def test_like_meanings_lie_near(text: str, near: str, far: str) -> None:
    """A text lies nearer to one of the same meaning in other words than to a different wish."""
    this, like, unlike = SentenceEncoder.load(FOLDER).encode([text, near, far])
    assert this @ like > this @ unlike + 0.1


def test_a_vector_does_not_depend_on_its_neighbours(encoder: SentenceEncoder, folder: Path) -> None:
    """The same text gets exactly the same vector alone and among others, from a fresh encoder too."""
    alone = SentenceEncoder.load(folder).encode(["can I keep my job"])
    among = encoder.encode(["yes", "can I keep my job", "a much longer text " * 10])
    np.testing.assert_array_equal(alone[0], among[1])


def test_no_texts_give_no_rows(encoder: SentenceEncoder) -> None:
    """Nothing to read is no error."""
    assert encoder.encode([]).shape == (0, DIMENSIONS)


@pytest.mark.parametrize("text", ["", " ", "🙂", "\ud800 broken", "\x00", "ñ" * 5000])
def test_any_text_can_be_read(encoder: SentenceEncoder, text: str) -> None:
    """Whatever arrives gives a finite vector: empty, an emoji, half a character, one endless word."""
    assert np.isfinite(encoder.encode([text])).all()


def test_long_texts_are_cut(encoder: SentenceEncoder) -> None:
    """What comes after 128 tokens changes neither the vector nor the cost."""
    start = "I want to stop drinking. " * 40
    first, second = encoder.encode([start, start + "What are your opening hours? " * 2000])
    np.testing.assert_array_equal(first, second)


def test_memory_of_texts_is_bounded_and_holds_no_text() -> None:
    """A long-running service does not grow with what people type, and does not keep it as text."""
    encoder = SentenceEncoder.load(FOLDER)
    encoder.encode(f"text {number}" for number in range(REMEMBERED_TEXTS + 20))
    assert len(encoder._remembered) == REMEMBERED_TEXTS
    assert not any(b"text" in key for key in encoder._remembered)


def test_remembered_vectors_cannot_be_changed(encoder: SentenceEncoder) -> None:
    """A caller who works on its result never changes what the next caller gets."""
    vectors = encoder.encode(["take care"])
    before = vectors.copy()
    vectors[0, 0] += 1.0
    np.testing.assert_array_equal(encoder.encode(["take care"]), before)


def test_threads_agree(encoder: SentenceEncoder, folder: Path) -> None:
    """Several threads at once get the vectors one thread gets."""
    texts = [f"question number {number}" for number in range(20)]
    expected = SentenceEncoder.load(folder).encode(texts)
    found: list[np.ndarray] = []
    threads = [threading.Thread(target=lambda: found.append(encoder.encode(texts))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    for vectors in found:
        np.testing.assert_array_equal(vectors, expected)


def test_an_absent_model_is_refused_with_advice(tmp_path: Path) -> None:
    """Without a model the start stops and says what to run."""
    with pytest.raises(SentenceModelMissing, match="make train"):
        SentenceEncoder.load(tmp_path)


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    """A model that is not the one its record speaks of is never used."""
    for name in ("encoder.onnx", "tokenizer.json"):
        shutil.copy(FOLDER / name, tmp_path / name)
    (tmp_path / "built.json").write_text(json.dumps({"fingerprint": "0" * 64}))
    with pytest.raises(SentenceModelMissing, match="damaged"):
        SentenceEncoder.load(tmp_path)
