"""Reasons: every rule has one in both languages, with the person's own answer, right for person and family."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.placement import QUESTIONS, RULES, Placement, PlacementSettings, Strength, place
from bot.screening.explain import SIGNS_QUOTED_AT_MOST, explain
from bot.words import LANGUAGES, words
from tests.placement.test_scenarios import SCENARIOS

REASONS = Path(__file__).resolve().parents[2] / "data" / "responses" / "reasons.yml"
MAY = {"en": re.compile(r"\bmay\b"), "es": re.compile(r"\bpuede\b")}
FIRM = {"en": re.compile(r"\bpoints to\b"), "es": re.compile(r"\bapunta a\b|\bapunta al\b")}
HARSH = {
    "en": r"addict|alcoholic|abus|\bclean\b|dirty|\bhabit|junkie|commit|asam|severe|moderate|disorder|diagnos|secret",
    "es": r"adict|alcoh[oó]lic|abus|limpi|suci|\bvicio|comet|asam|grave|moderad|trastorno|diagn[oó]s|secret",
}
ADULTS = {
    name: scenario["answers"]
    for name, scenario in SCENARIOS.items()
    if scenario["answers"].get("who") == "me_18_64" and scenario["level"]
}
ORDINARY = {
    "who": "me_18_64",
    "safety": "none",
    "substances": ["cannabis"],
    "health": ["none"],
    "treatment": "none",
    "relapse": "no",
    "home": "supportive",
    "support": "good",
    "symptoms": 2,
    "motivation": "ready",
    "attend": "yes",
}


def finished() -> dict[str, Placement]:
    """The placement of every finished scenario."""
    placements = {
        name: place(scenario["answers"], PlacementSettings(**scenario.get("settings", {})))
        for name, scenario in SCENARIOS.items()
    }
    return {name: placement for name, placement in placements.items() if placement.level}


def reason(rule: str, language: str = "en", settings: PlacementSettings | None = None, **changed: Any) -> str:
    """The reason one rule gives for an ordinary screening with some answers changed."""
    placement = place({**ORDINARY, **changed}, settings or PlacementSettings())
    return {found.rule: found.text for found in explain(placement, language, words())}[rule]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_text_in_both_languages(rule: Any) -> None:
    """No rule is left to another language, and each text has a place for the answer."""
    document = yaml.safe_load(REASONS.read_text(encoding="utf-8"))["responses"]
    variations = document[f"utter_reason_{rule.id}"]
    assert len(variations) == len(LANGUAGES)
    assert variations[1]["condition"] == [{"type": "slot", "name": "language", "value": "es"}]
    for variation in variations:
        assert "{answer}" in variation["text"]


def test_every_part_is_in_both_languages() -> None:
    """The parts of a reason, and the topic of every question, are written in both languages."""
    document = yaml.safe_load(REASONS.read_text(encoding="utf-8"))["responses"]
    for name, variations in document.items():
        assert [bool(variation.get("condition")) for variation in variations] == [False, True], name
    for language in LANGUAGES:
        assert [topic.id for topic in words().options("utter_reason_topics", language)] == list(QUESTIONS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("placement", finished().values(), ids=finished().keys())
def test_reasons_name_the_persons_own_answers(placement: Placement, language: str) -> None:
    """One reason per rule, in the order of the table, quoting answers in the person's language, nothing left open."""
    reasons = explain(placement, language, words())
    assert [found.rule for found in reasons] == list(placement.rules)
    for fired, found in zip(placement.fired, reasons, strict=True):
        assert "{" not in found.text
        assert not re.search(HARSH[language], without_quotes(found.text), re.IGNORECASE), found.text
        for given in fired.because:
            quoted = given.choices[:SIGNS_QUOTED_AT_MOST] if given.count is not None else given.choices
            for choice in quoted:
                assert words().label(f"utter_ask_{given.question}", choice, language) in found.text
            if given.count:
                assert str(given.count) in found.text


def without_quotes(text: str) -> str:
    return re.sub(r"“[^”]*”|«[^»]*»", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", [rule.id for rule in RULES if rule.strength is Strength.SOFT])
def test_soft_rules_say_may(rule: str, language: str) -> None:
    """Where the guide only implies it, the person reads "may" and nothing firmer."""
    text = words().get(f"utter_reason_{rule}", language).text
    assert MAY[language].search(text)
    assert "{points}" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_opioids_tend_to(language: str) -> None:
    """Opioid reasons keep the guide's "tend to" and add that medicine works and can start at any point."""
    tend, medicine = {"en": ("tend to", "Medicine works"), "es": ("suele", "medicinas que funcionan")}[
        language
    ]
    for rule in ("R1", "D4"):
        text = words().get(f"utter_reason_{rule}", language).text
        assert tend in text
        assert medicine in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answers", ADULTS.values(), ids=ADULTS.keys())
def test_family_reads_may_point_to(answers: dict[str, Any], language: str) -> None:
    """The same rules for a family member, and nothing points firmly."""
    for found in explain(place({**answers, "who": "other_adult"}), language, words()):
        assert not FIRM[language].search(found.text.replace("puede apuntar", "")), found.text


def test_family_and_person_differ_only_in_may() -> None:
    """A person reads "points to" where a family member reads "may point to"."""
    assert "this points to live-in care" in reason("R6", support="none")
    assert "this may point to live-in care" in reason("R6", support="none", who="other_adult")
    assert "puede apuntar" in reason("R6", "es", support="none", who="other_adult")


def test_a_skipped_answer_is_named_gently() -> None:
    """A level that rests on a gap says which one, and that it is okay."""
    text = reason("B8", home="skip")
    assert "“I'd rather not say” (about home). That is okay." in text
    assert "«Prefiero no decirlo» (sobre la casa). Está bien." in reason("B8", "es", home="skip")


def test_both_gaps_are_named() -> None:
    """Two gaps are both named, each with its topic."""
    text = reason("U1", home="skip", relapse="unsure")
    assert "“I don't know” (about going back to use) and “I'd rather not say” (about home)" in text


@pytest.mark.parametrize(
    ("symptoms", "expected"),
    [
        (["c1", "c4", "c5", "c10", "c11"], "5 of the 11 signs fit (like “I used more, or for longer"),
        (4, "You said 4 of the 11 signs fit. "),
    ],
)
def test_signs_are_counted(symptoms: Any, expected: str) -> None:
    """Signs are counted, and at most two are read back."""
    text = reason("B1", symptoms=symptoms)
    assert expected in text
    assert text.count("“") <= SIGNS_QUOTED_AT_MOST


def test_few_signs() -> None:
    """None and one read as sentences too."""
    assert "none of the 11 signs fit" in reason("P2", symptoms=["none"])
    assert "1 of the 11 signs fits (“I had strong urges to use”)" in reason("P2", symptoms=["c4"])


def test_the_clinics_setting_is_named() -> None:
    """Where the clinic's own setting decides, the reason says that it is the clinic's way."""
    clinic = PlacementSettings(severe_starts_in="iop")
    assert "At this clinic" in reason("B1", settings=clinic, symptoms=8)
    assert "En esta clínica" in reason("B1", "es", settings=clinic, symptoms=8)
    assert "At this clinic" not in reason("B1", settings=clinic, symptoms=5)


def test_mild_hears_that_the_intensive_program_is_open() -> None:
    """Two or three signs and nothing against: the intensive program is named as open too; fewer are not told so."""
    assert "intensive program is open too" in reason("P1", symptoms=2)
    assert "intensive program" not in reason("P1", symptoms=1)


def test_nothing_is_explained_before_the_end() -> None:
    """An unfinished walk has no reasons."""
    assert explain(place({"who": "me_65"}), "en", words()) == ()
