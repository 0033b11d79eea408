"""What a person on call is sent: that the desk wants them, and their own link. No name, no kind, nothing said."""

from __future__ import annotations

from datetime import datetime

from bot.clinic import Clinic
from bot.notify import alerts
from bot.notify.letters import Email, Push
from bot.notify.outbox import Letter
from bot.storage.database import Transaction
from bot.words import Words


class AlertLetters:
    """Composes the letters of alerts."""

    def __init__(self, clinic: Clinic, words: Words, public_url: str) -> None:
        self._clinic = clinic
        self._words = words
        self._public_url = public_url

    def __call__(self, tx: Transaction, letter: Letter, now: datetime) -> Email | Push | None:
        """The letter, or None once somebody has taken the alert or this person has been told of it anew."""
        alert = alerts.get(tx, letter.body["alert"])
        is_told_anew = alert.level - int(letter.body["turn"]) > len(self._clinic.on_call)
        if alert.state not in alerts.OPEN or is_told_anew:
            return None
        language = self._clinic.languages[0]
        name = "utter_staff_drill" if alert.kind == alerts.DRILL else "utter_staff_alert"
        link = f"{self._public_url}/alert/{letter.body['token']}"
        text = self._words.say(name, language, desk=f"{self._public_url}/desk", link=link)
        if letter.channel == "telegram":
            return Push(int(letter.body["to"]), text)
        subject = str(self._words.custom(name, language)["subject"])
        return Email(str(letter.body["to"]), subject, text)
