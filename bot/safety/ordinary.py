"""Ordinary talk with the assistant: what people ask, answer and tap every day, and what must never look like danger."""

import itertools
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.intent_examples import ANSWER, intent_examples
from bot.safety.dataset import Line
from bot.safety.judge import read_patterns
from bot.safety.normalise import normalise
from bot.words import LANGUAGES, words

ANSWERS = Path(__file__).resolve().parents[2] / "data" / "reading" / "train"

# Anger and stopping are said in words of despair too; such lines teach nothing without their author's mood. Answers
# are taken from where their meaning stands beside them.
LEFT_OUT = frozenset({"frustration", "stop", ANSWER})

# Of so many lines one is taken: there are far more than of danger, and each costs time when a machine is set up.
TYPED_OF = 2
NEIGHBOURS_OF = 6

# Answers that tell of trouble which may be danger too: what they are is for the written lines of danger to say.
MAY_BE_DANGER = {
    "safety": frozenset({"medical_emergency", "danger_now", "thoughts", "being_hurt"}),
    "safety_plan": frozenset({"yes"}),
    "withdrawal": frozenset({"sick", "seizure", "dts"}),
    "health": frozenset({"med_urgent", "mh_hard"}),
    "home": frozenset({"destructive"}),
}


def ordinary_lines() -> list[Line]:
    """Lines of the dialogue's training data, answers to the questions and every button's label, all without danger.

    Lines in which the written patterns see danger are left out: somebody may have meant it.
    """
    told = list(_answers())
    answers = (text for _, text in told)
    taken = [*_some(_typed(), TYPED_OF), *_some(answers, TYPED_OF), *_some(_neighbours(told), NEIGHBOURS_OF)]
    texts = dict.fromkeys([*taken, *_labels()])
    return [_line(text) for text in texts if read_patterns(normalise(text), None).reading.outcome == "none"]


def _some(texts: Iterable[str], of: int) -> Iterator[str]:
    """One line of so many, always the same ones, whatever else there is."""
    return (text for text in texts if zlib.crc32(text.encode()) % of == 0)


def _typed() -> Iterator[str]:
    return (text for text, intent in intent_examples() if intent not in LEFT_OUT)


def _answers() -> Iterator[tuple[str, str]]:
    """Who wrote an answer, and the answer."""
    for path in sorted(ANSWERS.glob("*.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            value = row["expect"].get("value")
            said = value if isinstance(value, list) else [value]
            if not MAY_BE_DANGER.get(row["question"], frozenset()).intersection(said):
                yield row["author"], row["text"]


def _neighbours(answers: list[tuple[str, str]]) -> Iterator[str]:
    """Two neighbours of one person as one text: people tell more than they were asked."""
    for (author, before), (other, text) in itertools.pairwise(answers):
        if author == other:
            yield f"{before}. {text}"


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
