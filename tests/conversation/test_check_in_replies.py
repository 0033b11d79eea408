"""Typed replies to the question about danger: what is plain is heard, what is not is asked again."""

from __future__ import annotations

import pytest

from bot.conversation.check_in_replies import CLEARS, reply_meant
from bot.words import words

CHECK_IN, RECHECK, ON_RETURN = "utter_ask_check_in", "utter_ask_recheck", "utter_ask_safety_return"
OF_SOMEONE = "utter_ask_check_in_someone_else"
PROMPTS = (CHECK_IN, OF_SOMEONE, RECHECK, ON_RETURN)


def meant(text: str, prompt: str = CHECK_IN, language: str = "en") -> str | None:
    """What a reply to a prompt means, with the options the person sees."""
    offered = [{"id": option.id, "label": option.label} for option in words().options(prompt, language)]
    return reply_meant(text, offered, language, is_someone_else=prompt == OF_SOMEONE)


PLAIN_NO = {
    "en": """no | no im ok | i'm fine | No, I am safe | 3 | the third one | no i would never do that | lol no
        | nah im good thanks | no, just really tired | i'm safe now | no im not in danger right now | nope
        | i was kidding | no it was a joke | nobody is in danger | none of these | no thanks, i promise""",
    "es": """no | no, gracias | no, estoy bien | estoy a salvo | nadie está en peligro | no quiero morir | era broma
        | No, estoy a salvo | no, solo estoy cansada""",
}
PLAIN_YES = {
    "en": """yes | yes i might | yes please help | 1 | kind of | yeah i am | i'm in danger | he is in danger | help me
        | YES IM IN DANGER NOTHING IS FINE | yes im not ok | both of us | yes right now""",
    "es": "sí | si estoy en peligro | sí, ayúdenme | estoy en peligro | los dos | ayuda",
}
NOT_PLAIN = {
    "en": """not really | not tonight | not now | i think about it | i'm not ok | ok | right | why do you ask | idk
        | yes there is danger, im safe | yes my wife is, i am fine | i am safe but he isnt | im safe but my kids arent
        | im not in danger he is | everyone is safe except me | no danger to anyone but me | no. he is | no not me, him
        | no but my son is | two of them | the two | 2 of them | i want 2 | i want 2 go | just a second | is it 3?
        | no i am in danger | none of us is safe | nothing is ok | i think about it and im not safe
        | i have thoughts and im never safe | ok im thinking about it | i never stop thinking about it | no but i will
        | no but soon | no, not until they go to bed | no i'll wait till tomorrow | no later | no i already took them
        | no because i already did it | no way out | nothing left to lose | no one would care | no i dont care anymore
        | no help me | no call 911 | no i dont know where he is | no response | safe until he gets home
        | im ok till morning | im safe if i dont drink | i dont know if i am safe | i doubt i am safe
        | i'm far from safe | i want to be safe | keep me safe | the gun is in the safe | no i have the gun put away
        | i'm fine, goodbye | im fine tell my kids i love them | i am fine with dying | everyone is fine without me
        | no joke i am | no. im lying | i would never do it with the kids here | i would never tell you
        | none of your business | no my husband is reading this | he claims he is safe | not not""",
    "es": """no estoy bien | no estoy a salvo | ahora no | vale | sí hay peligro pero estoy bien | no bien
        | estoy bien pero mi hermana no | no hay peligro para mi pero para el si | yo no, mi hermano | las 2
        | ninguno está a salvo | nadie está a salvo conmigo | no está bien | no estoy muy bien | nunca he estado bien
        | no me siento seguro | ya no estoy bien | lo pienso y no estoy a salvo | seguro lo hago, lo he pensado
        | pensé en morir, seguro lo hago | no pero lo voy a hacer | no, hasta que se duerman | no, mañana
        | estoy segura que me va a matar | estoy seguro de lo que voy a hacer | no tiene pulso | no contesta
        | no quiero despertar | no aguanto más | no hay salida | a salvo hasta que llegue | dudo que esté a salvo
        | estoy bien mal | estoy bien golpeada | todo bien ya me despedí | no lo niego | no digo que no
        | no lo voy a hacer aquí | no es asunto tuyo | no, él está aquí""",
}


def lines(of: dict[str, str]) -> list[tuple[str, str]]:
    """Each line with its language."""
    return [(line.strip(), language) for language, told in of.items() for line in told.split("|")]


@pytest.mark.parametrize(("text", "language"), lines(PLAIN_NO))
def test_a_plain_no_goes_on(text: str, language: str) -> None:
    """Who says plainly that he is safe is not asked twice."""
    assert meant(text, CHECK_IN, language) == "no"


@pytest.mark.parametrize(("text", "language"), lines(PLAIN_YES))
def test_a_yes_is_danger(text: str, language: str) -> None:
    """Any yes brings the card, also a half one, and so does danger said in other words."""
    assert meant(text, CHECK_IN, language) == "yes_now"
    if text != "1":
        assert meant(text, RECHECK, language) == "yes"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("sometimes i think about it but im safe", "en"),
        ("a veces lo pienso pero estoy a salvo", "es"),
        ("I have thoughts like that, but I am safe now", "en"),
    ],
)
def test_thoughts_and_safe_are_heard_together(text: str, language: str) -> None:
    """Thoughts with the word that he is safe are kept as such: a person calls the same day."""
    assert meant(text, CHECK_IN, language) == "thoughts_safe"
    assert meant(text, OF_SOMEONE, language) != "no"


@pytest.mark.parametrize(("text", "language"), lines(NOT_PLAIN))
@pytest.mark.parametrize("prompt", PROMPTS)
def test_what_is_not_plainly_safe_clears_nothing(text: str, language: str, prompt: str) -> None:
    """A no that is hedged, put off, conditional, about one of two people, or that belongs to the next word."""
    assert meant(text, prompt, language) not in CLEARS


@pytest.mark.parametrize("text", ["i'm fine", "i'm safe", "I am okay"])
def test_being_fine_oneself_says_nothing_of_somebody_else(text: str) -> None:
    """Asked whether the other person is safe, "I'm fine" is no answer; "she is fine" is."""
    assert meant(text, OF_SOMEONE) is None
    assert meant("she's fine, she is asleep", OF_SOMEONE) == "no"
    assert meant("she's fine, she is asleep", CHECK_IN) is None


def test_a_hint_in_the_reply_clears_nothing() -> None:
    """What the reader of danger sees in the reply itself outweighs its no; a yes stays a yes."""
    offered = [{"id": option.id, "label": option.label} for option in words().options(CHECK_IN, "en")]
    assert reply_meant("no", offered, "en", shows_danger=True) is None
    assert reply_meant("yes", offered, "en", shows_danger=True) == "yes_now"


def test_a_mere_yes_to_several_things_is_asked_again() -> None:
    """ "Yes" to "is any of this true?" does not say which."""
    assert meant("yes", ON_RETURN) is None
    assert meant("he keeps hitting me", ON_RETURN) == "being_hurt"
    assert meant("none of these", ON_RETURN) == "none"
    assert meant("prefer not to say", ON_RETURN) == "skip"
