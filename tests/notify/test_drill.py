"""The whole way: from a danger message over HTTP to somebody on call who has it, or to the next one."""

from __future__ import annotations

import base64
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
import yaml

from bot.storage.database import Database
from bot.storage.tables import alerts as alert_rows
from bot.storage.tables import follow_ups
from tests.notify.mail_server import MailServer, link_in, mail_server, text_of
from tests.running import running, url_of
from tests.talk import Talk
from tools.run import Doorway

ROOT = Path(__file__).resolve().parents[2]
DANGER = "I want to kill myself tonight"
NURSE, LEAD = "oncall-nurse@larkfield.example", "oncall-lead@larkfield.example"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Doorway, MailServer]]:
    """A whole Doorway whose people on call have a minute each, open day and night, with mail to loopback."""
    content: dict[str, Any] = yaml.safe_load((ROOT / "clinic.yml").read_text(encoding="utf-8"))
    for person in content["on_call"]:
        person["escalate_after_minutes"] = 1
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    content["opening_hours"] = {"week": dict.fromkeys(days, "00:00-24:00")}
    content["holidays"]["also_closed"] = []
    path = tmp_path_factory.mktemp("clinic") / "clinic.yml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with (
        mail_server() as (server, smtp_url),
        running(settings={"DOORWAY_SMTP_URL": smtp_url}, clinic_file=path) as doorway,
    ):
        yield doorway, server


@pytest.fixture
def mails(place: tuple[Doorway, MailServer]) -> MailServer:
    """The mail server, emptied; alerts of earlier tests are settled, so that nobody is told of them any more."""
    doorway, server = place
    with stored(doorway).begin() as tx:
        tx.execute(alert_rows.update().values(state="closed", acknowledged_at=sa.func.current_timestamp()))
    server.mails.clear()
    return server


def stored(doorway: Doorway) -> Database:
    key = base64.urlsafe_b64decode(doorway.environment["DOORWAY_KEY"])
    return Database(doorway.environment["DATABASE_URL"], key)


def alert_of(doorway: Doorway, state: str, seconds: float = 10) -> Any:
    """The newest alert once it is in this state."""
    end = time.monotonic() + seconds
    while True:
        with stored(doorway).read() as tx:
            row = (
                tx.execute(sa.select(alert_rows).order_by(alert_rows.c.raised_at.desc()).limit(1))
                .mappings()
                .first()
            )
        if row and row["state"] == state:
            return row
        assert time.monotonic() < end, row and row["state"]
        time.sleep(0.1)


def test_from_danger_to_somebody_who_has_it(place: tuple[Doorway, MailServer], mails: MailServer) -> None:
    """Words of danger; the nurse has a neutral mail soon; a look takes nothing, a tap puts their name on it."""
    doorway, _ = place
    began = time.monotonic()
    talk = Talk(url_of(doorway))
    talk.say(DANGER)
    assert "card" in talk.kinds()
    (mail,) = mails.wait_for(1)
    assert time.monotonic() - began < 20
    assert mail["To"] == NURSE
    assert mail["Subject"] == "Please open the desk now"
    assert DANGER not in mail.as_string()
    link = link_in(mail)
    for _ in range(2):
        page = httpx.get(link)
        assert page.status_code == 200
        assert page.text.count("<button") == 1
        assert "no-store" in page.headers["cache-control"]
    assert alert_of(doorway, "notified")["acknowledged_by"] is None
    tapped = httpx.post(link, follow_redirects=True)
    assert tapped.status_code == 200
    assert "<button" not in tapped.text
    assert alert_of(doorway, "acknowledged")["acknowledged_by"] == "Robin (nurse on call)"
    assert httpx.post(link, follow_redirects=True).status_code == 200
    talk.say("I still want to kill myself")
    assert len(mails.wait_for(2)) == 2


def test_from_danger_to_the_next_person_and_back(
    place: tuple[Doorway, MailServer], mails: MailServer
) -> None:
    """Nobody taps: after a minute the lead is told, after another the nurse again; then the lead's link still works."""
    doorway, _ = place
    talk = Talk(url_of(doorway))
    talk.say(DANGER)
    mails.wait_for(3, seconds=150)
    assert [mail["To"] for mail in mails.mails] == [NURSE, LEAD, NURSE]
    assert len({link_in(mail) for mail in mails.mails}) == 3
    alert_of(doorway, "escalated")
    taken = httpx.post(link_in(mails.mails[1]), follow_redirects=True)
    assert taken.status_code == 200
    assert alert_of(doorway, "acknowledged")["acknowledged_by"] == "Sam (clinical lead)"
    others = httpx.get(link_in(mails.mails[0]))
    assert "Sam (clinical lead)" in others.text
    assert "<button" not in others.text


def test_a_killed_service_tells_nobody_twice_and_forgets_nobody(
    place: tuple[Doorway, MailServer], mails: MailServer
) -> None:
    """Killed right behind the danger message and started again: the nurse is told, once."""
    doorway, _ = place
    talk = Talk(url_of(doorway))
    talk.say(DANGER)
    service = doorway.process("service")
    service.kill()
    assert service.running is not None
    service.running.wait()
    service.start(doorway.environment, doorway.log(service))
    while not service.is_ready():
        time.sleep(0.1)
    mails.wait_for(1)
    service.kill()
    service.running.wait()
    service.start(doorway.environment, doorway.log(service))
    while not service.is_ready():
        time.sleep(0.1)
    time.sleep(4)
    assert [mail["To"] for mail in mails.mails] == [NURSE]
    httpx.post(link_in(mails.mails[0]))
    alert_of(doorway, "acknowledged")


def test_the_drill_command_shows_every_step(place: tuple[Doorway, MailServer], mails: MailServer) -> None:
    """`python -m bot drill`: raised, told, sent, acknowledged by name; the mail says it is a test."""
    doorway, _ = place
    command = [".venv/bin/python", "-m", "bot", "drill"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=doorway.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as drill:
        (mail,) = mails.wait_for(1)
        assert text_of(mail).startswith("This is only a test.")
        time.sleep(0.5)
        httpx.post(link_in(mail))
        shown, _ = drill.communicate(timeout=30)
    steps = [line.split(" ", 1)[1] for line in shown.splitlines()]
    assert steps == [
        "raised",
        "told Robin (nurse on call)",
        "sent by email, turn 0",
        "acknowledged by Robin (nurse on call)",
    ]
    assert drill.returncode == 0
    assert alert_of(doorway, "closed")["acknowledged_by"] == "Robin (nurse on call)"


def test_an_unknown_link_is_told_plainly(place: tuple[Doorway, MailServer]) -> None:
    """A guessed link: 404, a plain page, no button."""
    doorway, _ = place
    for answer in (
        httpx.get(f"{url_of(doorway)}/alert/{'x' * 43}"),
        httpx.post(f"{url_of(doorway)}/alert/x"),
    ):
        assert answer.status_code == 404
        assert "<button" not in answer.text


def test_in_danger_a_number_may_be_left_while_people_are_there(
    place: tuple[Doorway, MailServer], mails: MailServer
) -> None:
    """Under the card stands "call me"; the form takes a phone, staff have a call due now, and the card stays open."""
    doorway, _ = place
    talk = Talk(url_of(doorway))
    talk.say(DANGER)
    assert [option["id"] for option in talk.prompt["options"]] == ["reached", "not_meant", "call_me"]
    talk.tap("call_me")
    assert talk.question == "call_me"
    assert [field["id"] for field in talk.prompt["fields"]] == ["first_name", "phone", "may_voicemail"]
    talk.fill({"first_name": "", "phone": "12"})
    assert talk.question == "call_me"
    assert [field["id"] for field in talk.prompt["fields"] if field.get("error")] == ["phone"]
    talk.fill({"first_name": "", "phone": "312-555-0111", "may_voicemail": False})
    assert talk.question == "card_next"
    with stored(doorway).read() as tx:
        rows = tx.execute(sa.select(follow_ups).order_by(follow_ups.c.id.desc())).mappings().all()
        assert rows[0]["kind"] == "call_me"
        contact = tx.sealer.open(rows[0]["contact_sealed"], f"follow_ups.contact:{rows[0]['cause']}")
    assert (contact["phone"], contact["may_voicemail"]) == ("+13125550111", False)
    assert rows[0]["due_at"] == rows[0]["created_at"]


def test_a_number_may_be_left_without_booking(place: tuple[Doorway, MailServer]) -> None:
    """Typed "call me": the form comes last, a wrong number is asked again, and then the screening goes on."""
    doorway, _ = place
    talk = Talk(url_of(doorway))
    open_question = talk.question
    talk.say("can someone call me please")
    assert talk.question == "call_me", talk.last
    talk.fill({"phone": "5"})
    assert talk.question == "call_me"
    talk.fill({"first_name": "Jo", "phone": "(312) 555-0112", "may_voicemail": True})
    assert talk.question == open_question
    talk.tap(talk.prompt["options"][0]["id"])
    assert talk.question == "consent"
    talk.say("please call me back at 312-555-0113")
    assert talk.question == "call_me"
    phone = next(field for field in talk.prompt["fields"] if field["id"] == "phone")
    assert phone["value"] == "312-555-0113"
    talk.tap("not_now")
    assert talk.question == "consent"
    with stored(doorway).read() as tx:
        rows = tx.execute(sa.select(follow_ups).where(follow_ups.c.kind == "call_me")).mappings().all()
        contacts = [
            tx.sealer.open(row["contact_sealed"], f"follow_ups.contact:{row['cause']}") for row in rows
        ]
    assert [contact["first_name"] for contact in contacts].count("Jo") == 1
    assert "+13125550113" not in [contact["phone"] for contact in contacts]
