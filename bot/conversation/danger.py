"""While danger is open: the card, what is asked after it, and the only way back to the questionnaire.

Nothing here needs the engine. The questionnaire is paused, its open prompt is remembered, and it comes back only
after a clear no.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot import placement
from bot.clinic import Clinic
from bot.clinic_facts import facts
from bot.conversation import call_me, saying
from bot.conversation.call_me import CallMe
from bot.conversation.check_in_replies import reply_meant
from bot.conversation.choosing import option_meant
from bot.notify.alerts import raise_alert, settle_check_in
from bot.placement import PlacementSettings
from bot.safety import Kind, SafetyReading
from bot.safety.cards import card_for, response_for
from bot.safety.reading import Outcome
from bot.screening import finish
from bot.storage import audit, conversations, follow_ups, messages, screenings
from bot.storage.conversations import Conversation
from bot.storage.database import Transaction
from bot.storage.messages import Message, Said
from bot.words import Words

CARD_NEXT = "card_next"
CHECK_IN = "check_in"
RECHECK = "recheck"
SAFETY_RETURN = "safety_return"

CALL_ME = call_me.QUESTION

OURS: Sequence[str] = (CARD_NEXT, CHECK_IN, SAFETY_RETURN, CALL_ME)
"""Questions the service asks itself; the engine never hears of them. A re-check is asked as a `check_in`."""

EMERGENCY_ANSWERS: dict[tuple[str, str], Kind] = {
    ("safety", "medical_emergency"): "medical_emergency",
    ("safety", "danger_now"): "suicide_intent",
    ("safety_plan", "yes"): "suicide_intent",
}
"""Answers that are danger themselves: rules E1, E2 and E3."""

EMERGENCY_QUESTIONS = frozenset(question for question, _ in EMERGENCY_ANSWERS)

NO_EMERGENCY_LEVEL: frozenset[Kind] = frozenset({"domestic_violence", "passive_ideation"})
"""Kinds that get a card but are no E rule: being hurt at home counts as an adverse home."""

E1_KINDS: frozenset[Kind] = frozenset(
    {"overdose_now", "poisoning", "medical_emergency", "dangerous_withdrawal_now"}
)


class Danger:
    """Danger in one conversation inside one transaction."""

    def __init__(
        self, tx: Transaction, conversation: Conversation, *, clinic: Clinic, words: Words, now: datetime
    ) -> None:
        self._tx = tx
        self._conversation = conversation
        self._clinic = clinic
        self._words = words
        self._now = now

    # -- something dangerous was said ----------------------------------------------------------------

    def card(self, reading: SafetyReading, message: Message) -> list[Said]:
        """The card at once, staff alerted, the questionnaire paused."""
        assert reading.kind is not None
        self._alert(reading.kind, "card", message)
        self._pause(reading.kind, CARD_NEXT, is_someone_else=reading.is_someone_else)
        lines = [self._card_line(reading)]
        if reading.kind not in NO_EMERGENCY_LEVEL:
            lines.append(self._emergency_result(reading))
        return [*lines, self._ask_card_next()]

    def card_for_answer(self, question: str, value: str, message: Message) -> list[Said]:
        """A tapped or plainly typed answer that is danger: saved, and the card at once."""
        screenings.save_answer(
            self._tx,
            self._conversation,
            question,
            value,
            source="tapped" if message.kind == "choice" else "typed",
            message_id=message.engine_id,
            now=self._now,
        )
        self._note(danger_from_answer=question)
        return self.card(SafetyReading("card", EMERGENCY_ANSWERS[question, value]), message)

    def check_in(self, reading: SafetyReading, message: Message) -> list[Said]:
        """One gentle question; staff see that it was asked."""
        self._alert(reading.kind or "passive_ideation", "check_in", message)
        self._pause(reading.kind or "passive_ideation", CHECK_IN, is_someone_else=reading.is_someone_else)
        return [self._gentle_question(reading)]

    def ask_on_return(self) -> list[Said]:
        """After a long silence: is the person still safe?"""
        self._pause(None, SAFETY_RETURN)
        return [self._ask("utter_ask_safety_return", SAFETY_RETURN)]

    # -- what the person says to it ------------------------------------------------------------------

    def take(self, message: Message, *, shows_danger: bool = False) -> list[Said]:
        """A tap, or words that got no card, while danger is open.

        `shows_danger`: the words hint at danger, so they clear nothing.
        """
        step = self._conversation.dialogue.danger_step or CARD_NEXT
        option = message.options[0] if message.options else self._read(step, message.text, shows_danger)
        return {
            CARD_NEXT: self._after_card,
            CALL_ME: self._after_call_me,
            CHECK_IN: self._after_check_in,
            RECHECK: self._after_recheck,
            SAFETY_RETURN: self._after_return,
        }[step](option, message)

    def _after_card(self, option: str | None, message: Message) -> list[Said]:
        if option == "reached":
            self._log("card.reached")
            return [self._tell("utter_reached_thanks"), self._ask_card_next()]
        if option == CALL_ME:
            return self._ask_number(message)
        self._log("card.not_meant")
        self._note(danger_step=RECHECK)
        return [self._ask("utter_ask_recheck", CHECK_IN)]

    def _after_recheck(self, option: str | None, message: Message) -> list[Said]:
        if option == "no":
            self._log("card.cleared")
            return self._resume()
        self._log("card.not_cleared")
        reading = self._open_danger("card")
        self._note(danger_step=CARD_NEXT)
        return [
            self._tell("utter_still_here"),
            self._card_line(reading),
            self._ask_card_next(),
        ]

    def _ask_number(self, message: Message) -> list[Said]:
        """Staff are there and may call: the number is taken at once when it was typed, else it is asked for."""
        self._log("card.call_me")
        self._note(danger_step=CALL_ME)
        if call_me.filled(message) is not None:
            return self._after_call_me(None, message)
        return [self._calling().ask()]

    def _after_call_me(self, option: str | None, message: Message) -> list[Said]:
        """A number goes to staff now; anything else leaves the form, with the lines that answer still in sight."""
        fields = call_me.filled(message)
        errors = self._calling().store(fields, message) if fields is not None else {}
        if fields is not None and errors:
            return [self._tell("utter_help_line"), self._calling().ask(errors=errors, given=fields)]
        self._note(danger_step=CARD_NEXT)
        said = "utter_help_line" if fields is None else "utter_call_me_in_danger_done"
        return [self._tell(said), self._ask_card_next()]

    def _after_check_in(self, option: str | None, message: Message) -> list[Said]:
        if option in ("yes_now", "danger", "yes"):
            kind = _kind(self._conversation.dialogue.danger)
            meant: Kind = "suicide_intent" if kind == "passive_ideation" else kind
            is_other = self._conversation.dialogue.danger_is_someone_else
            return self.card(SafetyReading("card", meant, is_other), message)
        if option == "thoughts_safe":
            return self._thoughts(message)
        if option == "no":
            self._log("check_in.cleared")
            settle_check_in(self._tx, self._conversation.id, self._now)
            return self._resume()
        return [self._tell("utter_help_line"), self._gentle_question(self._open_danger("check_in"))]

    def _after_return(self, option: str | None, message: Message) -> list[Said]:
        if option in ("medical_emergency", "danger_now"):
            return self.card_for_answer("safety", option, message)
        if option == "thoughts":
            return self._thoughts(message)
        if option in ("none", "no"):
            return self._resume(says=None)
        if option in ("being_hurt", "skip"):
            return self._resume(says="utter_help_line")
        return [self._ask("utter_ask_safety_return", SAFETY_RETURN)]

    def _thoughts(self, message: Message) -> list[Said]:
        """Thoughts, but safe now: kept as the safety answer, so that the plan is asked and a person calls today."""
        screenings.save_answer(
            self._tx,
            self._conversation,
            "safety",
            "thoughts",
            source="check_in",
            message_id=message.engine_id,
            now=self._now,
        )
        self._note(is_reviewed=False)
        follow_ups.add(
            self._tx,
            self._conversation.id,
            kind="same_day",
            cause=f"same_day:{self._conversation.id}:{self._conversation.screening_number}",
            due_at=self._clinic.next_person_answers(self._now) or self._now,
            now=self._now,
        )
        settle_check_in(self._tx, self._conversation.id, self._now)
        return self._resume(says="utter_help_line")

    # -- parts ---------------------------------------------------------------------------------------

    def _open_danger(self, outcome: Outcome) -> SafetyReading:
        """What this conversation's danger was read as, as a card or as the gentle question."""
        dialogue = self._conversation.dialogue
        return SafetyReading(outcome, _kind(dialogue.danger), dialogue.danger_is_someone_else)

    def _gentle_question(self, reading: SafetyReading) -> Said:
        return self._ask(response_for(reading) or "utter_ask_check_in", CHECK_IN)

    def _resume(self, says: str | None = "utter_resume_after_danger") -> list[Said]:
        """The questionnaire goes on where it was; an answer that was danger is asked again."""
        dialogue = self._conversation.dialogue
        screenings.drop_result(self._tx, self._conversation)
        self._note(
            danger=None,
            danger_step=None,
            danger_from_answer=None,
            paused_prompt=None,
            reopened=dialogue.danger_from_answer or dialogue.reopened,
        )
        lines = [self._tell(says)] if says else []
        paused = messages.prompt(self._tx, self._conversation.id, dialogue.paused_prompt)
        if paused is None:
            messages.close_prompt(self._tx, self._conversation.id)
            return lines
        return [*lines, paused.said]

    def _pause(self, kind: Kind | None, step: str, *, is_someone_else: bool = False) -> None:
        dialogue = self._conversation.dialogue
        open_prompt = messages.prompt(self._tx, self._conversation.id, self._conversation.open_prompt_id)
        paused = dialogue.paused_prompt
        if open_prompt is not None and open_prompt.said.question not in OURS:
            paused = open_prompt.prompt_id
        elif open_prompt is not None and open_prompt.said.question == CALL_ME and dialogue.before_call:
            paused = dialogue.before_call
        self._note(
            danger=kind, danger_step=step, danger_is_someone_else=is_someone_else, paused_prompt=paused
        )

    def _emergency_result(self, reading: SafetyReading) -> Said:
        """Rules E1 to E3 as a stored result, dropped again if the danger is cleared."""
        answers = screenings.answers_of(self._tx, self._conversation)
        by_words = "medical_emergency" if reading.kind in E1_KINDS else "danger_now"
        if not self._conversation.dialogue.danger_from_answer:
            answers = {"who": answers.get("who", "skip"), "safety": by_words}
        found = placement.place(answers, PlacementSettings(self._clinic.programme.severe_starts_in))
        finish.store(self._tx, self._conversation, answers, found, clinic=self._clinic, now=self._now)
        text = finish.body(
            found, answers, self._conversation, clinic=self._clinic, words=self._words, now=self._now
        )
        return Said("bot", "result", text, level=found.level.value if found.level else None)

    def _card_line(self, reading: SafetyReading) -> Said:
        kind = reading.kind or "suicide_intent"
        return self._tell(card_for(kind, is_someone_else=reading.is_someone_else), kind="card")

    def _alert(self, kind: str, outcome: str, message: Message) -> None:
        raise_alert(
            self._tx,
            self._conversation.id,
            kind=kind,
            outcome=outcome,
            cause=f"{self._conversation.id}:{message.id}",
            now=self._now,
        )

    def _read(self, step: str, text: str, shows_danger: bool) -> str | None:
        if step == CARD_NEXT:
            if self._may_be_called and call_me.number_in(text) is not None:
                return CALL_ME
            return option_meant(text, self._ask_card_next().options, self._language)
        return reply_meant(
            text,
            self._open_options(),
            self._language,
            is_someone_else=self._conversation.dialogue.danger_is_someone_else,
            shows_danger=shows_danger,
        )

    def _open_options(self) -> Sequence[Mapping[str, str]]:
        open_prompt = messages.prompt(self._tx, self._conversation.id, self._conversation.open_prompt_id)
        return open_prompt.said.options if open_prompt else ()

    def _ask_card_next(self) -> Said:
        """What is asked under a card; people who are there now may call."""
        asked = self._ask("utter_ask_card_next", CARD_NEXT)
        if not self._may_be_called:
            return asked
        label = self._words.say("utter_card_call_me_label", self._language)
        return replace(asked, options=(*asked.options, {"id": CALL_ME, "label": label}))

    @property
    def _may_be_called(self) -> bool:
        is_staffed = self._clinic.is_open(self._now)
        return is_staffed and call_me.may_leave_number(self._tx, self._conversation)

    def _calling(self) -> CallMe:
        return CallMe(self._tx, self._conversation, clinic=self._clinic, words=self._words, now=self._now)

    def _log(self, action: str) -> None:
        audit.record(
            self._tx,
            actor="person",
            action=action,
            subject=f"conversation:{self._conversation.id}",
            reason=self._conversation.dialogue.danger or "",
            now=self._now,
        )

    def _tell(self, name: str, *, kind: str = "text") -> Said:
        return saying.tell(name, self._words, self._language, kind=kind, **self._facts())

    def _ask(self, name: str, question: str) -> Said:
        return saying.ask(name, question, self._words, self._language, **self._facts())

    def _facts(self) -> dict[str, str]:
        return facts(self._clinic, self._words, self._language, self._now)

    @property
    def _language(self) -> str:
        return self._conversation.language

    def _note(self, **changes: Any) -> None:
        self._conversation = conversations.note(
            self._tx, self._conversation, replace(self._conversation.dialogue, **changes)
        )


def _kind(name: str | None) -> Kind:
    return name or "suicide_intent"  # type: ignore[return-value]  # only kinds are ever stored
