"""Chooses the word pieces kept of multilingual-e5-small: `python -m tools.adapt.pieces LINES .cache/sentence-weights`.

Kept are the pieces that the training lines are cut into, as they are and mistyped, those of the 25,000 commonest words
of English and of Spanish (wordfreq), with and without accents, and the short ones, signs and emoji, from which
everything else can be spelled.
"""

from __future__ import annotations

import argparse
import random
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from wordfreq import top_n_list

from tools.adapt.lines_file import read
from tools.adapt.slips import mistyped
from tools.sentence_models.multilingual_e5 import SPACE, save_kept_pieces, unpack

COMMONEST = 25_000
TIMES_MISTYPED = 2
SHORT = re.compile(rf"{SPACE}?[a-z0-9áéíóúüñ'’.,!?¿¡:;()\-*/&@#$%+=\"…]{{1,3}}")
SIGNS = frozenset({"So", "Sk", "Sm", "Sc", "Po", "Pd", "Ps", "Pe", "Pi", "Pf"})
"""Unicode's categories of symbols, emoji and punctuation."""


def without_accents(word: str) -> str:
    """The word as a hurried thumb types it."""
    return "".join(part for part in unicodedata.normalize("NFD", word) if not unicodedata.combining(part))


def is_basic(piece: str) -> bool:
    """Whether it is short or a sign: what longer words can be spelled with."""
    bare = piece.strip(SPACE)
    return bool(SHORT.fullmatch(piece)) or (len(bare) == 1 and unicodedata.category(bare) in SIGNS)


def typed(lines: Iterable[dict[str, str]]) -> list[str]:
    """The lines' texts, as they are and mistyped."""
    texts = sorted({line[form] for line in lines for form in ("text", "as_typed") if form in line})
    chance = random.Random(1)
    return texts + [mistyped(text, chance) for _ in range(TIMES_MISTYPED) for text in texts]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("lines", type=Path, help="what `python -m tools.adapt.lines` wrote")
    parser.add_argument("weights", type=Path, help="the folder the packages of weights were installed into")
    chosen = parser.parse_args()
    model = unpack(chosen.weights)
    words = {word for language in ("en", "es") for word in top_n_list(language, COMMONEST)}
    words |= {without_accents(word) for word in words}
    kept = {place for place, piece in enumerate(model.pieces) if is_basic(piece)}
    kept |= {model.begin, model.end, model.unknown}
    for encoding in model.tokenizer().encode_batch(typed(read(chosen.lines)) + sorted(words)):
        kept.update(encoding.ids)
    save_kept_pieces(sorted(kept))
    print(f"{len(kept)} of {len(model.pieces)} pieces kept")


if __name__ == "__main__":
    main()
