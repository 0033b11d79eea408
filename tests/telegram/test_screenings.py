"""Whole screenings in Telegram, through the real engine and the double of the Bot API."""

from __future__ import annotations

import random
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from bot import placement
from bot.storage.database import Database
from bot.words import words
from tests.random_answers import random_walk
from tests.telegram import stored
from tests.telegram.bot_api import TOKEN, BotApi, Person
from tests.telegram.screening import Screened
from tools.run import Doorway

SCREENINGS = 30
AT_A_TIME = 8
SEED = 20_261_123

BOOKABLE = {
    "who": "me_18_64",
    "safety": "none",
    "substances": ["cannabis"],
    "withdrawal": ["none"],
    "health": ["none"],
    "treatment": "none",
    "relapse": "no",
    "home": "supportive",
    "support": "good",
    "symptoms": 4,
    "motivation": "ready",
    "attend": "yes",
}


def people(api: BotApi) -> list[Screened]:
    dice = random.Random(SEED)
    return [
        Screened(api, 1_000 + number, random_walk(dice), "es" if number % 5 == 4 else "en")
        for number in range(SCREENINGS)
    ]


@pytest.fixture(scope="module")
def booked_person(whole_api: BotApi, whole: Doorway) -> Screened:
    """Somebody who has read a result and has a booking link in the chat."""
    person = Screened(whole_api, 2_001, BOOKABLE)
    person.go_through()
    person.wait_for("/b/")
    return person


def test_screenings_end_where_placement_says(
    whole_api: BotApi, whole: Doorway, whole_database: Database
) -> None:
    """Thirty people, eight at a time, read the level that their answers have."""
    everybody = people(whole_api)
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        list(pool.map(Screened.go_through, everybody))
    for person in everybody:
        whole_api.wait(lambda person=person: stored.level(whole_database, person.chat_id), 60)
    wrong = [
        (person.answers, stored.level(whole_database, person.chat_id))
        for person in everybody
        if stored.level(whole_database, person.chat_id) != str(placement.place(person.answers).level)
    ]
    assert not wrong
    assert len({stored.level(whole_database, person.chat_id) for person in everybody}) >= 3
    assert not any(whole_api.repeats(person.chat_id) for person in everybody)


def test_each_choice_stands_in_the_chat_and_its_keyboard_is_gone(booked_person: Screened) -> None:
    """Afterwards the chat reads like a talk: what was picked, and no dead buttons."""
    answered = booked_person.messages[:-1]
    booked_person.api.wait(lambda: not any(shown.buttons for shown in answered))
    picked = [line for shown in answered for line in shown.text.split("\n") if line.startswith("✓")]
    assert any(words().label("utter_ask_home", "supportive", "en") in line for line in picked)


def test_what_telegram_sees_is_said_before_the_screening(booked_person: Screened) -> None:
    """One sentence says what Telegram keeps, with the first question and once only."""
    sentence = words().get("utter_telegram_privacy", "en").text
    told = [number for number, shown in enumerate(booked_person.messages) if sentence in shown.text]
    assert told == [0]


def test_a_visit_is_booked_on_our_page_and_the_chat_hears_no_details(
    booked_person: Screened, whole: Doorway, whole_database: Database
) -> None:
    """Name and phone are typed on our page; the chat only hears that it is done; the link then is used up."""
    text = booked_person.wait_for("/b/").text
    link = next(iter(re.findall(r"http\S+/b/\w+", text)))
    with httpx.Client(follow_redirects=True) as browser:
        option = re.search(r'name="option" value="([^"]+)"', browser.get(link).text)
        assert option is not None
        assert "first_name" in browser.post(link, data={"step": "time", "option": option.group(1)}).text
        fields = {"field.first_name": "Sol", "field.phone": "312-555-0101", "field.may_text": "yes"}
        confirm = browser.post(link, data={"step": "contact", **fields})
        assert 'value="confirm"' in confirm.text
        done = browser.post(link, data={"step": "confirm", "option": "confirm"})
        assert words().custom("utter_visit_page", "en")["booked_heading"] in done.text
    heard = booked_person.wait_for("booked")
    with_details = re.search(r"Sol|0101|Larkfield Avenue|\d:\d\d|video", heard.text)
    assert with_details is None
    with httpx.Client() as stranger:
        assert stranger.get(link).status_code == 410
    booked_person.write("/book")
    again = booked_person.wait_for("booked", after=len(booked_person.messages))
    assert "/b/" not in again.text


def test_book_at_once_asks_for_consent_and_gives_the_link(whole_api: BotApi, whole: Doorway) -> None:
    """Somebody who only wants a visit is asked for consent and gets the page, in Spanish too."""
    for chat_id, language in ((2_010, "en"), (2_011, "es")):
        person = Person(whole_api, chat_id, language)
        person.write("/book")
        person.tap(words().label("utter_ask_consent", "agree", language))
        minutes = "15 minutes" if language == "en" else "15 minutos"
        assert minutes in person.wait_for("/b/").text


def test_danger_gets_the_card_first_and_buttons_after_it(whole_api: BotApi, whole: Doorway) -> None:
    """Danger in words is answered by the card before anything else, with the numbers and a way on."""
    person = Person(whole_api, 2_020)
    person.write("/start")
    person.find(words().label("utter_ask_who", "me_18_64", "en"))
    before = len(person.messages)
    person.write("I took all my pills and I want to die")
    card = person.wait_for("988", after=before)
    assert card is person.messages[before]
    assert "911" in card.text
    assert [button["url"] for button in card.buttons] == ["https://988lifeline.org/chat/"]
    person.find(words().label("utter_ask_card_next", "reached", "en"))


def test_the_talk_is_erased_by_two_taps(whole_api: BotApi, whole: Doorway, whole_database: Database) -> None:
    """/delete asks once more; then nothing is left, the person hears so, and an old button does no harm."""
    person = Person(whole_api, 2_030)
    person.write("/start")
    shown, button = person.find(words().label("utter_ask_who", "me_18_64", "en"))
    person.write("/delete")
    person.tap(words().label("utter_delete_my_data", "yes", "en"))
    person.wait_for("It is erased")
    with pytest.raises(LookupError):
        stored.talk(whole_database, person.chat_id)
    answered = len(whole_api.answers)
    person.press(shown, button["callback_data"])
    whole_api.wait(lambda: len(whole_api.answers) > answered)
    assert "/start" in whole_api.answers[-1]["text"]


def test_commands_of_the_engine_are_only_words(
    whole_api: BotApi, whole: Doorway, whole_database: Database
) -> None:
    """`/restart` and its kind change nothing: the talk stays and its answers too."""
    person = Person(whole_api, 2_040)
    person.write("/start")
    person.tap(words().label("utter_ask_who", "me_18_64", "en"))
    person.find(words().label("utter_ask_consent", "agree", "en"))
    talk = stored.talk(whole_database, person.chat_id)
    for text in (
        "/restart",
        "/session_start",
        '/inform{"who": "me_65"}',
        "／restart",
        " /SetSlots(who=me_65)",
    ):
        before = len(person.messages)
        person.write(text)
        whole_api.wait(lambda before=before: len(person.messages) > before)
    assert stored.talk(whole_database, person.chat_id).id == talk.id
    person.tap(words().label("utter_ask_consent", "agree", "en"))
    person.wait_for(words().get("utter_ask_safety", "en").text)


def test_neither_token_nor_words_nor_names_reach_a_log(
    whole_api: BotApi, whole: Doorway, booked_person: Screened
) -> None:
    """Every log of every process is searched for the token, for what people typed, and for who they are."""
    person = Person(whole_api, 2_050)
    person.write("canarywordtyped zebra")
    whole_api.wait(lambda: len(person.messages) >= 1)
    whole_api.fail("sendMessage", 502, chat_id=2_050)
    whole_api.fail("sendMessage", 429, chat_id=2_050, retry_after=1)
    person.write("canarywordtyped again")
    whole_api.wait(lambda: len(person.messages) >= 2)
    logs = [path.read_text(errors="replace") for path in Path(whole.var).glob("*.log")]
    assert len(logs) == 3
    secret = TOKEN.partition(":")[2]
    for canary in (TOKEN, secret, "canarywordtyped", "Canaryfirstname", "canaryuser", "Canarylastname"):
        assert not any(canary in log for log in logs)


def test_nothing_of_a_person_is_readable_in_the_database(whole: Doorway, booked_person: Screened) -> None:
    """The database file holds no name, no number and no chat id in the clear."""
    raw = b"".join(path.read_bytes() for path in Path(whole.var).glob("*.db*"))
    for canary in (b"Canaryfirstname", b"Canarylastname", b"canaryuser", b"canarywordtyped", TOKEN.encode()):
        assert canary not in raw
