"""Lines of a talk as messages: joined, split, with keyboards that carry no health words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.screening.questions import QUESTIONS
from bot.storage.messages import Event, Said
from bot.telegram import keyboards, rendering
from bot.telegram.splitting import MOST_UNITS, split, units
from bot.words import LANGUAGES, words

AT = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


def event(
    seq: int, text: str, *, kind: str = "text", sender: str = "bot", later: int = 0, **more: Any
) -> Event:
    prompt_id = f"{seq:032x}" if kind == "prompt" else None
    return Event(seq, Said(sender, kind, text, **more), prompt_id, AT + timedelta(seconds=later))


def rendered(*events: Event, **more: Any) -> list[rendering.Outgoing]:
    return rendering.messages_of(events, public_url="https://clinic.example", **more)


def asked(question: str, language: str) -> Said:
    name = f"utter_ask_{question}"
    options = [{"id": option.id, "label": option.label} for option in words().options(name, language)]
    select = next(known.select for known in QUESTIONS if known.id == question)
    return Said("bot", "prompt", words().get(name, language).text, question, select, options)


def test_the_lines_of_one_reply_are_one_message() -> None:
    """A chat takes one message a second, so a reply is not spread over three of them."""
    options = [{"id": "a", "label": "A"}]
    found = rendered(
        event(1, "Hello."), event(2, "Thanks."), event(3, "Who?", kind="prompt", options=options)
    )
    assert [(message.seq, message.text) for message in found] == [(3, "Hello.\n\nThanks.\n\nWho?")]
    assert found[0].prompt is not None


def test_a_card_stands_alone_and_first() -> None:
    """The card waits for nothing and is not mixed with anything."""
    found = rendered(
        event(1, "Call 988.", kind="card"), event(2, "Level", kind="result"), event(3, "Tell me.")
    )
    assert [message.text for message in found] == ["Call 988.", "Level\n\nTell me."]


def test_replies_of_different_turns_are_not_mixed() -> None:
    """What was said at another time is another message, also when both are sent together."""
    found = rendered(event(1, "One."), event(2, "mine", sender="person"), event(3, "Two.", later=5))
    assert [message.text for message in found] == ["One.", "Two."]


def test_the_cursor_may_stand_between_any_two_messages() -> None:
    """After a crash the rest is rendered exactly as it would have been before it."""
    lines = [
        event(1, "One."),
        event(2, "Card", kind="card"),
        event(3, "x" * 5000),
        event(4, "Four.", later=1),
        event(5, "Five.", later=1),
    ]
    whole = rendered(*lines)
    for number, message in enumerate(whole):
        reached = message.seq if message.is_last_part else message.seq - 1
        skip = 0 if message.is_last_part else message.part
        rest = rendered(*[line for line in lines if line.seq > reached], skip_parts=skip)
        assert [after.text for after in rest] == [after.text for after in whole[number + 1 :]]


def test_numbers_become_lines_and_pages_become_buttons() -> None:
    """Telegram knows no button to call a number; a number the text does not name is written out."""
    links = [
        {"label": "Call Poison Control", "href": "tel:18002221222"},
        {"label": "Call 911", "href": "tel:911"},
        {"label": "Chat with 988", "href": "https://988lifeline.org/chat/"},
    ]
    (message,) = rendered(event(1, "Call 911 now.", kind="card", links=links))
    assert message.text == "Call 911 now.\n\nCall Poison Control: 18002221222"
    assert [link["href"] for link in message.links] == ["https://988lifeline.org/chat/"]


def test_what_staff_write_is_marked() -> None:
    """A person must know when a person speaks."""
    (message,) = rendered(event(1, "I am here.", sender="staff"), staff_mark="A person:")
    assert message.text == "A person:\nI am here."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", [question.id for question in QUESTIONS])
def test_data_of_buttons_is_short_and_says_nothing(question: str, language: str) -> None:
    """At most 64 bytes, made of a random id and a number: neither the question nor the choice stands in it."""
    said = asked(question, language)
    prompt_id = "0123456789abcdef" * 2
    markup = keyboards.keyboard(prompt_id, said, done="Done")
    assert markup is not None
    data = [str(button.callback_data) for row in markup.inline_keyboard for button in row]
    assert all(len(part.encode()) <= 64 for part in data)
    ours = {f"{prompt_id}.{number}" for number in range(len(said.options))} | {f"{prompt_id}.done"}
    assert set(data) <= ours
    taps = [keyboards.read(part) for part in data]
    assert all(tap is not None and tap.prompt_id == prompt_id for tap in taps)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", [question.id for question in QUESTIONS])
def test_long_choices_can_be_read_in_full(question: str, language: str) -> None:
    """A choice too long for a button stands in the message, with the button's number."""
    said = asked(question, language)
    text = rendering.text_of(said)
    for number, option in enumerate(said.options, 1):
        if units(option["label"]) > keyboards.LONGEST_LABEL:
            assert f"{number}. {option['label']}" in text


@pytest.mark.parametrize(
    "data", ["", "x", ".", "done", "abc.-1", "abc.1e3", "abc.9999", "a b.1", "abc.٣", "/start"]
)
def test_foreign_data_is_no_tap(data: str) -> None:
    """Whatever a changed client sends, it is read as no tap."""
    assert keyboards.read(data) is None


def test_choices_that_stand_alone_take_the_others_away() -> None:
    """None of these and the rest never stand ticked together, in either order."""
    said = asked("substances", "en")
    ticks: list[str] = []
    for option, expected in (
        ("alcohol", ["alcohol"]),
        ("opioids", ["alcohol", "opioids"]),
        ("none_year", ["none_year"]),
        ("cannabis", ["cannabis"]),
        ("cannabis", []),
    ):
        ticks = keyboards.toggled(said, ticks, option)
        assert ticks == expected


def test_texts_are_cut_where_a_reader_would() -> None:
    """A paragraph's end before a line's end, a sentence before a word."""
    first, second = "First part. " * 200, "Second part. " * 200
    pieces = split(f"{first.strip()}\n\n{second.strip()}")
    assert pieces == [first.strip(), second.strip()]
    assert all(piece.endswith(".") for piece in split("A short sentence. " * 600))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab .,\n😀ñ👨‍👩‍👧"), max_size=400), st.integers(12, 60))
def test_nothing_is_lost_and_every_piece_fits(text: str, most: int) -> None:
    """Whatever is cut, all letters arrive in order, each piece fits, and no letter is halved."""
    pieces = split(text, most)
    assert all(0 < units(piece) <= most for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(piece.encode("utf-8") for piece in pieces)


def test_the_limit_is_counted_in_utf16() -> None:
    """An emoji counts twice, as Telegram counts it."""
    pieces = split("😀" * MOST_UNITS)
    assert [units(piece) for piece in pieces] == [MOST_UNITS, MOST_UNITS]
