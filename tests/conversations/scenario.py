"""Conversation scenarios: steps a person takes, and what must be true after each; unknown keys are refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.storage import conversations, screenings
from bot.storage.database import Database
from bot.words import Words
from tests.talk import Talk, options_of

STEPS = frozenset({"tap", "pick", "say", "fill", "answer"})
EXPECTATIONS = frozenset({"asks", "says", "not_says", "kinds", "level", "answers", "answered", "options"})
PLACEHOLDER = re.compile(r"\{\w+\}")


@dataclass(frozen=True)
class Scenario:
    """One conversation with a sentence as its name."""

    name: str
    language: str
    steps: tuple[Mapping[str, Any], ...]


def load(folder: Path) -> list[Scenario]:
    """All scenarios of a folder; raises ValueError for a key nobody reads."""
    found: list[Scenario] = []
    for path in sorted(folder.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            _refuse_unknown(entry, {"name", "language", "steps"}, path)
            for step in entry["steps"]:
                _refuse_unknown(step, STEPS | EXPECTATIONS, path)
            found.append(Scenario(entry["name"], entry.get("language", "en"), tuple(entry["steps"])))
    return found


def play(scenario: Scenario, url: str, database: Database, words: Words) -> None:
    """Take every step and check what must be true after it; a failure names the step."""
    talk = Talk(url, language=scenario.language)
    for number, step in enumerate(scenario.steps, 1):
        where = f"step {number} of “{scenario.name}”"
        _take(talk, step, where)
        _check(talk, step, scenario, database, words, where)


def _take(talk: Talk, step: Mapping[str, Any], where: str) -> None:
    if "answer" in step:
        for question, value in step["answer"].items():
            if talk.question == "consent" and question != "consent":
                talk.tap("agree")
            assert talk.question == question, f"{where}: {talk.question} is open, not {question}"
            talk.tap(*options_of(value))
    elif "tap" in step:
        talk.tap(*options_of(step["tap"]))
    elif "pick" in step:
        talk.tap(talk.prompt["options"][step["pick"] - 1]["id"])
    elif "say" in step:
        talk.say(step["say"])
    elif "fill" in step:
        talk.fill(step["fill"])


def _check(
    talk: Talk, step: Mapping[str, Any], scenario: Scenario, database: Database, words: Words, where: str
) -> None:
    texts = [line["text"] for line in talk.last if line["from"] == "bot"]
    for response in _listed(step.get("says")):
        pattern = _pattern(words, response, scenario.language)
        assert any(pattern.search(text) for text in texts), (
            f"{where}: nothing said is utter_{response}: {texts}"
        )
    for response in _listed(step.get("not_says")):
        pattern = _pattern(words, response, scenario.language)
        assert not any(pattern.search(text) for text in texts), f"{where}: utter_{response} was said"
    if "asks" in step:
        assert talk.last and talk.last[-1].get("question") == step["asks"], f"{where}: asked {talk.last[-1:]}"
    if "kinds" in step:
        assert talk.kinds() == step["kinds"], f"{where}: {talk.kinds()}"
    if "options" in step:
        offered = [option["id"] for option in talk.prompt["options"]]
        assert offered == step["options"], f"{where}: {offered}"
    if "level" in step:
        assert talk.level() == step["level"], f"{where}: {talk.level()}"
    if "answers" in step or "answered" in step:
        stored = stored_answers(talk, database)
        for question, value in (step.get("answers") or {}).items():
            assert stored.get(question) == value, f"{where}: stored {question} is {stored.get(question)}"
        if "answered" in step:
            assert sorted(stored) == sorted(step["answered"]), f"{where}: {sorted(stored)}"


def stored_answers(talk: Talk, database: Database) -> dict[str, Any]:
    """What the answers table holds for a talk."""
    with database.read() as tx:
        conversation = conversations.by_token(tx, talk.client.cookies["doorway"])
        return screenings.answers_of(tx, conversation)


def _pattern(words: Words, response: str, language: str) -> re.Pattern[str]:
    """The words of a response with anything in its placeholders."""
    text = words.get(f"utter_{response}", language).text
    return re.compile(r"[\s\S]*".join(re.escape(part) for part in PLACEHOLDER.split(text)))


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _refuse_unknown(entry: Mapping[str, Any], known: frozenset[str] | set[str], path: Path) -> None:
    unknown = set(entry) - set(known)
    if unknown:
        raise ValueError(f"{path.name}: unknown keys {sorted(unknown)}")
