"""The words after danger: all there, in the fixed order, in both languages, with numbers that can be tapped."""

import re

import pytest

from bot.safety.cards import CARD_NEXT, CHECK_IN, RECHECK, STILL_HERE, card_for, response_for
from bot.safety.reading import KINDS, Kind, SafetyReading
from bot.words import words

LANGUAGES = ("en", "es")
CARDS = sorted({card_for(kind, is_someone_else=other) for kind in KINDS for other in (False, True)})
HREF = re.compile(r"tel:\d{3,11}\Z|sms:\d{3,6}(\?&body=[A-Z]+)?\Z|https://[a-z0-9.]+/[a-z/]*\Z")
NEVER = re.compile(
    r"\b(?:commit\w*|proud|should|must|calm down|selfish|disorder|diagnos\w*|how many|how much|what did you take|"
    r"cometer\w*|orgullos\w+|debe(?:ría)?|trastorno|cuánt\w+|cálmese)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CARDS)
def test_every_card_holds_every_way_to_help(name: str, language: str) -> None:
    """988 by call, text and chat, 911, the veterans' and the Spanish line, the clinic's on-call line."""
    text = words().say(name, language, on_call_phone="555-0100")
    for needed in ("988", "911", "838255", "AYUDA", "555-0100", "chat"):
        assert needed in text, needed
    assert "555-0100" in text.splitlines()[-1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CARDS)
def test_a_card_begins_warm_and_then_says_one_thing_to_do(name: str, language: str) -> None:
    """The first line is one sentence without a number; help with a number comes in the next two."""
    lines = words().say(name, language, on_call_phone="555-0100").splitlines()
    assert lines[0].count(".") == 1
    assert not re.search(r"\d", lines[0])
    assert re.search(r"988|911|1-800", " ".join(lines[1:3]))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CARDS)
def test_no_card_argues_diagnoses_or_shames(name: str, language: str) -> None:
    """No order, praise, diagnosis, amount or question about means stands on a card."""
    text = words().say(name, language, on_call_phone="555-0100")
    assert not NEVER.search(text)
    assert "?" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CARDS)
def test_numbers_can_be_tapped(name: str, language: str) -> None:
    """Each link calls, texts or opens a chat; 988 and 911 are among them."""
    links = words().custom(name, language)["links"]
    hrefs = [link["href"] for link in links]
    assert all(HREF.match(href) for href in hrefs), hrefs
    assert {"tel:988", "tel:911"} <= set(hrefs)
    assert all(link["label"].strip() for link in links)


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        ("overdose_now", ("naloxon", "911")),
        ("poisoning", ("1-800-222-1222",)),
        ("domestic_violence", ("1-800-799-7233",)),
        ("dangerous_withdrawal_now", ("911",)),
        ("medical_emergency", ("911",)),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_has_its_own_help(kind: Kind, needed: tuple[str, ...], language: str) -> None:
    """Naloxone for an overdose, Poison Control for poison, the hotline for violence at home."""
    for other in (False, True):
        text = words().say(card_for(kind, is_someone_else=other), language, on_call_phone="555-0100").lower()
        assert all(part in text for part in needed)


def test_the_buttons_are_those_the_service_expects() -> None:
    """Payloads are a contract with the conversation; labels differ by language."""
    expected = {
        CARD_NEXT: ["reached", "not_meant"],
        CHECK_IN: ["yes_now", "thoughts_safe", "no"],
        f"{CHECK_IN}_someone_else": ["yes_now", "thoughts_safe", "no"],
        RECHECK: ["yes", "no"],
        "utter_ask_safety_return": [
            "medical_emergency",
            "danger_now",
            "thoughts",
            "being_hurt",
            "none",
            "skip",
        ],
    }
    for name, ids in expected.items():
        for language in LANGUAGES:
            assert [option.id for option in words().options(name, language)] == ids


def test_every_reading_has_its_words() -> None:
    """A card, a question or nothing: each reading names a response that exists."""
    known = words().names
    for kind in KINDS:
        for other in (False, True):
            assert response_for(SafetyReading("card", kind, other)) == card_for(kind, is_someone_else=other)
            assert card_for(kind, is_someone_else=other) in known
            assert response_for(SafetyReading("check_in", kind, other)) in known
    assert response_for(SafetyReading("none")) is None
    assert {STILL_HERE, "utter_reached_thanks", "utter_resume_after_danger", "utter_help_line"} <= known
