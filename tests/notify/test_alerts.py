"""Alerts on both databases: one person after the other until somebody has it, once each, never forgotten."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.clinic import Clinic
from bot.notify import alerts, outbox
from bot.notify.alert_letters import AlertLetters
from bot.notify.letters import Email, Push
from bot.storage import audit, conversations
from bot.storage.database import Database, Transaction
from bot.storage.tables import alert_changes, alert_notices
from bot.storage.tables import audit as audit_rows
from bot.words import Words
from tests.notify.conftest import Clock

BOTH = frozenset({"email", "telegram"})
NURSE, LEAD = "Robin (nurse on call)", "Sam (clinical lead)"
Talk = Callable[[Transaction], str]


def raise_one(database: Database, clock: Clock, conversation_id: str | None = None, **more: str) -> str:
    with database.begin() as tx:
        given = {"kind": "suicide_intent", "outcome": "card", "cause": f"c{clock.at.isoformat()}"} | more
        return alerts.raise_alert(tx, conversation_id, now=clock.at, **given)


def tell(database: Database, clinic: Clinic, clock: Clock, channels: frozenset[str] = BOTH) -> list[str]:
    with database.begin() as tx:
        return [person for _, person in alerts.tell_who_is_due(tx, clinic, channels, clock.at)]


def look(database: Database, alert_id: str) -> alerts.Alert:
    with database.read() as tx:
        return alerts.get(tx, alert_id)


def letters(database: Database, alert_id: str) -> list[outbox.Letter]:
    with database.read() as tx:
        return outbox.of_key(tx, f"alert:{alert_id}:")


def test_people_are_told_in_order_until_somebody_has_it(
    database: Database, clinic: Clinic, clock: Clock
) -> None:
    """First the nurse, five minutes later the lead, ten later the nurse again: each after their own time, for ever."""
    alert_id = raise_one(database, clock)
    assert tell(database, clinic, clock) == [NURSE]
    assert look(database, alert_id).state == "notified"
    told = []
    for _ in range(40):
        clock.forward(minutes=1)
        told.append(tell(database, clinic, clock))
    assert [(minute, people) for minute, people in enumerate(told, 1) if people] == [
        (5, [LEAD]),
        (15, [NURSE]),
        (20, [LEAD]),
        (30, [NURSE]),
        (35, [LEAD]),
    ]
    assert look(database, alert_id).state == "escalated"


def test_each_step_has_two_routes(database: Database, clinic: Clinic, clock: Clock) -> None:
    """A person is told by e-mail and by Telegram, both urgent, each once."""
    alert_id = raise_one(database, clock)
    tell(database, clinic, clock)
    assert tell(database, clinic, clock) == []
    found = letters(database, alert_id)
    assert [(letter.channel, letter.body["to"]) for letter in found] == [
        ("email", "oncall-nurse@larkfield.example"),
        ("telegram", 5550100),
    ]
    assert all(letter.is_urgent for letter in found)


def test_nothing_is_told_about_the_person(
    database: Database, clinic: Clinic, said: Words, clock: Clock, talk: Talk
) -> None:
    """The letter says that the desk wants them, and has their link: no name, no kind, no reference."""
    with database.begin() as tx:
        conversation = conversations.get(tx, talk(tx))
    alert_id = raise_one(database, clock, conversation.id)
    tell(database, clinic, clock)
    compose = AlertLetters(clinic, said, "https://chat.larkfield.example")
    with database.begin() as tx:
        mail, push = (compose(tx, letter, clock.at) for letter in letters(database, alert_id))
    assert isinstance(mail, Email)
    assert isinstance(push, Push)
    token = letters(database, alert_id)[0].body["token"]
    assert mail.subject == "Please open the desk now"
    assert mail.text == push.text
    rest = mail.text.replace(f"https://chat.larkfield.example/alert/{token}", "")
    for word in ("suicide", "intent", conversation.reference, conversation.id, alert_id, "danger"):
        assert word not in f"{mail.subject} {rest}"


def test_a_link_belongs_to_one_person_and_works_once(
    database: Database, clinic: Clinic, clock: Clock
) -> None:
    """Who taps is on record as who was sent the link; a second tap, and the other person's link, change nothing."""
    alert_id = raise_one(database, clock)
    tell(database, clinic, clock)
    clock.forward(minutes=5)
    tell(database, clinic, clock)
    nurse, lead = dict.fromkeys(letter.body["token"] for letter in letters(database, alert_id))
    taken_at = clock.forward(minutes=1)
    for token in (lead, lead, nurse):
        with database.begin() as tx:
            found = alerts.acknowledge_by_link(tx, token, clock.at)
        assert found is not None
        assert (found.state, found.acknowledged_by, found.acknowledged_at) == ("acknowledged", LEAD, taken_at)
        clock.forward(minutes=1)
    with database.read() as tx:
        actors = tx.execute(
            sa.select(audit_rows.c.actor).where(audit_rows.c.action == "alert.acknowledged")
        ).scalars()
        assert list(actors) == [f"on-call:{LEAD}"]
        changes = tx.execute(
            sa.select(alert_changes.c.state, alert_changes.c.author).order_by(alert_changes.c.id)
        )
        assert [tuple(row) for row in changes] == [
            ("raised", "system:safety"),
            ("notified", "system:alerts"),
            ("escalated", "system:alerts"),
            ("acknowledged", f"on-call:{LEAD}"),
        ]
        assert audit.first_broken_row(tx) is None


def test_a_guessed_link_is_nobodys(database: Database, clock: Clock) -> None:
    """A token nobody was sent takes nothing, and tokens themselves are not stored where they can be read."""
    with database.begin() as tx:
        assert alerts.acknowledge_by_link(tx, "x" * 43, clock.at) is None


def test_only_the_hash_of_a_link_is_stored(database: Database, clinic: Clinic, clock: Clock) -> None:
    """Whoever reads the database cannot acknowledge in somebody's name."""
    alert_id = raise_one(database, clock)
    tell(database, clinic, clock)
    token = letters(database, alert_id)[0].body["token"]
    with database.read() as tx:
        stored = tx.execute(sa.select(alert_notices.c.token_hash)).scalar_one()
        bodies = tx.execute(sa.text("SELECT body_sealed FROM outbox")).scalars().all()
    assert token not in stored
    assert all(token.encode() not in bytes(body) for body in bodies)


def test_once_it_is_taken_nobody_further_is_told(
    database: Database, clinic: Clinic, said: Words, clock: Clock
) -> None:
    """No further step, and a letter still waiting is not sent any more."""
    alert_id = raise_one(database, clock)
    tell(database, clinic, clock)
    with database.begin() as tx:
        assert alerts.acknowledge(tx, alert_id, actor="staff:4", now=clock.at)
        assert not alerts.acknowledge(tx, alert_id, actor="staff:5", now=clock.at)
    clock.forward(hours=2)
    assert tell(database, clinic, clock) == []
    compose = AlertLetters(clinic, said, "https://chat.larkfield.example")
    with database.begin() as tx:
        assert [compose(tx, letter, clock.at) for letter in letters(database, alert_id)] == [None, None]


def test_a_service_that_was_away_goes_on_where_it_was(
    database: Database, clinic: Clinic, clock: Clock
) -> None:
    """Down for three hours, it tells the next person once, not everybody who was missed."""
    raise_one(database, clock)
    tell(database, clinic, clock)
    clock.forward(hours=3)
    assert tell(database, clinic, clock) == [LEAD]
    assert tell(database, clinic, clock) == []


def test_a_step_is_whole_or_not_at_all(database: Database, clinic: Clinic, clock: Clock) -> None:
    """A step that breaks off leaves neither a letter nor a new state; the next try does it all, once."""
    alert_id = raise_one(database, clock)
    with pytest.raises(ZeroDivisionError), database.begin() as tx:
        alerts.tell_who_is_due(tx, clinic, BOTH, clock.at)
        _ = 1 / 0
    assert look(database, alert_id).state == "raised"
    assert not letters(database, alert_id)
    assert tell(database, clinic, clock) == [NURSE]
    assert len(letters(database, alert_id)) == 2


def test_letters_that_could_not_leave_do_not_come_in_a_flood(
    database: Database, clinic: Clinic, said: Words, clock: Clock
) -> None:
    """With the mail server away for hours, each person finds one letter, not one for each turn."""
    alert_id = raise_one(database, clock)
    for _ in range(60):
        tell(database, clinic, clock, frozenset({"email"}))
        clock.forward(minutes=5)
    compose = AlertLetters(clinic, said, "https://chat.larkfield.example")
    with database.begin() as tx:
        found = [compose(tx, letter, clock.at) for letter in letters(database, alert_id)]
    sent = [mail.to for mail in found if isinstance(mail, Email)]
    assert len(found) > 10
    assert sorted(sent) == ["oncall-lead@larkfield.example", "oncall-nurse@larkfield.example"]


def test_without_a_way_an_alert_stays_in_sight(database: Database, clinic: Clinic, clock: Clock) -> None:
    """No mail, no Telegram: it stays raised, is listed, and is told as soon as there is a way."""
    alert_id = raise_one(database, clock)
    assert tell(database, clinic, clock, frozenset()) == []
    clock.forward(days=1)
    with database.read() as tx:
        assert [alert.id for alert in alerts.open_alerts(tx)] == [alert_id]
    assert tell(database, clinic, clock, frozenset({"email"})) == [NURSE]


def test_who_cannot_be_reached_is_passed_over(database: Database, clinic: Clinic, clock: Clock) -> None:
    """With Telegram alone, the one without a chat is skipped at once, not waited for."""
    people = (clinic.on_call[0].model_copy(update={"telegram_chat_id": None}), clinic.on_call[1])
    short = clinic.model_copy(update={"on_call": people})
    raise_one(database, clock)
    assert tell(database, short, clock, frozenset({"telegram"})) == [LEAD]


def test_more_danger_joins_the_open_alert(
    database: Database, clinic: Clinic, clock: Clock, talk: Talk
) -> None:
    """A person who writes on in danger calls the people on call once; after somebody has it, new danger calls anew."""
    with database.begin() as tx:
        conversation_id = talk(tx)
    first = raise_one(database, clock, conversation_id, cause="1")
    assert raise_one(database, clock, conversation_id, cause="2") == first
    assert raise_one(database, clock, conversation_id, cause="1") == first
    assert tell(database, clinic, clock) == [NURSE]
    with database.begin() as tx:
        alerts.acknowledge(tx, first, actor="staff:4", now=clock.at)
    assert raise_one(database, clock, conversation_id, cause="3") != first
    assert tell(database, clinic, clock) == [NURSE]


def test_a_gentle_question_calls_nobody_when_it_is_answered(
    database: Database, clinic: Clinic, clock: Clock, talk: Talk
) -> None:
    """A clear no settles it before anybody is called; it stays on record."""
    with database.begin() as tx:
        conversation_id = talk(tx)
    alert_id = raise_one(database, clock, conversation_id, outcome="check_in")
    assert tell(database, clinic, clock) == []
    with database.begin() as tx:
        alerts.settle_check_in(tx, conversation_id, clock.at)
    clock.forward(hours=1)
    assert tell(database, clinic, clock) == []
    assert look(database, alert_id).state == "closed"


def test_a_gentle_question_nobody_answers_calls_somebody(
    database: Database, clinic: Clinic, clock: Clock, talk: Talk
) -> None:
    """Silence after the question is not a no: after five minutes the nurse is told."""
    with database.begin() as tx:
        conversation_id = talk(tx)
    raise_one(database, clock, conversation_id, outcome="check_in")
    clock.forward(minutes=5)
    assert tell(database, clinic, clock) == [NURSE]


def test_certain_danger_does_not_wait_for_the_gentle_question(
    database: Database, clinic: Clinic, clock: Clock, talk: Talk
) -> None:
    """A card after a check-in is told at once, and the check-in is closed for it."""
    with database.begin() as tx:
        conversation_id = talk(tx)
    first = raise_one(database, clock, conversation_id, outcome="check_in", cause="1")
    second = raise_one(database, clock, conversation_id, outcome="card", cause="2")
    assert second != first
    assert tell(database, clinic, clock) == [NURSE]
    assert [look(database, first).state, look(database, second).state] == ["closed", "notified"]


def test_erasing_a_talk_keeps_its_alert(database: Database, clinic: Clinic, clock: Clock, talk: Talk) -> None:
    """Somebody in danger who erases the talk is still somebody in danger; the alert knows nothing of them any more."""
    with database.begin() as tx:
        conversation_id = talk(tx)
    alert_id = raise_one(database, clock, conversation_id)
    with database.begin() as tx:
        conversations.delete(tx, conversation_id)
    assert look(database, alert_id).conversation_id is None
    assert tell(database, clinic, clock) == [NURSE]


@pytest.mark.parametrize(("before", "after"), [*itertools.product([*alerts.MOVES, "closed"], repeat=2)])
def test_only_moves_of_the_table_are_allowed(sqlite: Database, clock: Clock, before: str, after: str) -> None:
    """Every pair of states: allowed by the table, or refused with nothing changed."""
    alert_id = raise_one(sqlite, clock)
    way = {"raised": (), "notified": ("notified",), "escalated": ("notified", "escalated")}
    steps = way.get(before) or ((before,) if before != "raised" else ())
    with sqlite.begin() as tx:
        for state in steps:
            alerts.move(tx, alerts.get(tx, alert_id), state, author="test", reason="", now=clock.at)
    allowed = after in alerts.MOVES.get(before, ())
    with sqlite.begin() as tx:
        if allowed:
            alerts.move(tx, alerts.get(tx, alert_id), after, author="test", reason="", now=clock.at)
        else:
            with pytest.raises(alerts.NotAllowed):
                alerts.move(tx, alerts.get(tx, alert_id), after, author="test", reason="", now=clock.at)
    assert look(sqlite, alert_id).state == (after if allowed else before)


def test_nobody_anonymous_moves_an_alert(sqlite: Database, clock: Clock) -> None:
    """A change without an author is refused, and nothing is changed."""
    alert_id = raise_one(sqlite, clock)
    with pytest.raises(audit.AnonymousAudit), sqlite.begin() as tx:
        alerts.acknowledge(tx, alert_id, actor=" ", now=clock.at)
    assert look(sqlite, alert_id).state == "raised"


def test_the_clock_of_escalation_is_the_clinics(clinic: Clinic, sqlite: Database, clock: Clock) -> None:
    """The next step stands at the minutes the clinic's file gives this person."""
    alert_id = raise_one(sqlite, clock)
    tell(sqlite, clinic, clock)
    expected: datetime = clock.at + timedelta(minutes=clinic.on_call[0].escalate_after_minutes)
    assert look(sqlite, alert_id).escalates_at == expected
