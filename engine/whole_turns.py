"""A turn of the dialogue is handled whole or not at all, and long talks start a new Rasa session."""

from typing import Any, Dict, List, Optional, Text

from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

SECTION_SLOT = "section"
TURNS_A_SESSION = 30
"""A session costs more the longer it is; the answers themselves live in the service's tables."""

KEPT_OF_PARSING = ("text", "intent", "entities", "text_tokens")
"""What a stored user event keeps of the parse; the ranking of all intents would be most of its size."""


class TurnFailed(Exception):
    """An action of this turn failed, so nothing of the turn counts."""


class Replies(OutputChannel):
    """Collects what the assistant says in one turn."""

    def __init__(self) -> None:
        self.messages: List[Dict[Text, Any]] = []

    @classmethod
    def name(cls) -> Text:
        return "gateway"

    async def send_response(self, recipient_id: Text, message: Dict[Text, Any]) -> None:
        said = {
            "response": message.get("utter_action"),
            "text": message.get("text") or "",
            "buttons": message.get("buttons") or [],
            "custom": message.get("custom") or {},
        }
        self.messages.append(said)


class _Watched:
    """An action that remembers its failure, which Rasa itself swallows."""

    def __init__(self, action: Action) -> None:
        self._action = action
        self.failure: Optional[BaseException] = None

    def __getattr__(self, name: Text) -> Any:
        return getattr(self._action, name)

    async def run(self, *args: Any, **kwargs: Any) -> List[Event]:
        try:
            return await self._action.run(*args, **kwargs)
        except ActionExecutionRejection:
            raise
        except Exception as failure:
            self.failure = failure
            raise


class WholeTurnProcessor(MessageProcessor):
    """Rasa's processor, except that a failing action fails the turn and the turn is stored in one row."""

    @classmethod
    def adopt(cls, processor: MessageProcessor) -> "WholeTurnProcessor":
        """The same loaded model under this class; loading it twice would double start-up time."""
        adopted = cls.__new__(cls)
        adopted.__dict__.update(processor.__dict__)
        adopted.tracker_store = _innermost(processor.tracker_store)
        return adopted

    async def handle_turn(self, message: UserMessage) -> List[Dict[Text, Any]]:
        """Handle one message and store the turn; raises TurnFailed or AnotherEngineWroteHere with nothing stored."""
        store = self.tracker_store
        try:
            tracker = await self.log_message(message, should_save_tracker=False)
            tracker = await self.run_action_extract_slots(message.output_channel, tracker)
            await self._run_prediction_loop(message.output_channel, tracker)
            replies = message.output_channel.messages
            renewed = renewal(tracker, self.domain)
            store.save_turn(
                renewed or tracker, message.message_id, replies, starts_session=renewed is not None
            )
        except BaseException:  # a turn given up half-way (the caller hung up) leaves nothing behind either
            store.drop(message.sender_id)
            raise
        return replies

    async def parse_message(self, message: UserMessage, *args: Any, **kwargs: Any) -> Dict[Text, Any]:
        parsed = await super().parse_message(message, *args, **kwargs)
        return {key: parsed[key] for key in KEPT_OF_PARSING if key in parsed}

    async def read(self, message: UserMessage) -> Dict[Text, Any]:
        """What the pipeline makes of a text, with the ranking, without touching any conversation."""
        return await super().parse_message(message)

    async def _run_action(self, action: Action, *args: Any, **kwargs: Any) -> bool:
        watched = _Watched(action)
        goes_on = await super()._run_action(watched, *args, **kwargs)
        if watched.failure is not None:
            raise TurnFailed(action.name()) from watched.failure
        return goes_on


def _innermost(store: Any) -> Any:
    """Our own store, out of Rasa's wrappers: one of them goes on in memory when SQL fails, and would lose turns."""
    while hasattr(store, "_tracker_store"):
        store = store._tracker_store
    return store


def renewal(tracker: DialogueStateTracker, domain: Any) -> Optional[DialogueStateTracker]:
    """The tracker as a new session with its slots and its open form, when the old one ended or grew long.

    No rule looks further back than the turn it answers, so the next turn goes on as if nothing had happened.
    """
    turns = sum(isinstance(event, UserUttered) for event in tracker.events)
    section_changed = _section_at_start(tracker.events) != tracker.get_slot(SECTION_SLOT)
    if not section_changed and turns < TURNS_A_SESSION:
        return None
    slots = [SlotSet(name, slot.value) for name, slot in tracker.slots.items() if slot.value is not None]
    loop: List[Event] = []
    if tracker.active_loop_name:
        loop.append(ActiveLoop(tracker.active_loop_name))
        if tracker.active_loop.rejected:
            # A form that could not use the last message waits until it is run again; see RulePolicy.
            loop.append(ActionExecutionRejected(tracker.active_loop_name))
    events = [
        ActionExecuted(ACTION_SESSION_START_NAME),
        SessionStarted(),
        *slots,
        *loop,
        ActionExecuted(ACTION_LISTEN_NAME),
    ]
    return DialogueStateTracker.from_events(tracker.sender_id, events, domain.slots, domain=domain)


def _section_at_start(events: Any) -> Optional[Text]:
    """The section the stored session began in: the last value set before the first thing a person said."""
    section = None
    for event in events:
        if isinstance(event, UserUttered):
            break
        if isinstance(event, SlotSet) and event.key == SECTION_SLOT:
            section = event.value
    return section
