"""A morning at the desk, over HTTP: alerts, screenings, decisions, notes, visits, follow-ups, calendars, export."""

from __future__ import annotations

import re
from datetime import timedelta

import icalendar
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette

from bot.desk.rendering import ago
from bot.desk.tables import desk_case_changes, desk_decisions, desk_notes, staff_users
from bot.storage.tables import alerts, appointments, audit, conversations, events, follow_ups, screenings
from bot.web.parts import Parts
from tests.desk.serving import Browser, Clock, signed_in


@pytest.fixture
def lead(app: Starlette) -> Browser:
    return signed_in(app, "lead")


def references(page: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"/desk/case/([0-9A-Z]{8})", page)))


def finished(parts: Parts) -> str:
    """The reference of a finished screening that nobody acted on."""
    with parts.database.read() as tx:
        query = (
            sa.select(conversations.c.reference)
            .join(screenings, screenings.c.conversation_id == conversations.c.id)
            .where(screenings.c.is_urgent.is_(False))
            .order_by(screenings.c.finished_at.desc())
        )
        return str(tx.execute(query).scalars().first())


def visit_to_come(parts: Parts) -> int:
    with parts.database.read() as tx:
        query = sa.select(appointments.c.id).where(
            appointments.c.state == "confirmed", appointments.c.starts_at > parts.now()
        )
        return int(tx.execute(query).scalars().first() or 0)


def audited(parts: Parts) -> list[tuple[str, str, str]]:
    with parts.database.read() as tx:
        rows = tx.execute(sa.select(audit.c.actor, audit.c.action, audit.c.reason).order_by(audit.c.id))
        return [(row.actor, row.action, row.reason) for row in rows]


def test_danger_stands_first_with_how_long_it_waits(lead: Browser, parts: Parts, clock: Clock) -> None:
    """Whoever waits longest in danger is the first row of the page, with the time; the title counts, naming nobody."""
    with parts.database.read() as tx:
        query = sa.select(sa.func.min(alerts.c.raised_at)).where(alerts.c.acknowledged_at.is_(None))
        raised_at = tx.execute(query).scalar_one()
    for path in ("/desk", "/desk/part/urgent"):
        page = lead.get(path).text
        first_row = page[page.index("<tbody>") : page.index("</tr>", page.index("<tbody>"))]
        assert "Danger, nobody on it" in first_row
        assert f"<strong>{ago(clock.at - raised_at)}</strong>" in first_row
        clock.pass_by(minutes=5)
    page = lead.get("/desk").text
    assert re.search(r"<title>\(\d+\) Queue", page)


def test_taking_an_alert_names_who_took_it(lead: Browser, parts: Parts, app: Starlette) -> None:
    """One person takes it, at a time that is kept; the second one hears that somebody was faster."""
    with parts.database.read() as tx:
        alert_id = (
            tx.execute(sa.select(alerts.c.id).where(alerts.c.acknowledged_at.is_(None))).scalars().first()
        )
    other = signed_in(app, "reception")
    assert lead.post(f"/desk/urgent/{alert_id}/take", at="/desk/urgent").status_code == 303
    assert other.post(f"/desk/urgent/{alert_id}/take", at="/desk/urgent").status_code == 409
    with parts.database.read() as tx:
        row = tx.execute(sa.select(alerts).where(alerts.c.id == alert_id)).mappings().one()
    assert (row["state"], row["acknowledged_by"], row["acknowledged_at"]) == (
        "acknowledged",
        "Sam (lead)",
        parts.now(),
    )
    assert f"/desk/urgent/{alert_id}/take" not in lead.get("/desk/urgent").text
    assert lead.post(f"/desk/urgent/{alert_id}/close", at="/desk/urgent").status_code == 400
    closing = {"reason": "reached by phone, is with family"}
    assert lead.post(f"/desk/urgent/{alert_id}/close", closing, at="/desk/urgent").status_code == 303
    assert "Closed" in lead.get("/desk/urgent").text


def test_the_sheet_shows_answers_words_rules_and_sources(lead: Browser, parts: Parts) -> None:
    """One page holds the answers in words, the rules with their sentences, and no decision that nobody made."""
    reference = finished(parts)
    page = lead.get(f"/desk/case/{reference}/screening").text
    with parts.database.read() as tx:
        row = (
            tx.execute(
                sa.select(screenings).join(conversations).where(conversations.c.reference == reference)
            )
            .mappings()
            .one()
        )
    for rule in row["rules"]:
        assert f"<h3>{rule} " in page
    assert re.search(r"<strong>S\d+</strong> [A-Z]", page)
    assert "Not decided yet" in page and "Suggested by the rules" in page


def test_a_decision_stands_beside_the_suggestion(lead: Browser, parts: Parts) -> None:
    """The level a therapist chose is kept with a reason and a name, sealed; the suggestion stays what it was."""
    reference = finished(parts)
    path = f"/desk/case/{reference}"
    sheet = f"{path}/screening"
    for fields, status in (
        ({"level": "iop"}, 400),
        ({"level": "emergency", "reason": "no"}, 400),
        ({"level": "iop", "reason": "Steady job, sober home <b>"}, 303),
        ({"level": "residential", "reason": "Home is worse than told"}, 303),
    ):
        assert lead.post(f"{path}/decision", fields, at=sheet).status_code == status
    page = lead.get(sheet).text
    assert "Residential (live-in)" in page and "Home is worse than told" in page
    assert "Steady job, sober home &lt;b&gt;" in page
    with parts.database.read() as tx:
        rows = list(tx.execute(sa.select(desk_decisions).order_by(desk_decisions.c.id)).mappings())[-2:]
        level = tx.execute(
            sa.select(screenings.c.level).join(conversations).where(conversations.c.reference == reference)
        ).scalar_one()
    assert [row["decided_level"] for row in rows] == ["iop", "residential"]
    assert {row["suggested_level"] for row in rows} == {level}
    assert all(b"Home" not in row["reason_sealed"] for row in rows)


def test_states_owner_and_notes_are_added_rows(lead: Browser, parts: Parts, app: Starlette) -> None:
    """A case walks through its states with an author each time; moves that do not follow are refused."""
    path = f"/desk/case/{finished(parts)}"
    assert lead.post(f"{path}/state", {"state": "called"}, at=path).status_code == 303
    assert lead.post(f"{path}/state", {"state": "new"}, at=path).status_code == 409
    assert lead.post(f"{path}/state", {"state": "closed"}, at=path).status_code == 303
    reception = signed_in(app, "reception")
    assert reception.post(f"{path}/owner", {"owner": "f" * 32}, at=path).status_code == 400
    with parts.database.read() as tx:
        dana = tx.execute(sa.select(staff_users.c.id).where(staff_users.c.name == "dana")).scalar_one()
        kinds = [
            (row.kind, row.value, row.author)
            for row in tx.execute(sa.select(desk_case_changes).order_by(desk_case_changes.c.id))
        ][-3:]
    assert kinds == [
        ("state", "called", "Sam (lead)"),
        ("owner", "sam", "Sam (lead)"),
        ("state", "closed", "Sam (lead)"),
    ]
    assert reception.post(f"{path}/owner", {"owner": dana}, at=path).status_code == 403
    assert lead.post(f"{path}/owner", {"owner": dana}, at=path).status_code == 303
    assert "With <strong>Dana M., LCSW</strong>" in lead.get(path).text


def test_clinical_notes_are_not_for_reception(lead: Browser, parts: Parts, app: Starlette) -> None:
    """Reception reads and writes notes about calls; a clinical note is shown to readers alone, sealed for all."""
    path = f"/desk/case/{finished(parts)}"
    lead.post(f"{path}/note", {"text": "canary clinical", "is_clinical": "yes"}, at=path)
    reception = signed_in(app, "reception")
    reception.post(f"{path}/note", {"text": "canary call at ten", "is_clinical": "yes"}, at=path)
    seen = reception.get(path).text
    assert "canary call at ten" in seen and "canary clinical" not in seen
    assert "canary clinical" in lead.get(path).text
    with parts.database.read() as tx:
        assert all(b"canary" not in row for row in tx.execute(sa.select(desk_notes.c.text_sealed)).scalars())


def test_a_visit_is_accepted_moved_and_told(lead: Browser, parts: Parts, clock: Clock) -> None:
    """Accepting happens once; a move takes a free time, tells the person in the talk, and keeps one visit."""
    number = visit_to_come(parts)
    path = f"/desk/bookings/{number}"
    first = lead.post(f"{path}/accept", at=path).status_code
    assert lead.post(f"{path}/accept", at=path).status_code == 409
    assert first in (303, 409)
    offered = re.findall(r'<option value="(\d{8}T\d{4}Z-[a-z]+)"', lead.get(path).text)
    assert lead.post(f"{path}/move", {"time": offered[3]}, at=path).status_code == 303
    assert lead.post(f"{path}/move", {"time": offered[3]}, at=path).status_code == 409
    assert lead.post(f"{path}/move", {"time": "tomorrow"}, at=path).status_code == 400
    with parts.database.read() as tx:
        visit = tx.execute(sa.select(appointments).where(appointments.c.id == number)).mappings().one()
        last = tx.execute(
            sa.select(events.c.sender, events.c.kind)
            .where(events.c.conversation_id == visit["conversation_id"])
            .order_by(events.c.seq.desc())
        ).first()
        of_person = tx.execute(
            sa.select(sa.func.count()).where(
                appointments.c.conversation_id == visit["conversation_id"],
                appointments.c.state.in_(("held", "confirmed")),
            )
        ).scalar_one()
    assert visit["starts_at"].strftime("%Y%m%dT%H%MZ") + "-" + visit["therapist_id"] == offered[3]
    assert tuple(last or ()) == ("bot", "notice")
    assert (visit["revision"], of_person) == (1, 1)


def test_a_visit_is_kept_or_missed_only_after_it_began(lead: Browser, parts: Parts, clock: Clock) -> None:
    """Nobody marks a visit of tomorrow as missed; what was marked wrongly can be put right."""
    number = visit_to_come(parts)
    path = f"/desk/bookings/{number}"
    assert lead.post(f"{path}/state", {"state": "missed"}, at=path).status_code == 409
    with parts.database.read() as tx:
        clock.at = tx.execute(
            sa.select(appointments.c.starts_at).where(appointments.c.id == number)
        ).scalar_one() + timedelta(minutes=20)
    later = Browser(lead.http.app)  # type: ignore[arg-type]
    later.sign_in("sam")
    for state, status in (("missed", 303), ("kept", 303), ("cancelled", 409)):
        assert later.post(f"{path}/state", {"state": state}, at=path).status_code == status


def test_calling_off_frees_the_time(lead: Browser, parts: Parts) -> None:
    """A visit that is called off stands in the history with its author, and its time can be taken again."""
    number = visit_to_come(parts)
    path = f"/desk/bookings/{number}"
    assert lead.post(f"{path}/state", {"state": "cancelled"}, at=path).status_code == 303
    page = lead.get(path).text
    assert "Called off" in page and "staff:sam" in page
    assert lead.post(f"{path}/state", {"state": "cancelled"}, at=path).status_code == 409


def test_follow_ups_come_back_when_nobody_was_reached(lead: Browser, parts: Parts, clock: Clock) -> None:
    """Not reached is due again in two hours; done is gone from the list."""
    with parts.database.read() as tx:
        number = (
            tx.execute(
                sa.select(follow_ups.c.id).where(follow_ups.c.state == "due").order_by(follow_ups.c.id.desc())
            )
            .scalars()
            .first()
        )
    form = f"/desk/follow-ups/{number}"
    assert lead.post(form, {"state": "not_reached"}, at="/desk/follow-ups").status_code == 303
    with parts.database.read() as tx:
        due_at = tx.execute(sa.select(follow_ups.c.due_at).where(follow_ups.c.id == number)).scalar_one()
    assert due_at == clock.at + timedelta(hours=2)
    assert (
        lead.post(form, {"state": "done", "back": "//evil.example"}, at="/desk/follow-ups").headers[
            "location"
        ]
        == "/desk/follow-ups"
    )
    assert lead.post(form, {"state": "done"}, at="/desk/follow-ups").status_code == 409


def test_a_code_is_found_however_it_is_read_out(lead: Browser, parts: Parts) -> None:
    """Small letters, spaces and dashes do not matter when somebody reads the code on the phone."""
    code = finished(parts)
    for typed in (code, f" {code} ", code.lower(), f"{code[:4]}-{code[4:]}", " ".join(code)):
        answer = lead.http.get("/desk/search", params={"code": typed})
        assert answer.headers["location"] == f"/desk/case/{code}"
    assert lead.get("/desk/search?code=AAAA2222").status_code == 404


def test_reads_and_writes_are_on_record(lead: Browser, parts: Parts) -> None:
    """Reading a screening, a contact and a talk leaves a row before the page is shown, and the chain is whole."""
    path = f"/desk/case/{finished(parts)}"
    for page in (path, f"{path}/screening", f"{path}/talk", "/desk/bookings"):
        assert lead.get(page).status_code == 200
    lead.post(f"{path}/note", {"text": "a call"}, at=path)
    actions = {action for actor, action, _ in audited(parts) if actor == "staff:sam"}
    assert {"sign_in", "case.read", "screening.read", "talk.read", "bookings.read", "note.added"} <= actions
    checked = lead.post("/desk/audit", at="/desk/audit").text
    assert "is whole" in checked


def test_a_calendar_link_shows_codes_alone_and_can_be_taken_back(
    lead: Browser, parts: Parts, app: Starlette
) -> None:
    """The feed has visits under a neutral name without a person's; taken back, the link leads nowhere."""
    answer = lead.post("/desk/feeds", {"therapist": "dana"}, at="/desk/feeds")
    link = re.search(r"/desk/feed/[\w-]+/visits\.ics", answer.text)
    assert link
    assert link[0] not in lead.get("/desk/feeds").text
    calendar = Browser(app)
    feed = calendar.get(link[0])
    assert feed.status_code == 200
    found = icalendar.Calendar.from_ical(feed.content)
    assert {str(found["prodid"]), str(found["version"])} == {"-//Visits//Calendar//EN", "2.0"}
    for visit in found.walk("VEVENT"):
        assert re.fullmatch(r"Larkfield Office [0-9A-Z]{8}", str(visit["summary"]))
    other = signed_in(app, "clinician")
    assert other.post("/desk/feeds", {"therapist": "dana"}, at="/desk/feeds").status_code == 403
    revoking = re.search(r"/desk/feeds/\d+/revoke", lead.get("/desk/feeds").text)
    assert revoking
    assert lead.post(revoking[0], at="/desk/feeds").status_code == 303
    assert calendar.get(link[0]).status_code == 404


def test_the_export_carries_the_notice_and_no_names(lead: Browser, parts: Parts) -> None:
    """The file begins with the redisclosure notice, holds no contact, and its reason is on record."""
    span = {"first": "2026-10-20", "last": "2026-11-24"}
    assert lead.post("/desk/export", span, at="/desk/export").status_code == 400
    answer = lead.post("/desk/export", {**span, "reason": "monthly report"}, at="/desk/export")
    lines = answer.text.splitlines()
    assert lines[0] == "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    assert lines[1].startswith("reference,finished_at,channel")
    assert len(lines) > 5 and "555-01" not in answer.text and "@" not in answer.text
    assert ("staff:sam", "export.csv", "monthly report") in audited(parts)
