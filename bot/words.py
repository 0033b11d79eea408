"""The words people read, from `data/responses`: the same files the engine speaks from, for what is said without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DEFAULT_LANGUAGE = "en"
LANGUAGES = ("en", "es")
RESPONSES = Path(__file__).resolve().parent.parent / "data" / "responses"


@dataclass(frozen=True)
class Option:
    """One choice a person can tap: the id that is stored and the label that is read."""

    id: str
    label: str


@dataclass(frozen=True)
class Response:
    """What one response name says in one language."""

    text: str
    options: tuple[Option, ...]
    custom: Mapping[str, Any]


class UnknownResponse(KeyError):
    """A response name that no file in `data/responses` defines."""


class Words:
    """All responses in all languages; English stands in where a language has no variation."""

    def __init__(self, responses: Mapping[str, Mapping[str, Response]]) -> None:
        self._responses = responses

    @classmethod
    def load(cls, folder: Path = RESPONSES) -> Words:
        """Read every response file below `folder`; raises UnknownResponse only later, when a name is asked for."""
        found: dict[str, dict[str, Response]] = {}
        for path in sorted(folder.glob("*.yml")):
            document = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader) or {}
            for name, variations in (document.get("responses") or {}).items():
                found[name] = {_language_of(variation): _response(variation) for variation in variations}
        return cls(found)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._responses)

    def has(self, name: str) -> bool:
        return name in self._responses

    def get(self, name: str, language: str) -> Response:
        try:
            variations = self._responses[name]
        except KeyError:
            raise UnknownResponse(name) from None
        return variations.get(language) or variations[DEFAULT_LANGUAGE]

    def say(self, name: str, language: str, **values: object) -> str:
        """The text of a response with its `{placeholders}` filled; a missing value raises KeyError."""
        text = self.get(name, language).text
        return text.format_map(values) if values else text

    def options(self, name: str, language: str) -> tuple[Option, ...]:
        return self.get(name, language).options

    def label(self, name: str, option_id: str, language: str) -> str:
        """The label of one option of a response; raises KeyError when it is not offered there."""
        for option in self.options(name, language):
            if option.id == option_id:
                return option.label
        raise KeyError(f"{name} offers no {option_id}")

    def custom(self, name: str, language: str) -> Mapping[str, Any]:
        return self.get(name, language).custom


@cache
def words() -> Words:
    """The project's own words, read once."""
    return Words.load()


def _language_of(variation: Mapping[str, Any]) -> str:
    for condition in variation.get("condition") or ():
        if condition.get("name") == "language":
            return str(condition["value"])
    return DEFAULT_LANGUAGE


def _response(variation: Mapping[str, Any]) -> Response:
    options = tuple(Option(str(b["payload"]), str(b["title"])) for b in variation.get("buttons") or ())
    return Response(str(variation.get("text", "")).strip(), options, variation.get("custom") or {})


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads `yes` and `no` as the words they are, as the engine's own reader does."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
