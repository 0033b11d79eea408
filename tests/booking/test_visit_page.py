"""The page of a visit and the page that takes a code, over HTTP on a whole Doorway."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta

import httpx
import icalendar
import pytest

from bot.storage import appointments, conversations, saved_codes
from bot.storage.database import Database
from bot.storage.tables import saved_codes as code_rows
from tests.stores import database_of
from tests.talk import Talk
from tools.run import Doorway

HIDDEN = re.compile(r'name="seen" value="([^"]+)"')
TIME = re.compile(r'name="option" value="(\d{8}T\d{4}Z-\w+)"')
CODE = re.compile(r"\b[2-9A-Z]{5}-[2-9A-Z]{5}\b")


@pytest.fixture(scope="module")
def database(doorway: Doorway) -> Database:
    return database_of(doorway)


@pytest.fixture
def booked(url: str) -> Talk:
    """A talk with a visit."""
    talk = Talk(url)
    talk.tap("me_18_64")
    talk.tap("agree")
    talk.say("book now")
    talk.tap(talk.prompt["options"][0]["id"])
    talk.fill({"first_name": "Ana", "phone": "312-555-0150"})
    talk.tap("confirm")
    return talk


@pytest.fixture
def page(booked: Talk) -> str:
    """The address of the visit's page, as the booked message has it."""
    links = [link["href"] for line in booked.lines for link in line.get("links", ())]
    return next(href for href in links if href.startswith("/visit/"))


@pytest.fixture
def stranger(url: str) -> httpx.Client:
    """A browser without any cookie of ours."""
    with httpx.Client(base_url=url, timeout=60) as client:
        yield client


def press(client: httpx.Client, page: str, seen: str, **fields: str) -> httpx.Response:
    return client.post(page, data={"seen": seen, **fields})


def seen_on(client: httpx.Client, address: str) -> str:
    found = HIDDEN.search(client.get(address).text)
    assert found is not None
    return found[1]


def visit_of(database: Database, page: str) -> appointments.Appointment:
    with database.read() as tx:
        found = appointments.by_manage_token(tx, page.rpartition("/")[2])
    assert found is not None
    return found


def test_looking_changes_nothing(page: str, stranger: httpx.Client, database: Database) -> None:
    """Every address of the page may be fetched by a program that looks at links: the visit stays as it is."""
    before = visit_of(database, page)
    for query in ("", "?step=times", "?step=cancel", "?step=times&page=2", "?step=confirm"):
        assert stranger.get(page + query).status_code == 200
    assert visit_of(database, page) == before


def test_a_move_by_link(page: str, stranger: httpx.Client, database: Database, booked: Talk) -> None:
    """Times, one of them, a yes: the visit has the new time, the calendar file moves it, the chat says so."""
    before = visit_of(database, page)
    times = TIME.findall(stranger.get(f"{page}?step=times").text)
    seen = seen_on(stranger, f"{page}?step=times")
    assert press(stranger, page, seen, step="time", option=times[1]).status_code == 303
    assert visit_of(database, page) == before
    assert press(stranger, page, seen, step="confirm", option="confirm").status_code == 303
    after = visit_of(database, page)
    assert (after.id, after.state, after.revision) == (before.id, "confirmed", before.revision + 1)
    assert after.starts_at.strftime("%Y%m%dT%H%MZ") == times[1].partition("-")[0]
    booked.catch_up()
    assert booked.lines[-1]["kind"] == "notice"
    event = calendar_of(stranger, page)
    assert event["sequence"] == after.revision
    assert event.decoded("dtstart") == after.starts_at
    assert str(event["url"]).endswith(page)


def test_an_old_page_acts_on_nothing(page: str, stranger: httpx.Client, database: Database) -> None:
    """Each state of a visit can be acted on once: the same press again says that the visit has changed."""
    seen = seen_on(stranger, f"{page}?step=cancel")
    assert press(stranger, page, seen, step="cancel").status_code == 303
    gone = visit_of(database, page)
    assert gone.state == "cancelled"
    assert press(stranger, page, seen, step="cancel").status_code == 409
    assert press(stranger, page, seen, step="time", option="20991201T1600Z-dana").status_code == 409
    assert visit_of(database, page) == gone
    assert calendar_of(stranger, page)["status"] == "CANCELLED"


def test_another_site_cannot_call_a_visit_off(page: str, stranger: httpx.Client, database: Database) -> None:
    """A form that another site makes the browser send is refused."""
    seen = seen_on(stranger, f"{page}?step=cancel")
    answer = stranger.post(
        page, data={"seen": seen, "step": "cancel"}, headers={"origin": "https://elsewhere.example"}
    )
    assert answer.status_code >= 400
    assert visit_of(database, page).state == "confirmed"


def test_a_guessed_address_shows_nothing(stranger: httpx.Client) -> None:
    """An address nobody was given is no page, and acting on it does nothing."""
    guessed = f"/visit/{uuid.uuid4().hex * 2}"
    assert stranger.get(guessed).status_code == 404
    assert press(stranger, guessed, "0-confirmed", step="cancel").status_code == 404


def test_a_code_opens_the_talk_elsewhere(url: str, stranger: httpx.Client) -> None:
    """The code, typed in small letters with spaces, opens the talk on the new device and closes it on the old."""
    talk = Talk(url)
    talk.tap("me_18_64")
    talk.say("save this for later")
    said = " ".join(line["text"] for line in talk.last)
    code = CODE.search(said)
    assert code is not None
    answer = stranger.post("/resume", data={"code": code[0].lower().replace("-", " ")})
    assert (answer.status_code, answer.headers["location"]) == (303, "/chat")
    lines = stranger.get("/v1/events", params={"after": 0}).json()["events"]
    assert [line["seq"] for line in talk.lines] == [line["seq"] for line in lines[: len(talk.lines)]]
    assert lines[-1]["kind"] == "notice"
    assert talk.client.get("/v1/events", params={"after": 0}).status_code == 401


def test_a_wrong_code_opens_nothing_and_guessing_is_slow(stranger: httpx.Client) -> None:
    """Codes cannot be tried one after another."""
    statuses = [
        stranger.post("/resume", data={"code": f"AAAAA-{number:05}"}).status_code for number in range(8)
    ]
    assert set(statuses) == {422, 429}
    assert statuses[-1] == 429
    assert "doorway" not in stranger.cookies


def test_a_code_is_not_stored_and_ends_with_its_days(database: Database, booked: Talk) -> None:
    """Only a keyed hash of a code is kept; after its days it opens nothing, and a new code ends the one before."""
    now = datetime.now(UTC)
    with database.begin() as tx:
        conversation_id = conversations.by_token(tx, booked.client.cookies["doorway"]).id
        first = saved_codes.issue(tx, conversation_id, cause="a", now=now, days=14)
        assert saved_codes.issue(tx, conversation_id, cause="a", now=now, days=14) == first
        assert saved_codes.find(tx, first, now + timedelta(days=13)) == conversation_id
        assert saved_codes.find(tx, first, now + timedelta(days=14)) is None
        second = saved_codes.issue(tx, conversation_id, cause="b", now=now, days=14)
        assert saved_codes.find(tx, first, now) is None
        assert saved_codes.find(tx, second, now) == conversation_id
        stored = str(tx.execute(code_rows.select()).all())
        assert second not in stored
        assert second.replace("-", "") not in stored


def calendar_of(client: httpx.Client, page: str) -> icalendar.Event:
    answer = client.get(f"/v1/booking/{page.rpartition('/')[2]}.ics")
    answer.raise_for_status()
    return next(iter(icalendar.Calendar.from_ical(answer.content).walk("VEVENT")))
