"""A number left to be called at: what is asked, what is taken, when staff are asked to call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from bot.clinic import Clinic
from bot.conversation import call_me
from bot.conversation.call_me import CallMe
from bot.conversation.danger import Danger
from bot.safety import SafetyReading
from bot.storage import conversations, messages, screenings
from bot.storage.database import Database, Transaction
from bot.storage.messages import Message, Said
from bot.storage.tables import follow_ups
from bot.words import Words
from tests.notify.conftest import Clock

Talk = Callable[[Transaction], str]
CHICAGO = ZoneInfo("America/Chicago")
NIGHT = datetime(2026, 12, 2, 23, 0, tzinfo=CHICAGO)
CARD = SafetyReading("card", "suicide_intent")


def form(**fields: object) -> Message:
    return Message(7, "c", "x", "form", "", "p", (), fields)


def typed(text: str) -> Message:
    return Message(7, "c", "x", "text", text, None, ())


def calling(tx: Transaction, conversation_id: str, clinic: Clinic, said: Words, clock: Clock) -> CallMe:
    conversation = conversations.get(tx, conversation_id)
    return CallMe(tx, conversation, clinic=clinic, words=said, now=clock.at)


def danger(tx: Transaction, conversation_id: str, clinic: Clinic, said: Words, clock: Clock) -> Danger:
    conversation = conversations.get(tx, conversation_id)
    return Danger(tx, conversation, clinic=clinic, words=said, now=clock.at)


def due(tx: Transaction) -> list[sa.RowMapping]:
    return list(tx.execute(sa.select(follow_ups).order_by(follow_ups.c.id)).mappings())


def ids(said: Said) -> list[str]:
    return [option["id"] for option in said.options]


def test_a_call_is_due_now_while_people_are_there_and_at_the_opening_otherwise(
    sqlite: Database, clinic: Clinic, said: Words, clock: Clock, talk: Talk
) -> None:
    """In hours the call is due at once, at night at the next opening; the same message makes one call."""
    with sqlite.begin() as tx:
        conversation_id = talk(tx)
        for at in (clock.at, NIGHT):
            clock.at = at
            message = Message(at.day + at.hour, "c", "x", "form", "", "p", (), {"phone": "312-555-0111"})
            for _ in range(2):
                calling(tx, conversation_id, clinic, said, clock).take(message)
        moments = [row["due_at"].astimezone(CHICAGO).strftime("%d %H:%M") for row in due(tx)]
        assert moments == ["02 10:00", "03 08:00"]


@pytest.mark.parametrize("phone", ["", "  ", "12", "988", "not a number"])
def test_a_wrong_number_is_asked_again_with_what_was_given(
    sqlite: Database, clinic: Clinic, said: Words, clock: Clock, talk: Talk, phone: str
) -> None:
    """Nothing is stored; the form comes again with a word beside the phone and the name still in it."""
    with sqlite.begin() as tx:
        taken = calling(tx, talk(tx), clinic, said, clock).take(form(first_name="Jo", phone=phone))
        assert taken is not None
        (again,) = taken
        assert again.question == "call_me"
        assert [field["id"] for field in again.fields if field.get("error")] == ["phone"]
        assert again.fields[0]["value"] == "Jo"
        assert due(tx) == []


def test_a_name_is_not_needed(
    sqlite: Database, clinic: Clinic, said: Words, clock: Clock, talk: Talk
) -> None:
    """A frightened person may leave a number and nothing else."""
    with sqlite.begin() as tx:
        calling(tx, talk(tx), clinic, said, clock).take(form(phone="(312) 555-0111", may_voicemail=True))
        (row,) = due(tx)
        contact = tx.sealer.open(row["contact_sealed"], f"follow_ups.contact:{row['cause']}")
    assert (contact["first_name"], contact["phone"]) == ("", "+13125550111")
    assert contact["may_voicemail"] is True


def test_a_number_typed_instead_of_filled_in_is_taken(
    sqlite: Database, clinic: Clinic, said: Words, clock: Clock, talk: Talk
) -> None:
    """Who answers the form in words has answered it; other words go their usual way."""
    with sqlite.begin() as tx:
        conversation_id = talk(tx)
        assert calling(tx, conversation_id, clinic, said, clock).take(typed("what does it cost")) is None
        assert due(tx) == []
        assert calling(tx, conversation_id, clinic, said, clock).take(typed("its 312 555 0111 thx"))
        assert len(due(tx)) == 1


def test_the_number_of_a_help_line_is_nobodys_own() -> None:
    """Who writes that they called a hotline has not asked to be called there."""
    assert call_me.number_in("I called 1-800-662-4357 and nobody answered, 988 too") is None
    assert call_me.number_in("1-800-662-4357 is busy, call 312-555-0111") == "312-555-0111"


@pytest.mark.parametrize("who", ["me_under18", "other_under18"])
def test_minors_leave_no_number(
    sqlite: Database, clinic: Clinic, said: Words, clock: Clock, talk: Talk, who: str
) -> None:
    """No name and no number of a minor is asked for, in danger neither: the lines that answer stand on the card."""
    with sqlite.begin() as tx:
        conversation_id = talk(tx)
        conversation = conversations.get(tx, conversation_id)
        assert call_me.may_leave_number(tx, conversation)
        screenings.save_answer(tx, conversation, "who", who, source="tapped", message_id="1", now=clock.at)
        assert not call_me.may_leave_number(tx, conversation)
        lines = danger(tx, conversation_id, clinic, said, clock).card(CARD, typed("x"))
        assert ids(lines[-1]) == ["reached", "not_meant"]


def test_no_number_in_a_messenger(sqlite: Database, clock: Clock) -> None:
    """Outside our own page nobody is asked for a number."""
    with sqlite.begin() as tx:
        conversation = conversations.start(
            tx, channel="telegram", language="en", now=clock.at, is_after_hours=False, address="1"
        )
        assert not call_me.may_leave_number(tx, conversation)


def test_call_me_stands_under_a_card_only_while_people_are_there(
    sqlite: Database, clinic: Clinic, said: Words, clock: Clock, talk: Talk
) -> None:
    """At night nothing is promised that nobody keeps."""
    with sqlite.begin() as tx:
        conversation_id = talk(tx)
        by_day = danger(tx, conversation_id, clinic, said, clock).card(CARD, typed("x"))
        clock.at = NIGHT
        by_night = danger(tx, conversation_id, clinic, said, clock).card(CARD, typed("x"))
    assert [ids(by_day[-1]), ids(by_night[-1])] == [
        ["reached", "not_meant", "call_me"],
        ["reached", "not_meant"],
    ]


@pytest.mark.parametrize("words", ["Call me", "llámenme", "call me at 312-555-0111"])
def test_in_danger_typed_words_ask_for_a_call_too(
    sqlite: Database, clinic: Clinic, said: Words, clock: Clock, talk: Talk, words: str
) -> None:
    """The button's own words, or a number, do what the button does; the card's question stays open behind it."""
    with sqlite.begin() as tx:
        conversation_id = talk(tx)
        if words.startswith("ll"):
            conversations.speak(tx, conversation_id, "es")
        danger(tx, conversation_id, clinic, said, clock).card(CARD, typed("x"))
        lines = danger(tx, conversation_id, clinic, said, clock).take(typed(words))
        has_number = "312" in words
        assert lines[-1].question == ("card_next" if has_number else "call_me")
        assert len([row for row in due(tx) if row["kind"] == "call_me"]) == has_number
        assert conversations.get(tx, conversation_id).dialogue.danger == "suicide_intent"


def test_the_form_in_danger_has_a_way_out(
    sqlite: Database, clinic: Clinic, said: Words, clock: Clock, talk: Talk
) -> None:
    """Any other word leaves the form, with the help lines in sight; danger is still open."""
    with sqlite.begin() as tx:
        conversation_id = talk(tx)
        danger(tx, conversation_id, clinic, said, clock).card(CARD, typed("x"))
        tap = Message(8, "c", "x", "choice", "", "p", ("call_me",))
        (asked,) = danger(tx, conversation_id, clinic, said, clock).take(tap)
        assert ids(asked) == ["not_now"]
        lines = danger(tx, conversation_id, clinic, said, clock).take(typed("forget it"))
        assert "988" in lines[0].text
        assert lines[-1].question == "card_next"
        assert due(tx) == []


def test_the_question_that_was_open_comes_back(
    sqlite: Database, clinic: Clinic, said: Words, clock: Clock, talk: Talk
) -> None:
    """The form stands alone and last; once it is over, the question behind it is asked again, or nothing is open."""
    ask = Said("bot", "prompt", "How is home?", question="home", options=({"id": "a", "label": "A"},))
    with sqlite.begin() as tx:
        conversation_id = talk(tx)
        messages.append(tx, conversation_id, [ask], clock.at)
        work = calling(tx, conversation_id, clinic, said, clock)
        lines = work.asked_in([work.ask(), ask])
        assert [line.question for line in lines] == ["call_me"]
        messages.append(tx, conversation_id, lines, clock.at)
        out = Message(9, "c", "x", "choice", "", "p", ("not_now",))
        taken = calling(tx, conversation_id, clinic, said, clock).take(out)
        assert taken is not None
        assert taken[-1].question == "home"
        messages.append(tx, conversation_id, taken, clock.at)

        alone = calling(tx, conversation_id, clinic, said, clock)
        messages.append(tx, conversation_id, alone.asked_in([alone.ask()]), clock.at)
        taken = calling(tx, conversation_id, clinic, said, clock).take(out)
        assert taken is not None
        assert [line.kind for line in taken] == ["text"]
        assert conversations.get(tx, conversation_id).open_prompt_id is None


def test_thoughts_with_safety_are_a_call_on_the_same_day(
    sqlite: Database, clinic: Clinic, said: Words, clock: Clock, talk: Talk
) -> None:
    """ "I have thoughts, but I am safe": a call is due at the next opening, however the screening ends."""
    clock.at = NIGHT
    with sqlite.begin() as tx:
        conversation_id = talk(tx)
        check_in = SafetyReading("check_in", "passive_ideation")
        danger(tx, conversation_id, clinic, said, clock).check_in(check_in, typed("x"))
        tap = Message(8, "c", "x", "choice", "", "p", ("thoughts_safe",))
        danger(tx, conversation_id, clinic, said, clock).take(tap)
        (row,) = due(tx)
    assert row["kind"] == "same_day"
    assert row["due_at"].astimezone(CHICAGO) == datetime(2026, 12, 3, 8, 0, tzinfo=CHICAGO)
