"""The walk: which question comes next, which answers count, and where no answer can change the level."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.placement.answers import Answers
from bot.placement.limits import MANY_SIGNS
from bot.placement.reading import Given
from bot.placement.rules import needs_detox, rules_out_plain_outpatient

Fact = Callable[[Answers], bool]


@dataclass(frozen=True, slots=True)
class Ask:
    """A question of the walk; without `when` it is always asked."""

    question: str
    when: Fact | None = None
    reads: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where the walk ends when the fact holds; the stops are tried in order."""

    when: Fact
    reads: str


WALK: tuple[Ask | Stop, ...] = (
    Ask("who"),
    Ask("safety"),
    Stop(lambda answers: answers.is_medical_emergency or answers.is_in_danger_now, "an emergency"),
    Ask("safety_plan", lambda answers: answers.has_thoughts, "thoughts"),
    Stop(lambda answers: answers.has_plan, "a plan"),
    Stop(lambda answers: answers.is_minor, "under 18"),
    Ask("substances"),
    Ask(
        "withdrawal",
        lambda answers: answers.is_withdrawal_asked,
        "alcohol, opioids, sedatives, other, or skipped",
    ),
    Stop(needs_detox, "a D rule fires"),
    Ask("health"),
    Stop(needs_detox, "a D rule fires"),
    Stop(lambda answers: answers.has_thoughts or answers.is_safety_skipped, "thoughts, or safety skipped"),
    Stop(lambda answers: answers.is_substances_skipped, "substances skipped"),
    Ask("treatment"),
    Stop(lambda answers: answers.has_opioids and not answers.is_step_down, "opioids without step-down"),
    Stop(lambda answers: answers.has_used_after_live_in_care, "used after live-in care"),
    Ask("relapse", lambda answers: not answers.is_step_down, "no step-down"),
    Stop(lambda answers: answers.has_relapsed, "relapse"),
    Ask("home"),
    Stop(
        lambda answers: answers.is_home_adverse and not answers.is_step_down,
        "home adverse or being hurt, no step-down",
    ),
    Ask("support"),
    Stop(lambda answers: answers.is_support_weak and not answers.is_step_down, "weak support, no step-down"),
    Stop(
        lambda answers: answers.has_several_adverse_facts and answers.is_step_down,
        "home and support adverse, step-down",
    ),
    Ask("symptoms", lambda answers: not answers.is_step_down, "no step-down"),
    Stop(lambda answers: answers.has_many_signs, f"{MANY_SIGNS.value} signs or more"),
    Ask(
        "motivation",
        lambda answers: (
            not answers.is_step_down and not rules_out_plain_outpatient(answers) and not answers.has_unknowns
        ),
        "no step-down, no B rule, nothing of U1's list unknown",
    ),
    Ask("attend"),
)


@dataclass(frozen=True, slots=True)
class Walked:
    """How far the answers carry: those that count, and the question still open (None when there is none)."""

    answers: Answers
    next_question: str | None


def walk(given: Mapping[str, Given]) -> Walked:
    """Follow the walk through the answers; what does not stand on it is left aside."""
    counting: dict[str, Given] = {}
    answers = Answers(counting)
    for step in WALK:
        if isinstance(step, Stop):
            if step.when(answers):
                break
        elif step.when is None or step.when(answers):
            answer = given.get(step.question)
            if answer is None:
                return Walked(answers, step.question)
            counting[step.question] = answer
    return Walked(answers, None)
