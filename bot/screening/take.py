"""Taking what a person said in the screening: save it, ask again, go back, change, start over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.placement import PlacementSettings
from bot.screening import phrases, steps
from bot.screening.pauses import PAUSES, TAPS_THAT_GO_ON, says_of
from bot.screening.questions import BY_ID
from bot.storage import conversations, screenings
from bot.storage.conversations import Conversation, Dialogue
from bot.storage.database import Transaction
from bot.words import Words

OFFER_A_PERSON_AFTER = 2
"""Times a question may go unread before the buttons come with a person to talk to."""


@dataclass(frozen=True)
class Heard:
    """One message as the dialogue heard it."""

    message_id: str
    intent: str
    options: tuple[str, ...] = ()
    """What was tapped or ticked, checked against what was offered."""
    reading: Any = None
    """What typed words say to the open question; None when they could not be read."""
    is_certain: bool = False
    story: Mapping[str, Any] = field(default_factory=dict)
    """Answers to several questions found in one long message, to be confirmed."""


@dataclass(frozen=True)
class Taken:
    """What the dialogue does next."""

    step: str | None
    """The step to ask; None when the screening is over."""
    answers: Mapping[str, Any]
    says: tuple[str, ...] = ()
    """Response names to say first."""
    understood: str = ""
    picked: str = ""


class Screening:
    """The screening of one conversation inside one transaction."""

    def __init__(
        self,
        tx: Transaction,
        conversation: Conversation,
        *,
        words: Words,
        settings: PlacementSettings,
        consent_version: str,
        now: datetime,
    ) -> None:
        self._tx = tx
        self._conversation = conversation
        self._stored = conversation
        self._known_answers: dict[str, Any] | None = None
        self._words = words
        self._settings = settings
        self._consent_version = consent_version
        self._now = now
        self._says: list[str] = []

    def take(self, heard: Heard) -> Taken:
        """Take one message and say what comes next; the same message changes nothing twice."""
        if self._dialogue.last_message == heard.message_id:
            self._says = list(self._dialogue.last_says)
            return self.stands()
        wish = _WISHES.get(heard.intent)
        if heard.intent in PAUSES:
            self._says.extend(says_of(heard.intent))
            self._note(pause=PAUSES[heard.intent])
        elif self._goes_on(heard):
            pass
        elif wish is not None:
            wish(self, heard)
        elif heard.intent in _ANSWERING:
            self._answer(heard)
        self._note(last_message=heard.message_id, last_says=tuple(self._says))
        conversations.note(self._tx, self._stored, self._dialogue)
        return self.stands()

    def stands(self) -> Taken:
        """Where the screening stands, changing nothing."""
        answers = self._answers()
        step = self._step(answers)
        return Taken(
            step=step,
            answers=answers,
            says=tuple(self._says),
            understood=self._understood(step, answers),
            picked=phrases.picked(answers, self._words, self._conversation.language),
        )

    def _goes_on(self, heard: Heard) -> bool:
        """Any message ends a pause; a tap on the way on says nothing else."""
        if self._dialogue.pause is None:
            return False
        self._note(pause=None)
        return bool(TAPS_THAT_GO_ON.intersection(heard.options))

    # -- what a message may mean ---------------------------------------------------------------------

    def _answer(self, heard: Heard) -> None:
        step = self._step(self._answers())
        if step is None:
            return
        if step in _TAPS and heard.options:
            _TAPS[step](self, heard)
        elif step in _TAPS and heard.reading is None:
            self._unread(step)
        elif heard.story:
            self._note(pending=dict(heard.story), pending_is_story=True, misread=0)
        else:
            self._answer_question(step, heard)

    def _answer_question(self, step: str, heard: Heard) -> None:
        question = next(iter(self._dialogue.pending), None) if step == steps.CONFIRM_ANSWER else step
        if question is None or steps.question_of(question) not in BY_ID:
            self._unread(step)
        elif heard.options:
            self._save_step(question, _value(steps.question_of(question), heard.options), "tapped", heard)
        elif heard.reading is None:
            self._unread(step)
        elif heard.is_certain:
            self._save_step(question, heard.reading, "typed", heard)
        else:
            self._note(
                pending={steps.question_of(question): heard.reading}, pending_is_story=False, misread=0
            )

    def _save_step(self, step: str, value: Any, source: str, heard: Heard) -> None:
        is_first_skip = (
            steps.question_of(step) == "safety" and value == "skip" and not self._dialogue.softer_safety
        )
        if is_first_skip:
            self._note(softer_safety=True, reopened=None, pending={}, misread=0)
            return
        self._save({steps.question_of(step): value}, source, heard)

    def _save(self, answers: Mapping[str, Any], source: str, heard: Heard) -> None:
        for question, value in answers.items():
            screenings.save_answer(
                self._tx,
                self._conversation,
                question,
                value,
                source=source,
                message_id=heard.message_id,
                now=self._now,
            )
        self._known_answers = None
        reopened = None if self._dialogue.reopened in answers else self._dialogue.reopened
        softer = self._dialogue.softer_safety and "safety" not in answers
        self._note(
            reopened=reopened,
            pending={},
            pending_is_story=False,
            misread=0,
            is_reviewed=False,
            softer_safety=softer,
        )

    def _unread(self, step: str) -> None:
        misread = self._dialogue.misread + 1
        self._says.append(
            "utter_offer_person" if misread >= OFFER_A_PERSON_AFTER else f"utter_invalid_{step}"
        )
        self._note(misread=misread)

    # -- steps around the questions ------------------------------------------------------------------

    def _take_consent(self, heard: Heard) -> None:
        choice = heard.options[0]
        if choice == "more":
            self._says.append("utter_consent_more")
            return
        is_given = choice == "agree"
        screenings.save_consent(
            self._tx, self._conversation.id, version=self._consent_version, is_given=is_given, now=self._now
        )
        if not is_given:
            self._says.append("utter_consent_declined")
            self._note(is_declined=True, pending={})

    def _take_confirmation(self, heard: Heard) -> None:
        if heard.options[0] == "right":
            for question, value in self._dialogue.pending.items():
                self._save_step(question, value, "confirmed", heard)
        else:
            self._note(pending={}, misread=0)

    def _take_story(self, heard: Heard) -> None:
        choice = heard.options[0]
        if choice == "right":
            self._save(self._dialogue.pending, "confirmed", heard)
        elif choice == "change":
            self._note(is_choosing_change=True)
        else:
            self._note(pending={}, pending_is_story=False)

    def _take_change(self, heard: Heard) -> None:
        """The chosen question is asked again; of a story, the rest counts as confirmed."""
        choice = heard.options[0]
        kept = {question: value for question, value in self._dialogue.pending.items() if question != choice}
        if kept and self._dialogue.pending_is_story:
            self._save(kept, "confirmed", heard)
        reopened = None if choice == "keep" else choice
        softer = self._dialogue.softer_safety and choice != "safety"
        self._note(
            is_choosing_change=False,
            pending={},
            pending_is_story=False,
            reopened=reopened,
            is_reviewed=False,
            softer_safety=softer,
        )

    def _take_review(self, heard: Heard) -> None:
        if heard.options[0] == "right":
            self._note(is_reviewed=True)
        else:
            self._note(is_choosing_change=True)

    # -- wishes --------------------------------------------------------------------------------------

    def _skip(self, heard: Heard) -> None:
        step = self._step(self._answers())
        if step == steps.CONFIRM_ANSWER:
            question = next(iter(self._dialogue.pending))
            self._note(pending={})
            self._save_step(question, _skip_value(question), "typed", heard)
        elif step == steps.CONSENT:
            self._take_consent(replace(heard, options=("decline",)))
        elif step == steps.CHANGE:
            self._take_change(replace(heard, options=("keep",)))
        elif step is not None and step not in steps.AROUND:
            question = steps.question_of(step)
            self._save_step(step, _skip_value(question), "typed", heard)
        elif step is not None:
            self._unread(step)

    def _go_back(self, heard: Heard) -> None:
        dialogue = self._dialogue
        if dialogue.pending or dialogue.is_choosing_change:
            self._note(pending={}, pending_is_story=False, is_choosing_change=False)
            return
        answered = steps.answered_on_walk(self._answers())
        if dialogue.reopened in answered:
            answered = answered[: answered.index(dialogue.reopened)]
        if answered:
            self._note(reopened=answered[-1], is_reviewed=False, softer_safety=False)
        else:
            self._says.append("utter_go_back_not_possible")

    def _change(self, heard: Heard) -> None:
        named = {question: value for question, value in heard.story.items() if value is not None}
        if named:
            self._note(pending=named, pending_is_story=len(named) > 1, is_choosing_change=False)
        elif steps.answered_on_walk(self._answers()):
            self._note(is_choosing_change=True)
        else:
            self._says.append("utter_nothing_to_change")

    def _start_over(self, heard: Heard) -> None:
        if self._answers() or self._dialogue != Dialogue():
            self._conversation = self._stored = conversations.start_over(self._tx, self._conversation)
            self._known_answers = None
        self._says.append("utter_start_over")

    def _come_back(self, heard: Heard) -> None:
        if self._dialogue.is_declined:
            self._note(is_declined=False)

    # -- state ---------------------------------------------------------------------------------------

    @property
    def _dialogue(self) -> Dialogue:
        return self._conversation.dialogue

    def _note(self, **changes: Any) -> None:
        """Change where the dialogue stands; `take` stores it once, when all is decided."""
        self._conversation = replace(self._conversation, dialogue=replace(self._dialogue, **changes))

    def _answers(self) -> dict[str, Any]:
        if self._known_answers is None:
            self._known_answers = screenings.answers_of(self._tx, self._conversation)
        return self._known_answers

    def _step(self, answers: Mapping[str, Any]) -> str | None:
        has_consented = screenings.has_consented(self._tx, self._conversation.id, self._consent_version)
        return steps.next_step(answers, self._dialogue, has_consented=has_consented, settings=self._settings)

    def _understood(self, step: str | None, answers: Mapping[str, Any]) -> str:
        language = self._conversation.language
        if step == steps.CONFIRM_ANSWER:
            question, value = next(iter(self._dialogue.pending.items()))
            return phrases.in_words(question, value, self._words, language)
        if step == steps.CONFIRM_STORY:
            return phrases.as_lines(self._dialogue.pending, self._words, language)
        if step == steps.REVIEW:
            counted = {question: answers[question] for question in steps.answered_on_walk(answers)}
            return phrases.as_lines(counted, self._words, language)
        return ""


_ANSWERING = frozenset({"answer", "choose", "nlu_fallback"})

_WISHES: Mapping[str, Callable[[Screening, Heard], None]] = {
    "skip": Screening._skip,
    "go_back": Screening._go_back,
    "change_answer": Screening._change,
    "start_over": Screening._start_over,
    "resume": Screening._come_back,
    "open": Screening._come_back,
}

_TAPS: Mapping[str, Callable[[Screening, Heard], None]] = {
    steps.CONSENT: Screening._take_consent,
    steps.CONFIRM_ANSWER: Screening._take_confirmation,
    steps.CONFIRM_STORY: Screening._take_story,
    steps.CHANGE: Screening._take_change,
    steps.REVIEW: Screening._take_review,
}


def _skip_value(question: str) -> Any:
    is_list = BY_ID[question].select == "many" and question != "symptoms"
    return ["skip"] if is_list else "skip"


def _value(question: str, options: tuple[str, ...]) -> Any:
    """Options as the answer is stored: one id, a list of ids, or for the checklist "skip" or the signs."""
    if BY_ID[question].select == "one":
        return options[0]
    if question == "symptoms" and options == ("skip",):
        return "skip"
    return list(options)


HEARS = _ANSWERING | frozenset(_WISHES) | frozenset(PAUSES)
"""Intents the screening takes itself; any other one is a detour with a rule of its own."""
