"""A plain yes or no to a prompt that is no question of the screening."""

from __future__ import annotations

import pytest

from bot.conversation.choosing import yes_or_no


@pytest.mark.parametrize(
    "text", ["ok i agree", "yes you can", "I accept", "acepto", "de acuerdo", "Órale", "sí", "sigamos"]
)
def test_a_plain_yes_is_heard(text: str) -> None:
    """Who agrees in any usual word need not say it again."""
    assert yes_or_no(text) == "yes"


@pytest.mark.parametrize("text", ["no", "nope", "nunca", "no gracias"])
def test_a_plain_no_is_heard(text: str) -> None:
    """Who declines is heard at once."""
    assert yes_or_no(text) == "no"


@pytest.mark.parametrize(
    "text",
    [
        "that's not right",
        "I don't agree",
        "no estoy de acuerdo",
        "isnt right",
        "no acepto",
        "estoy bien",
        "well",
    ],
)
def test_what_turns_a_yes_round_is_no_plain_yes(text: str) -> None:
    """Consent and confirmation are never taken from a line that may mean the contrary."""
    assert yes_or_no(text) != "yes"
