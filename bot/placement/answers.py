"""What the answers on the walk say, as facts that read aloud."""

from __future__ import annotations

from collections.abc import Mapping

from bot.placement import limits
from bot.placement.questions import NOT_KNOWN
from bot.placement.reading import Given

NEEDED_TO_NAME_A_LEVEL = ("withdrawal", "health", "treatment", "relapse", "home", "support", "symptoms")
"""Questions whose unknown answers are counted by U1 and B8 and named to the therapist as open."""

ASKED_ABOUT_WITHDRAWAL = ("alcohol", "opioids", "sedatives", "other")
"""Substances whose stopping can make the body ill (S32)."""


class Answers:
    """The answers that count. Only what stands on the walk is in here, so nothing left over can be read."""

    __slots__ = ("_given",)

    def __init__(self, given: Mapping[str, Given]) -> None:
        self._given = given

    def given(self, question: str) -> Given | None:
        """The answer to a question, None when it was not asked or not answered."""
        return self._given.get(question)

    def in_order(self) -> tuple[Given, ...]:
        """All answers that count, in the order of the walk."""
        return tuple(self._given.values())

    def picked(self, question: str) -> tuple[str, ...]:
        """The choices picked for a question; empty when it was not asked or not answered."""
        given = self._given.get(question)
        return given.choices if given else ()

    def has(self, question: str, *choices: str) -> bool:
        """Whether any of the choices was picked for the question."""
        given = self._given.get(question)
        return given is not None and not given.picked.isdisjoint(choices)

    def is_unknown(self, question: str) -> bool:
        return self.has(question, *NOT_KNOWN)

    # Who it is for

    @property
    def is_for_someone_else(self) -> bool:
        return self.has("who", "other_adult", "other_under18")

    @property
    def is_minor(self) -> bool:
        return self.has("who", "me_under18", "other_under18")

    @property
    def is_65_or_older(self) -> bool:
        return self.has("who", "me_65")

    # Safety

    @property
    def is_medical_emergency(self) -> bool:
        return self.has("safety", "medical_emergency")

    @property
    def is_in_danger_now(self) -> bool:
        return self.has("safety", "danger_now")

    @property
    def has_thoughts(self) -> bool:
        """Thoughts of suicide or of hurting someone in the past month, safe now."""
        return self.has("safety", "thoughts")

    @property
    def has_plan(self) -> bool:
        return self.has("safety_plan", "yes")

    @property
    def is_safety_skipped(self) -> bool:
        """Skipped twice: the softer second asking is the caller's, and only its answer is stored."""
        return self.has("safety", "skip")

    @property
    def is_being_hurt(self) -> bool:
        return self.has("safety", "being_hurt")

    # What is used

    @property
    def is_substances_skipped(self) -> bool:
        return self.has("substances", "skip")

    @property
    def has_alcohol(self) -> bool:
        return self.has("substances", "alcohol")

    @property
    def has_opioids(self) -> bool:
        return self.has("substances", "opioids")

    @property
    def has_sedatives(self) -> bool:
        return self.has("substances", "sedatives")

    @property
    def has_other_substance(self) -> bool:
        return self.has("substances", "other")

    @property
    def has_several_substances(self) -> bool:
        return len(self.picked("substances")) >= limits.SEVERAL_SUBSTANCES.value

    @property
    def is_withdrawal_asked(self) -> bool:
        return self.is_substances_skipped or self.has("substances", *ASKED_ABOUT_WITHDRAWAL)

    @property
    def is_using(self) -> bool:
        """Not stopped for two weeks, not free of trouble for a year. Skipped substances count as using."""
        return not self.has("withdrawal", "stopped2w") and not self.has("substances", "none_year")

    # Stopping

    @property
    def is_daily(self) -> bool:
        return self.has("withdrawal", "daily")

    @property
    def is_sick_without(self) -> bool:
        return self.has("withdrawal", "sick")

    @property
    def is_daily_and_sick(self) -> bool:
        return self.is_daily and self.is_sick_without

    @property
    def has_had_severe_withdrawal(self) -> bool:
        """A seizure, or seeing or hearing things, at any time of stopping."""
        return self.has("withdrawal", "seizure", "dts")

    @property
    def is_withdrawal_unknown(self) -> bool:
        return self.is_unknown("withdrawal")

    # Health

    @property
    def is_pregnant(self) -> bool:
        return self.has("health", "pregnant")

    @property
    def has_urgent_health_problem(self) -> bool:
        return self.has("health", "med_urgent")

    @property
    def has_steady_health_problem(self) -> bool:
        return self.has("health", "med_stable")

    @property
    def has_mental_health_concern(self) -> bool:
        return self.has("health", "mh_hard", "mh_stable")

    # Live-in care and going back to use

    @property
    def is_step_down(self) -> bool:
        """Live-in care is finished without use since, or is being finished now (S15, S22, S36)."""
        return self.has("treatment", "completed_ok", "in_now")

    @property
    def has_used_after_live_in_care(self) -> bool:
        return self.has("treatment", "completed_used")

    @property
    def has_relapsed(self) -> bool:
        return self.has("relapse", "yes")

    # Home and people

    @property
    def is_home_harmful(self) -> bool:
        """Use at home, no safety there, or being hurt by someone once home was asked about."""
        return self.has("home", "destructive") or (self.given("home") is not None and self.is_being_hurt)

    @property
    def is_without_home(self) -> bool:
        return self.has("home", "none")

    @property
    def is_home_adverse(self) -> bool:
        return self.is_home_harmful or self.is_without_home

    @property
    def is_home_neutral(self) -> bool:
        return self.has("home", "neutral")

    @property
    def is_support_weak(self) -> bool:
        return self.has("support", "small", "none")

    @property
    def adverse_facts(self) -> int:
        """How many of home and support speak against care from home."""
        return int(self.is_home_adverse) + int(self.is_support_weak)

    @property
    def has_several_adverse_facts(self) -> bool:
        return self.adverse_facts >= limits.SEVERAL_ADVERSE_FACTS.value

    # Signs, readiness, visits

    @property
    def sign_count(self) -> int | None:
        """How many signs of the past year fit; None while unasked or skipped."""
        given = self._given.get("symptoms")
        return given.count if given else None

    @property
    def has_many_signs(self) -> bool:
        return self.sign_count is not None and self.sign_count >= limits.MANY_SIGNS.value

    @property
    def has_some_signs(self) -> bool:
        """Some or more: what many signs mean is R7's to say, which is read first."""
        return self.sign_count is not None and self.sign_count >= limits.SOME_SIGNS.value

    @property
    def has_mild_signs_at_most(self) -> bool:
        return self.sign_count is not None and self.sign_count < limits.SOME_SIGNS.value

    @property
    def has_few_signs(self) -> bool:
        return self.sign_count is not None and self.sign_count <= limits.FEW_SIGNS.value

    @property
    def is_motivation_in_doubt(self) -> bool:
        return self.has("motivation", "unsure", "not_ready", "skip")

    @property
    def is_kept_away_by_health(self) -> bool:
        return self.has("attend", "no_health")

    # What is not known

    @property
    def unknowns(self) -> tuple[str, ...]:
        """Questions asked and left open. Withdrawal counts for opioids and other; D8 and U2 hold the rest."""
        return tuple(
            question
            for question in NEEDED_TO_NAME_A_LEVEL
            if self.is_unknown(question)
            and (question != "withdrawal" or self.has_opioids or self.has_other_substance)
        )

    @property
    def has_unknowns(self) -> bool:
        return bool(self.unknowns)

    @property
    def has_one_unknown(self) -> bool:
        return len(self.unknowns) == 1

    @property
    def has_several_unknowns(self) -> bool:
        return len(self.unknowns) >= limits.SEVERAL_UNKNOWNS.value
