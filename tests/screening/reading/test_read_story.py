"""A long message typed once saves questions, and nothing of it is taken unconfirmed."""

from __future__ import annotations

import pytest

from bot.screening.reading import read_story

FIVE_FACTS = [
    (
        "I'm 34, been drinking a fifth a day for two years, live with my wife who's great, did rehab in 2019 and "
        "relapsed, I can come evenings",
        "en",
        {
            "who": "me_18_64",
            "substances": ["alcohol"],
            "withdrawal": ["daily"],
            "home": "supportive",
            "treatment": "completed_used",
            "attend": "with_help",
        },
    ),
    (
        "hola tengo 40 años, tomo cerveza todos los dias, vivo con mi esposa que me apoya, nunca he estado en un "
        "programa y puedo ir en las tardes",
        "es",
        {
            "who": "me_18_64",
            "substances": ["alcohol"],
            "withdrawal": ["daily"],
            "home": "supportive",
            "treatment": "none",
            "attend": "with_help",
        },
    ),
    (
        "so my son is 22 he's on fentanyl every day he gets real sick when he cant get it, he did 30 days last "
        "year and started using again a week later",
        "en",
        {
            "who": "other_adult",
            "substances": ["opioids"],
            "withdrawal": ["daily", "sick"],
            "treatment": "completed_used",
        },
    ),
]


@pytest.mark.parametrize(("text", "language", "told"), FIVE_FACTS)
def test_a_story_answers_what_it_tells(text: str, language: str, told: dict[str, object]) -> None:
    """Someone who has told it all is not asked it all again."""
    found = read_story(text, language)
    assert {question: found[question].value for question in told if question in found} == told


@pytest.mark.parametrize(("text", "language", "told"), FIVE_FACTS)
def test_nothing_of_a_story_is_certain(text: str, language: str, told: dict[str, object]) -> None:
    """What was read from a story is shown and confirmed."""
    assert not any(reading.is_certain for reading in read_story(text, language).values())


def test_safety_is_always_asked() -> None:
    """A story never answers the safety questions."""
    found = read_story("I am safe, none of that, I never made a plan. I drink beer every day.")
    assert not {"safety", "safety_plan"} & found.keys()
    assert found["substances"].value == ["alcohol"]


def test_a_story_about_nothing_fills_nothing() -> None:
    """Small talk leaves every question open."""
    assert read_story("Hello, I found this page and wanted to see what it is about, thank you.") == {}
