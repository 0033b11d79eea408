"""The table: 38 rules, each with its condition, level, strength, sources and the answers that make it fire.

Ids are stored with every result and never used again for another rule. A changed rule is a new version.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.placement.answers import NEEDED_TO_NAME_A_LEVEL, Answers
from bot.placement.levels import Level, SevereStartsIn
from bot.placement.limits import FEW_SIGNS, MANY_SIGNS, SEVERAL_SUBSTANCES, SEVERAL_UNKNOWNS, SOME_SIGNS
from bot.placement.questions import NOT_KNOWN
from bot.placement.reading import Given

TABLE_VERSION = "1.0"

Condition = Callable[[Answers], bool]
Because = Callable[[Answers], tuple[Given, ...]]


class Group(StrEnum):
    """Rules that are read together, in the order of the table."""

    EMERGENCY = "E"
    MINOR = "M"
    DETOX = "D"
    THOUGHTS = "T"
    SUBSTANCES_UNKNOWN = "U2"
    LIVE_IN = "R"
    STEP_DOWN_CONFLICT = "C1"
    STEP_DOWN = "I"
    SEVERAL_UNKNOWNS = "U1"
    FEW_SIGNS_CONFLICT = "C2"
    INTENSIVE = "B"
    PLAIN = "P"


class Strength(StrEnum):
    """How firm the source is; where a rule is soft the person reads "may"."""

    STATED = "H"
    SOFT = "S"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table. `reads` is the condition in words, for the printed table."""

    id: str
    group: Group
    when: Condition
    level: Level
    strength: Strength
    sources: tuple[str, ...]
    because: Because
    reads: str
    only_if_severe_starts_in: SevereStartsIn | None = None


def answers_to(*named: tuple[str, tuple[str, ...]]) -> Because:
    """The person's own answers among the named choices; a question without choices gives its whole answer."""

    def because(answers: Answers) -> tuple[Given, ...]:
        return tuple(given for question, choices in named if (given := _among(answers, question, choices)))

    return because


def _among(answers: Answers, question: str, choices: tuple[str, ...]) -> Given | None:
    given = answers.given(question)
    if given is None or not choices:
        return given
    named = tuple(choice for choice in given.choices if choice in choices)
    return Given(question, named) if named else None


def _unknown_answers(answers: Answers) -> tuple[Given, ...]:
    return tuple(given for question in answers.unknowns if (given := answers.given(question)))


def _step_down_conflict(answers: Answers) -> tuple[Given, ...]:
    adverse = (
        answers_to(("attend", ("no_health",)))
        if answers.is_kept_away_by_health
        else answers_to(HOME_ADVERSE, BEING_HURT, SUPPORT_WEAK)
    )
    return answers_to(LIVE_IN_DONE)(answers) + adverse(answers)


def _few_signs_conflict(answers: Answers) -> tuple[Given, ...]:
    """The few signs, and what each B rule that fires says against them, each answer once."""
    against = [given for rule in INTENSIVE_RULES if rule.when(answers) for given in rule.because(answers)]
    return answers_to(("symptoms", ()))(answers) + tuple(dict.fromkeys(against))


BEING_HURT = ("safety", ("being_hurt",))
SUBSTANCES = ("substances", ())
DAILY_AND_SICK = ("withdrawal", ("daily", "sick"))
SEVERE_WITHDRAWAL = ("withdrawal", ("seizure", "dts"))
LIVE_IN_DONE = ("treatment", ("completed_ok", "in_now"))
HOME_ADVERSE = ("home", ("destructive", "none"))
SUPPORT_WEAK = ("support", ("small", "none"))

INTENSIVE_RULES: tuple[Rule, ...] = (
    Rule(
        "B1",
        Group.INTENSIVE,
        lambda answers: answers.has_some_signs,
        Level.IOP,
        Strength.STATED,
        ("S22",),
        answers_to(("symptoms", ())),
        f"symptoms {SOME_SIGNS.value} to {MANY_SIGNS.value - 1}"
        f" ({SOME_SIGNS.value} or more where the clinic's severe_starts_in is iop)",
    ),
    Rule(
        "B2",
        Group.INTENSIVE,
        lambda answers: answers.has_several_substances,
        Level.IOP,
        Strength.STATED,
        ("S35", "S36"),
        answers_to(SUBSTANCES),
        f"{SEVERAL_SUBSTANCES.value} or more substances",
    ),
    Rule(
        "B3",
        Group.INTENSIVE,
        lambda answers: answers.has_mental_health_concern,
        Level.IOP,
        Strength.STATED,
        ("S32",),
        answers_to(("health", ("mh_hard", "mh_stable"))),
        "mh_stable or mh_hard",
    ),
    Rule(
        "B4",
        Group.INTENSIVE,
        lambda answers: (
            answers.has_steady_health_problem
            or (answers.is_pregnant and not answers.is_using)
            or answers.has_had_severe_withdrawal
        ),
        Level.IOP,
        Strength.STATED,
        ("S32",),
        answers_to(("health", ("pregnant", "med_stable")), SEVERE_WITHDRAWAL),
        "med_stable, pregnant and not using, or a past seizure or dts",
    ),
    Rule(
        "B5",
        Group.INTENSIVE,
        lambda answers: answers.is_home_neutral,
        Level.IOP,
        Strength.STATED,
        ("S34",),
        answers_to(("home", ("neutral",))),
        "home = neutral",
    ),
    Rule(
        "B6",
        Group.INTENSIVE,
        lambda answers: answers.is_motivation_in_doubt,
        Level.IOP,
        Strength.STATED,
        ("S33", "S16"),
        answers_to(("motivation", ("unsure", "not_ready", "skip"))),
        "motivation = unsure, not_ready or skip",
    ),
    Rule(
        "B7",
        Group.INTENSIVE,
        lambda answers: answers.is_using and (answers.is_daily or answers.is_sick_without),
        Level.IOP,
        Strength.STATED,
        ("S32",),
        answers_to(DAILY_AND_SICK, SUBSTANCES),
        "using, and withdrawal has daily or sick alone; a nurse checks before the first visit",
    ),
    Rule(
        "B8",
        Group.INTENSIVE,
        lambda answers: answers.has_one_unknown,
        Level.IOP,
        Strength.STATED,
        ("S37",),
        _unknown_answers,
        "exactly one answer of U1's list not known; the gap is named",
    ),
)

RULES: tuple[Rule, ...] = (
    Rule(
        "E1",
        Group.EMERGENCY,
        lambda answers: answers.is_medical_emergency,
        Level.EMERGENCY,
        Strength.STATED,
        ("S3",),
        answers_to(("safety", ("medical_emergency",))),
        "safety = medical_emergency, or free text that means it",
    ),
    Rule(
        "E2",
        Group.EMERGENCY,
        lambda answers: answers.is_in_danger_now,
        Level.EMERGENCY,
        Strength.STATED,
        ("S11",),
        answers_to(("safety", ("danger_now",))),
        "safety = danger_now, or free text that means it",
    ),
    Rule(
        "E3",
        Group.EMERGENCY,
        lambda answers: answers.has_thoughts and answers.has_plan,
        Level.EMERGENCY,
        Strength.STATED,
        ("S11",),
        answers_to(("safety", ("thoughts",)), ("safety_plan", ("yes",))),
        "safety = thoughts and safety_plan = yes",
    ),
    Rule(
        "M1",
        Group.MINOR,
        lambda answers: answers.is_minor,
        Level.THERAPIST_DECIDES,
        Strength.STATED,
        ("S9", "S37"),
        answers_to(("who", ("me_under18", "other_under18"))),
        "under 18; no identity is taken",
    ),
    Rule(
        "D1",
        Group.DETOX,
        lambda answers: answers.is_using and answers.has_had_severe_withdrawal,
        Level.DETOX_FIRST,
        Strength.STATED,
        ("S3", "S32"),
        answers_to(SEVERE_WITHDRAWAL),
        "using, and withdrawal has seizure or dts",
    ),
    Rule(
        "D2",
        Group.DETOX,
        lambda answers: (
            answers.is_using
            and answers.is_daily_and_sick
            and (answers.has_alcohol or answers.has_other_substance or answers.is_substances_skipped)
        ),
        Level.DETOX_FIRST,
        Strength.STATED,
        ("S3", "S32"),
        answers_to(("substances", ("alcohol", "other", "skip")), DAILY_AND_SICK),
        "using, withdrawal has daily and sick, with alcohol, other, or substances skipped",
    ),
    Rule(
        "D3",
        Group.DETOX,
        lambda answers: answers.is_using and answers.has_sedatives and answers.is_daily,
        Level.DETOX_FIRST,
        Strength.STATED,
        ("S3", "S32"),
        answers_to(("substances", ("sedatives",)), ("withdrawal", ("daily",))),
        "using, sedatives, daily",
    ),
    Rule(
        "D4",
        Group.DETOX,
        lambda answers: answers.is_using and answers.has_opioids and answers.is_daily_and_sick,
        Level.DETOX_FIRST,
        Strength.STATED,
        ("S3", "S12", "S32"),
        answers_to(("substances", ("opioids",)), DAILY_AND_SICK),
        "using, opioids, daily and sick; residential is named as the likely next step",
    ),
    Rule(
        "D5",
        Group.DETOX,
        lambda answers: (
            answers.is_using and answers.has_alcohol and answers.is_daily and answers.is_65_or_older
        ),
        Level.DETOX_FIRST,
        Strength.STATED,
        ("S3",),
        answers_to(("who", ("me_65",)), ("substances", ("alcohol",)), ("withdrawal", ("daily",))),
        "using, alcohol, daily, who = me_65",
    ),
    Rule(
        "D6",
        Group.DETOX,
        lambda answers: answers.is_using and answers.is_pregnant,
        Level.DETOX_FIRST,
        Strength.STATED,
        ("S3",),
        answers_to(("health", ("pregnant",)), SUBSTANCES),
        "pregnant and using anything",
    ),
    Rule(
        "D7",
        Group.DETOX,
        lambda answers: answers.has_urgent_health_problem,
        Level.DETOX_FIRST,
        Strength.STATED,
        ("S3",),
        answers_to(("health", ("med_urgent",))),
        "health has med_urgent",
    ),
    Rule(
        "D8",
        Group.DETOX,
        lambda answers: (answers.has_alcohol or answers.has_sedatives) and answers.is_withdrawal_unknown,
        Level.DETOX_FIRST,
        Strength.STATED,
        ("S3", "S32"),
        answers_to(("substances", ("alcohol", "sedatives")), ("withdrawal", NOT_KNOWN)),
        "alcohol or sedatives, and withdrawal is unsure or skip (unknown counts as risk)",
    ),
    Rule(
        "T1",
        Group.THOUGHTS,
        lambda answers: answers.has_thoughts and not answers.has_plan,
        Level.THERAPIST_DECIDES,
        Strength.STATED,
        ("S11", "S37"),
        answers_to(("safety", ("thoughts",)), ("safety_plan", ("skip",))),
        "safety = thoughts, and safety_plan is not yes; same-day call",
    ),
    Rule(
        "T2",
        Group.THOUGHTS,
        lambda answers: answers.is_safety_skipped,
        Level.THERAPIST_DECIDES,
        Strength.STATED,
        ("S11",),
        answers_to(("safety", ("skip",))),
        "safety skipped twice; same-day call",
    ),
    Rule(
        "U2",
        Group.SUBSTANCES_UNKNOWN,
        lambda answers: answers.is_substances_skipped,
        Level.THERAPIST_DECIDES,
        Strength.STATED,
        ("S37",),
        answers_to(("substances", ("skip",))),
        "substances skipped",
    ),
    Rule(
        "R1",
        Group.LIVE_IN,
        lambda answers: answers.has_opioids and not answers.is_step_down,
        Level.RESIDENTIAL,
        Strength.SOFT,
        ("S12",),
        answers_to(("substances", ("opioids",))),
        "opioids, no step-down",
    ),
    Rule(
        "R2",
        Group.LIVE_IN,
        lambda answers: answers.has_relapsed and not answers.is_step_down,
        Level.RESIDENTIAL,
        Strength.STATED,
        ("S11",),
        answers_to(("relapse", ("yes",))),
        "relapse = yes, no step-down",
    ),
    Rule(
        "R3",
        Group.LIVE_IN,
        lambda answers: answers.has_used_after_live_in_care,
        Level.RESIDENTIAL,
        Strength.STATED,
        ("S11", "S22"),
        answers_to(("treatment", ("completed_used",))),
        "treatment = completed_used (S11 over S22)",
    ),
    Rule(
        "R4",
        Group.LIVE_IN,
        lambda answers: answers.is_home_harmful and not answers.is_step_down,
        Level.RESIDENTIAL,
        Strength.STATED,
        ("S11",),
        answers_to(("home", ("destructive",)), BEING_HURT),
        "home = destructive, or being_hurt once home was asked, no step-down",
    ),
    Rule(
        "R5",
        Group.LIVE_IN,
        lambda answers: answers.is_without_home and not answers.is_step_down,
        Level.RESIDENTIAL,
        Strength.SOFT,
        ("S11", "S2"),
        answers_to(("home", ("none",))),
        "home = none, no step-down",
    ),
    Rule(
        "R6",
        Group.LIVE_IN,
        lambda answers: answers.is_support_weak and not answers.is_step_down,
        Level.RESIDENTIAL,
        Strength.STATED,
        ("S11",),
        answers_to(SUPPORT_WEAK),
        "support small or none, no step-down",
    ),
    Rule(
        "R7",
        Group.LIVE_IN,
        lambda answers: answers.has_many_signs and not answers.is_step_down,
        Level.RESIDENTIAL,
        Strength.SOFT,
        ("S22", "S36"),
        answers_to(("symptoms", ())),
        f"symptoms {MANY_SIGNS.value} or more, no step-down (never where the clinic's severe_starts_in is iop)",
        only_if_severe_starts_in="residential",
    ),
    Rule(
        "R8",
        Group.LIVE_IN,
        lambda answers: answers.is_kept_away_by_health and not answers.is_step_down,
        Level.RESIDENTIAL,
        Strength.STATED,
        ("S3",),
        answers_to(("attend", ("no_health",))),
        "attend = no_health, no step-down",
    ),
    Rule(
        "C1",
        Group.STEP_DOWN_CONFLICT,
        lambda answers: (
            answers.is_step_down and (answers.has_several_adverse_facts or answers.is_kept_away_by_health)
        ),
        Level.THERAPIST_DECIDES,
        Strength.STATED,
        ("S22", "S11", "S13"),
        _step_down_conflict,
        "step-down with home and support both adverse, or attend = no_health (S22 against S11)",
    ),
    Rule(
        "I1",
        Group.STEP_DOWN,
        lambda answers: answers.is_step_down and answers.adverse_facts == 0,
        Level.IOP,
        Strength.STATED,
        ("S15", "S22", "S36"),
        answers_to(LIVE_IN_DONE, ("home", ("supportive", "neutral")), ("support", ("good",))),
        "step-down, nothing adverse (S6 is a reason here, not a rule)",
    ),
    Rule(
        "I2",
        Group.STEP_DOWN,
        lambda answers: (
            answers.is_step_down and answers.adverse_facts > 0 and not answers.has_several_adverse_facts
        ),
        Level.IOP,
        Strength.STATED,
        ("S22", "S36", "S11"),
        answers_to(LIVE_IN_DONE, HOME_ADVERSE, BEING_HURT, SUPPORT_WEAK),
        "step-down, one of home and support adverse; with recovery_housing or peer_support (S11 noted)",
    ),
    Rule(
        "U1",
        Group.SEVERAL_UNKNOWNS,
        lambda answers: answers.has_several_unknowns,
        Level.THERAPIST_DECIDES,
        Strength.STATED,
        ("S37",),
        _unknown_answers,
        f"{SEVERAL_UNKNOWNS.value} or more not known among {', '.join(NEEDED_TO_NAME_A_LEVEL)}"
        " (withdrawal for opioids or other)",
    ),
    Rule(
        "C2",
        Group.FEW_SIGNS_CONFLICT,
        lambda answers: answers.has_few_signs and any(rule.when(answers) for rule in INTENSIVE_RULES),
        Level.THERAPIST_DECIDES,
        Strength.STATED,
        ("S22", "S32", "S33", "S34", "S35"),
        _few_signs_conflict,
        f"symptoms 0 to {FEW_SIGNS.value}, and any B rule (S22 against S32 to S35)",
    ),
    *INTENSIVE_RULES,
    Rule(
        "P1",
        Group.PLAIN,
        lambda answers: answers.has_mild_signs_at_most,
        Level.OUTPATIENT,
        Strength.STATED,
        ("S30", "S32", "S33", "S34", "S35"),
        answers_to(("symptoms", ()), ("home", ()), ("support", ()), ("motivation", ())),
        f"symptoms 0 to {SOME_SIGNS.value - 1}, and nothing above",
    ),
    Rule(
        "P2",
        Group.PLAIN,
        lambda answers: answers.has_few_signs,
        Level.OUTPATIENT,
        Strength.SOFT,
        ("S37",),
        answers_to(("symptoms", ())),
        f"as P1, with symptoms 0 to {FEW_SIGNS.value} (recorded beside P1); may need less",
    ),
)

BY_ID = {rule.id: rule for rule in RULES}

DECIDING_ORDER: tuple[Group, ...] = (
    Group.EMERGENCY,
    Group.MINOR,
    Group.DETOX,
    Group.THOUGHTS,
    Group.SUBSTANCES_UNKNOWN,
    Group.LIVE_IN,
    Group.STEP_DOWN_CONFLICT,
    Group.SEVERAL_UNKNOWNS,
    Group.STEP_DOWN,
    Group.FEW_SIGNS_CONFLICT,
    Group.INTENSIVE,
    Group.PLAIN,
)
"""The first group here with a rule that fires decides. Several unknowns stand before the step-down levels."""

LISTED_BESIDE: dict[Group, Group] = {Group.MINOR: Group.THOUGHTS, Group.DETOX: Group.THOUGHTS}
"""Rules of the second group are recorded too when the first decides: the same-day call must not be lost."""

DETOX_RULES: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.group is Group.DETOX)


def needs_detox(answers: Answers) -> bool:
    """Whether a medical check is already the next step."""
    return any(rule.when(answers) for rule in DETOX_RULES)


def rules_out_plain_outpatient(answers: Answers) -> bool:
    """Whether a B rule already fires, so that one more doubt could not change the level."""
    return any(rule.when(answers) for rule in INTENSIVE_RULES)
