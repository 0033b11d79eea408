"""The channel by itself: limits, faults of Telegram, taps that come too late, and what is said without the engine."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from bot.storage import follow_ups
from bot.storage.database import Database
from bot.storage.messages import Said
from bot.storage.tables import follow_ups as follow_up_rows
from bot.words import words
from tests.telegram import drain, stored
from tests.telegram.bot_api import TOKEN, BotApi, Person, Shown
from tests.telegram.drain import HELP
from tests.telegram.own_talk import OwnTalk
from tests.telegram.service import Service


@pytest.fixture(autouse=True)
def healthy(api: BotApi) -> Iterator[None]:
    yield
    api.heal()


@pytest.fixture
def talk(api: BotApi, database: Database) -> OwnTalk:
    return OwnTalk(api, database, 10_000 + api.number())


def is_asked_for(api: BotApi, person: Person) -> bool:
    """Whether the service has begun to send something to this chat."""
    calls = [given for name, given in api.calls if name == "sendMessage"]
    return any(int(given["chat_id"]) == person.chat_id for given in calls)


def labels(shown: Shown) -> list[str]:
    return [button["text"] for button in shown.buttons]


# -- arriving ----------------------------------------------------------------------------------------------


def test_a_thousand_updates_of_two_hundred_chats_are_all_answered(api: BotApi, database: Database) -> None:
    """Each chat gets its five answers within the limits, which here run twenty times faster; none is starved."""
    counts = drain.run(api, database, seconds_between=0.05, held_seconds=5)
    assert counts.answers == counts.updates == 1000
    assert counts.waiting == 0
    assert counts.is_within_limits
    assert counts.is_nobody_starved
    assert counts.is_nobody_held_for_others


def test_a_repeated_update_counts_once(api: BotApi, talk: OwnTalk) -> None:
    """Telegram hands in an update again after a lost confirmation: nothing is said twice."""
    number = talk.person.write("/help")
    talk.person.wait_for(HELP)
    api.repeat(number)
    api.repeat(number)
    talk.person.send({"voice": {"file_id": "1", "file_unique_id": "1", "duration": 1}})
    talk.person.wait_for("only read words")
    assert sum(HELP in shown.text for shown in talk.person.messages) == 1


def test_groups_are_left(api: BotApi, service: Service) -> None:
    """A talk about treatment never takes place before others."""
    chat = {"id": -4_000_777, "type": "group", "title": "Team"}
    person = {"id": 31, "is_bot": False, "first_name": "Canaryfirstname"}
    api.update({"message": {"message_id": 5, "date": 1, "chat": chat, "from": person, "text": "/start"}})
    api.wait(lambda: -4_000_777 in api.left)
    assert api.chat(-4_000_777) == []


def test_the_menu_is_set_in_both_languages(api: BotApi, service: Service) -> None:
    """The commands stand beside the text box, in Spanish for those who read Spanish."""
    menus = {given.get("language_code", "en"): given["commands"] for given in api.commands}
    assert [entry["command"] for entry in menus["en"]] == ["start", "help", "book", "stop", "delete"]
    assert menus["es"][0]["description"] == "Seguir o empezar"


def test_coming_back_asks_the_open_question_again(talk: OwnTalk) -> None:
    """/start in a running talk says who is speaking and shows the open question with fresh buttons."""
    shown, prompt_id = talk.ask()
    talk.person.write("/start")
    again = talk.person.wait_for("automated helper", after=len(talk.person.messages))
    assert "Which of these?" in again.text
    assert not any(button["callback_data"].startswith(prompt_id) for button in again.buttons)
    talk.person.api.wait(lambda: not shown.buttons)


# -- taps --------------------------------------------------------------------------------------------------


def test_ticks_are_drawn_tap_by_tap(api: BotApi, talk: OwnTalk) -> None:
    """A tick shows after its tap, with at most one edit a tap, and a choice that stands alone clears the rest."""
    shown, prompt_id = talk.ask()
    assert labels(shown) == ["☐ First", "☐ Second", "☐ None of these", "Done"]
    for number, expected in ((0, "☑ ☐ ☐"), (1, "☑ ☑ ☐"), (2, "☐ ☐ ☑")):
        talk.person.press(shown, f"{prompt_id}.{number}")
        api.wait(lambda expected=expected: " ".join(text[0] for text in labels(shown)[:3]) == expected)
    assert shown.edits == 3


def test_done_without_a_tick_is_answered(api: BotApi, talk: OwnTalk) -> None:
    """Done alone is no answer; the person hears what to do, and the list stays."""
    shown, prompt_id = talk.ask()
    talk.person.press(shown, f"{prompt_id}.done")
    api.wait(lambda: any("Done" in given.get("text", "") for given in api.answers))
    assert len(labels(shown)) == 4


def test_an_edit_that_changes_nothing_is_a_success(api: BotApi, talk: OwnTalk) -> None:
    """Two quick taps on one tick leave it as it was; "not modified" stops nothing."""
    shown, prompt_id = talk.ask()
    talk.person.press(shown, f"{prompt_id}.0")
    talk.person.press(shown, f"{prompt_id}.0")
    talk.person.press(shown, f"{prompt_id}.1")
    api.wait(lambda: labels(shown)[:2] == ["☐ First", "☑ Second"])
    talk.person.write("/help")
    talk.person.wait_for(HELP)


def test_an_old_button_is_answered_and_goes(api: BotApi, talk: OwnTalk) -> None:
    """A tap on a question that is no longer open is told so, and takes its keyboard away."""
    shown, prompt_id = talk.ask("one", "home")
    talk.ask("one", "support")
    before = len(api.answers)
    talk.person.press(shown, f"{prompt_id}.0")
    api.wait(lambda: len(api.answers) > before)
    assert "answered already" in api.answers[-1]["text"]
    api.wait(lambda: not shown.buttons)


def test_foreign_prompts_open_nothing(api: BotApi, database: Database, talk: OwnTalk) -> None:
    """A prompt id of somebody else's talk is as good as none."""
    other = OwnTalk(api, database, 10_000 + api.number())
    _, foreign = other.ask()
    shown, _ = talk.ask()
    before = len(api.answers)
    talk.person.press(shown, f"{foreign}.0")
    api.wait(lambda: len(api.answers) > before)
    assert stored.taken_messages(database, other.person.chat_id) == []
    assert stored.taken_messages(database, talk.person.chat_id) == []


# -- faults ------------------------------------------------------------------------------------------------


def test_a_429_of_one_chat_stops_no_other(api: BotApi, database: Database, talk: OwnTalk) -> None:
    """While one chat must wait three seconds, another one is answered at once; the first loses nothing."""
    other = OwnTalk(api, database, 10_000 + api.number())
    api.fail("sendMessage", 429, chat_id=talk.person.chat_id, retry_after=3)
    talk.person.write("/help")
    api.wait(lambda: is_asked_for(api, talk.person))
    held_at = time.monotonic()
    other.person.write("/help")
    assert other.person.wait_for(HELP).sent_at - held_at < 2.5
    assert talk.person.messages == []
    assert talk.person.wait_for(HELP).sent_at - held_at > 2.5


def test_bad_gateways_and_lost_answers_are_tried_again(api: BotApi, talk: OwnTalk) -> None:
    """502 costs a second; an answer that got lost after the message arrived costs one repeat and no more."""
    api.fail("sendMessage", 502, chat_id=talk.person.chat_id)
    talk.person.write("/help")
    talk.person.wait_for(HELP)
    assert api.repeats(talk.person.chat_id) == 0
    api.fail("sendMessage", 502, chat_id=talk.person.chat_id, happens_after=True)
    talk.say(Said("bot", "text", "Once more."))
    api.wait(lambda: sum("Once more." in shown.text for shown in talk.person.messages) == 2)
    assert api.repeats(talk.person.chat_id) == 1


def test_a_slow_chat_keeps_no_other_waiting(api: BotApi, database: Database, talk: OwnTalk) -> None:
    """While Telegram takes seconds over one message, others arrive."""
    other = OwnTalk(api, database, 10_000 + api.number())
    api.fail("sendMessage", chat_id=talk.person.chat_id, delay_seconds=4)
    talk.person.write("/help")
    api.wait(lambda: is_asked_for(api, talk.person))
    asked_at = time.monotonic()
    other.person.write("/help")
    assert other.person.wait_for(HELP).sent_at - asked_at < 3.5
    talk.person.wait_for(HELP)


def test_staff_hear_when_a_person_they_owe_a_call_has_gone(
    api: BotApi, database: Database, talk: OwnTalk
) -> None:
    """403: nothing more is sent, and an open follow-up gets a second row that says the chat is closed."""
    with database.begin() as tx:
        now = datetime.now(UTC)
        follow_ups.add(
            tx, talk.conversation.id, kind="same_day", cause=f"t:{talk.conversation.id}", due_at=now, now=now
        )
    api.fail("sendMessage", 403, chat_id=talk.person.chat_id)
    talk.say(Said("bot", "text", "Are you there?"))

    def kinds() -> list[str]:
        with database.read() as tx:
            mine = follow_up_rows.c.conversation_id == talk.conversation.id
            return sorted(tx.execute(sa.select(follow_up_rows.c.kind).where(mine)).scalars())

    api.wait(lambda: kinds() == ["same_day", "unreachable"])
    talk.say(Said("bot", "text", "Second."))
    talk.person.write("/help")
    talk.person.wait_for(HELP)
    assert "Are you there?" in talk.person.messages[0].text


def test_a_second_poller_raises_the_alarm(api: BotApi, service: Service) -> None:
    """409: the log says so, readiness says so, and all goes on when it is over."""
    api.fail("getUpdates", 409, times=3)
    Person(api, 9_001).write("/help")
    api.wait(lambda: service.get("/readyz")[1]["telegram"] is False)
    assert "409" in service.text_of_log()
    api.wait(lambda: service.get("/readyz")[1]["telegram"] is True)


def test_a_refused_token_is_an_alarm_and_no_end(api: BotApi, service: Service) -> None:
    """401 while running: readiness says telegram is not there, and the web chat lives on."""
    api.refused_tokens.add(TOKEN)
    Person(api, 9_002).write("/help")
    try:
        api.wait(lambda: service.get("/readyz")[1]["telegram"] is False)
        assert service.get("/healthz")[0] == 200
        assert "the token is refused" in service.text_of_log()
    finally:
        api.refused_tokens.clear()
        api.heal()
    api.wait(lambda: service.get("/readyz")[1]["telegram"] is True)


def test_danger_is_answered_while_the_engine_is_silent(api: BotApi, service: Service) -> None:
    """With no engine at all, a first message that is danger gets the card."""
    person = Person(api, 9_100)
    person.write("I want to kill myself tonight")
    assert "911" in person.wait_for("988lifeline", 20).text


def test_danger_is_answered_while_the_database_is_locked(
    api: BotApi, database: Database, service: Service
) -> None:
    """Nothing can be stored: the card comes all the same, and the message is handled later."""
    person = Person(api, 9_200)
    with database.begin() as tx:
        tx.execute(sa.text("SELECT 1"))
        person.write("I took too many pills and I am dying")
        person.wait_for("911", 15)
    api.wait(lambda: not api.waiting())
    api.wait(lambda: stored.updates_by_status(database).get("new", 0) == 0)


def test_long_texts_arrive_whole(talk: OwnTalk) -> None:
    """More than one message holds comes in several, in order, with nothing lost."""
    text = " ".join(f"word{number}" for number in range(1500))
    talk.say(Said("bot", "text", text))
    talk.person.wait_for("word1499")
    sentence = words().get("utter_telegram_privacy", "en").text
    joined = " ".join(shown.text for shown in talk.person.messages).replace(sentence, "")
    assert joined.split() == text.split()


def test_the_token_stands_in_no_log(service: Service) -> None:
    """After all these faults the log holds neither the token nor words or names of people."""
    log = service.text_of_log()
    for canary in (TOKEN, TOKEN.partition(":")[2], "Canaryfirstname", "canaryuser", "pills", "kill myself"):
        assert canary not in log
    assert "Traceback" not in log
