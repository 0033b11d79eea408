"""Fills a folder of its own with an invented clinic's week, prints who can sign in, and starts everything."""

from __future__ import annotations

import argparse
import base64
import os
import random
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bot import placement  # noqa: E402  # the path above comes first
from bot.booking.free_times import free_times  # noqa: E402
from bot.clinic import Clinic, load_clinic  # noqa: E402
from bot.desk import cases, users, visits  # noqa: E402
from bot.desk.users import Password, Staff  # noqa: E402
from bot.notify import alerts  # noqa: E402
from bot.placement import PlacementSettings  # noqa: E402
from bot.screening import finish, phrases  # noqa: E402
from bot.screening.questions import BY_ID  # noqa: E402
from bot.storage import appointments, conversations, follow_ups, messages, screenings  # noqa: E402
from bot.storage.appointments import Appointment, TimeIsTaken  # noqa: E402
from bot.storage.conversations import Conversation  # noqa: E402
from bot.storage.database import Database, Transaction  # noqa: E402
from bot.storage.messages import Said  # noqa: E402
from bot.storage.migrate import migrate  # noqa: E402
from bot.storage.tables import follow_ups as follow_ups_table  # noqa: E402
from bot.words import Words, words  # noqa: E402

SEED = 20
DAYS = 28
PEOPLE = 90

STAFF = (
    ("front", "Jo (front desk)", "reception", None),
    ("dana", "Dana M., LCSW", "clinician", "dana"),
    ("luis", "Luis R., LCPC", "clinician", "luis"),
    ("sam", "Sam (lead)", "lead", None),
    ("robin", "Robin (admin)", "admin", None),
    ("kit", "Kit (auditor)", "auditor", None),
)

FIRST_NAMES = ("Ada", "Ben", "Cleo", "Dov", "Elena", "Finn", "Gus", "Hana", "Iris", "Jude", "Kofi", "Lupe", "Marta",
               "Noor", "Oren", "Pia", "Quinn", "Rosa", "Sol", "Tomas")  # fmt: skip

TYPED = {
    ("en", "substances", "alcohol"): ("mostly wine, most evenings", "beer. too much of it since spring"),
    ("en", "substances", "opioids"): ("pills, since my back doctor stopped giving me any",),
    ("en", "relapse", "yes"): ("i was off it for five months last year then my brother died",),
    ("en", "home", "destructive"): ("my roommate drinks every night so not great",),
    ("en", "home", "supportive"): ("quiet, just me and the dog, nobody drinks here",),
    ("en", "support", "good"): ("my sister calls every day",),
    ("en", "support", "none"): ("not really anybody since the move",),
    ("en", "attend", "with_help"): ("if it is after 5, i can't lose this job",),
    ("es", "substances", "alcohol"): ("cerveza, casi todos los días",),
    ("es", "home", "supportive"): ("vivo con mi mamá, es tranquilo y nadie toma",),
    ("es", "attend", "with_help"): ("sí, si es después del trabajo",),
}
"""Words for an answer, so that what was typed and what was understood agree."""


@dataclass
class Teller:
    """Tells one invented person's talk into the database, minute by minute."""

    tx: Transaction
    clinic: Clinic
    words: Words
    chance: random.Random
    at: datetime
    conversation: Conversation
    sent: int = 0

    def say(self, sender: str, kind: str, text: str, question: str | None = None) -> None:
        self.at += timedelta(seconds=self.chance.randint(5, 40))
        messages.append(self.tx, self.conversation.id, [Said(sender, kind, text, question=question)], self.at)

    def type(self, text: str) -> None:
        """Typed words go through the inbox, as in life; they are already handled."""
        self.at += timedelta(seconds=self.chance.randint(8, 60))
        self.sent += 1
        message, _ = messages.accept(
            self.tx,
            self.conversation.id,
            client_id=f"demo-{self.sent}",
            kind="text",
            body={"text": text},
            shown=Said("person", "text", text),
            now=self.at,
        )
        messages.done(self.tx, message.id)

    def answer(self, question: str, value: Any) -> None:
        language = self.conversation.language
        self.say("bot", "prompt", self.words.get(f"utter_ask_{question}", language).text, question)
        said = value[0] if isinstance(value, list) and len(value) == 1 else value
        typed = TYPED.get((language, question, said)) if isinstance(said, str) else None
        if typed and self.chance.random() < 0.5:
            self.type(self.chance.choice(typed))
            source = "confirmed"
        else:
            self.say("person", "text", phrases.in_words(question, value, self.words, language))
            source = "tapped"
        screenings.save_answer(
            self.tx,
            self.conversation,
            question,
            value,
            source=source,
            message_id=f"demo-{question}",
            now=self.at,
        )


class Invention:
    """An invented clinic's last weeks, the same for the same seed except for random ids."""

    def __init__(
        self, database: Database, clinic: Clinic, said: Words, now: datetime, seed: int = SEED
    ) -> None:
        self._database = database
        self._clinic = clinic
        self._words = said
        self._now = now
        self._chance = random.Random(seed)
        self.references: list[str] = []

    def fill(self, people: int = PEOPLE, password: str | None = None) -> str:
        """Users, talks, visits, alerts; returns the password all invented users share."""
        made = password or "-".join(secrets.token_hex(3) for _ in range(3))
        kept = Password.of(made)
        with self._database.begin() as tx:
            staff = self._staff(tx, kept)
            moments = sorted(self._moment() for _ in range(people))
            for number, at in enumerate(moments):
                self._person(tx, at, staff, is_recent=number >= people - 14)
            self._last_night(tx)
        return made

    # -- users and moments ---------------------------------------------------------------------------

    def _staff(self, tx: Transaction, password: Password) -> list[Staff]:
        for name, shown_name, role, therapist_id in STAFF:
            users.add(
                tx,
                name=name,
                shown_name=shown_name,
                role=role,
                therapist_id=therapist_id,
                password=password,
                must_change_password=False,
                author="command:demo",
                now=self._now - timedelta(days=DAYS + 1),
            )
        return users.everybody(tx)

    def _moment(self) -> datetime:
        """More people come lately, and in the evening."""
        days = DAYS * self._chance.random() ** 1.6
        return self._now - timedelta(days=days, minutes=self._chance.randint(20, 300))

    # -- one person ----------------------------------------------------------------------------------

    def _person(self, tx: Transaction, at: datetime, staff: list[Staff], *, is_recent: bool) -> None:
        chance = self._chance
        talk = self._begin(tx, at)
        stays_until = chance.choices((0, chance.randint(1, 8), 99), (12, 22, 66))[0]
        answers: dict[str, Any] = {}
        while len(answers) < stays_until and (question := placement.next_question(answers)) is not None:
            answers[question] = self._value(question)
            talk.answer(question, answers[question])
        if stays_until:
            screenings.save_consent(
                tx, talk.conversation.id, version=self._clinic.consent.version, is_given=True, now=at
            )
        conversations.seen(tx, talk.conversation.id, talk.at)
        found = placement.place(answers, PlacementSettings(self._clinic.programme.severe_starts_in))
        if found.level is None:
            if is_recent and chance.random() < 0.5:
                self._asks_for_a_call(tx, talk)
            return
        self._finish(tx, talk, answers, found)
        if found.level is placement.Level.EMERGENCY:
            self._danger(tx, talk, answers, staff, is_open=is_recent and chance.random() < 0.3)
        visit = self._book(tx, talk) if found.level is not placement.Level.EMERGENCY else None
        if not is_recent:
            self._work(tx, talk, found, visit, staff)

    def _begin(self, tx: Transaction, at: datetime, language: str | None = None) -> Teller:
        conversation = conversations.start(
            tx,
            channel=self._chance.choices(("web", "telegram"), (80, 20))[0],
            language=language or self._chance.choices(("en", "es"), (78, 22))[0],
            now=at,
            is_after_hours=not self._clinic.is_open(at),
        )
        self.references.append(conversation.reference)
        talk = Teller(tx, self._clinic, self._words, self._chance, at, conversation)
        talk.say("bot", "text", self._words.get("utter_why_safety", conversation.language).text)
        return talk

    def _value(self, question: str) -> Any:
        chance = self._chance
        weights = _LIKELY.get(question, {})
        choices = BY_ID[question].choices
        picked = chance.choices(choices, [weights.get(choice, 3) for choice in choices])[0]
        if BY_ID[question].select == "one":
            return picked
        if picked in BY_ID[question].exclusive:
            return [picked]
        if question == "symptoms":
            return sorted(
                chance.sample([f"c{number}" for number in range(1, 12)], chance.randint(1, 8)),
                key=lambda sign: int(sign[1:]),
            )
        return [picked]

    def _finish(
        self, tx: Transaction, talk: Teller, answers: Mapping[str, Any], found: placement.Placement
    ) -> None:
        finish.store(tx, talk.conversation, answers, found, clinic=self._clinic, now=talk.at)
        text = finish.body(
            found, answers, talk.conversation, clinic=self._clinic, words=self._words, now=talk.at
        )
        talk.say("bot", "result", text)

    def _danger(
        self, tx: Transaction, talk: Teller, answers: Mapping[str, Any], staff: list[Staff], *, is_open: bool
    ) -> None:
        kind = "medical_emergency" if answers.get("safety") == "medical_emergency" else "suicide_intent"
        alert_id = alerts.raise_alert(
            tx,
            talk.conversation.id,
            kind=kind,
            outcome="card",
            cause=f"demo:{talk.conversation.id}",
            now=talk.at,
        )
        if not is_open:
            someone = next(one for one in staff if one.role == "lead")
            taken_at = talk.at + timedelta(minutes=self._chance.randint(1, 9))
            alerts.acknowledge(tx, alert_id, actor=someone.actor, by=someone.shown_name, now=taken_at)

    def _asks_for_a_call(self, tx: Transaction, talk: Teller) -> None:
        follow_ups.add(
            tx,
            talk.conversation.id,
            kind="call_me",
            cause=f"demo:{talk.conversation.id}",
            due_at=talk.at,
            now=talk.at,
            contact={"first_name": self._chance.choice(FIRST_NAMES), "phone": "312-555-0150"},
        )

    def _book(self, tx: Transaction, talk: Teller) -> Appointment | None:
        """Take one of the first free times, as most people do."""
        if self._chance.random() > 0.6:
            return None
        free = free_times(self._clinic, [], talk.at)
        for time in self._chance.sample(free[:30], min(12, len(free))):
            try:
                held = appointments.hold(
                    tx,
                    talk.conversation.id,
                    therapist_id=time.therapist_id,
                    starts_at=time.starts_at,
                    ends_at=time.ends_at,
                    mode="in_person" if self._clinic.therapist(time.therapist_id).in_person else "video",
                    held_until=talk.at + timedelta(minutes=5),
                    now=talk.at,
                )
            except TimeIsTaken:
                continue
            name = self._chance.choice(FIRST_NAMES)
            appointments.give_contact(
                tx,
                held,
                {
                    "first_name": name,
                    "phone": f"312-555-01{self._chance.randint(0, 99):02}",
                    "may_voicemail": self._chance.random() < 0.5,
                    "email": f"{name.lower()}@home.example",
                    "may_email": self._chance.random() < 0.6,
                    "contact_language": talk.conversation.language,
                    "family_joins": self._chance.random() < 0.25,
                },
            )
            return appointments.confirm(tx, held, talk.at)
        return None

    def _work(
        self,
        tx: Transaction,
        talk: Teller,
        found: placement.Placement,
        visit: Appointment | None,
        staff: list[Staff],
    ) -> None:
        """What the team did with it since."""
        chance, conversation_id = self._chance, talk.conversation.id
        someone = chance.choice([one for one in staff if one.role == "clinician"])
        later = talk.at + timedelta(hours=chance.randint(2, 20))
        cases.see(tx, conversation_id, author=someone, now=later)
        for row in tx.execute(follow_ups_of(conversation_id)).mappings():
            tx.execute(
                follow_ups_table.update().where(follow_ups_table.c.id == row["id"]).values(state="done")
            )
        if visit is None:
            if chance.random() < 0.6:
                cases.change_state(tx, conversation_id, "called", author=someone, now=later)
                cases.add_note(
                    tx,
                    conversation_id,
                    chance.choice(_NOTES),
                    is_clinical=chance.random() < 0.3,
                    author=someone,
                    now=later,
                )
            if chance.random() < 0.7:
                cases.change_state(tx, conversation_id, "closed", author=someone, now=later)
            return
        cases.change_state(tx, conversation_id, "booked", author=someone, now=later)
        visits.accept(tx, visit, author=someone, now=later)
        if visit.ends_at < self._now:
            kept = "kept" if chance.random() < 0.72 else "missed"
            appointments.change(tx, visit, kept, author=someone.actor, now=visit.ends_at)
            if kept == "kept":
                suggested = found.level.value if found.level else ""
                agrees = suggested in cases.DECIDED_LEVELS and chance.random() < 0.8
                cases.decide(
                    tx,
                    conversation_id,
                    1,
                    suggested_level=suggested,
                    decided_level=suggested
                    if agrees
                    else chance.choice(("iop", "residential", "outpatient")),
                    reason=chance.choice(_REASONS),
                    author=someone,
                    now=visit.ends_at,
                )
                cases.change_state(tx, conversation_id, "closed", author=someone, now=visit.ends_at)

    def _last_night(self, tx: Transaction) -> None:
        """So that every demo opens with what staff must see first, whatever the dice say."""
        talk = self._begin(tx, self._now - timedelta(minutes=11), "en")
        talk.answer("who", "me_18_64")
        talk.say("bot", "prompt", self._words.get("utter_ask_safety", "en").text, "safety")
        talk.type("honestly i don't see a reason to be here tomorrow, i have the pills next to me")
        talk.say("bot", "card", self._words.say("utter_help_line", "en", **_phones(self._clinic)))
        answers = {"who": "me_18_64", "safety": "danger_now"}
        found = placement.place(answers)
        self._finish(tx, talk, answers, found)
        self._danger(tx, talk, answers, [], is_open=True)

        talk = self._begin(tx, self._now - timedelta(hours=6, minutes=40), "es")
        answers = {
            "who": "me_18_64",
            "safety": "thoughts",
            "safety_plan": "no",
            "substances": ["alcohol"],
            "withdrawal": ["none"],
            "health": ["mh_hard"],
        }
        for question, value in answers.items():
            talk.answer(question, value)
        self._finish(tx, talk, answers, placement.place(answers))

        for hours, name in ((9, "Rosa"), (2, "Gus")):
            talk = self._begin(tx, self._now - timedelta(hours=hours))
            talk.answer("who", "other_adult")
            talk.type(
                "can somebody call me, this is about my son"
                if name == "Rosa"
                else "i'd rather talk to a person"
            )
            follow_ups.add(
                tx,
                talk.conversation.id,
                kind="call_me",
                cause=f"demo:{talk.conversation.id}",
                due_at=talk.at,
                now=talk.at,
                contact={"first_name": name, "phone": "312-555-0163", "may_voicemail": False},
            )


_LIKELY: Mapping[str, Mapping[str, float]] = {
    "who": {"me_18_64": 70, "other_adult": 14, "me_65": 6, "me_under18": 2, "other_under18": 2, "skip": 2},
    "safety": {
        "none": 84,
        "thoughts": 6,
        "being_hurt": 3,
        "skip": 2,
        "danger_now": 1.5,
        "medical_emergency": 1,
    },
    "substances": {"alcohol": 45, "opioids": 14, "stimulants": 14, "cannabis": 14, "sedatives": 5, "skip": 2},
    "withdrawal": {"none": 45, "daily": 22, "stopped2w": 15, "sick": 8, "unsure": 3, "seizure": 1, "dts": 1},
    "health": {"none": 45, "mh_stable": 22, "mh_hard": 14, "med_stable": 14, "pregnant": 1, "med_urgent": 2},
    "treatment": {"none": 60, "completed_ok": 14, "completed_used": 8, "left_early": 8, "in_now": 6},
    "relapse": {"no": 60, "yes": 25, "unsure": 8},
    "home": {"supportive": 55, "neutral": 25, "destructive": 10},
    "support": {"good": 65, "small": 20, "none": 8},
    "symptoms": {"none": 3, "skip": 2},
    "motivation": {"ready": 65, "unsure": 20},
    "attend": {"yes": 50, "with_help": 28, "no_life": 10},
}

_NOTES = (
    "Called, spoke for ten minutes. Wants to think about it until Friday.",
    "No answer, no voicemail left as asked.",
    "Asked about evening groups and the cost. Sent to billing.",
    "Prefers a live-in program near family. Gave two numbers.",
)
_REASONS = (
    "Assessment confirms it: steady home, willing, no withdrawal risk.",
    "More support at home than the answers showed.",
    "Needs more structure than once a week; agreed to try groups.",
    "Withdrawal history is clearer in person. Doctor seen first.",
)


def follow_ups_of(conversation_id: str) -> Any:
    return follow_ups_table.select().where(follow_ups_table.c.conversation_id == conversation_id)


def _phones(clinic: Clinic) -> dict[str, str]:
    return {"clinic_phone": clinic.phone, "on_call_phone": clinic.on_call_phone}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--var", type=Path, default=ROOT / "var" / "demo", help="where the invented data goes"
    )
    parser.add_argument("--only-fill", action="store_true", help="fill the folder and do not start anything")
    arguments, rest = parser.parse_known_args()
    from tools import run

    arguments.var.mkdir(parents=True, exist_ok=True)
    os.environ["DOORWAY_VAR"] = str(arguments.var)
    os.environ["DOORWAY_DEMO"] = "yes"
    os.environ["DATABASE_URL"] = f"sqlite:///{arguments.var / 'doorway.db'}"

    database = Database(os.environ["DATABASE_URL"], base64.urlsafe_b64decode(run.key_of(arguments.var)))
    migrate(database.engine)
    with database.read() as tx:
        is_filled = users.is_there_any(tx)
    password_file = arguments.var / "password"
    if not is_filled:
        clinic = load_clinic(Path(os.environ.get("DOORWAY_CLINIC", ROOT / "clinic.yml")))
        password_file.write_text(Invention(database, clinic, words(), datetime.now(UTC)).fill())
    database.close()
    print("Everybody and everything in this demo is invented. Sign in at /desk as one of")
    for name, shown_name, role, _ in STAFF:
        print(f"  {name:<8} {role:<10} {shown_name}")
    print(f"with the password  {password_file.read_text()}\n")
    if arguments.only_fill:
        return 0
    sys.argv = [sys.argv[0], *rest]
    return run.main()


if __name__ == "__main__":
    raise SystemExit(main())
