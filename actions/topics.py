"""Programme questions and detours: a sentence or two, then back to the open question."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import slots
from actions.parts import Parts
from actions.saved_code import with_code
from bot import dates_in_words
from bot.booking import booking
from bot.conversation import call_me
from bot.screening import steps
from bot.screening.pauses import says_of
from bot.storage import conversations
from bot.storage.database import Transaction


class SayTopic(Action):
    """Says the response that bears the intent's name, with the clinic's facts in it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def name(self) -> str:
        return "action_say_topic"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        topic = slots.intent(tracker)
        with self._parts.conversation(tracker) as (tx, conversation):
            language = conversation.language
            values = self._parts.facts(language)
            if topic == "wait_time":
                values["wait_text"] = self._first_time(tx, language)
            if topic in ("how_many_left", "what_do_you_have"):
                values["count"] = str(self._left(tx, conversation))
        step = tracker.get_slot("requested_slot")
        response = self._response(topic, step)
        dispatcher.utter_message(response=response, **values)
        return []

    def _response(self, topic: str, step: str | None) -> str:
        if topic == "why_ask" and step and self._parts.words.has(f"utter_why_{step}"):
            return f"utter_why_{step}"
        if topic == "telehealth" and not self._parts.clinic.programme.video:
            return "utter_telehealth_not_offered"
        return f"utter_{topic}"

    def _first_time(self, tx: Transaction, language: str) -> str:
        times = booking.open_times(tx, self._parts.clinic, self._parts.now(), language=language)
        if not times:
            return self._parts.words.say("utter_not_known", language)
        return dates_in_words.moment_in_words(times[0].starts_at, self._parts.clinic.zone, language)

    def _left(self, tx: Transaction, conversation: conversations.Conversation) -> int:
        answers = self._parts.screening(tx, conversation).stands().answers
        return steps.most_left(answers)


class Stop(Action):
    """Stopping is easy: what is kept, how to come back, who listens meanwhile."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def name(self) -> str:
        return "action_stop"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        with self._parts.conversation(tracker) as (tx, conversation):
            says, code = with_code(
                self._parts,
                tx,
                conversation,
                slots.message_id(tracker),
                says_of(slots.intent(tracker)),
            )
        facts = self._parts.facts(conversation.language) | code
        for response in says:
            dispatcher.utter_message(response=response, **facts)
        return []


class Speak(Action):
    """Changes the language of everything that follows."""

    LANGUAGES = {"language_spanish": "es", "language_english": "en"}  # noqa: RUF012

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def name(self) -> str:
        return "action_speak"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        language = self.LANGUAGES[slots.intent(tracker)]
        with self._parts.conversation(tracker) as (tx, conversation):
            conversations.speak(tx, conversation.id, language)
        text = self._parts.words.say(f"utter_{slots.intent(tracker)}", language)
        dispatcher.utter_message(text=text)
        return [SlotSet("language", language)]


class AskDelete(Action):
    """Deleting cannot be undone, so it is asked once more."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def name(self) -> str:
        return "action_ask_delete"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        dispatcher.utter_message(response="utter_delete_my_data", **self._parts.facts("en"))
        return []


class NothingOpen(Action):
    """Nothing is asked right now; says what can be done from here."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def name(self) -> str:
        return "action_nothing_open"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        facts = self._parts.facts(tracker.get_slot("language") or "en")
        dispatcher.utter_message(response="utter_nlu_fallback", **facts)
        return []


class CallMe(Action):
    """A number to be called at; who gives none here is told how to reach a person."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def name(self) -> str:
        return "action_call_me"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        with self._parts.conversation(tracker) as (tx, conversation):
            may_leave_number = call_me.may_leave_number(tx, conversation)
        language, words = conversation.language, self._parts.words
        facts = self._parts.facts(language)
        if not may_leave_number:
            dispatcher.utter_message(response="utter_call_us", **facts)
            return []
        typed = call_me.number_in(str(tracker.latest_message.get("text") or ""))
        out = call_me.way_out(words, language)
        dispatcher.utter_message(
            response=call_me.ASK,
            buttons=[{"title": out["label"], "payload": out["id"]}],
            json_message={"fields": call_me.form_fields(words, language, given={"phone": typed})},
            **facts,
        )
        return []
