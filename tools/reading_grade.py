"""Measures how hard the words for patients are to read: school grade for English, ease for Spanish.

Run as `python tools/reading_grade.py` to list every text of `data/responses`, hardest first.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

RESPONSES = Path(__file__).resolve().parent.parent / "data" / "responses"

HIGHEST_GRADE = 6.0
"""The hardest English a patient text may be, as a US school grade."""

LOWEST_EASE = 70.0
"""The hardest Spanish a patient text may be: 70 to 80 on Fernández Huerta's scale is sixth grade."""

SHORTEST_MEASURED_WORDS = 12
"""Below this a formula says little ("Afternoon" alone scores past college), so each word is looked at instead."""

MOST_SYLLABLES_IN_A_SHORT_TEXT = {"en": 3, "es": 5}

_NAMES = """
    assessment therapist therapy program intensive outpatient recovery insurance medicaid medicare medicine
    heroin fentanyl opioid opioids naloxone narcan overdose ambulance addiction emergency automated detox
    evaluación terapeuta terapia programa intensivo internado recuperación medicina medicare medicaid
    heroína fentanilo opioide opioides naloxona sobredosis ambulancia adicción emergencia automático desintoxicación
"""
KNOWN_WORDS = frozenset(_NAMES.split())
"""Names that people who look for care have met already; each is read as a word of two syllables."""

SYLLABLES_OF_A_KNOWN_WORD = 2

SPOKEN_SYLLABLES = {
    # Common words whose spelling says one thing and the tongue another.
    "area": 3, "aren't": 1, "being": 2, "client": 2, "every": 2, "everyone": 3, "iop": 3, "people": 2, "quiet": 2,
    "science": 2, "seeing": 2, "someone": 2, "something": 2, "sometimes": 2, "somewhere": 2, "video": 3,
    "weren't": 1,
}  # fmt: skip

_SILENT_E = (
    # "make", "times" and "used", but not "able", "uses" or "needed"
    re.compile(r"[^aeioul]e$|[aeiouyl]le$|rle$"),
    re.compile(r"[^aeiouscxzghl]es$|[aeiouyl]les$|[aeiout]hes$"),
    re.compile(r"[^aeioutdl]ed$|[aeiouyl]led$"),
)
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d\-.:]*")
_SENTENCE_END = re.compile(r"[.!?]+[\"”)]*(?:\s+|$)|\n+")
_PART_END = re.compile(r",\s+")


@dataclass(frozen=True)
class PatientText:
    """One text a patient may read: the response it belongs to, its language, the words, and whether it is a choice."""

    name: str
    language: str
    text: str
    is_choice: bool = False

    @property
    def is_easy(self) -> bool:
        """Whether sixth-graders can read it. A choice that lists things is read thing by thing."""
        if self.is_choice:
            return all(is_easy(part, self.language) for part in _PART_END.split(self.text))
        return is_easy(self.text, self.language)


def patient_texts(folder: Path = RESPONSES) -> list[PatientText]:
    """Every text, button and custom label in the response files, in both languages."""
    texts: list[PatientText] = []
    for path in sorted(folder.glob("*.yml")):
        document = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for name, variations in (document.get("responses") or {}).items():
            for variation in variations:
                language = language_of(variation)
                said = [variation["text"]] if variation.get("text") else []
                said += _strings_in(variation.get("custom"))
                texts += [PatientText(name, language, text) for text in said]
                choices = [button["title"] for button in variation.get("buttons") or ()]
                texts += [PatientText(name, language, text, is_choice=True) for text in choices]
    return texts


def language_of(variation: Mapping[str, Any]) -> str:
    """The language a response variation is written in: the one its condition names, else English."""
    for condition in variation.get("condition") or ():
        if condition.get("name") == "language":
            return str(condition["value"])
    return "en"


def is_easy(text: str, language: str) -> bool:
    """Whether sixth-graders can read the text; one of a few words is easy when none of its words is long."""
    words = _words(text)
    if len(words) < SHORTEST_MEASURED_WORDS:
        longest = max((syllables(word, language) for word in words), default=0)
        return longest <= MOST_SYLLABLES_IN_A_SHORT_TEXT[language]
    if language == "es":
        return spanish_ease(text) >= LOWEST_EASE
    return english_grade(text) <= HIGHEST_GRADE


def english_grade(text: str) -> float:
    """School grade by Flesch and Kincaid (1975)."""
    words_per_sentence, syllables_per_word = _averages(text, "en")
    return 0.39 * words_per_sentence + 11.8 * syllables_per_word - 15.59


def spanish_ease(text: str) -> float:
    """Reading ease by Fernández Huerta (1959), in the form with words a sentence; higher is easier."""
    words_per_sentence, syllables_per_word = _averages(text, "es")
    return 206.84 - 60 * syllables_per_word - 1.02 * words_per_sentence


def syllables(word: str, language: str) -> int:
    """Syllables as spoken, near enough for an average; a number or a known name counts as a plain word."""
    word = word.casefold().replace("’", "'")
    if not word[0].isalpha():
        return 1
    if word in KNOWN_WORDS:
        return SYLLABLES_OF_A_KNOWN_WORD
    return _spanish_syllables(word) if language == "es" else _english_syllables(word)


def _english_syllables(word: str) -> int:
    stem = re.sub(r"'(?:s|m|re|ve|ll|d)$", "", word)
    if stem in SPOKEN_SYLLABLES:
        return SPOKEN_SYLLABLES[stem]
    count = len(re.findall(r"[aeiouy]+", stem))
    if any(pattern.search(stem) for pattern in _SILENT_E):
        count -= 1
    # Two vowels said apart: "going", "idea", "medium", "usual".
    count += len(re.findall(r"[aeiouy]ing$|dea$|[^tcsgq]i(?:a|um|ous|or)|[^qg]ua", stem))
    count += bool(re.search(r"[^aeiou](?:sm|dn't|sn't)$", stem)) or stem.endswith(
        ("idn't", "oesn't", "asn't")
    )
    return max(count, 1)


def _spanish_syllables(word: str) -> int:
    word = re.sub(r"qu|gu(?=[eiéí])", "g", word)
    word = re.sub(r"y$", "i", word)
    # A syllable has one strong vowel or a run of weak ones; an accented weak vowel counts as strong.
    runs = re.findall(r"[aeiouáéíóúü]+", word)
    total = 0
    for run in runs:
        strong = len(re.findall(r"[aeoáéíóú]", run))
        total += max(strong, 1)
    return max(total, 1)


def _words(text: str) -> list[str]:
    return _WORD.findall(_PLACEHOLDER.sub("1", text))


def _averages(text: str, language: str) -> tuple[float, float]:
    plain = _PLACEHOLDER.sub("1", text)
    sentences = [part for part in _SENTENCE_END.split(plain) if part and _WORD.search(part)]
    words = _words(text)
    if not words:
        return 0.0, 0.0
    return len(words) / max(len(sentences), 1), sum(syllables(w, language) for w in words) / len(words)


def _strings_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _strings_in(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _strings_in(inner)]
    return []


def main() -> int:
    """Print each text's measure, hardest first, and mark those past the limit; fails when any is."""
    texts = sorted(patient_texts(), key=lambda item: (item.is_easy, -_distance_past_the_limit(item)))
    for item in texts:
        measure = english_grade(item.text) if item.language == "en" else spanish_ease(item.text)
        print(
            f"{'  ' if item.is_easy else '! '}{measure:6.1f} {item.language} {item.name}: {item.text[:90]!r}"
        )
    hard = sum(not item.is_easy for item in texts)
    print(f"{len(texts)} texts, {hard} too hard")
    return 1 if hard else 0


def _distance_past_the_limit(item: PatientText) -> float:
    if item.language == "es":
        return (LOWEST_EASE - spanish_ease(item.text)) / 10  # ten points of ease are about one grade
    return english_grade(item.text) - HIGHEST_GRADE


if __name__ == "__main__":
    sys.exit(main())
