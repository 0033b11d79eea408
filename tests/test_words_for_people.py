"""What patients read: easy, kind, the same in both languages. The words live in `data/responses`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools.reading_grade import (
    HIGHEST_GRADE,
    LOWEST_EASE,
    RESPONSES,
    PatientText,
    english_grade,
    language_of,
    patient_texts,
    spanish_ease,
    syllables,
)

LANGUAGES = {"en", "es"}

LONGEST_CHARACTERS = 600
MAY_BE_LONGER = ("utter_card", "utter_result", "utter_consent", "utter_notice")

FORBIDDEN = re.compile(
    r"""\b(?:
        addicts? | alcoholics? | abus\w* | clean\w* | dirty | habits? | junk(?:y|ie)\w* | commit\w* | asam
      | adict[oa]s? | drogadict\w+ | alcohólic[oa]s? | alcoholic[oa]s? | limpi\w+ | suci[oa]s? | vicios?\w*
      | hábitos? | borrach[oa]s? | yonquis?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
PROMISES_OF_SECRECY = re.compile(
    r"\b(?:confidential\w*|anonymous\w*|no one will (?:ever )?know|confidencial\w*|anónim[oa]\w*|nadie (?:se )?"
    r"(?:va a enterar|enterará|sabrá))\b",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def responses() -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Every response as (file, name, variations)."""
    found = []
    for path in sorted(Path(RESPONSES).glob("*.yml")):
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [(path.name, name, variations) for name, variations in document["responses"].items()]
    return found


def shown(item: PatientText) -> str:
    return f"{item.language} {item.name}: {item.text}"


def test_every_text_can_be_read_in_sixth_grade() -> None:
    """A tired or frightened person understands each text, choice and label at the first reading."""
    hard = [shown(item) for item in patient_texts() if not item.is_easy]
    assert not hard, "\n".join(hard)


def test_no_text_labels_or_shames_a_person() -> None:
    """Words that turn a person into an illness, or an illness into a fault, never reach anyone."""
    found = [shown(item) for item in patient_texts() if FORBIDDEN.search(item.text)]
    assert not found, "\n".join(found)


def test_no_text_promises_secrecy() -> None:
    """Staff read what is written and the law may make the clinic share it, so secrecy is never promised."""
    found = [shown(item) for item in patient_texts() if PROMISES_OF_SECRECY.search(item.text)]
    assert not found, "\n".join(found)


def test_every_response_is_said_in_both_languages() -> None:
    """A person who reads Spanish gets everything, and gets it in Spanish."""
    wrong = [
        f"{file} {name}: {sorted(map(language_of, variations))}"
        for file, name, variations in responses()
        if sorted(map(language_of, variations)) != sorted(LANGUAGES)
    ]
    assert not wrong, "\n".join(wrong)


def test_both_languages_state_the_same_facts() -> None:
    """No phone number, time or name is told in one language and left out in the other."""
    wrong = [
        f"{file} {name}"
        for file, name, variations in responses()
        if len({frozenset(PLACEHOLDER.findall(str(variation.get("text", "")))) for variation in variations})
        > 1
    ]
    assert not wrong, "\n".join(wrong)


def test_both_languages_offer_the_same_choices() -> None:
    """The same taps, in the same order, whatever the language."""
    wrong = [
        f"{file} {name}"
        for file, name, variations in responses()
        if len({tuple(b["payload"] for b in variation.get("buttons") or ()) for variation in variations}) > 1
        or len({tuple(variation.get("custom") or ()) for variation in variations}) > 1
    ]
    assert not wrong, "\n".join(wrong)


def test_no_choice_is_offered_twice() -> None:
    """Each button of a response means something else and reads differently."""
    wrong = []
    for file, name, variations in responses():
        for variation in variations:
            buttons = variation.get("buttons") or ()
            distinct = {b["payload"] for b in buttons}, {b["title"].casefold() for b in buttons}
            if any(len(values) != len(buttons) for values in distinct):
                wrong.append(f"{file} {name} {language_of(variation)}")
    assert not wrong, "\n".join(wrong)


def test_no_response_is_a_wall_of_text() -> None:
    """A phone screen holds the text; only cards, results and notices may run longer."""
    long = [
        f"{item.name} {item.language}: {len(item.text)} characters"
        for item in patient_texts()
        if len(item.text) > LONGEST_CHARACTERS and not item.name.startswith(MAY_BE_LONGER)
    ]
    assert not long, "\n".join(long)


def test_no_response_is_defined_twice() -> None:
    """One name, one place: no file silently replaces the words of another."""
    names = [name for _, name, _ in responses()]
    twice = sorted({name for name in names if names.count(name) > 1})
    assert not twice, twice


def test_every_topic_and_detour_has_words() -> None:
    """Whatever a person may ask is answered: an `utter_` for each intent that is not an answer to a question."""
    names = {name for _, name, _ in responses()}
    intents = set()
    for path in sorted((RESPONSES.parent / "nlu").glob("*.yml")):
        intents |= {block["intent"] for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]}
    assert len(intents) > 40
    assert not {f"utter_{intent}" for intent in intents - {"answer"}} - names


@pytest.mark.parametrize(
    ("word", "language", "count"),
    [
        ("make", "en", 1),
        ("able", "en", 2),
        ("used", "en", 1),
        ("needed", "en", 2),
        ("changes", "en", 2),
        ("going", "en", 2),
        ("doesn't", "en", 2),
        ("different", "en", 3),
        ("assessment", "en", 2),  # a known name
        ("quiero", "es", 2),
        ("días", "es", 2),
        ("teléfono", "es", 4),
        ("cuidado", "es", 3),
        ("911", "es", 1),
    ],
)
def test_syllables_are_counted_as_spoken(word: str, language: str, count: int) -> None:
    """The measure rests on syllables; a wrong count would let hard words pass."""
    assert syllables(word, language) == count


def test_the_measure_tells_hard_from_easy() -> None:
    """A text no patient should meet fails in each language, so the check above can fail."""
    hard = PatientText(
        "utter_hard",
        "en",
        "Individuals exhibiting physiological dependency necessitate comprehensive interdisciplinary evaluation "
        "preceding participation in ambulatory rehabilitation.",
    )
    difficult = PatientText(
        "utter_hard",
        "es",
        "Los individuos que presentan dependencia fisiológica requieren una valoración interdisciplinaria "
        "exhaustiva con anterioridad a su incorporación al tratamiento de rehabilitación.",
    )
    assert english_grade(hard.text) > HIGHEST_GRADE + 6
    assert spanish_ease(difficult.text) < LOWEST_EASE - 30
    assert not hard.is_easy
    assert not difficult.is_easy
    assert not PatientText("utter_label", "en", "Interdisciplinary", is_choice=True).is_easy
