"""The examples of the dialogue's intents in `data/nlu`, for whatever else learns from them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

DATA = Path(__file__).resolve().parents[1] / "data" / "nlu"

ANSWER = "answer"
"""The intent of what answers the open question."""


def intent_examples() -> Iterator[tuple[str, str]]:
    """Text and intent of every example, file by file."""
    for path in sorted(DATA.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in entry["examples"].splitlines():
                text = line.strip().removeprefix("- ").strip()
                if text:
                    yield text, entry["intent"]
