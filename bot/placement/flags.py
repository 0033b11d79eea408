"""Flags: what the therapist and the words should know beside the level. They never change it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.placement.answers import Answers
from bot.placement.rules import Group, Rule

FROM_ANSWERS: Mapping[str, str] = {
    "third_party": "who = other_adult or other_under18",
    "minor": "under 18",
    "age_unknown": "who = skip",
    "violence_card": "safety = being_hurt",
    "moud_info": "opioids",
    "naloxone_info": "opioids",
    "left_early": "treatment = left_early",
    "co_occurring": "health has mh_hard",
    "pregnant": "health has pregnant",
    "barrier_life": "attend = no_life",
    "motivation_low": "motivation = unsure or not_ready",
}
"""Flags that hold whatever decides, and when."""

FROM_RULES: Mapping[str, str] = {
    "card_911": "with E1",
    "card_988": "with E2, E3, T1, T2",
    "urgent_same_day": "with T1 and T2, also beside M1 or a D rule",
    "withdrawal_check": (
        "no E, M or D rule decided, and using with daily or sick, or withdrawal unsure or skip"
    ),
    "recovery_housing": "step-down and not C1, home adverse",
    "peer_support": "step-down and not C1, support adverse",
    "may_need_less": "with P2",
}
"""Flags that wait until something has decided, and when."""

OPEN = "open:"
"""Before the id of a question whose answer is not known."""

_CARD_988_RULES = frozenset({"E2", "E3", "T1", "T2"})


def flags_from_answers(answers: Answers) -> tuple[str, ...]:
    """Flags that hold whatever the level is, and before there is one."""
    holds = {
        "third_party": answers.is_for_someone_else,
        "minor": answers.is_minor,
        "age_unknown": answers.is_unknown("who"),
        "violence_card": answers.is_being_hurt,
        "moud_info": answers.has_opioids,
        "naloxone_info": answers.has_opioids,
        "left_early": answers.has("treatment", "left_early"),
        "co_occurring": answers.has("health", "mh_hard"),
        "pregnant": answers.is_pregnant,
        "barrier_life": answers.has("attend", "no_life"),
        "motivation_low": answers.has("motivation", "unsure", "not_ready"),
    }
    return tuple(flag for flag, is_raised in holds.items() if is_raised)


def flags_from_rules(answers: Answers, decided_by: Group, fired: tuple[Rule, ...]) -> tuple[str, ...]:
    """Flags that depend on what decided."""
    ids = {rule.id for rule in fired}
    is_urgent = any(rule.group is Group.THOUGHTS for rule in fired)
    is_left_to_the_visit = decided_by not in (Group.EMERGENCY, Group.MINOR, Group.DETOX)
    is_after_live_in_care = answers.is_step_down and decided_by is not Group.STEP_DOWN_CONFLICT
    holds = {
        "card_911": "E1" in ids,
        "card_988": bool(ids & _CARD_988_RULES),
        "urgent_same_day": is_urgent,
        "withdrawal_check": is_left_to_the_visit and _needs_withdrawal_check(answers),
        "recovery_housing": is_after_live_in_care and answers.is_home_adverse,
        "peer_support": is_after_live_in_care and answers.is_support_weak,
        "may_need_less": "P2" in ids,
    }
    return tuple(flag for flag, is_raised in holds.items() if is_raised)


def open_questions(answers: Answers, decided_by: Group) -> tuple[str, ...]:
    """Questions left open that the therapist should close, in the order they are asked."""
    if decided_by in (Group.EMERGENCY, Group.MINOR, Group.DETOX, Group.THOUGHTS):
        return ()
    if decided_by is Group.SUBSTANCES_UNKNOWN:
        return ("substances",)
    return answers.unknowns


def _needs_withdrawal_check(answers: Answers) -> bool:
    has_signs = answers.is_using and (answers.is_daily or answers.is_sick_without)
    return has_signs or answers.is_withdrawal_unknown
