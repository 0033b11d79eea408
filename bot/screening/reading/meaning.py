"""Reads answers by what they mean where no phrase settles them.

What it says is never certain; the person is asked to confirm it. Two opinions are averaged: that of linear readers of
words and letter groups (`by_words`), trained on the phrases of the lexicons and on the lines of `data/reading/train`,
and that of the first sentence model's own heads (`bot/sentence_heads.py`), when the model is there. The readers of
words are trained by `python -m bot.screening.reading.meaning`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.intent_examples import ANSWER, intent_examples
from bot.intent_examples import DATA as INTENTS
from bot.screening.questions import BY_ID, ORDER
from bot.screening.reading.by_words import WordReader, features_of, fit_each, fit_one, read_arrays
from bot.screening.reading.data_files import FOLDER
from bot.screening.reading.lexicon import rows_of
from bot.screening.reading.result import OTHER_TALK
from bot.sentence_heads import FIRST_HEADS, Encoder, Head, load_heads, shares
from bot.sentences import fingerprint_of

Vectors = npt.NDArray[np.float32]

ABOUT = "about"
"""The name under which the reader of what a sentence speaks of is stored."""

FILE = "answers.npz"
"""Among the models of an installation."""

TRAINING_LINES = Path("data/reading/train")
LONGEST_TEXT_WORDS = 80

ONE_OF_SEVERAL = 3.0
"""What a choice gains in log odds in a head's opinion where several may be ticked: the head shares one whole among
them. Chosen on tuning lines."""

OTHER_TALK_QUESTIONS = 3
"""At how many questions, taken by chance, an example of a topic or a detour trains as what is no answer."""

LINE_WEIGHT = 4.0
"""How much more a line that somebody might have typed counts than a phrase of a word list."""


class MeaningModelMissing(Exception):
    """There is no model for these phrases; the text says what to run."""


@dataclass(frozen=True, order=True)
class Example:
    """A text and the choices it means at one question, or at all of them (talk that is no answer)."""

    text: str
    questions: tuple[str, ...]
    choices: tuple[str, ...]
    is_phrase: bool


@dataclass(frozen=True)
class SentenceReader:
    """The sentence model and its own heads, one for each question."""

    encoder: Encoder
    heads: Mapping[str, Head]

    def scores(self, question: str, text: str) -> Vectors:
        """The score of each choice; where several may be ticked, the log odds of each by itself."""
        head = self.heads[question]
        scores = head.scores(self.encoder.encode([text])[0])
        return _margins(head.choices, shares(scores)) if BY_ID[question].select == "many" else scores


class MeaningModel:
    """For each question, how likely a text means each choice."""

    def __init__(
        self, by_words: Mapping[str, WordReader], about: WordReader, by_vectors: SentenceReader | None = None
    ) -> None:
        self._by_words = by_words
        self._about = about
        self._by_vectors = by_vectors

    @classmethod
    def load(cls, path: Path, encoder: Encoder | None = None) -> MeaningModel:
        """Read the model in `path`; `encoder`: the first sentence model, when it is there.

        Raises MeaningModelMissing when absent or made for other phrases.
        """
        try:
            with np.load(path) as stored:
                if str(stored["digest"]) != digest():
                    raise MeaningModelMissing(f"The phrases behind {path} have changed. Run `make train`.")
                by_words = {question: read_arrays(stored, question) for question in ORDER}
                about = read_arrays(stored, ABOUT)
        except OSError:
            raise MeaningModelMissing(f"There is no model of answers in {path}. Run `make train`.") from None
        if encoder is None:
            return cls(by_words, about)
        heads = load_heads(FIRST_HEADS)
        in_order = {
            question: heads[question].in_order(reader.choices) for question, reader in by_words.items()
        }
        return cls(by_words, about, SentenceReader(encoder, in_order))

    def likely(self, question: str, text: str) -> dict[str, float]:
        """How likely `text` means each choice of `question`, from 0 to 1, likeliest first; empty when too long.

        What is not an answer at all has its share under `OTHER_TALK`. Where one choice is asked the shares make a
        whole; where several may be ticked each stands for itself.
        """
        words = text.split()
        if not words or len(words) > LONGEST_TEXT_WORDS:
            return {}
        reader = self._by_words[question]
        scores = reader.scores(text)
        if self._by_vectors:
            by_vectors = self._by_vectors.scores(question, text)
            scores = np.float32(0.5) * (scores + by_vectors)
        return _ranked(reader, _each(scores) if BY_ID[question].select == "many" else shares(scores))

    def about(self, text: str) -> dict[str, float]:
        """How likely a sentence speaks of what each question asks, likeliest first; it may speak of several."""
        return _ranked(self._about, _each(self._about.scores(text)))


def _margins(choices: tuple[str, ...], likely: Vectors) -> Vectors:
    """The log odds of each choice by itself, from its share of a whole."""
    kept = np.clip(likely, 1e-6, 1 - 1e-6)
    gain = np.array([0.0 if choice == OTHER_TALK else ONE_OF_SEVERAL for choice in choices], np.float32)
    return np.asarray(np.log(kept / (1 - kept)) + gain, dtype=np.float32)


def _each(logits: Vectors) -> Vectors:
    return np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float32)


def _ranked(reader: WordReader, likely: Vectors) -> dict[str, float]:
    return {reader.choices[place]: float(likely[place]) for place in np.argsort(-likely)}


def train(path: Path) -> None:
    """Train the readers of words on all examples and write them to `path`."""
    rows = [*examples(), *other_talk()]
    found = [features_of(row.text) for row in rows]
    stored: dict[str, npt.NDArray[np.generic]] = {"digest": np.array(digest())}

    def keep(name: str, reader: WordReader) -> None:
        stored.update({f"{name}.{part}": array for part, array in reader.arrays().items()})

    for question in ORDER:
        places = [place for place, row in enumerate(rows) if question in row.questions]
        mine, texts = [rows[place] for place in places], [found[place] for place in places]
        weight = [1.0 if row.is_phrase else LINE_WEIGHT for row in mine]
        said = {choice for row in mine for choice in row.choices}
        choices = [choice for choice in (*BY_ID[question].choices, OTHER_TALK) if choice in said]
        if BY_ID[question].select == "many":
            keep(question, fit_each(choices, texts, [row.choices for row in mine], weight))
        else:
            keep(question, fit_one(choices, texts, [row.choices[0] for row in mine], weight))
    typed = [place for place, row in enumerate(rows) if not row.is_phrase or OTHER_TALK in row.choices]
    asked = [() if OTHER_TALK in rows[place].choices else rows[place].questions for place in typed]
    keep(ABOUT, fit_each(ORDER, [found[place] for place in typed], asked, [1.0] * len(typed)))
    with path.open("wb") as file:
        np.savez_compressed(file, **stored)  # type: ignore[arg-type]


def examples(folder: Path = TRAINING_LINES) -> list[Example]:
    """The phrases of the lexicons, and the lines people might write."""
    rows: set[Example] = set()
    for question in ORDER:
        for choice, _, phrase, _ in rows_of(question):
            if choice in BY_ID[question].choices and not re.search(r"[/<*]", phrase):
                text = phrase.replace("?", "").replace(" ...", "").strip()
                rows.add(Example(text, (question,), (choice,), True))
    for choice, _, phrase, _ in rows_of("common"):
        if choice in ("question", "detour") and " " in phrase:
            rows.add(Example(phrase, ORDER, (OTHER_TALK,), True))
    for path in sorted(folder.glob("*.jsonl")):
        for text in path.read_text(encoding="utf-8").splitlines():
            rows |= _rows_in(json.loads(text))
    return sorted(rows)


def other_talk() -> list[Example]:
    """Examples of topics and detours, each as what is no answer to some of the questions."""
    chance = random.Random(0)
    return [
        Example(text, tuple(chance.sample(ORDER, OTHER_TALK_QUESTIONS)), (OTHER_TALK,), True)
        for text, intent in intent_examples()
        if intent != ANSWER
    ]


def _rows_in(line: dict[str, object]) -> set[Example]:
    expect = line["expect"]
    if not isinstance(expect, dict):
        return set()
    question, text, value = str(line.get("question")), str(line["text"]), expect.get("value")
    if expect.get("kind", "answer") != "answer":
        return {Example(text, ORDER, (OTHER_TALK,), False)}
    choices = ["none"] if value == 0 else [value] if isinstance(value, str) else value
    return {Example(text, (question,), tuple(choices), False)} if isinstance(choices, list) else set()


def digest() -> str:
    """Changes when a phrase, a line or an example of an intent does."""
    files = (*FOLDER.glob("*.*"), *TRAINING_LINES.glob("*.jsonl"), *INTENTS.glob("*.yml"))
    return fingerprint_of(*(path.read_bytes() for path in sorted(files)))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Train the model that reads answers by meaning.")
    parser.add_argument("--models", type=Path, default=Path("models"), help="the folder of the models")
    train(parser.parse_args(arguments).models / FILE)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
