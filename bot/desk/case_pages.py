"""A person's case: the page everybody at the desk works on, the screening sheet, and the whole talk."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from starlette.responses import Response

from bot.desk import cases, queue, screening_sheet, users
from bot.desk.cases import DECIDED_LEVELS, LONGEST_NOTE, LONGEST_REASON, MOVES, NoSuchMove
from bot.desk.page import Desk, DeskProblem
from bot.desk.users import Staff
from bot.storage import appointments, conversations, messages
from bot.storage.conversations import Conversation
from bot.storage.tables import appointments as appointments_table
from bot.storage.tables import conversations as conversations_table
from bot.storage.tables import follow_ups

CASE_OWNERS = ("reception", "clinician", "lead")


def show_case(desk: Desk) -> Response:
    """State, owner, notes, visits and how to reach the person; no answers on this page."""
    conversation = _conversation(desk)
    desk.record("case.read", _subject(conversation))
    may_read = _may_read_answers(desk)
    visits = queue.bookings(desk.tx, appointments_table.c.conversation_id == conversation.id)
    contact = None
    for booking in visits:
        contact = appointments.contact_of(desk.tx, booking.visit) or contact
    if contact:
        desk.record("contact.read", _subject(conversation))
    case = cases.case_of(desk.tx, conversation.id)
    return desk.page(
        "case.html",
        talk=conversation,
        case=case,
        moves=sorted(MOVES[case.state], key=list(MOVES).index),
        owners=[staff for staff in users.everybody(desk.tx) if staff.is_active and staff.role in CASE_OWNERS],
        may_give_away=desk.staff.role == "lead",
        notes=cases.notes_of(desk.tx, conversation.id, with_clinical=may_read),
        changes=cases.changes_of(desk.tx, conversation.id),
        visits=visits,
        contact=contact,
        follow_ups=_follow_ups(desk, conversation.id),
        alerts=queue.alerts_of(desk.tx, conversation.id),
        may_read_answers=may_read,
        has_sheet=screening_sheet.is_finished(desk.tx, conversation.id),
    )


def show_screening(desk: Desk) -> Response:
    """The sheet to read before the visit; an unfinished screening shows the answers so far."""
    conversation = _conversation(desk)
    desk.record("screening.read", _subject(conversation))
    sheet = screening_sheet.sheet_of(desk.tx, conversation, desk.clinic, desk.words)
    answers = (
        list(sheet.answers)
        if sheet
        else screening_sheet.answer_lines(
            desk.tx, conversation.id, conversation.screening_number, None, desk.words
        )
    )
    visits = queue.bookings(desk.tx, appointments_table.c.conversation_id == conversation.id)
    return desk.page(
        "screening.html",
        talk=conversation,
        case=cases.case_of(desk.tx, conversation.id),
        sheet=sheet,
        answers=answers,
        own_words=screening_sheet.own_words(desk.tx, conversation, desk.words),
        decisions=cases.decisions_of(desk.tx, conversation.id, sheet.number) if sheet else [],
        levels=DECIDED_LEVELS,
        notes=cases.notes_of(desk.tx, conversation.id, with_clinical=True),
        visits=[booking for booking in visits if booking.visit.state in ("confirmed", "kept", "missed")],
        alerts=queue.alerts_of(desk.tx, conversation.id),
    )


def show_talk(desk: Desk) -> Response:
    """The whole talk, as both sides saw it."""
    conversation = _conversation(desk)
    desk.record("talk.read", _subject(conversation))
    events = messages.events_after(desk.tx, conversation.id, 0, screening_sheet.MOST_EVENTS)
    return desk.page("talk.html", talk=conversation, events=events, pause=timedelta(minutes=30))


def change_state(desk: Desk) -> Response:
    conversation = _conversation(desk)
    state = desk.form.get("state", "")
    if state not in MOVES:
        raise DeskProblem("bad_form")
    try:
        cases.change_state(desk.tx, conversation.id, state, author=desk.staff, now=desk.now)
    except NoSuchMove:
        raise DeskProblem("bad_state", 409) from None
    desk.record("case.state", _subject(conversation), state)
    return desk.go(_page_of(desk, conversation))


def change_owner(desk: Desk) -> Response:
    """Everybody may take a case or let go of their own; only a lead hands it to somebody else."""
    conversation = _conversation(desk)
    wished = desk.form.get("owner", "")
    owner = users.by_id(desk.tx, wished) if wished else None
    if wished and (owner is None or owner.role not in CASE_OWNERS or not owner.is_active):
        raise DeskProblem("bad_form")
    case = cases.case_of(desk.tx, conversation.id)
    if desk.staff.role != "lead" and not _is_own_affair(desk.staff, owner, case.owner_id):
        raise DeskProblem("not_allowed", 403)
    cases.give_to(desk.tx, conversation.id, owner, author=desk.staff, now=desk.now)
    desk.record("case.owner", _subject(conversation), owner.name if owner else "")
    return desk.go(_page_of(desk, conversation))


def add_note(desk: Desk) -> Response:
    conversation = _conversation(desk)
    text = desk.form.get("text", "")
    if not text:
        raise DeskProblem("no_text")
    if len(text) > LONGEST_NOTE:
        raise DeskProblem("bad_form", 413)
    is_clinical = _may_read_answers(desk) and desk.form.get("is_clinical") == "yes"
    cases.add_note(desk.tx, conversation.id, text, is_clinical=is_clinical, author=desk.staff, now=desk.now)
    desk.record("note.added", _subject(conversation))
    return desk.go(_page_of(desk, conversation))


def mark_seen(desk: Desk) -> Response:
    conversation = _conversation(desk)
    cases.see(desk.tx, conversation.id, author=desk.staff, now=desk.now)
    desk.record("case.state", _subject(conversation), "seen")
    return desk.go(_page_of(desk, conversation))


def decide(desk: Desk) -> Response:
    """The level a therapist chose, with a reason; it stands beside the suggestion and never changes it."""
    conversation = _conversation(desk)
    sheet = screening_sheet.sheet_of(desk.tx, conversation, desk.clinic, desk.words)
    if sheet is None:
        raise DeskProblem("bad_state", 409)
    level, reason = desk.form.get("level", ""), desk.form.get("reason", "")
    if level not in DECIDED_LEVELS:
        raise DeskProblem("bad_level")
    if not reason:
        raise DeskProblem("no_reason")
    if len(reason) > LONGEST_REASON:
        raise DeskProblem("bad_form", 413)
    cases.decide(
        desk.tx,
        conversation.id,
        sheet.number,
        suggested_level=sheet.level,
        decided_level=level,
        reason=reason,
        author=desk.staff,
        now=desk.now,
    )
    desk.record("decision.added", _subject(conversation), level)
    return desk.go(f"/desk/case/{conversation.reference}/screening#decision")


def _conversation(desk: Desk) -> Conversation:
    """Raises NoSuchConversation."""
    return conversations.get(desk.tx, cases.conversation_id_of(desk.tx, desk.path["reference"]))


def _subject(conversation: Conversation) -> str:
    return f"conversation:{conversation.id}"


def _page_of(desk: Desk, conversation: Conversation) -> str:
    on_sheet = desk.form.get("back") == "screening" and _may_read_answers(desk)
    return f"/desk/case/{conversation.reference}" + ("/screening" if on_sheet else "")


def _is_own_affair(staff: Staff, owner: Staff | None, owner_id: str | None) -> bool:
    takes_free_one = owner is not None and owner.id == staff.id and owner_id is None
    lets_go = owner is None and owner_id == staff.id
    return takes_free_one or lets_go


def _may_read_answers(desk: Desk) -> bool:
    from bot.desk.access import may_open

    return may_open("screening", desk.staff.role)


def _follow_ups(desk: Desk, conversation_id: str) -> list[queue.FollowUp]:
    query = (
        sa.select(
            follow_ups,
            conversations_table.c.reference,
            conversations_table.c.language,
        )
        .join(conversations_table, conversations_table.c.id == follow_ups.c.conversation_id)
        .where(follow_ups.c.conversation_id == conversation_id)
        .order_by(follow_ups.c.due_at)
    )
    return [queue.follow_up_of(desk.tx, row) for row in desk.tx.execute(query).mappings()]
