"""Conventions of the house that a machine can hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.screening.questions import QUESTIONS
from bot.words import LANGUAGES, RESPONSES, Words, words

ROOT = Path(__file__).resolve().parent.parent

LAYERS = (
    {"bot.placement"},
    {
        "bot.clinic",
        "bot.settings",
        "bot.words",
        "bot.dates_in_words",
        "bot.sentences",
        "bot.sentence_heads",
        "bot.clinic_facts",
        "bot.number_words",
    },
    {"bot.storage"},
    {"bot.safety"},
    {"bot.screening", "bot.booking", "bot.notify"},
    {"bot.conversation"},
    {"bot.telegram", "bot.web", "bot.desk", "actions"},
)
"""A module may import from its own layer and from those before it, never from one behind."""

STEPS_AROUND = ("consent", "safety_again", "review", "confirm_answer", "confirm_story", "change")

ENGLISH_SENTENCE = re.compile(r"^[A-Z][a-z']+( [a-zA-Z',-]+){5,}[.?!]$")
"""Six words or more that begin and end like a sentence."""

MAY_SPEAK = {
    "bot/__main__.py": "help of the command line",
    "bot/check_command.py": "for clinic staff at a terminal",
    "bot/clinic": "problems of clinic.yml, for clinic staff",
    "bot/settings.py": "problems of the settings, for operators",
    "bot/placement": "what a rule reads, for the printed table and the command line",
    "bot/screening/place_command.py": "errors of the command line",
    "bot/conversation/understand_command.py": "errors of the command line",
    "bot/desk": "staff pages and their commands",
    "bot/notify/drill.py": "for staff at a terminal",
    "bot/booking/evaluate.py": "figures for engineers",
    "bot/safety": "figures for engineers and log lines",
    "bot/screening/reading": "figures for engineers",
    "bot/evaluation": "figures for engineers",
    "bot/storage": "refusals that reach an engineer",
    "bot/telegram": "refusals that reach an operator",
}


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports_of(path: Path) -> set[str]:
    """Every module a file imports, wherever in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def layer_of(module: str) -> int | None:
    for number, layer in enumerate(LAYERS):
        if any(module == name or module.startswith(f"{name}.") for name in layer):
            return number
    return None


@pytest.mark.parametrize("path", list(python_files("bot", "actions")), ids=module_of)
def test_imports_point_one_way(path: Path) -> None:
    """What is true never imports what is shown; edges import the domain, not the other way."""
    own = layer_of(module_of(path))
    if own is None:
        return
    behind = {module for module in imports_of(path) if (layer_of(module) or 0) > own}
    assert not behind, f"{module_of(path)} imports {sorted(behind)}"


@pytest.mark.parametrize("path", list(python_files("bot/placement")), ids=module_of)
def test_placement_imports_nothing_of_ours(path: Path) -> None:
    """The rules can be read, tested and printed alone."""
    ours = {name for name in imports_of(path) if name.split(".")[0] in ("bot", "actions", "engine")}
    assert {name for name in ours if not name.startswith("bot.placement")} == set()


@pytest.mark.parametrize("path", list(python_files("bot", "actions")), ids=module_of)
def test_our_code_never_imports_rasa(path: Path) -> None:
    """What faces people is not held back by the engine's frozen packages."""
    assert "rasa" not in {name.split(".")[0] for name in imports_of(path)}


@pytest.mark.parametrize("path", list(python_files("engine")), ids=module_of)
def test_the_engine_never_imports_our_code(path: Path) -> None:
    """The engine's environment holds none of our packages."""
    assert not {"bot", "actions"} & {name.split(".")[0] for name in imports_of(path)}


@pytest.mark.parametrize("path", list(python_files("bot", "actions")), ids=module_of)
def test_no_sentence_for_people_stands_in_python(path: Path) -> None:
    """Words live in data/responses, where clinicians and translators find them."""
    name = path.relative_to(ROOT).as_posix()
    if any(name.startswith(allowed) for allowed in MAY_SPEAK):
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    loose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    sentences = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documented | loose
        and ENGLISH_SENTENCE.match(node.value)
    ]
    assert not sentences, f"{name}: {sentences}"


@pytest.fixture(scope="module")
def said() -> Words:
    return words()


def test_every_response_named_in_the_code_exists(said: Words) -> None:
    """A name that nobody defined would be silence at night."""
    named: set[str] = set()
    for path in python_files("bot", "actions"):
        named |= set(
            re.findall(r"[\"'](utter_[a-zA-Z0-9_]+[a-zA-Z0-9])[\"']", path.read_text(encoding="utf-8"))
        )
    unknown = {name for name in named if not said.has(name)} - {"utter_ask"}
    assert not unknown, sorted(unknown)


@pytest.mark.parametrize("question", [*(row.id for row in QUESTIONS), *STEPS_AROUND])
def test_every_question_has_ask_why_and_invalid(question: str, said: Words) -> None:
    """No question is asked again in silence, and each one says why it is asked."""
    for part in ("ask", "why", "invalid"):
        assert said.has(f"utter_{part}_{question}"), f"utter_{part}_{question}"


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: row.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_has_a_label_in_order(row: object, language: str, said: Words) -> None:
    """What is offered is what the table of questions knows, in both languages."""
    assert tuple(row.labels(said, language)) == row.choices  # type: ignore[attr-defined]


def test_the_domain_holds_no_words_and_stays_short() -> None:
    """Intents, slots, forms and actions alone, under 200 lines."""
    text = (ROOT / "domain.yml").read_text(encoding="utf-8")
    assert "responses" not in yaml.safe_load(text)
    assert len(text.splitlines()) < 200


def test_topics_bear_the_same_name_in_every_part() -> None:
    """A themed file of rules or examples has its responses under the same name, and the other way round."""
    themes = {path.stem for path in (ROOT / "data" / "nlu").glob("*.yml")}
    rules = {path.stem for path in (ROOT / "data" / "rules").glob("*.yml")}
    responses = {path.stem for path in RESPONSES.glob("*.yml")}
    assert rules <= themes | {"screening"}
    assert themes <= responses


def test_every_intent_of_the_data_is_in_the_domain() -> None:
    """An intent the domain does not know would fall through every rule."""
    domain = set(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"])
    trained = {
        entry["intent"]
        for path in (ROOT / "data" / "nlu").glob("*.yml")
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        if "intent" in entry
    }
    assert trained <= domain


def test_the_dialogue_has_rules_only_and_no_selective_domain() -> None:
    """No stories, one policy; the selective domain ends turns in silence with a newer SDK."""
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    assert [policy["name"] for policy in config["policies"]] == ["RulePolicy"]
    everything = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "data" / "rules").glob("*.yml"))
    assert "stories:" not in everything
    assert "enable_selective_domain" not in (ROOT / "endpoints.yml").read_text(encoding="utf-8")


def test_nothing_opens_at_import() -> None:
    """No connection, client or session is made by importing a module."""
    openers = re.compile(
        r"^(\w+) *(?::[^=]+)?= *(Database|Engines|httpx\.\w*Client|sa\.create_engine|sqlite3\.connect)\(",
        re.M,
    )
    found = [
        f"{path.relative_to(ROOT)}: {match[1]}"
        for path in python_files("bot", "actions")
        for match in openers.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not found, found
