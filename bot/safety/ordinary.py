"""Ordinary talk with the assistant: what people ask, answer and tap every day, and what must never look like danger."""

import zlib
from pathlib import Path

import yaml

from bot.safety.dataset import Line
from bot.safety.judge import read_patterns
from bot.safety.normalise import normalise
from bot.words import LANGUAGES, words

DATA = Path(__file__).resolve().parents[2] / "data" / "nlu"

# Anger and stopping are said in words of despair too; such lines teach nothing without their author's mood.
LEFT_OUT = frozenset({"frustration", "stop"})

# One line in so many: enough of each topic, and the written lines of danger still weigh more.
ONE_IN = 2


def ordinary_lines() -> list[Line]:
    """Lines of the dialogue's training data and every button's label, all without danger.

    Lines in which the written patterns see danger are left out: somebody may have meant it.
    """
    texts = [*_typed(), *_labels()]
    return [_line(text) for text in texts if read_patterns(normalise(text), None).reading.outcome == "none"]


def _typed() -> list[str]:
    found: list[str] = []
    for path in sorted(DATA.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if entry.get("intent") not in LEFT_OUT:
                lines = (line.strip().removeprefix("- ").strip() for line in entry["examples"].splitlines())
                found += [line for line in lines if line and zlib.crc32(line.encode()) % ONE_IN == 0]
    return found


def _labels() -> list[str]:
    said = words()
    names = sorted(name for name in said.names if name.startswith("utter_ask_"))
    return [
        option.label for name in names for language in LANGUAGES for option in said.options(name, language)
    ]


def _line(text: str) -> Line:
    return Line(
        text=text,
        language="",
        author="ordinary",
        expect="none",
        kind=None,
        is_explicit=False,
        is_someone_else=False,
        before=(),
        question=None,
    )
