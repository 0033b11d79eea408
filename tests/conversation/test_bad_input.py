"""A message the page would never send is refused in plain words, whatever is wrong with it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from bot.conversation.incoming import BadInput, read_posted
from bot.words import LANGUAGES, words

GOOD: dict[str, Any] = {"cid": str(uuid.uuid4()), "kind": "text", "text": "hello"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (None, "bad_body"),
        ([GOOD], "bad_body"),
        ({**GOOD, "text": True}, "bad_body"),
        ({**GOOD, "kind": "shout"}, "bad_body"),
        ({**GOOD, "options": "yes"}, "bad_body"),
        ({**GOOD, "prompt_id": "p" * 65}, "bad_body"),
        ({**GOOD, "fields": {"name": 3}}, "bad_body"),
        ({**GOOD, "cid": 7}, "bad_cid"),
        ({**GOOD, "cid": "not an id"}, "bad_cid"),
        ({"kind": "text", "text": "hello"}, "bad_cid"),
        ({**GOOD, "text": "  "}, "empty_text"),
        ({**GOOD, "text": "a" * 100_000}, "long_text"),
        ({**GOOD, "kind": "choice"}, "no_options"),
    ],
)
def test_what_is_wrong_is_said_in_words(body: Any, code: str) -> None:
    """Every refusal has a sentence in both languages; a value of another type is no failure of the service."""
    with pytest.raises(BadInput) as refused:
        read_posted(body)
    assert refused.value.code == code
    for language in LANGUAGES:
        assert words().get(f"utter_error_{code}", language).text
