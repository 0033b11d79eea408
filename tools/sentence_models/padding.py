"""Texts as one block of token ids."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer


def padded(
    tokenizer: Tokenizer, texts: tuple[str, ...]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Token ids and mask of several texts as one block, short rows filled with zeros."""
    rows = [tokenizer.encode(text).ids for text in texts]
    length = max(len(row) for row in rows)
    token_ids = np.zeros((len(rows), length), dtype=np.int64)
    mask = np.zeros_like(token_ids)
    for index, row in enumerate(rows):
        token_ids[index, : len(row)] = row
        mask[index, : len(row)] = 1
    return token_ids, mask
