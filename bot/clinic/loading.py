"""Reading `clinic.yml`: every problem of the file at once, each with its place and what is expected there."""

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.clinic.model import Clinic
from bot.clinic.sections import NEEDED_LINES
from bot.clinic.suggestions import did_you_mean

_LONGEST_SHOWN_VALUE = 60

# What pydantic's own checks expect, said to someone who edits the file. Names in braces come from the check.
_EXPECTED = {
    "missing": "a value; the key is missing",
    "string_type": "text, in quotes if it looks like a number",
    "string_too_short": "text that is not empty",
    "string_too_long": "at most {max_length} characters",
    "string_pattern_mismatch": "text that fits {pattern}",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
    "literal_error": "one of {expected}",
    "tuple_type": "a list",
    "too_short": "at least {min_length} entry",
    "model_type": "a block of keys",
    "model_attributes_type": "a block of keys",
}


class ClinicFileError(Exception):
    """A clinic file that cannot be used; `problems` holds one line for each thing wrong with it."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def load_clinic(path: Path | str) -> Clinic:
    """The clinic described by the file. Raises ClinicFileError with all its problems."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ClinicFileError(
            [f"{path}: cannot be read ({error.strerror}); expected the clinic's file"]
        ) from None
    except UnicodeDecodeError:
        raise ClinicFileError([f"{path}: expected text in UTF-8"]) from None
    return read_clinic(text, str(path))


def read_clinic(text: str, file_name: str) -> Clinic:
    """The clinic described by YAML text; `file_name` is for the messages. Raises ClinicFileError."""
    loader = _CarefulLoader(text)
    try:
        content = loader.get_single_data()
    except yaml.YAMLError as error:
        raise ClinicFileError([f"{file_name}{_line_of(error)}: expected YAML; {_reason_of(error)}"]) from None
    finally:
        loader.dispose()
    problems = [
        f"{file_name}, line {line}: {key}: stands twice in its block; expected each key once"
        for key, line in loader.repeated_keys
    ]
    if not isinstance(content, dict):
        raise ClinicFileError([f"{file_name}: expected the clinic's keys (name, phone, ...), found none"])
    problems += [f"{file_name}: {problem}" for problem in _problems_with_ids(content)]
    try:
        clinic = Clinic.model_validate(content)
    except ValidationError as error:
        problems += [_problem(file_name, detail) for detail in error.errors(include_url=False)]
        raise ClinicFileError(problems) from None
    if problems:
        raise ClinicFileError(problems)
    return clinic


class _CarefulLoader(yaml.SafeLoader):
    """A safe YAML loader that notices keys written twice, of which YAML silently keeps the last."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.repeated_keys: list[tuple[str, int]] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    self.repeated_keys.append((key.value, key.start_mark.line + 1))
                seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def _problems_with_ids(content: dict[str, Any]) -> list[str]:
    """Ids that stand twice and crisis lines that are missing.

    Looked for in the raw lists: a check after the types would stay silent while any other entry is wrong.
    """
    problems = []
    for key in ("therapists", "crisis_lines"):
        entries = content.get(key)
        listed = entries if isinstance(entries, list) else []
        ids = [str(entry["id"]) for entry in listed if isinstance(entry, dict) and "id" in entry]
        for twice in sorted({name for name in ids if ids.count(name) > 1}):
            problems.append(f"{key}: {twice!r} is the id of more than one entry; expected each id once")
        if key == "crisis_lines" and isinstance(entries, list):
            problems += [
                f"{key}: no entry has the id {needed!r}; expected one, the danger cards show it"
                for needed in NEEDED_LINES
                if needed not in ids
            ]
    return problems


def _line_of(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f", line {mark.line + 1}" if mark is not None else ""


def _reason_of(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or "this is not readable as YAML")


def _problem(file_name: str, detail: ErrorDetails) -> str:
    place = _place(detail["loc"])
    if detail["type"] == "extra_forbidden":
        known = _keys_beside(detail["loc"])
        key = str(detail["loc"][-1])
        hint = did_you_mean(key, known) or f"; known: {', '.join(known)}"
        return f"{file_name}: {place}: is not a key here{hint}"
    if detail["type"] == "missing":
        return f"{file_name}: {place}: expected {_EXPECTED['missing']}"
    template = _EXPECTED.get(detail["type"])
    expected = template.format(**detail.get("ctx", {})) if template else detail["msg"]
    return f"{file_name}: {place}: {_shown(detail['input'])}; expected {expected}"


def _place(location: tuple[int | str, ...]) -> str:
    place = ""
    for part in location:
        place += f"[{part}]" if isinstance(part, int) else f".{part}" if place else str(part)
    return place


def _shown(value: Any) -> str:
    if isinstance(value, dict | BaseModel):
        return "a block of keys"
    if isinstance(value, list | tuple):
        return "a list"
    text = repr(value) if isinstance(value, str) else "null" if value is None else str(value)
    return text if len(text) <= _LONGEST_SHOWN_VALUE else text[: _LONGEST_SHOWN_VALUE - 3] + "..."


def _keys_beside(location: tuple[int | str, ...]) -> list[str]:
    """The keys allowed in the block that holds the last part of `location`."""
    block: type[BaseModel] = Clinic
    for part in location[:-1]:
        if isinstance(part, str):
            inner = _block_in(block.model_fields[part].annotation)
            if inner is not None:
                block = inner
    return sorted(block.model_fields)


def _block_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        found = _block_in(part)
        if found is not None:
            return found
    return None
