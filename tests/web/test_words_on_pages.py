"""The labels of pages come through to the person as they were written."""

from __future__ import annotations

import re

import pytest

from bot.web.page_views import tappable
from bot.words import Words, words
from tests.web.person import Person

PATHS = ("/kept", "/delete", "/delete?done=1", "/left", "/resume", "/demo", "/visit/nobodys", "/b/nobodys")
NEVER_MEANT = re.compile(r"built-in|<[a-z]|\{[a-z_]+\}|undefined")


def test_no_label_is_named_like_something_every_dictionary_has(said: Words) -> None:
    """A template that asks for `page.copy` would get Python's own `copy` and show that."""
    names = {
        (response, label)
        for response in said.names
        for language in ("en", "es")
        for label in words().custom(response, language)
    }
    assert [found for found in sorted(names) if hasattr(dict, found[1])] == []


@pytest.mark.parametrize("language", ["en-US", "es-US"])
def test_pages_show_words_and_nothing_of_their_making(person: Person, language: str) -> None:
    """No page shows a placeholder that was not filled, or the inside of the program."""
    person.context.set_extra_http_headers({"Accept-Language": language})
    person.open_chat()
    person.go_to("substances")
    for path in PATHS:
        person.page.goto(person.url + path)
        assert NEVER_MEANT.search(person.page.locator("body").inner_text()) is None, path


def test_phone_numbers_in_texts_can_be_tapped_and_nothing_else_becomes_a_link() -> None:
    """A number is a link to call it; signs that mean something in HTML stay signs."""
    assert tappable("Call 312-555-0142 <b>") == 'Call <a href="tel:312-555-0142">312-555-0142</a> &lt;b&gt;'
