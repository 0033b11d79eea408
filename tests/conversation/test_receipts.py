"""What the answer to a message carries."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.talk import Talk

TYPED = ("why do you ask?", "how many questions are left", "asdf qwer", "I want to talk to a person", "hello")
AT_ONCE = 6
DANGER = "I am going to kill myself tonight"


def test_an_answer_carries_what_stands_behind_the_message_in_the_talk(url: str) -> None:
    """The events that come with the answer are those that a chat reads afterwards, numbers and prompts too."""
    talk = Talk(url)
    for body in ({"kind": "text", "text": text} for text in TYPED):
        answer = talk.try_post(body).json()
        talk.catch_up()
        assert answer["events"], body
        assert answer["events"] == [line for line in talk.lines if line["seq"] > answer["seq"]]


def test_messages_sent_at_once_are_each_answered_with_what_stands_in_the_talk(url: str) -> None:
    """Several at the same moment: none is lost, and every answer tells lines as the talk has them."""
    talk = Talk(url)
    with ThreadPoolExecutor(AT_ONCE) as together:
        sent = [together.submit(talk.try_post, {"kind": "text", "text": TYPED[0]}) for _ in range(AT_ONCE)]
        answers = [each.result().json() for each in sent]
    talk.catch_up()
    by_number = {line["seq"]: line for line in talk.lines}
    assert len({answer["seq"] for answer in answers}) == AT_ONCE
    for answer in answers:
        assert answer["events"]
        assert all(by_number[event["seq"]] == event for event in answer["events"])


def test_danger_typed_while_the_engine_works_has_its_card_in_its_own_answer(url: str) -> None:
    """Danger does not wait for the turns before it: whoever typed it reads the card at once, and no line is doubled."""
    talk = Talk(url)
    with ThreadPoolExecutor(AT_ONCE) as together:
        for text in TYPED:
            together.submit(talk.try_post, {"kind": "text", "text": text})
        answer = together.submit(talk.try_post, {"kind": "text", "text": DANGER}).result().json()
    talk.catch_up()
    by_number = {line["seq"]: line for line in talk.lines}
    assert len(by_number) == len(talk.lines)
    assert "card" in [event["kind"] for event in answer["events"]]
    assert all(by_number[event["seq"]] == event for event in answer["events"])
