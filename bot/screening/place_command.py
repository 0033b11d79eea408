"""`python -m bot place`: answers in, suggested level and reasons out, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from bot.placement import AnswerError, PlacementSettings, place
from bot.screening.explain import explain
from bot.words import DEFAULT_LANGUAGE, LANGUAGES, Words


class LineError(ValueError):
    """A line that cannot be placed. The message says what is expected and never repeats the line."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def run(lines: Iterable[str | bytes], out: TextIO, words: Words, settings: PlacementSettings) -> int:
    """Answer every line that is not blank on a line of its own; returns how many were refused.

    A line is `{"answers": {...}}`, with `"language": "es"` for Spanish reasons; other keys are left alone.
    """
    refused = 0
    for line in lines:
        if not line.strip():
            continue
        try:
            reply = answer_line(line, words, settings)
        except (LineError, AnswerError) as problem:
            refused += 1
            reply = {"error": {"code": problem.code, "message": problem.message}}
        out.write(json.dumps(reply, ensure_ascii=False) + "\n")
    return refused


def answer_line(line: str | bytes, words: Words, settings: PlacementSettings) -> dict[str, object]:
    """The placement for one line. Raises LineError or AnswerError."""
    answers, language = _read(line)
    placement = place(answers, settings)
    reasons = explain(placement, language, words)
    return {
        "level": placement.level,
        "rules": list(placement.rules),
        "flags": list(placement.flags),
        "open": list(placement.open),
        "reasons": [{"rule": reason.rule, "text": reason.text} for reason in reasons],
        "next_question": placement.next_question,
    }


def _read(line: str | bytes) -> tuple[dict[str, object], str]:
    try:
        data = json.loads(
            line.decode("utf-8-sig") if isinstance(line, bytes) else line.removeprefix("\ufeff")
        )
    except (ValueError, RecursionError):
        raise LineError("not_json", "This line is not JSON. Each line is one JSON object.") from None
    if not isinstance(data, dict):
        raise LineError("not_an_object", 'This line is not a JSON object such as {"answers": {}}.')
    answers = data.get("answers")
    if not isinstance(answers, dict):
        raise LineError("no_answers", 'This line has no "answers" object with question ids and choices.')
    language = data.get("language", DEFAULT_LANGUAGE)
    if language not in LANGUAGES:
        raise LineError("unknown_language", f"The language is one of {', '.join(LANGUAGES)}.")
    return answers, language
