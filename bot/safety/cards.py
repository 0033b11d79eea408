"""Which words answer which reading. The words themselves live in `data/responses/safety.yml`."""

from bot.safety.reading import KINDS, Kind, SafetyReading

CHECK_IN = "utter_ask_check_in"
CARD_NEXT = "utter_ask_card_next"
RECHECK = "utter_ask_recheck"
STILL_HERE = "utter_still_here"

# A third person's quiet words of dying get the card for someone else's suicide: one thing to do, the same numbers.
_FOR_SOMEONE_ELSE: dict[Kind, str] = {
    kind: f"utter_card_{kind}_someone_else" for kind in KINDS if kind != "passive_ideation"
} | {"passive_ideation": "utter_card_suicide_intent_someone_else"}


def card_for(kind: Kind, *, is_someone_else: bool = False) -> str:
    """The name of the card for this kind of danger, for the person writing or for someone they care about."""
    return _FOR_SOMEONE_ELSE[kind] if is_someone_else else f"utter_card_{kind}"


def response_for(reading: SafetyReading) -> str | None:
    """The name of the response to a reading: a card, the gentle question, or None when nothing is to be said."""
    if reading.kind is None or reading.outcome == "none":
        return None
    if reading.outcome == "card":
        return card_for(reading.kind, is_someone_else=reading.is_someone_else)
    return f"{CHECK_IN}_someone_else" if reading.is_someone_else else CHECK_IN
