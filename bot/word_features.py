"""A text as hashed words, pairs of words and groups of letters, for linear readers: danger's words and the answers'."""

from __future__ import annotations

import functools
import itertools
import math
import re
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from scipy import sparse

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]
Found = tuple[Indices, Indices]
"""The buckets of words and of letter groups in one text, each rising."""

WORD_BUCKETS: Final = 1 << 15
LETTER_BUCKETS: Final = 1 << 15
SPARSE_SIZE: Final = WORD_BUCKETS + LETTER_BUCKETS

_WORD = re.compile(r"[a-z0-9]+|\?")


@functools.lru_cache(maxsize=20_000)
def _letters_of(word: str) -> tuple[int, ...]:
    padded = f" {word} "
    groups = {padded[i : i + size] for size in (2, 3, 4, 5) for i in range(len(padded) - size + 1)}
    return tuple(WORD_BUCKETS + zlib.crc32(group.encode()) % LETTER_BUCKETS for group in groups)


@functools.lru_cache(maxsize=20_000)
def _bucket_of(words: str) -> int:
    return zlib.crc32(words.encode()) % WORD_BUCKETS


def sparse_features(plain: str) -> Found:
    """Buckets of the words and pairs of words, and buckets of the letter groups, of one piece of normalised text."""
    words = _WORD.findall(plain)
    pairs = [f"{left} {right}" for left, right in itertools.pairwise(words)]
    word_buckets = {_bucket_of(token) for token in (*words, *pairs)}
    letter_buckets = {bucket for word in set(words) for bucket in _letters_of(word)}
    return _sorted(word_buckets), _sorted(letter_buckets)


def _sorted(buckets: set[int]) -> Indices:
    return np.fromiter(sorted(buckets), dtype=np.int64, count=len(buckets))


def unit(values: Floats) -> Floats:
    """The values scaled to a length of one; nothing stays nothing."""
    length = math.sqrt(float(values @ values))
    return values / np.float32(length) if length else values


def rarity_of(texts: Sequence[Found]) -> Floats:
    """How rare each bucket is in the training texts; 0 where it was seen once or never: that says nothing of others."""
    seen = np.zeros(SPARSE_SIZE)
    for words, letters in texts:
        seen[words] += 1
        seen[letters] += 1
    rarity = np.log((1 + len(texts)) / (1 + seen)) + 1
    rarity[seen < 2] = 0.0
    return rarity.astype(np.float32)


def table_of(texts: Sequence[Found], rarity: Floats) -> sparse.csr_matrix:
    """The texts as rows of what `unit` makes of the rarities of their words, and of their letter groups."""
    from scipy import sparse

    places: list[Indices] = []
    values: list[Floats] = []
    ends = [0]
    for found in texts:
        places += found
        values += [unit(rarity[buckets]) for buckets in found]
        ends.append(ends[-1] + sum(map(len, found)))
    return sparse.csr_matrix(
        (np.concatenate(values), np.concatenate(places), ends), shape=(len(texts), SPARSE_SIZE)
    )
