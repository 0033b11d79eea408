"""Reads the lexicon files of this package; a value that is not plain text stops the start with the file's name."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent / "lexicons"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BadLexicon(ValueError):
    """A lexicon file holds something else than text where text belongs."""


def exists(name: str) -> bool:
    return (FOLDER / name).is_file()


@cache
def load_mapping(name: str) -> dict[str, str]:
    """A flat YAML file, text to text."""
    document = yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=_LOADER)
    for key, value in document.items():
        if not isinstance(key, str) or not isinstance(value, str):
            raise BadLexicon(f"{name}: {key!r} must be text for text (quote it)")
    return dict(document)


@cache
def load_graded(name: str) -> dict[str, dict[str, str]]:
    """A lexicon file: option -> grade (sure, likely, whole) -> phrases."""
    document = yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=_LOADER)
    for option, grades in document.items():
        if not isinstance(option, str) or not isinstance(grades, dict):
            raise BadLexicon(f"{name}: {option!r} must be text with grades below it (quote yes and no)")
        for grade, phrases in grades.items():
            if grade not in ("sure", "likely", "whole") or not isinstance(phrases, str):
                raise BadLexicon(
                    f"{name}: {option}: {grade!r} must be sure, likely or whole, with phrases as text"
                )
    return dict(document)


@cache
def load_words(name: str) -> frozenset[str]:
    """A file of words between blanks; lines that begin with # are remarks."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
