"""From the matches of written patterns to one reading: what the surroundings change."""

from bot.safety.context import Surroundings, look_around
from bot.safety.patterns import Match, all_patterns
from bot.safety.patterns.idioms import without_idioms
from bot.safety.reading import NOTHING, Kind, Outcome, SafetyReading, strongest

# At these questions a plain past or habitual sign is the answer that was asked for, not news of danger.
_ASKS_ABOUT: dict[str, frozenset[Kind]] = {
    "safety": frozenset(
        {"suicide_intent", "passive_ideation", "self_harm", "harm_to_others", "domestic_violence"}
    ),
    "safety_plan": frozenset(
        {"suicide_intent", "passive_ideation", "self_harm", "harm_to_others", "overdose_now"}
    ),
    "withdrawal": frozenset({"dangerous_withdrawal_now", "medical_emergency"}),
    "health": frozenset({"medical_emergency", "dangerous_withdrawal_now"}),
    "symptoms": frozenset(
        {"dangerous_withdrawal_now", "overdose_now", "medical_emergency", "passive_ideation"}
    ),
    "home": frozenset({"domestic_violence"}),
    "relapse": frozenset({"overdose_now"}),
    "treatment": frozenset({"overdose_now", "suicide_intent"}),
    "motivation": frozenset({"passive_ideation"}),
}


def _weaken(outcome: Outcome) -> Outcome:
    return "check_in" if outcome == "card" else "none"


def judge(match: Match, around: Surroundings, question: str | None) -> SafetyReading:
    """One match with its surroundings. Doubt between two outcomes is settled towards asking."""
    pattern = match.pattern
    outcome: Outcome = pattern.outcome
    if around.is_negated and pattern.may_be_negated:
        return NOTHING
    if around.is_about_our_words or around.is_story:
        return NOTHING
    if around.is_hypothetical and pattern.tense != "now":
        return NOTHING
    if around.is_past:
        if not around.is_recent:
            return NOTHING
        outcome = _weaken(outcome) if pattern.tense != "now" else outcome
    asked = question is not None and pattern.kind in _ASKS_ABOUT.get(question, frozenset())
    if pattern.tense == "history":
        if around.is_recent and not around.is_said_to_be_over and pattern.kind != "passive_ideation":
            outcome = "card" if pattern.kind in ("suicide_intent", "overdose_now") else outcome
        elif asked or around.is_said_to_be_over:
            return NOTHING
    elif asked and not around.is_recent and pattern.outcome == "check_in":
        return NOTHING
    if around.is_hypothetical and pattern.subject != "self":
        outcome = _weaken(outcome)
    if around.is_work_joke:
        return NOTHING
    if around.is_laughed_at or (
        around.is_conditional and pattern.kind in ("suicide_intent", "harm_to_others")
    ):
        outcome = "check_in" if outcome == "card" else outcome
    if around.is_said_to_be_over and around.is_past:
        return NOTHING
    if outcome == "none":
        return NOTHING
    return SafetyReading(outcome, pattern.kind, pattern.subject == "other" or around.is_said_by_another)


def _readings(text: str, question: str | None) -> list[SafetyReading]:
    return [
        judge(match, look_around(text, match.start, match.end), question)
        for pattern in all_patterns()
        for match in pattern.find(text)
    ]


def read_patterns(text: str, question: str | None) -> SafetyReading:
    """What the written patterns say about a normalised text."""
    bare = without_idioms(text)
    found = _readings(bare, question)
    if "\n" in bare:
        # "I want to. Kill. Myself": a full stop in the middle of a thought must not hide it.
        joined = bare.replace("?\n", "\x00").replace("\n", ", ").replace("\x00", "?\n")
        found += _readings(joined, question)
    return strongest(found)
