"""The clinic's facts as words, for the placeholders of the responses: one place, so no two sentences disagree."""

from __future__ import annotations

from datetime import datetime

from bot import dates_in_words
from bot.clinic import Clinic
from bot.words import Words


def facts(clinic: Clinic, words: Words, language: str, now: datetime) -> dict[str, str]:
    """Placeholder -> words in this language, as they are true at `now`."""
    retention, programme = clinic.retention, clinic.programme
    return {
        "clinic_name": clinic.name,
        "clinic_phone": clinic.phone,
        "on_call_phone": clinic.on_call_phone,
        "address": clinic.address,
        "opening_hours": clinic.opening_hours_text(language),
        "next_person_answers": next_person_answers(clinic, words, language, now),
        "sessions_per_week": _plain(programme.sessions_per_week),
        "hours_per_session": _plain(programme.hours_per_session),
        "outpatient_sessions_per_week": _plain(programme.outpatient_sessions_per_week),
        "outpatient_hours_per_session": _plain(programme.outpatient_hours_per_session),
        "longest_months": _plain(programme.longest_months),
        "insurance": joined(clinic.insurance.accepted, words, language),
        "self_pay": getattr(clinic.insurance.self_pay, language),
        "privacy_url": clinic.consent.privacy_url,
        "retention_days": _plain(retention.finished_days),
        "retention_text": words.say(
            "utter_for_how_long", language, hours=retention.unfinished_hours, days=retention.finished_days
        ),
        "saved_code_days": _plain(retention.saved_code_days),
        "hold_minutes": _plain(clinic.booking.hold_minutes),
    }


def next_person_answers(clinic: Clinic, words: Words, language: str, now: datetime) -> str:
    """ "now", or weekday, date and time; the crisis line's hours when the clinic has none in sight."""
    if clinic.is_open(now):
        return words.say("utter_now", language)
    at = clinic.next_person_answers(now)
    if at is None:
        return words.say("utter_not_known", language)
    return words.say(
        "utter_on_moment", language, moment=dates_in_words.moment_in_words(at, clinic.zone, language)
    )


def joined(parts: tuple[str, ...] | list[str], words: Words, language: str) -> str:
    """ "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return words.say("utter_and", language, first=", ".join(parts[:-1]), last=parts[-1])


def _plain(number: float) -> str:
    return f"{number:g}"
