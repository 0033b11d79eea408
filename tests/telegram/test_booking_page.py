"""The page a messenger's booking link opens: one browser, one booking, fifteen minutes, no scripts."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import sqlalchemy as sa

from bot.storage import booking_links, conversations, screenings
from bot.storage.database import Database
from bot.storage.tables import alerts, appointments
from bot.storage.tables import booking_links as link_rows
from bot.words import words
from tests.telegram.service import Service

LABELS = words().custom("utter_visit_page", "en")
CONTACT = {"step": "contact", "field.first_name": "Sol", "field.phone": "312-555-0103"}


class Chat:
    """A talk in Telegram with a booking link in it."""

    def __init__(self, database: Database, service: Service, address: str, who: str = "me_18_64") -> None:
        self.database = database
        self.service = service
        with database.begin() as tx:
            now = datetime.now(UTC)
            talk = conversations.start(
                tx, channel="telegram", language="en", now=now, is_after_hours=False, address=address
            )
            screenings.save_answer(tx, talk, "who", who, source="tapped", message_id="m1", now=now)
        self.id = talk.id

    def link(self, cause: str = "first") -> str:
        with self.database.begin() as tx:
            token = booking_links.issue(tx, self.id, cause=cause, now=datetime.now(UTC))
        return f"{self.service.url}/b/{token}"

    def ends(self, ago: timedelta) -> None:
        """Let all links of this talk end so long ago."""
        with self.database.begin() as tx:
            mine = link_rows.c.conversation_id == self.id
            tx.execute(link_rows.update().where(mine).values(expires_at=datetime.now(UTC) - ago))

    def states(self) -> list[str]:
        with self.database.read() as tx:
            query = sa.select(appointments.c.state).where(appointments.c.conversation_id == self.id)
            return list(tx.execute(query).scalars())


def browser() -> httpx.Client:
    return httpx.Client(follow_redirects=True)


def first_time(page: httpx.Response) -> str:
    found = re.search(r'name="option" value="([^"]+)"', page.text)
    assert found is not None
    return found.group(1)


@pytest.fixture
def chat(database: Database, service: Service, request: pytest.FixtureRequest) -> Chat:
    return Chat(database, service, f"page-{request.node.name}")


def test_looking_changes_nothing(chat: Chat) -> None:
    """A preview or a second look takes no time and binds the link to nobody."""
    link = chat.link()
    for _ in range(2):
        with browser() as one:
            assert LABELS["times_heading"] in one.get(link).text
    assert chat.states() == []


def test_a_link_belongs_to_the_browser_that_acts(chat: Chat) -> None:
    """Who finds the link later cannot see or change what was begun with it."""
    link = chat.link()
    with browser() as mine, browser() as other:
        page = mine.post(link, data={"step": "time", "option": first_time(mine.get(link))})
        assert LABELS["contact_heading"] in page.text
        assert other.get(link).status_code == 410
        assert other.post(link, data=CONTACT).status_code == 410
        assert mine.get(link).status_code == 200
    assert chat.states() == ["held"]


def test_a_booking_is_made_once(chat: Chat) -> None:
    """After the booking the same browser reads what is booked, and pressing again books nothing more."""
    link = chat.link()
    with browser() as mine:
        mine.post(link, data={"step": "time", "option": first_time(mine.get(link))})
        assert "312-555-0103" not in str(mine.post(link, data=CONTACT).url)
        booked = mine.post(link, data={"step": "confirm", "option": "confirm"})
        assert LABELS["booked_heading"] in booked.text
        assert mine.post(link, data={"step": "confirm", "option": "confirm"}).status_code == 410
        calendar = re.search(r'href="(/v1/booking/[^"]+)"', booked.text)
        assert calendar is not None
        assert "BEGIN:VCALENDAR" in mine.get(f"{chat.service.url}{calendar.group(1)}").text
    assert chat.states() == ["confirmed"]


def test_an_old_link_opens_nothing(chat: Chat) -> None:
    """After fifteen minutes no time can be picked any more."""
    link = chat.link()
    with browser() as mine:
        option = first_time(mine.get(link))
        chat.ends(timedelta(seconds=1))
        assert mine.get(link).status_code == 410
        assert mine.post(link, data={"step": "time", "option": option}).status_code == 410
    assert chat.states() == []


def test_a_time_that_is_held_may_be_finished(chat: Chat) -> None:
    """Who picked a time just before the link ended keeps the five minutes of the hold."""
    link = chat.link()
    with browser() as mine:
        mine.post(link, data={"step": "time", "option": first_time(mine.get(link))})
        chat.ends(timedelta(seconds=1))
        mine.post(link, data=CONTACT)
        done = mine.post(link, data={"step": "confirm", "option": "confirm"})
        assert LABELS["booked_heading"] in done.text


def test_links_live_fifteen_minutes(chat: Chat) -> None:
    """A new link ends fifteen minutes after it was made, and ends the one before it."""
    before = datetime.now(UTC)
    first, second = chat.link(), chat.link("second")
    with chat.database.read() as tx:
        link = booking_links.find(tx, second.rpartition("/")[2])
    assert link is not None
    assert timedelta(minutes=15) <= link.expires_at - before <= timedelta(minutes=15, seconds=5)
    with browser() as mine:
        assert mine.get(first).status_code == 410
        assert mine.get(second).status_code == 200


def test_two_people_never_get_one_time(database: Database, service: Service) -> None:
    """The second one hears that the time is taken and sees the others."""
    one, two = Chat(database, service, "pair-1"), Chat(database, service, "pair-2")
    with browser() as first, browser() as second:
        option = first_time(first.get(one.link()))
        held = first.post(one.link(), data={"step": "time", "option": option})
        assert LABELS["contact_heading"] in held.text
        refused = second.post(two.link(), data={"step": "time", "option": option})
    assert refused.status_code == 409
    assert LABELS["taken"] in refused.text
    assert two.states() == []


def test_what_is_wrong_stands_beside_its_field(chat: Chat) -> None:
    """A slip loses nothing that was typed, and the page says what to mend."""
    link = chat.link()
    with browser() as mine:
        mine.post(link, data={"step": "time", "option": first_time(mine.get(link))})
        wrong = mine.post(link, data={**CONTACT, "field.phone": "911", "field.first_name": "Río"})
        assert wrong.status_code == 422
        assert 'aria-describedby="error-phone"' in wrong.text
        assert 'value="Río"' in wrong.text
    assert chat.states() == ["held"]


def test_danger_in_a_field_gets_the_card(chat: Chat) -> None:
    """A cry for help typed into a form is read as one, and staff hear of it."""
    link = chat.link()
    with browser() as mine:
        mine.post(link, data={"step": "time", "option": first_time(mine.get(link))})
        page = mine.post(link, data={**CONTACT, "field.first_name": "I want to kill myself tonight"})
    assert "988" in page.text.partition("<main")[2]
    with chat.database.read() as tx:
        raised = list(
            tx.execute(sa.select(alerts.c.outcome).where(alerts.c.conversation_id == chat.id)).scalars()
        )
    assert raised == ["card"]


def test_no_name_is_taken_for_a_minor(database: Database, service: Service) -> None:
    """Under eighteen the page names the phone and offers no time."""
    minor = Chat(database, service, "minor", who="me_under18")
    with browser() as mine:
        page = mine.get(minor.link())
        assert "555" in page.text
        assert 'name="option"' not in page.text
        assert 'name="option"' not in mine.post(minor.link(), data=CONTACT).text


def test_nothing_comes_from_elsewhere(chat: Chat) -> None:
    """The page works without scripts, names no other host, and its address is sent to nobody."""
    with browser() as mine:
        page = mine.get(chat.link())
    assert page.headers["referrer-policy"] == "same-origin"
    assert page.headers["cache-control"] == "no-store"
    addresses = re.findall(r'(?:src|href|action)="(https?://[^"]+)"', page.text)
    assert addresses == []
    assert "Larkfield Recovery" not in page.text.partition("<title>")[2].partition("</title>")[0]


def test_forms_of_other_sites_are_refused(chat: Chat) -> None:
    """A page elsewhere cannot make a browser book or cancel."""
    link = chat.link()
    with browser() as mine:
        option = first_time(mine.get(link))
        answer = mine.post(
            link, data={"step": "time", "option": option}, headers={"origin": "https://elsewhere.example"}
        )
    assert answer.status_code == 400
    assert chat.states() == []
