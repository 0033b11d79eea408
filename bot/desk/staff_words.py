"""What staff read outside the templates: names of levels, flags and states, and sentences by code, in English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parent / "words.yml"


@cache
def staff_words() -> Mapping[str, Mapping[str, str]]:
    """Group -> key -> words."""
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {group: {str(key): str(text) for key, text in found.items()} for group, found in loaded.items()}


def word(group: str, key: str) -> str:
    """One of the words; a key that nobody named stands for itself, so that nothing is ever hidden."""
    return staff_words()[group].get(key, key.replace("_", " "))


def sentence(key: str, **values: object) -> str:
    """A sentence by its code, with its placeholders filled. Raises KeyError for one that is not there."""
    return staff_words()["sentences"][key].format_map(values)
