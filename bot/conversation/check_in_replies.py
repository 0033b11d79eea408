"""What a typed reply to the gentle question about danger, to the re-check or to the question on return means.

A wrong no here would send a person in danger on to the next question. So a no counts only when every word of the line
is known (`lexicons/reply.en.yml`), and everything else is asked again, with the numbers to call. A yes counts sooner.
"""

from __future__ import annotations

from bot.conversation.choosing import Options, option_named
from bot.screening.reading import safety
from bot.screening.reading.answer import hearing_of, speller_of
from bot.screening.reading.normalise import hear
from bot.screening.reading.whole_lines import Said, said_in

QUESTION, LEXICON = "safety", "reply"

OPTIONS = {
    "none": ("none", "no"),
    "thoughts": ("thoughts", "thoughts_safe"),
    "danger_now": ("danger_now", "yes_now", "yes"),
    "medical_emergency": ("medical_emergency", "yes_now", "yes"),
    "being_hurt": ("being_hurt",),
    "yes": ("yes_now", "yes"),
    "skip": ("skip",),
}
"""What an answer to the safety question, or a mere yes, is called among the options of these prompts."""

YES_WORDS = frozenset({"yes", "yeah", "yep", "yup", "yea", "si"})

CLEARS = frozenset({"no", "none", "thoughts", "thoughts_safe", "skip"})
"""Options after which the screening goes on."""


def reply_meant(
    text: str, options: Options, language: str, *, is_someone_else: bool = False, shows_danger: bool = False
) -> str | None:
    """The id of the option that a reply means, also where it is not said in the option's words; None when unsure.

    `is_someone_else`: the danger is another person's, so "I'm fine" says nothing. `shows_danger`: the reader of danger
    saw a hint in the reply itself, so it clears nothing.
    """
    meant = option_named(text, options, language)
    if meant is None:
        offered = {option["id"] for option in options}
        answer = _answer(text, language, is_someone_else=is_someone_else)
        meant = next((name for name in OPTIONS.get(answer or "", ()) if name in offered), None)
    return None if shows_danger and meant in CLEARS else meant


def _answer(text: str, language: str, *, is_someone_else: bool) -> str | None:
    """The reply as an answer to the safety question, or "yes"."""
    said, safe = said_in(LEXICON, text, language), "other_safe" if is_someone_else else "safe"
    if said.is_only("no", "all_safe", safe):
        return "none"
    if said.is_only("thoughts", safe) and len(said.choices) > 1:
        return "thoughts"
    if said.is_only("skip"):
        return "skip"
    if said.is_only("yes", "danger") or _begins_with_yes(said):
        return "yes"
    return _danger_told(text, language)


def _begins_with_yes(said: Said) -> bool:
    """A yes with more behind it, of which nothing says that all is well."""
    return said.opening in YES_WORDS and said.choices <= {"yes", "danger"}


def _danger_told(text: str, language: str) -> str | None:
    """The danger that a reply names in its own words."""
    hearing = hearing_of(QUESTION, hear(text, language, speller_of(QUESTION)))
    value = None if hearing.heard.asks or hearing.is_hedged else safety.read(hearing).value
    return value if value in ("danger_now", "medical_emergency", "being_hurt") else None
