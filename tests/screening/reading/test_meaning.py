"""Reading by meaning only ever adds something to confirm."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from bot.screening.questions import BY_ID
from bot.screening.reading import read_answer
from bot.screening.reading.by_words import features_of, fit_each, fit_one, read_arrays
from bot.screening.reading.meaning import FILE, MeaningModel, MeaningModelMissing, SentenceReader, Vectors
from bot.screening.reading.result import OTHER_TALK
from bot.sentence_heads import Head

MODELS = Path(__file__).resolve().parents[3] / "models"


class Silent:
    """A sentence model for which every text is the same, so that only the bias of a head speaks."""

    def encode(self, texts: Iterable[str]) -> Vectors:
        return np.zeros((len(list(texts)), 1), np.float32)


def leaning(question: str, choices: tuple[str, ...], choice: str) -> SentenceReader:
    """A sentence model's reader that finds one choice likelier than the others, whatever the text."""
    bias = np.array([4.0 * (name == choice) for name in choices], np.float32)
    return SentenceReader(Silent(), {question: Head(choices, np.zeros((len(choices), 1), np.float32), bias)})


@pytest.fixture(scope="module")
def meaning() -> MeaningModel:
    """The model in use, without sentence models: its readers of words alone."""
    return MeaningModel.load(MODELS / FILE)


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


@pytest.mark.parametrize(("question", "choice"), [("home", "neutral"), ("symptoms", "c4")])
def test_a_sentence_model_moves_the_opinion(question: str, choice: str) -> None:
    """What a sentence model's head says counts too, where one choice is asked and where several are."""
    choices = (*BY_ID[question].choices, OTHER_TALK)
    texts = [features_of(f"what {name} is") for name in choices]
    words = (
        fit_each(choices, texts, [(name,) for name in choices], [1.0] * len(texts))
        if BY_ID[question].select == "many"
        else fit_one(choices, texts, choices, [1.0] * len(texts))
    )
    alone = MeaningModel({question: words}, words)
    moved = MeaningModel({question: words}, words, leaning(question, choices, choice))
    assert moved.likely(question, "zzz qqq")[choice] > alone.likely(question, "zzz qqq")[choice]


def test_letters_tell_what_no_phrase_lists(meaning: MeaningModel) -> None:
    """A misspelled name of a substance is recognised by its letters, without any sentence model."""
    assert next(iter(meaning.likely("substances", "just bupernorfine strips i buy"))) == "opioids"


def test_a_reader_of_words_is_kept_and_read_back() -> None:
    """Stored and read again, it scores every text as before; words it never met say nothing."""
    choices = ("yes", "no")
    texts = [
        features_of(text) for text in ("we do that a lot", "we do that a lot too", "not us", "not us two")
    ]
    reader = fit_each(choices, texts, [("yes",), ("yes",), ("no",), ("no",)], [1.0] * 4)
    again = read_arrays({f"x.{part}": array for part, array in reader.arrays().items()}, "x")
    for text in ("we do", "not us", "qqq"):
        assert np.array_equal(reader.scores(text), again.scores(text))
    assert np.array_equal(reader.scores("qqq"), reader.bias)
    assert reader.scores("we do that a lot")[0] > reader.scores("not us")[0]


def test_questions_stay_questions(meaning: MeaningModel) -> None:
    """Something asked is not turned into an answer by what it resembles."""
    assert read_answer("home", "can i live at home?", meaning=meaning).strength in ("weak", "none")


def test_a_model_of_other_phrases_is_refused(tmp_path: Path) -> None:
    """A missing or outdated model says what to run instead of reading wrongly."""
    with pytest.raises(MeaningModelMissing, match="make train"):
        MeaningModel.load(tmp_path / "none.npz")
    np.savez(tmp_path / "old.npz", digest=np.array("old"))
    with pytest.raises(MeaningModelMissing, match="make train"):
        MeaningModel.load(tmp_path / "old.npz")


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
    sure = cast("MeaningModel", Told(destructive=0.78, neutral=0.02, other_talk=0.2))
    reading = read_answer("home", ASKED_BACK, meaning=sure)
    assert (reading.value, reading.is_certain, reading.strength) == ("destructive", False, "weak")
    surest = cast("MeaningModel", Told(destructive=0.96, neutral=0.03, other_talk=0.01))
    reading = read_answer("home", ASKED_BACK, meaning=surest)
    assert (reading.value, reading.is_certain, reading.strength) == ("destructive", False, "likely")


def test_what_may_be_a_question_stays_one() -> None:
    """Where the meaning is not outright, words of a question are left to be read as one."""
    unsure = cast("MeaningModel", Told(destructive=0.6, neutral=0.1, other_talk=0.3))
    assert read_answer("home", ASKED_BACK, meaning=unsure) == read_answer("home", ASKED_BACK)


def test_of_two_contraries_the_likelier_is_offered() -> None:
    """One health problem is under control or needs a doctor soon; both are offered only where two clauses say so."""
    told = cast("MeaningModel", Told(med_stable=0.97, med_urgent=0.9, none=0.01, other_talk=0.01))
    assert read_answer("health", "a thing with my thyroid", meaning=told).value == ["med_stable"]
