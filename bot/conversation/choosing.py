"""Which of a few offered options a typed line means, for prompts that are not questions of the screening."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal

YES = frozenset(
    (
        "yes",
        "y",
        "yeah",
        "yep",
        "yup",
        "sure",
        "ok",
        "okay",
        "right",
        "correct",
        "si",
        "sip",
        "claro",
        "dale",
        "bueno",
        "exacto",
        "correcto",
        "cierto",
        "agree",
        "agreed",
        "accept",
        "consent",
        "acepto",
        "acuerdo",
        "adelante",
        "sigamos",
        "vale",
        "orale",
        "simon",
    )
)
NO = frozenset(("no", "n", "nope", "nah", "nop", "negative", "never", "nunca", "tampoco"))
TURNS = frozenset(("not", "t", "dont", "isnt", "aint", "doesnt", "cant", "wont"))
"""Words that make a plain yes doubtful: "that's not right", "I don't agree" (whose last letter stands alone here)."""
LONGEST_PLAIN_ANSWER = 4
"""Words; a longer line may say more than yes or no and is not read here."""


def yes_or_no(text: str) -> Literal["yes", "no"] | None:
    """A plain yes or no in English or Spanish; None for anything that is not plain."""
    words = _words(text)
    if not words or len(words) > LONGEST_PLAIN_ANSWER or TURNS.intersection(words):
        return None
    says_yes, says_no = any(word in YES for word in words), any(word in NO for word in words)
    if says_yes == says_no:
        return None
    return "yes" if says_yes else "no"


def option_meant(
    text: str, options: Sequence[Mapping[str, str]], *, yes: str | None = None, no: str | None = None
) -> str | None:
    """The option a short line means: its number, its label, or a plain yes or no where the prompt has these."""
    plain = " ".join(_words(text))
    if plain.isdecimal() and 1 <= int(plain) <= len(options):
        return options[int(plain) - 1]["id"]
    for option in options:
        if plain and plain == " ".join(_words(option["label"])):
            return option["id"]
    said = yes_or_no(text)
    return {"yes": yes, "no": no}.get(said or "")


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"\w+", "".join(letter for letter in folded if not unicodedata.combining(letter)))
