"""What people type is read as they mean it, and what is unsure is never taken in silence."""

from __future__ import annotations

import pytest

from bot.screening.questions import BY_ID, ORDER
from bot.screening.reading import read_answer
from bot.words import words

CERTAIN = [
    ("who", "im 17", "en", "me_under18"),
    ("who", "me, seventy one", "en", "me_65"),
    ("who", "my son hes 15", "en", "other_under18"),
    ("who", "tengo diecisiete", "es", "me_under18"),
    ("safety", "none of these", "en", "none"),
    ("safety_plan", "nope", "en", "no"),
    ("substances", "fetty and percs, some zannies", "en", ["opioids", "sedatives"]),
    ("substances", "weed but not alcohol", "en", ["cannabis"]),
    ("substances", "4loko", "en", ["alcohol"]),
    ("substances", "kratom", "en", ["other"]),
    ("substances", "fentynol", "en", ["opioids"]),
    ("substances", "🍺🌿", "en", ["alcohol", "cannabis"]),
    ("substances", "chelas y perico", "es", ["alcohol", "stimulants"]),
    ("withdrawal", "every day", "en", ["daily"]),
    ("withdrawal", "1 and 3", "en", ["daily", "seizure"]),
    ("health", "im pregnant", "en", ["pregnant"]),
    ("treatment", "walked out on day 3", "en", "left_early"),
    ("relapse", "yep a bunch of times", "en", "yes"),
    ("home", "b", "en", "neutral"),
    ("home", "todos toman ahi", "es", "destructive"),
    ("support", "nobody", "en", "none"),
    ("symptoms", "five of them", "en", 5),
    ("symptoms", "none", "en", 0),
    ("motivation", "my wife is making me", "en", "not_ready"),
    ("attend", "yes after 6pm", "en", "with_help"),
    ("attend", "the second", "en", "with_help"),
]


@pytest.mark.parametrize(("question", "text", "language", "value"), CERTAIN)
def test_plain_answers_are_taken_at_once(question: str, text: str, language: str, value: object) -> None:
    """Nobody is asked to confirm what anyone would understand."""
    reading = read_answer(question, text, language)
    assert (reading.value, reading.is_certain) == (value, True)


TO_CONFIRM = [
    ("who", "me", "me_18_64"),
    ("who", "34", "me_18_64"),
    ("safety", "my ex keeps hitting me", "being_hurt"),
    ("safety_plan", "yes wait no", "no"),
    ("substances", "weed, actually no, just coke", ["stimulants"]),
    ("substances", "suboxone", ["opioids"]),
    ("substances", "the first two and the last", ["alcohol", "opioids", "other"]),
    ("withdrawal", "I had a seizure the last time I stopped", ["seizure"]),
    ("health", "depression", ["mh_hard"]),
    ("relapse", "longest was 2 weeks", "no"),
    ("home", "good", "supportive"),
    ("support", "not really", "small"),
    ("symptoms", "3", 3),
    ("motivation", "8/10", "ready"),
    ("attend", "not really, well my sister drives me", "with_help"),
]


@pytest.mark.parametrize(("question", "text", "value"), TO_CONFIRM)
def test_what_could_be_meant_otherwise_is_confirmed(question: str, text: str, value: object) -> None:
    """A hedge, a correction, a name with two meanings, a bare number: understood, but the person says so first."""
    reading = read_answer(question, text)
    assert (reading.value, reading.is_certain) == (value, False)


HALF_ANSWERS = [("who", "my son"), ("treatment", "yes"), ("safety", "yes"), ("home", "yes"), ("attend", "no")]


@pytest.mark.parametrize(("question", "text"), HALF_ANSWERS)
def test_half_an_answer_is_not_guessed(question: str, text: str) -> None:
    """An answer that leaves the choice open is asked again, and is still known to be an answer."""
    reading = read_answer(question, text)
    assert (reading.value, reading.is_certain, reading.strength) == (None, False, "likely")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("substances", "yes and no, weed maybe not"),
        ("safety_plan", "yes and no"),
        ("relapse", "yes but no never a month"),
        ("home", "it's safe but everyone here uses"),
        ("health", "none but im pregnant"),
    ],
)
def test_two_answers_at_once_are_never_certain(question: str, text: str) -> None:
    """A text with contradictory answers is confirmed or asked again."""
    assert not read_answer(question, text).is_certain


@pytest.mark.parametrize("question", ORDER)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_label_and_every_number_is_read(question: str, language: str) -> None:
    """Whoever types a label, its number or its letter has chosen it."""
    table = BY_ID[question]
    for place, (choice, label) in enumerate(table.labels(words(), language).items(), start=1):
        expected: object = [choice] if table.select == "many" and choice != "skip" else choice
        if question == "symptoms" and choice == "none":
            expected = 0
        assert read_answer(question, label, language).value == expected, label
        assert read_answer(question, label, language).is_certain, label
        if question not in ("symptoms", "motivation"):
            assert read_answer(question, str(place), language).value == expected


@pytest.mark.parametrize("question", ORDER)
@pytest.mark.parametrize(
    ("text", "language"),
    [("I'd rather not say", "en"), ("pass", "en"), ("prefiero no decir", "es"), ("paso", "es")],
)
def test_anyone_may_skip_any_question(question: str, text: str, language: str) -> None:
    """Not wanting to say is an answer to every question."""
    assert read_answer(question, text, language).value == "skip"
    assert read_answer(question, text, language).is_certain


@pytest.mark.parametrize("question", ORDER)
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("why do you ask", "en"),
        ("how much does it cost?", "en"),
        ("do you take medicaid", "en"),
        ("does weed count", "en"),
        ("go back", "en"),
        ("I want to talk to a person", "en"),
        ("por qué preguntan eso", "es"),
        ("aceptan medicaid", "es"),
        ("asdfgh", "en"),
        ("...", "en"),
        ("", "en"),
    ],
)
def test_questions_and_detours_are_not_taken_for_answers(question: str, text: str, language: str) -> None:
    """Something asked while a question is open never counts as its answer."""
    reading = read_answer(question, text, language)
    assert reading.strength in ("weak", "none")
    assert not reading.is_certain


def test_exclusive_choices_stand_alone() -> None:
    """None of these beside a named one is not taken for both."""
    reading = read_answer("health", "1 and 6")
    assert reading.value == ["pregnant"]
    assert not reading.is_certain


def test_reworded_labels_are_read() -> None:
    """A clinic's own label counts in full and by a part only it has."""
    labels = {"supportive": "Calm and dry", "neutral": "Middling sort of place", "skip": "No answer"}
    assert read_answer("home", "middling sort of place", labels=labels).value == "neutral"
    assert read_answer("home", "calm and dry", labels=labels).is_certain
    assert read_answer("home", "middling sort", labels=labels).value == "neutral"


def test_a_very_long_text_is_read_in_bounds() -> None:
    """Length alone does no harm."""
    assert not read_answer("home", "quiet " * 50_000).is_certain


def test_unknown_question_is_an_error() -> None:
    """A question id that does not exist is the caller's mistake, not an unread answer."""
    with pytest.raises(KeyError):
        read_answer("weather", "sunny")
