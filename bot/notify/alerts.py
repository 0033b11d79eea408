"""Alerts: somebody is in danger, and a named person on call must know, one after the other until somebody does."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.clinic import Clinic
from bot.clinic.sections import OnCallPerson
from bot.notify import outbox
from bot.storage import audit
from bot.storage.database import Transaction
from bot.storage.sealing import token_hash
from bot.storage.tables import alert_changes, alert_notices, alerts

MOVES: Mapping[str, frozenset[str]] = {
    "raised": frozenset({"notified", "acknowledged", "closed"}),
    "notified": frozenset({"escalated", "acknowledged", "closed"}),
    "escalated": frozenset({"escalated", "acknowledged", "closed"}),
    "acknowledged": frozenset({"closed"}),
}
"""State -> states it may become; history is rows added in `alert_changes`, each with its author."""

OPEN = ("raised", "notified", "escalated")
"""States in which nobody has taken it yet."""

CHECK_IN_PATIENCE = timedelta(minutes=5)
"""So long the gentle question may stand unanswered before somebody on call is told; a clear no settles it."""

DRILL = "drill"


class NotAllowed(Exception):
    """The alert is in a state that does not lead there."""


@dataclass(frozen=True)
class Alert:
    """One alert. `level` counts the people told so far; `escalates_at` is when the next one is told."""

    id: str
    conversation_id: str | None
    kind: str
    outcome: str
    state: str
    raised_at: datetime
    level: int
    escalates_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str | None


@dataclass(frozen=True)
class Notice:
    """That one person was told of an alert, with a link of their own."""

    id: int
    alert_id: str
    person: str
    used_at: datetime | None


def raise_alert(
    tx: Transaction, conversation_id: str | None, *, kind: str, outcome: str, cause: str, now: datetime
) -> str:
    """Store an alert once for each cause and return its id; the people on call are told by `tell_who_is_due`.

    While an alert of the same conversation waits for somebody, a new one joins it instead of calling people again.
    """
    known = tx.execute(sa.select(alerts.c.id).where(alerts.c.cause == cause)).scalar()
    if known:
        return str(known)
    waiting = _open_of(tx, conversation_id)
    if waiting is not None and not (outcome == "card" and waiting.outcome != "card"):
        _audit(tx, waiting.id, "alert.raised_again", "system:safety", kind, now)
        return waiting.id
    alert_id = secrets.token_hex(16)
    waits = CHECK_IN_PATIENCE if outcome == "check_in" else timedelta(0)
    tx.execute(
        alerts.insert().values(
            id=alert_id,
            conversation_id=conversation_id,
            kind=kind,
            outcome=outcome,
            state="raised",
            cause=cause,
            raised_at=now,
            level=0,
            escalates_at=now + waits,
        )
    )
    _note(tx, alert_id, "raised", "system:safety", now)
    _audit(tx, alert_id, "alert.raised", "system:safety", kind, now)
    if waiting is not None:
        close(tx, waiting, actor="system:safety", reason="danger is certain now", now=now)
    return alert_id


def settle_check_in(tx: Transaction, conversation_id: str, now: datetime) -> None:
    """The person answered the gentle question: if nobody was told of it yet, nobody has to be."""
    waiting = _open_of(tx, conversation_id)
    if waiting is not None and waiting.outcome == "check_in" and waiting.state == "raised":
        close(tx, waiting, actor="person", reason="answered the gentle question", now=now)


def tell_who_is_due(
    tx: Transaction, clinic: Clinic, channels: Collection[str], now: datetime
) -> list[tuple[str, str]]:
    """Tell the next person of each alert whose time is up; returns (alert, person) pairs.

    Letters, state, link and the time of the next step are stored together, so a stopped process neither forgets
    nor repeats a step. Without any channel the alert stays as it is, in sight at the desk.
    """
    if not any(ways(person, channels) for person in clinic.on_call):
        return []
    due = (
        sa.select(alerts.c.id)
        .where(alerts.c.state.in_(OPEN), alerts.c.escalates_at <= now)
        .order_by(alerts.c.raised_at)
        .with_for_update(skip_locked=True)
    )
    told = []
    for alert_id in tx.execute(due).scalars().all():
        person = _tell_next(tx, get(tx, alert_id), clinic, channels, now)
        told.append((alert_id, person.name))
    return told


def is_anybody_due(tx: Transaction, now: datetime) -> bool:
    """Whether `tell_who_is_due` would find an alert; reading this takes no lock."""
    query = sa.select(alerts.c.id).where(alerts.c.state.in_(OPEN), alerts.c.escalates_at <= now).limit(1)
    return tx.execute(query).first() is not None


def ways(person: OnCallPerson, channels: Collection[str]) -> tuple[tuple[str, str | int], ...]:
    """Channel and address by which a person can be told here."""
    found: list[tuple[str, str | int]] = []
    if "email" in channels:
        found.append(("email", person.email))
    if "telegram" in channels and person.telegram_chat_id is not None:
        found.append(("telegram", person.telegram_chat_id))
    return tuple(found)


def _tell_next(
    tx: Transaction, alert: Alert, clinic: Clinic, channels: Collection[str], now: datetime
) -> OnCallPerson:
    """The next person in the order of the clinic's file who can be reached; behind the last comes the first."""
    people = clinic.on_call
    turn = alert.level
    while not ways(people[turn % len(people)], channels):
        turn += 1
    person = people[turn % len(people)]
    token = secrets.token_urlsafe(32)
    tx.execute(
        alert_notices.insert().values(
            alert_id=alert.id, person=person.name, token_hash=token_hash(token), at=now
        )
    )
    for channel, to in ways(person, channels):
        body = {"what": "alert", "alert": alert.id, "turn": turn, "to": to, "token": token}
        outbox.add(
            tx,
            key=f"alert:{alert.id}:{turn}:{channel}",
            channel=channel,
            body=body,
            due_at=now,
            is_urgent=True,
        )
    state = "notified" if alert.state == "raised" else "escalated"
    move(tx, alert, state, author="system:alerts", reason=f"told {person.name}", now=now)
    until = now + timedelta(minutes=person.escalate_after_minutes)
    tx.execute(alerts.update().where(alerts.c.id == alert.id).values(level=turn + 1, escalates_at=until))
    return person


def notice_of(tx: Transaction, token: str) -> Notice | None:
    """The notice a link belongs to."""
    row = (
        tx.execute(sa.select(alert_notices).where(alert_notices.c.token_hash == token_hash(token)))
        .mappings()
        .first()
    )
    return Notice(row["id"], row["alert_id"], row["person"], row["used_at"]) if row else None


def acknowledge_by_link(tx: Transaction, token: str, now: datetime) -> Alert | None:
    """The person a link was sent to has seen the alert; None for a link nobody was sent. Works once."""
    notice = notice_of(tx, token)
    if notice is None:
        return None
    if notice.used_at is None:
        tx.execute(alert_notices.update().where(alert_notices.c.id == notice.id).values(used_at=now))
        acknowledge(
            tx,
            notice.alert_id,
            actor=f"on-call:{notice.person}",
            by=notice.person,
            reason="by the link that was sent",
            now=now,
        )
    return get(tx, notice.alert_id)


def acknowledge(
    tx: Transaction,
    alert_id: str,
    *,
    actor: str,
    now: datetime,
    by: str | None = None,
    reason: str = "at the desk",
) -> bool:
    """Somebody has taken it: their name and the time are kept, nobody further is told. False when it was taken before.

    `by` is the name to show, the actor's own when left out. Raises LookupError when there is no such alert.
    """
    alert = get(tx, alert_id, is_locked=True)
    if alert.state not in OPEN:
        return False
    move(tx, alert, "acknowledged", author=actor, reason=reason, now=now)
    _settle(tx, alert_id, by or actor, now)
    return True


def close(tx: Transaction, alert: Alert, *, actor: str, reason: str, now: datetime) -> None:
    """Nothing more is to be done about it. Raises NotAllowed."""
    move(tx, alert, "closed", author=actor, reason=reason, now=now)
    if alert.acknowledged_at is None:
        _settle(tx, alert.id, actor, now)


def move(tx: Transaction, alert: Alert, state: str, *, author: str, reason: str, now: datetime) -> None:
    """Bring an alert into another state, with who did it on record. Raises NotAllowed."""
    if state not in MOVES.get(alert.state, frozenset()):
        raise NotAllowed(f"{alert.state} does not become {state}")
    tx.execute(alerts.update().where(alerts.c.id == alert.id).values(state=state))
    _note(tx, alert.id, state, author, now)
    _audit(tx, alert.id, f"alert.{state}", author, reason, now)


def _settle(tx: Transaction, alert_id: str, by: str, now: datetime) -> None:
    """Nobody waits for it any more, whoever looks by time or by state."""
    tx.execute(
        alerts.update()
        .where(alerts.c.id == alert_id)
        .values(acknowledged_at=now, acknowledged_by=by[:120], escalates_at=None)
    )


def get(tx: Transaction, alert_id: str, *, is_locked: bool = False) -> Alert:
    """Raises LookupError when there is no such alert."""
    query = sa.select(alerts).where(alerts.c.id == alert_id)
    row = tx.execute(query.with_for_update() if is_locked else query).mappings().first()
    if row is None:
        raise LookupError("no such alert")
    return Alert(**{name: row[name] for name in Alert.__dataclass_fields__})


def open_alerts(tx: Transaction) -> list[Alert]:
    """Every alert nobody has taken yet, oldest first."""
    query = sa.select(alerts.c.id).where(alerts.c.state.in_(OPEN)).order_by(alerts.c.raised_at)
    return [get(tx, alert_id) for alert_id in tx.execute(query).scalars().all()]


def people_told(tx: Transaction, alert_id: str) -> list[str]:
    """Names of the people told of an alert, in the order they were told."""
    query = sa.select(alert_notices.c.person).where(alert_notices.c.alert_id == alert_id)
    return list(tx.execute(query.order_by(alert_notices.c.id)).scalars())


def _open_of(tx: Transaction, conversation_id: str | None) -> Alert | None:
    if conversation_id is None:
        return None
    query = (
        sa.select(alerts.c.id)
        .where(alerts.c.conversation_id == conversation_id, alerts.c.state.in_(OPEN))
        .order_by(alerts.c.outcome, alerts.c.raised_at.desc())
        .limit(1)
    )
    found = tx.execute(query.with_for_update()).scalar()
    return get(tx, found) if found else None


def _note(tx: Transaction, alert_id: str, state: str, author: str, now: datetime) -> None:
    tx.execute(alert_changes.insert().values(alert_id=alert_id, state=state, author=author, at=now))


def _audit(tx: Transaction, alert_id: str, action: str, actor: str, reason: str, now: datetime) -> None:
    audit.record(tx, actor=actor, action=action, subject=f"alert:{alert_id}", reason=reason[:200], now=now)
