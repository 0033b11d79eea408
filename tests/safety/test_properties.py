"""What must hold for any text: nothing harmless hides danger, nothing raises."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safety import SafetyReader
from bot.safety.normalise import normalise

READER = SafetyReader()

UNMISTAKABLE = (
    "I want to kill myself",
    "I just took the whole bottle of pills",
    "my friend is not breathing",
    "me quiero matar",
    "me tomé todas las pastillas",
    "mi esposo me golpea",
)
HARMLESS = (
    "Hello there.",
    "I drink on weekends.",
    "What are your hours?",
    "My wife wants me to call.",
    "Thanks for your help.",
    "I work nights at a bakery.",
    "Hola, buenas tardes.",
    "Tomo los fines de semana.",
    "¿Cuánto cuesta?",
    "Vivo con mi mamá.",
)
HIDDEN = ("\u200b", "\u200d", "\ufeff", "\u2060", "\u00ad", "\u200e")

dangers = st.sampled_from(UNMISTAKABLE)
harmless = st.lists(st.sampled_from(HARMLESS), max_size=8).map(" ".join)


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_it_fail(text: str) -> None:
    """Whatever is typed or pasted, a reading comes back."""
    assert READER.read(text, before=(text,), question=text).outcome in ("card", "check_in", "none")


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "\ud800", "?" * 5000, "a" * 50_000, "kill " * 3000, "🏳️‍🌈" * 500, "'\"" * 2000]
)
def test_odd_texts_are_read(text: str) -> None:
    """Empty, broken, endless and repeated texts are read like any other."""
    assert READER.read(text).outcome in ("card", "check_in", "none")


@given(harmless, dangers, harmless)
@settings(max_examples=150, deadline=None)
def test_harmless_words_around_never_hide_danger(first: str, danger: str, last: str) -> None:
    """Before or after small talk, danger stays danger."""
    assert READER.read(f"{first} {danger}. {last}").outcome == "card"


@given(dangers, st.data())
@settings(max_examples=200, deadline=None)
def test_case_and_hidden_characters_never_hide_danger(danger: str, data: st.DataObject) -> None:
    """Capital letters and characters nobody can see change nothing."""
    changed = "".join(
        (letter.upper() if data.draw(st.booleans()) else letter)
        + data.draw(st.sampled_from(("", "", "", *HIDDEN)))
        for letter in danger
    )
    assert READER.read(changed).outcome == "card"


@given(dangers, st.data())
@settings(max_examples=200, deadline=None)
def test_punctuation_never_hides_danger(danger: str, data: st.DataObject) -> None:
    """Dots, dashes, breaks and exclamation marks between the words change nothing."""
    words = danger.split(" ")
    marks = st.sampled_from((" ", ", ", "... ", " - ", "\n", "! ", ". ", "  "))
    changed = "".join(word + data.draw(marks) for word in words)
    assert READER.read(changed).outcome == "card"


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_normalised_text_is_plain(text: str) -> None:
    """The patterns meet only plain ASCII, and normalising twice ends where once did for plain words."""
    assert normalise(text).isascii()
