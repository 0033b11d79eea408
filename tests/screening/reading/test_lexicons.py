"""The lexicons are whole: every file is read, speaks only of known choices, and survives its own phrases."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.screening.questions import BY_ID, ORDER
from bot.screening.reading.data_files import FOLDER, BadLexicon, load_graded
from bot.screening.reading.denial import denied
from bot.screening.reading.lexicon import Lexicon, rows_of
from bot.screening.reading.normalise import hear
from bot.screening.reading.spelling import Speller

PARTS = {
    "who": {"me", "both", "minor", "adult", "older", "other", "other_child", "other_unsure_age"},
    "substances": {"everything"},
    "withdrawal": {"all"},
    "health": {"body", "mind", "calm", "hard", "urgent"},
    "treatment": {"stayed", "finished", "used_again", "sober_since"},
    "symptoms": {"all", "some"},
}


@pytest.mark.parametrize("question", ORDER)
@pytest.mark.parametrize("language", ["en", "es"])
def test_each_question_has_a_lexicon_in_each_language(question: str, language: str) -> None:
    """Spanish is read with the same choices as English."""
    options = set(load_graded(f"{question}.{language}.yml"))
    assert options - {"ignore"} - PARTS.get(question, set()) <= set(BY_ID[question].choices)
    assert options


@pytest.mark.parametrize("question", ORDER)
def test_no_phrase_is_empty(question: str) -> None:
    """Every phrase compiles and begins with a word."""
    assert Lexicon(rows_of(question)).words


def test_unquoted_yes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A YAML yes or no without quotes is a truth value; the file and the place are named."""
    (tmp_path / "sample.en.yml").write_text("yes:\n  sure: yep\n", encoding="utf-8")
    monkeypatch.setattr("bot.screening.reading.data_files.FOLDER", tmp_path)
    with pytest.raises(BadLexicon, match=r"sample\.en\.yml"):
        load_graded("sample.en.yml")
    assert FOLDER.is_dir()


LEXICON = Lexicon(
    [
        ("cannabis", "sure", "weed", "en"),
        ("opioids", "sure", "pain pill/pills", "en"),
        ("alcohol", "sure", "drink/drinking", "en"),
        ("ignore", "sure", "drink water", "en"),
    ]
)


@pytest.mark.parametrize(
    ("text", "named", "turned"),
    [
        ("no weed", [], ["cannabis"]),
        ("no weed or pain pills", [], ["cannabis", "opioids"]),
        ("i can't stop drinking", ["alcohol"], []),
        ("not just weed", ["cannabis"], []),
        ("weed no, pain pills yes", ["opioids"], ["cannabis"]),
        ("no, weed", ["cannabis"], []),
        ("i drink water", [], []),
    ],
)
def test_negation_turns_only_what_it_belongs_to(text: str, named: list[str], turned: list[str]) -> None:
    """A no before a name denies it; "can't stop" and "not just" do not."""
    heard = hear(text, "en")
    found = LEXICON.find(heard)
    places = denied(found, heard)
    assert [item.option for place, item in enumerate(found) if place not in places] == named
    assert [item.option for place, item in enumerate(found) if place in places] == turned


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("alcohl", "alcohol"),
        ("fentanly", "fentanyl"),
        ("yesss", "yes"),
        ("weather", "weather"),
        ("meat", "meat"),
    ],
)
def test_slips_are_mended_and_everyday_words_kept(typed: str, meant: str) -> None:
    """A misspelled name is read, a real word is left alone."""
    speller = Speller(["alcohol", "fentanyl", "yes", "leather", "meth"], frozenset({"weather"}))
    assert speller.mend(typed) == meant


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("I CAN’T do it", "en", "i can not do it"),
        ("im ok tbh", "en", "i am okay honestly"),
        ("Sí, señor: 🍺", "es", "si senor beer"),
        ("xq tmb tomo", "es", "porque tambien tomo"),
        ("tomo mucho porque estoy triste", "en", "tomo mucho porque estoy triste"),
    ],
)
def test_words_are_written_out(text: str, language: str, expected: str) -> None:
    """Contractions, chat spelling, accents and emoji come out as plain words."""
    assert " ".join(hear(text, language).words) == expected
