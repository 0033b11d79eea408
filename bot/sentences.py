"""Turns a text into a vector that lies near the vectors of texts with a like meaning.

Two models, adapted to what people type here, 8-bit, built by `tools/sentence_models`, run in this process, each on one
thread: the first for every text, the second, which costs twice as much, where the first is unsure.
"""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]

_log = logging.getLogger(__name__)

FIRST, SECOND = "sentence", "sentence-second"
"""Their folders among the models of an installation."""

DIMENSIONS = 384
MAX_TOKENS = 128
"""Longer texts are cut here: about 90 English words."""

REMEMBERED_TEXTS = 512
"""Vectors kept for texts seen again (0.8 MB). Enough for the texts several readers look at in one turn."""


class SentenceModelMissing(Exception):
    """The folder holds no whole sentence model; the text says what to run."""


class SentenceEncoder:
    """Sentence vectors of unit length, so that a dot product is the likeness of two texts (1 is the same)."""

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._remembered: OrderedDict[bytes, Vectors] = OrderedDict()
        self._lock = threading.Lock()
        # Remembered under a keyed digest: what a person typed must not linger in memory as text.
        self._key = secrets.token_bytes(32)

    @classmethod
    def load(cls, folder: Path) -> SentenceEncoder:
        """Read the model built into `folder`. Raises SentenceModelMissing when it is absent or damaged."""
        try:
            built = json.loads((folder / "built.json").read_text(encoding="utf-8"))
            encoder = (folder / "encoder.onnx").read_bytes()
            vocabulary = (folder / "tokenizer.json").read_bytes()
        except (OSError, ValueError) as problem:
            raise SentenceModelMissing(
                f"There is no sentence model in {folder}. Run `make train`."
            ) from problem
        fingerprint = fingerprint_of(encoder, vocabulary)
        if built.get("fingerprint") != fingerprint:
            raise SentenceModelMissing(
                f"The sentence model in {folder} is damaged. Delete it and run `make train`."
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # The arena would keep the memory of the longest text ever read.
        options.enable_cpu_mem_arena = False
        # Read from the file once more: given as bytes, the graph would be held twice (23 MB).
        path = str(folder / "encoder.onnx")
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_str(vocabulary.decode("utf-8"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS)
        return cls(session, tokenizer)

    def encode(self, texts: Iterable[str]) -> Vectors:
        """One row of 384 numbers for each text, [n, 384]. May be called from several threads."""
        rows = [self._encode_one(text) for text in texts]
        return np.stack(rows) if rows else np.empty((0, DIMENSIONS), dtype=np.float32)

    def _encode_one(self, text: str) -> Vectors:
        key = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16).digest()
        with self._lock:
            known = self._remembered.get(key)
            if known is not None:
                self._remembered.move_to_end(key)
                return known
        vector = self._run(text)
        with self._lock:
            self._remembered[key] = vector
            if len(self._remembered) > REMEMBERED_TEXTS:
                self._remembered.popitem(last=False)
        return vector

    def _run(self, text: str) -> Vectors:
        # One text at a time: the 8-bit scales are taken over the whole input, so in a block each text would
        # change its neighbours a little, and padding would cost more than the block saves on one thread.
        readable = text.encode("utf-8", "replace").decode("utf-8")
        token_ids = np.array([self._tokenizer.encode(readable).ids], dtype=np.int64)
        (vectors,) = self._session.run(["vector"], {"token_ids": token_ids, "mask": np.ones_like(token_ids)})
        vector: Vectors = np.asarray(vectors[0], dtype=np.float32)
        vector.setflags(write=False)
        return vector


@dataclass(frozen=True)
class SentenceEncoders:
    """The sentence models of one process, held in memory once; None for what is missing."""

    first: SentenceEncoder | None
    second: SentenceEncoder | None

    @classmethod
    def load(cls, models: Path) -> SentenceEncoders:
        """Load what can be loaded from the folder of the models; never raises. What is missing is said in the log."""
        return cls(_loaded(models / FIRST), _loaded(models / SECOND))


def _loaded(folder: Path) -> SentenceEncoder | None:
    try:
        encoder = SentenceEncoder.load(folder)
        # A graph is slow at its first text: that must not be a person's.
        encoder.encode(["good evening"])
        return encoder
    except Exception as problem:  # a broken file must never stop the reading of danger
        _log.warning("texts are read without the sentence model in %s: %s", folder.name, problem)
        return None


def fingerprint_of(*parts: bytes) -> str:
    """One SHA-256 over several byte strings, each with its length before it, so that no two lists read the same."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()
