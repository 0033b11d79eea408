"""Taking answers: saved once, asked again kindly, changed freely."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.clinic import Clinic
from bot.placement import PlacementSettings
from bot.screening.take import Heard, Screening, Taken
from bot.storage import conversations
from bot.storage.database import Database
from bot.words import Words
from tests.stores import empty_sqlite

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


class Person:
    """Somebody in a screening, without the engine."""

    def __init__(self, database: Database, words: Words, clinic: Clinic) -> None:
        self._database = database
        self._words = words
        self._clinic = clinic
        self._count = 0
        with database.begin() as tx:
            self.id = conversations.start(tx, channel="web", language="en", now=NOW, is_after_hours=False).id

    def says(self, intent: str = "answer", message: str | None = None, **heard: Any) -> Taken:
        self._count += 1
        with self._database.begin() as tx:
            screening = Screening(
                tx,
                conversations.get(tx, self.id),
                words=self._words,
                settings=PlacementSettings(),
                consent_version=self._clinic.consent.version,
                now=NOW,
            )
            return screening.take(Heard(message or f"m{self._count}", intent, **heard))

    def taps(self, *options: str) -> Taken:
        return self.says("choose", options=options)

    def begins(self) -> Taken:
        self.taps("me_18_64")
        self.taps("agree")
        return self.taps("none")


@pytest.fixture()
def person(tmp_path: Path, said: Words, clinic: Clinic) -> Person:
    return Person(empty_sqlite(tmp_path), said, clinic)


def test_a_second_failure_offers_a_person(person: Person) -> None:
    """What cannot be read is asked again in other words; the second time the buttons come with a person's phone."""
    assert person.begins().step == "substances"
    first, second, third = (person.says() for _ in range(3))
    assert first.says == ("utter_invalid_substances",)
    assert second.says == ("utter_offer_person",) == third.says
    assert person.says(reading=["cannabis"], is_certain=True).step == "health"


def test_the_same_message_changes_nothing_twice(person: Person) -> None:
    """A turn that is tried again does not go back twice, count a failure twice or save an answer twice."""
    person.begins()
    person.taps("alcohol")
    once = person.says("go_back", message="back")
    again = person.says("go_back", message="back")
    assert once.step == again.step == "substances"


def test_an_uncertain_reading_counts_only_after_a_yes(person: Person) -> None:
    """Nothing is stored from a guess: the person sees it and confirms it, or is asked again."""
    person.begins()
    assert person.says(reading=["cannabis"]).step == "confirm_answer"
    refused = person.taps("not_right")
    assert refused.step == "substances" and "substances" not in refused.answers
    person.says(reading=["cannabis"])
    assert person.taps("right").answers["substances"] == ["cannabis"]


def test_a_story_is_confirmed_in_one_step(person: Person) -> None:
    """Five facts in one message save four questions, and only after the person said that they are right."""
    person.begins()
    story = {
        "substances": ["alcohol"],
        "withdrawal": ["daily"],
        "health": ["none"],
        "treatment": "none",
        "relapse": "no",
    }
    shown = person.says(story=story)
    assert shown.step == "confirm_story" and "treatment" not in shown.answers
    confirmed = person.taps("right")
    assert confirmed.step == "home"
    assert {name: confirmed.answers[name] for name in story} == story


def test_one_wrong_fact_of_a_story_is_mended_alone(person: Person) -> None:
    """ "Some of it is wrong" asks which; the rest counts and only that question is asked again."""
    person.begins()
    person.says(story={"substances": ["cannabis"], "health": ["none"], "treatment": "none"})
    assert person.taps("change").step == "change"
    mended = person.taps("health")
    assert mended.step == "health"
    assert mended.answers["substances"] == ["cannabis"] and "health" not in mended.answers


def test_an_answer_is_kept_until_a_new_one_is_given(person: Person) -> None:
    """Going back, stopping and asking lose no answer."""
    person.begins()
    person.taps("alcohol")
    back = person.says("go_back")
    assert back.step == "substances" and back.answers["substances"] == ["alcohol"]
    stopped = person.says("stop")
    assert stopped.step == "stopped" and stopped.answers["substances"] == ["alcohol"]
    assert person.taps("go_on").step == "substances"


def test_thoughts_then_a_change_of_mind_ask_the_plan_no_more(person: Person) -> None:
    """Answers left over from before a change of mind are kept for the record and not asked again."""
    person.taps("me_18_64")
    person.taps("agree")
    assert person.taps("thoughts").step == "safety_plan"
    person.taps("no")
    person.says("change_answer")
    person.taps("safety")
    changed = person.taps("none")
    assert changed.step == "substances" and changed.answers["safety_plan"] == "no"
