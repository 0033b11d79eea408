"""What is typed to a prompt that is no question of the screening: yes, no, a label, a place in the list."""

from __future__ import annotations

import pytest

from bot.conversation.choosing import option_meant
from bot.screening.reading.agreement import yes_or_no

OFFERED = [
    {"id": "right", "label": "Yes, that's right"},
    {"id": "not_right", "label": "No, let me answer again"},
    {"id": "later", "label": "Ask me later"},
]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ok i agree", "en"),
        ("yes you can", "en"),
        ("I accept", "en"),
        ("yeah i guess", "en"),
        ("sounds good to me", "en"),
        ("ok thanks", "en"),
        ("thats right", "en"),
        ("acepto", "es"),
        ("de acuerdo", "es"),
        ("Órale", "es"),
        ("sí", "es"),
        ("sigamos", "es"),
        ("está bien, adelante", "es"),
    ],
)
def test_a_plain_yes_is_heard(text: str, language: str) -> None:
    """Who agrees in any usual word need not say it again."""
    assert yes_or_no(text, language) == "yes"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("no", "en"),
        ("nope", "en"),
        ("that's not right", "en"),
        ("isnt right", "en"),
        ("I don't agree", "en"),
        ("not what i said", "en"),
        ("nunca", "es"),
        ("no gracias", "es"),
        ("no estoy de acuerdo", "es"),
        ("no acepto", "es"),
        ("eso no es", "es"),
    ],
)
def test_a_plain_no_is_heard(text: str, language: str) -> None:
    """Who declines is heard at once, also where a yes is turned round: consent is never taken from the contrary."""
    assert yes_or_no(text, language) == "no"


SAYS_MORE = """well | is that right? | yes and no | yes but the part about my brother living there is wrong
    | what do you do with it | sure took you long enough to ask me something that matters here | you can't | you may not
    | without my consent | i agree to nothing | i accept nothing | ok but not my wife | yes but don't share it
    | ok, unless you call police | perfect my ass | yes not thursday | i am in trouble | i'm ready to die
    | right now i drink | almost right | agree to what | yes except the pills | esta bien mal | me vale madre
    | si me prometen que no | sale caro | lista de qué"""


@pytest.mark.parametrize("text", [line.strip() for line in SAYS_MORE.split("|")])
def test_what_says_more_is_neither(text: str) -> None:
    """A line that asks, says both, or says more than yes or no is read for what it says."""
    assert yes_or_no(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2", "not_right"),
        ("the third one", "later"),
        ("ask me later", "later"),
        ("yep", "right"),
        ("that's not right", "not_right"),
        ("option 1", "right"),
        ("4", None),
        ("1 and 2", None),
        ("the two", None),
        ("just a second", None),
        ("2?", None),
    ],
)
def test_an_option_may_be_typed(text: str, meant: str | None) -> None:
    """The label, its place in the list or a plain yes or no do what a tap does; anything else does nothing."""
    assert option_meant(text, OFFERED, yes="right", no="not_right") == meant
