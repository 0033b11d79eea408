"""From the matches of written patterns to one reading: what the surroundings change."""

from dataclasses import dataclass

from bot.safety.context import Surroundings, look_around
from bot.safety.patterns import Match, Pattern, all_patterns
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
}


_OF_THE_BODY: frozenset[Kind] = frozenset(
    {"overdose_now", "poisoning", "medical_emergency", "dangerous_withdrawal_now"}
)
_GRAVE_WHEN_RECENT: frozenset[Kind] = frozenset({"suicide_intent", "overdose_now", "medical_emergency"})
# "If I lose them I'll kill myself" is asked about, not answered with a card.
_CAN_BE_A_THREAT: frozenset[Kind] = frozenset({"suicide_intent", "harm_to_others"})


def _weaken(outcome: Outcome) -> Outcome:
    return "check_in" if outcome == "card" else "none"


def judge(match: Match, around: Surroundings, question: str | None) -> SafetyReading:
    """One match with its surroundings. Doubt between two outcomes is settled towards asking."""
    pattern = match.pattern
    if _is_nothing(match, around, question):
        return NOTHING
    outcome: Outcome = pattern.outcome
    if pattern.tense == "history":
        if around.is_recent and pattern.kind in _GRAVE_WHEN_RECENT:
            outcome = "card"
    elif around.is_past and pattern.tense == "done":
        outcome = _weaken(outcome)
    if around.is_hypothetical and (pattern.subject == "other" or around.is_question):
        outcome = _weaken(outcome)
    if around.is_laughed_at or (
        around.is_conditional and pattern.kind in _CAN_BE_A_THREAT and not around.is_recent
    ):
        outcome = "check_in"
    if outcome == "none":
        return NOTHING
    return SafetyReading(outcome, pattern.kind, _is_someone_else(pattern, around))


def _is_someone_else(pattern: Pattern, around: Surroundings) -> bool:
    if pattern.subject == "other" or around.is_said_by_another:
        return True
    return pattern.subject == "any" and around.is_done_by_another


def _is_nothing(match: Match, around: Surroundings, question: str | None) -> bool:
    """Whether the surroundings undo the match: denied, long ago, told, asked for, or a joke."""
    pattern = match.pattern
    if around.is_negated or around.is_about_our_words or around.is_story or around.is_work_joke:
        return True
    if around.is_asked_of_the_clinic and (around.is_question or pattern.outcome == "check_in"):
        return True
    if around.is_hypothetical and pattern.tense != "now":
        return True
    if around.is_past and not around.is_recent:
        return True
    if around.is_laughed_at and (around.is_trivial or around.is_said_to_be_over):
        return True
    if around.is_said_to_be_over and (around.is_past or around.is_days_ago or pattern.tense == "history"):
        return True
    if around.is_usual and pattern.kind == "medical_emergency":
        return True
    if pattern.kind in _OF_THE_BODY and pattern.tense == "done":
        if around.is_days_ago and not around.is_under_way and pattern.kind != "dangerous_withdrawal_now":
            return True
        if around.is_as_prescribed and pattern.kind == "overdose_now" and pattern.subject == "any":
            return True
    if is_the_answer_asked_for(pattern.kind, question) and not around.is_recent:
        if pattern.tense == "now":
            return around.is_said_to_be_over
        return pattern.kind not in _OF_THE_BODY or not around.is_under_way
    return False


def is_the_answer_asked_for(kind: Kind, question: str | None) -> bool:
    """Whether the open question asks about this very kind of trouble."""
    return question is not None and kind in _ASKS_ABOUT.get(question, frozenset())


_JOINT = " ,, "
_SHORT_SENTENCE_WORDS = 6


def _found(text: str, must_hold: str = "") -> list[tuple[Match, Surroundings]]:
    return [
        (match, look_around(text, match.start, match.end))
        for pattern in all_patterns()
        for match in pattern.find(text)
        if must_hold in text[match.start : match.end]
    ]


def _broken_thoughts(text: str) -> list[str]:
    """Neighbouring sentences of which one is very short, joined: in "I want to. Kill. Myself" a full stop in the middle
    of a thought must not hide it. Only matches that reach across the joint are new there."""
    chains: list[list[str]] = []
    is_open = False
    for sentence in text.split("\n"):
        is_short = len(sentence.split()) <= _SHORT_SENTENCE_WORDS
        if chains and (is_open or is_short) and not chains[-1][-1].endswith("?"):
            chains[-1].append(sentence)
        else:
            chains.append([sentence])
        is_open = is_short
    return [_JOINT.join(chain) for chain in chains if len(chain) > 1]


@dataclass(frozen=True, slots=True)
class Written:
    """What the written patterns say, and whether the person spoke of danger only to say that there is none."""

    reading: SafetyReading
    is_denied: bool


def read_patterns(text: str, question: str | None) -> Written:
    """What the written patterns say about a normalised text."""
    bare = without_idioms(text)
    found = _found(bare)
    for chain in _broken_thoughts(bare):
        found += _found(chain, must_hold=_JOINT)
    reading = strongest([judge(match, around, question) for match, around in found])
    is_denied = reading.outcome == "none" and any(
        around.is_negated or around.is_past or around.is_asked_of_the_clinic for _, around in found
    )
    return Written(reading, is_denied)
