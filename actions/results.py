"""The end of a screening."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.parts import Parts
from bot.booking.form import BookingForm
from bot.screening.finish import finish


class ShowResult(Action):
    """Places the answers, stores the result and says what may fit; booking follows where it may."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def name(self) -> str:
        return "action_show_result"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        parts = self._parts
        with parts.conversation(tracker) as (tx, conversation):
            finished = None
            if not conversation.dialogue.is_declined:
                finished = finish(tx, conversation, clinic=parts.clinic, words=parts.words, now=parts.now())
            if finished and finished.may_book:
                BookingForm(tx, conversation, clinic=parts.clinic, now=parts.now()).start()
        if finished is None:
            return [SlotSet("section", "done")]
        dispatcher.utter_message(
            response="utter_result", body=finished.body, json_message={"level": finished.level.value}
        )
        return [SlotSet("section", "booking" if finished.may_book else "done")]
