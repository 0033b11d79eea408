"""Numbers for the learned model: hashed words and letter groups of the normalised text, and a sentence vector."""

import functools
import itertools
import math
import re
import zlib
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]

WORD_BUCKETS: Final = 1 << 15
LETTER_BUCKETS: Final = 1 << 15
SPARSE_SIZE: Final = WORD_BUCKETS + LETTER_BUCKETS
VECTOR_SIZE: Final = 384

# A piece is about as long as the texts the model has learned from; a longer text is read piece by piece.
PIECE_CHARACTERS: Final = 240
MOST_PIECES: Final = 60

_WORD = re.compile(r"[a-z0-9]+|\?")


@functools.lru_cache(maxsize=20_000)
def _letters_of(word: str) -> tuple[int, ...]:
    padded = f" {word} "
    groups = {padded[i : i + size] for size in (2, 3, 4, 5) for i in range(len(padded) - size + 1)}
    return tuple(WORD_BUCKETS + zlib.crc32(group.encode()) % LETTER_BUCKETS for group in groups)


@functools.lru_cache(maxsize=20_000)
def _bucket_of(words: str) -> int:
    return zlib.crc32(words.encode()) % WORD_BUCKETS


def sparse_features(plain: str) -> tuple[Indices, Indices]:
    """Buckets of the words and pairs of words, and buckets of the letter groups, of one piece of normalised text."""
    words = _WORD.findall(plain)
    pairs = [f"{left} {right}" for left, right in itertools.pairwise(words)]
    word_buckets = {_bucket_of(token) for token in (*words, *pairs)}
    letter_buckets = {bucket for word in set(words) for bucket in _letters_of(word)}
    return _sorted(word_buckets), _sorted(letter_buckets)


def _sorted(buckets: set[int]) -> Indices:
    return np.fromiter(sorted(buckets), dtype=np.int64, count=len(buckets))


def weigh(buckets: Indices, rarity: Floats) -> Floats:
    """The value of each bucket: its rarity in the training texts, together of unit length."""
    values: Floats = rarity[buckets]
    length = math.sqrt(float(values @ values))
    return values / np.float32(length) if length else values


def pieces(plain: str) -> list[str]:
    """Normalised text cut at sentence ends into pieces short enough to be read as one thought."""
    if len(plain) <= PIECE_CHARACTERS:
        return [plain] if plain else []
    found: list[str] = []
    for sentence in plain.split("\n"):
        for start in range(0, len(sentence), PIECE_CHARACTERS):
            part = sentence[start : start + PIECE_CHARACTERS]
            if found and len(found[-1]) + len(part) < PIECE_CHARACTERS // 2:
                found[-1] = f"{found[-1]}\n{part}"
            elif part.strip():
                found.append(part)
    if len(found) > MOST_PIECES:
        half = MOST_PIECES // 2
        found = [*found[:half], *found[-half:]]
    return found
