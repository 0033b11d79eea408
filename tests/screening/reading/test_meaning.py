"""Reading by meaning only ever adds something to confirm."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from bot.screening.questions import BY_ID, ORDER
from bot.screening.reading import read_answer
from bot.screening.reading.meaning import MeaningModel, MeaningModelMissing, Vectors, train
from bot.screening.reading.result import OTHER_TALK
from bot.sentence_heads import Head

DIMENSIONS = 48


class WordEncoder:
    """Texts as hashed counts of their words: as small as an encoder can be, and the same on every machine."""

    fingerprint = "words"

    def encode(self, texts: Iterable[str]) -> Vectors:
        rows = []
        for text in texts:
            row = np.zeros(DIMENSIONS, dtype=np.float32)
            for word in text.lower().split():
                row[sum(word.encode()) % DIMENSIONS] += 1
            rows.append(row / max(float(np.linalg.norm(row)), 1.0))
        return np.stack(rows)

    encode_many = encode


def heads_without_opinion() -> dict[str, Head]:
    """Heads that find every choice, and other talk, as likely as any other."""
    found = {}
    for question in ORDER:
        choices = (*BY_ID[question].choices, OTHER_TALK)
        empty = np.zeros((len(choices), DIMENSIONS), np.float32)
        found[question] = Head(choices, empty, np.zeros(len(choices), np.float32))
    return found


@pytest.fixture(scope="module")
def meaning(tmp_path_factory: pytest.TempPathFactory) -> MeaningModel:
    path = tmp_path_factory.mktemp("models") / "answers.npz"
    train(WordEncoder(), path, heads_without_opinion())
    return MeaningModel.load(path, WordEncoder())


def test_shares_add_up_and_name_known_choices(meaning: MeaningModel) -> None:
    """Every share belongs to a choice of the question or to other talk, and they make a whole."""
    likely = meaning.likely("home", "the whole block is dealing")
    assert set(likely) <= {*BY_ID["home"].choices, "other talk"}
    assert sum(likely.values()) == pytest.approx(1.0, abs=1e-4)
    assert list(likely.values()) == sorted(likely.values(), reverse=True)


@pytest.mark.parametrize(
    "text",
    ["the whole block is dealing and my roommate buys", "there is always liquor around", "zzz qqq xxx"],
)
def test_a_reading_by_meaning_is_never_certain(meaning: MeaningModel, text: str) -> None:
    """What no phrase says is at most offered for confirmation."""
    assert not read_answer("home", text, meaning=meaning).is_certain


@pytest.mark.parametrize(
    ("question", "text"), [("home", "homeless"), ("attend", "yes"), ("substances", "weed")]
)
def test_what_is_plain_stays_as_it_is(meaning: MeaningModel, question: str, text: str) -> None:
    """A certain reading is not touched."""
    assert read_answer(question, text, meaning=meaning) == read_answer(question, text)


def test_a_head_moves_the_opinion(meaning: MeaningModel, tmp_path: Path) -> None:
    """What the sentence model's own head says counts too, where one choice is asked and where several are."""
    heads, nonsense = heads_without_opinion(), "zzz qqq xxx"
    for question, choice in (("home", "neutral"), ("symptoms", "c4")):
        heads[question].bias[heads[question].choices.index(choice)] += 4.0
    train(WordEncoder(), tmp_path / "moved.npz", heads)
    moved = MeaningModel.load(tmp_path / "moved.npz", WordEncoder())
    for question, choice in (("home", "neutral"), ("symptoms", "c4")):
        assert moved.likely(question, nonsense)[choice] > meaning.likely(question, nonsense)[choice]


def test_questions_stay_questions(meaning: MeaningModel) -> None:
    """Something asked is not turned into an answer by what it resembles."""
    assert read_answer("home", "can i live at home?", meaning=meaning).strength in ("weak", "none")


def test_a_model_of_other_phrases_is_refused(tmp_path: Path) -> None:
    """A missing or outdated model says what to run instead of reading wrongly."""
    with pytest.raises(MeaningModelMissing, match="make train"):
        MeaningModel.load(tmp_path / "none.npz", WordEncoder())
    np.savez(tmp_path / "old.npz", digest=np.array("old"))
    with pytest.raises(MeaningModelMissing, match="make train"):
        MeaningModel.load(tmp_path / "old.npz", WordEncoder())


class Told:
    """A model that gives every text the same shares."""

    def __init__(self, **shares: float) -> None:
        self._shares = shares

    def likely(self, question: str, text: str) -> dict[str, float]:
        return {name.replace("_talk", " talk"): share for name, share in self._shares.items()}


ASKED_BACK = "you want to know who drinks here? every one of them does"


def test_an_outright_answer_is_read_through_words_of_a_question() -> None:
    """An answer with a question in it is offered for confirmation, as weak as any text that asks something, unless
    hardly anything speaks for other talk: then a question the classifier is not sure of does not take its place."""
    sure = cast("MeaningModel", Told(destructive=0.96, neutral=0.01, other_talk=0.03))
    reading = read_answer("home", ASKED_BACK, meaning=sure)
    assert (reading.value, reading.is_certain, reading.strength) == ("destructive", False, "weak")
    surest = cast("MeaningModel", Told(destructive=0.96, neutral=0.03, other_talk=0.01))
    reading = read_answer("home", ASKED_BACK, meaning=surest)
    assert (reading.value, reading.is_certain, reading.strength) == ("destructive", False, "likely")


def test_what_may_be_a_question_stays_one() -> None:
    """Where the meaning is not outright, words of a question are left to be read as one."""
    unsure = cast("MeaningModel", Told(destructive=0.7, neutral=0.1, other_talk=0.2))
    assert read_answer("home", ASKED_BACK, meaning=unsure) == read_answer("home", ASKED_BACK)


def test_of_two_contraries_the_likelier_is_offered() -> None:
    """One health problem is under control or needs a doctor soon; both are offered only where two clauses say so."""
    told = cast("MeaningModel", Told(med_stable=0.97, med_urgent=0.9, none=0.01, other_talk=0.01))
    assert read_answer("health", "a thing with my thyroid", meaning=told).value == ["med_stable"]
