"""Which of a few offered options a typed line means, for prompts that are not questions of the screening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.screening.reading.agreement import yes_or_no
from bot.screening.reading.normalise import Heard, hear
from bot.screening.reading.positions import positions_in

Options = Sequence[Mapping[str, str]]

NAMES_A_PLACE = frozenset({"option", "number", "choice", "answer", "opcion", "numero", "respuesta"})
ARTICLES = frozenset({"the", "la", "el"})
AFTER_A_PLACE = frozenset({"one", "option", "opcion", "please"})
COULD_BE_A_WORD = frozenset({"one", "uno", "una", "a"})


def option_meant(
    text: str, options: Options, language: str = "en", *, yes: str | None = None, no: str | None = None
) -> str | None:
    """The option a short line means: its label or place, or a plain yes or no where the prompt has these."""
    named = option_named(text, options, language)
    if named is not None:
        return named
    said = yes_or_no(text, language)
    return {"yes": yes, "no": no}.get(said or "")


def option_named(text: str, options: Options, language: str = "en") -> str | None:
    """The option whose label was typed, or whose place in the list ("2", "the second one", "option 3").

    A comma of the label counts: "no estoy a salvo" is the contrary of "No, estoy a salvo".
    """
    heard = hear(text, language)
    for option in options:
        label = hear(option["label"], language)
        if heard.words and (heard.words, heard.breaks) == (label.words, label.breaks):
            return option["id"]
    place = _place(heard, len(options))
    return options[place - 1]["id"] if place else None


def _place(heard: Heard, choices: int) -> int | None:
    """The place a line names, when it does nothing else; "los dos" and "just a second" name none."""
    start, stop = 0, len(heard.words)
    if heard.words[:1] and heard.words[0] in ARTICLES:
        start += 1
    is_named = heard.words[start : start + 1] and heard.words[start] in NAMES_A_PLACE
    start += bool(is_named)
    if stop - start > 1 and heard.words[stop - 1] in AFTER_A_PLACE:
        stop -= 1
    if heard.asks or stop - start != 1 or (heard.words[start] in COULD_BE_A_WORD and not is_named):
        return None
    found = positions_in(heard.part(start, stop), choices)
    is_number = heard.words[start].isdigit() or len(heard.words[start]) > 1
    if found is None or len(found.places) != 1 or not found.is_exact or not is_number:
        return None
    is_after_article = start > 0 and not is_named
    return None if is_after_article and _is_a_count(heard.words[start]) else found.places[0]


def _is_a_count(word: str) -> bool:
    """Whether a word counts rather than orders: "the two", "los dos" are two people."""
    return word.isdigit() or word in ("two", "three", "four", "dos", "tres", "cuatro")
