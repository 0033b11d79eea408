"""Danger in what people type is seen; everyday speech is left alone. Patterns alone: no model file is read here."""

import pytest

from bot.safety import SafetyReader

READER = SafetyReader()

UNMISTAKABLE = [
    ("I want to kill myself", "suicide_intent"),
    ("i dont want to live anymore", "suicide_intent"),
    ("im gonna end it tonight", "suicide_intent"),
    ("I have a gun and I'm going to use it on myself", "suicide_intent"),
    ("I took the whole bottle of sleeping pills", "overdose_now"),
    ("I just swallowed 40 tylenol", "overdose_now"),
    ("my lips are turning blue", "overdose_now"),
    ("he won't wake up and he's barely breathing", "overdose_now"),
    ("my toddler drank bleach", "poisoning"),
    ("my chest hurts so bad and I can't breathe", "medical_emergency"),
    ("quit drinking two days ago and now I'm seeing bugs on the wall", "dangerous_withdrawal_now"),
    ("my husband hits me", "domestic_violence"),
    ("I'm going to kill him tonight, I have the knife", "harm_to_others"),
    ("I keep cutting my arms", "self_harm"),
    ("me quiero matar", "suicide_intent"),
    ("ya no quiero vivir", "suicide_intent"),
    ("me tomé todas las pastillas", "overdose_now"),
    ("mi hermano no despierta y tiene los labios morados", "overdose_now"),
    ("mi bebé se tragó cloro", "poisoning"),
    ("me duele mucho el pecho y no puedo respirar", "medical_emergency"),
    ("dejé el alcohol hace dos días y veo bichos en la pared", "dangerous_withdrawal_now"),
    ("mi esposo me golpea", "domestic_violence"),
    ("voy a matar a mi vecino", "harm_to_others"),
    ("me estoy cortando los brazos", "self_harm"),
]

HINTS = [
    "they'd be better off without me",
    "I don't want to wake up tomorrow",
    "what's the point anymore",
    "I gave away all my things",
    "I can't keep doing this",
    "I wish I was never born",
    "I feel like a burden to everyone",
    "mis hijos estarían mejor sin mí",
    "no quiero despertar",
    "ya no le veo sentido a la vida",
    "soy una carga para todos",
    "my husband gets violent when he drinks",
]

EVERYDAY = [
    "this hangover is killing me",
    "my mom is going to kill me if she finds out",
    "I'm dying to get started",
    "lol I'm dead 💀",
    "I could kill for a cigarette",
    "work is killing me",
    "I killed a six pack last night",
    "I was so embarrassed I wanted to die",
    "shoot me an email",
    "kill two birds with one stone",
    "my phone died",
    "I'm scared to death of needles",
    "esta cruda me está matando",
    "me muero de risa",
    "mi mamá me va a matar si llego tarde",
    "me muero de hambre",
    "estoy muerta de cansancio",
    "se me murió el celular",
]

DENIED_OR_LONG_AGO = [
    "I don't want to die, I want to get better",
    "I'm not suicidal",
    "no thoughts of hurting myself",
    "I would never kill myself",
    "I am not suicidal or homicidal",
    "I tried to kill myself ten years ago",
    "I used to cut myself in high school",
    "I overdosed in 2018",
    "my brother died of an overdose",
    "my first husband used to hit me",
    "no me quiero matar",
    "nunca he pensado en suicidarme",
    "hace diez años intenté suicidarme",
    "mi hermano murió de una sobredosis",
    "mi ex me pegaba cuando era joven",
]

TOLD_OR_ASKED = [
    "is it possible to die from alcohol withdrawal?",
    "what do I do if someone overdoses?",
    "do you help with suicidal thoughts?",
    "is there a suicide hotline I can give my friend just in case",
    'why did you show me "call 911 if you might hurt yourself"?',
    'your card says "I might hurt or kill myself"',
    'in the song she sings "I want to die"',
    "¿qué hago si alguien tiene una sobredosis?",
    "¿tienen ayuda para personas con pensamientos suicidas?",
]

DISGUISED = [
    "i wnat to kil myslef",
    "I WANT TO KILL MYSELF!!!",
    "i want to k i l l  m y s e l f",
    "k!ll mys3lf",
    "su1c1de is my only way out",
    "i wanna diiiiie so bad",
    "i want to di\u200be",
    "ｉ ｗａｎｔ ｔｏ ｄｉｅ",
    "i want to kіll mуself",  # Cyrillic look-alikes
    "I want to. Kill. Myself.",
    "i want to\nkill\nmyself",
    "um so I I want to uh kill myself",
    "🔫 going to shoot myself 🔫",
    "no kiero bibir mas",
    "me kiero matar",
    "ME QUIERO MATÁR",
    "me boy a quitar la bida",
    "unalive myself tonight",
]


@pytest.mark.parametrize(("text", "kind"), UNMISTAKABLE)
def test_unmistakable_danger_gets_the_card(text: str, kind: str) -> None:
    """Whoever says plainly that they or someone is in danger gets the card, of the right kind."""
    reading = READER.read(text)
    assert (reading.outcome, reading.kind) == ("card", kind)


@pytest.mark.parametrize("text", HINTS)
def test_hints_are_asked_about(text: str) -> None:
    """A quiet sign is never passed over."""
    assert READER.read(text).outcome in ("check_in", "card")


@pytest.mark.parametrize("text", [*EVERYDAY, *DENIED_OR_LONG_AGO, *TOLD_OR_ASKED])
def test_everyday_speech_is_left_alone(text: str) -> None:
    """Idioms, denials, history, questions and quotes do not raise an alarm."""
    assert READER.read(text).outcome == "none"


@pytest.mark.parametrize("text", DISGUISED)
def test_spelling_does_not_hide_danger(text: str) -> None:
    """Typos, leet, look-alike letters, hidden characters, breaks and phone spelling hide nothing."""
    assert READER.read(text).outcome == "card"


@pytest.mark.parametrize(
    "text",
    [
        "I don't know if I can stop myself from killing myself",
        "I can't stop thinking about killing myself",
        "not joking, I want to die",
        "no one knows I want to kill myself",
        "I tried years ago and I'm going to kill myself tonight",
        "I told her \"I'm fine\" but I'm going to kill myself",
        "this hangover is killing me and I want to kill myself",
        "no aguanto más quiero morirme",
        "can you help me I want to kill myself",
        "I've been sober ten years. Today I took all my pills.",
    ],
)
def test_a_not_or_a_joke_nearby_does_not_undo_danger(text: str) -> None:
    """A "not", an idiom or an old story in the same breath takes nothing away from present danger."""
    assert READER.read(text).outcome == "card"


@pytest.mark.parametrize(
    ("before", "text", "outcome"),
    [
        (("I took",), "all of them", "card"),
        (("i took the pills",), "like 50", "card"),
        (("i want to",), "die", "card"),
        (("hola", "me tomé"), "todas las pastillas", "card"),
        (("I have a rope",), "and I'm going to use it", "card"),
        (("they'd all be",), "better off without me", "check_in"),
        (("I took",), "the bus", "none"),
        (("this hangover is",), "killing me", "none"),
        (("I want to kill myself",), "what are your hours?", "none"),
    ],
)
def test_danger_split_over_messages_is_seen(before: tuple[str, ...], text: str, outcome: str) -> None:
    """Half a sentence at a time is still a sentence; what was answered before is not raised again."""
    assert READER.read(text, before=before).outcome == outcome


@pytest.mark.parametrize(
    ("question", "text", "outcome"),
    [
        ("safety", "I thought about it last week", "none"),
        ("safety", "I had thoughts like that last month but I'm safe now", "none"),
        ("safety", "none of these", "none"),
        ("safety", "I want to kill myself right now", "card"),
        ("withdrawal", "I had seizures", "none"),
        ("withdrawal", "I get shaky and sweaty", "none"),
        ("withdrawal", "I just took a whole bottle of pills", "card"),
        ("safety_plan", "yes I made a plan two months ago", "none"),
        ("support", "no one. I'm going to end my life tonight", "card"),
    ],
)
def test_an_answer_to_the_question_is_an_answer(question: str, text: str, outcome: str) -> None:
    """History that was asked for is no alarm; danger now is one, whatever was asked."""
    assert READER.read(text, question=question).outcome == outcome


@pytest.mark.parametrize(
    ("text", "is_someone_else"),
    [
        ("my son says he wants to die", True),
        ("she took all her pills", True),
        ("mi hermano se quiere matar", True),
        ('my friend wrote "I\'m going to kill myself"', True),
        ("I want to die", False),
        ("my husband hits me", False),
        ("me quiero morir", False),
    ],
)
def test_it_knows_who_is_in_danger(text: str, is_someone_else: bool) -> None:
    """The card speaks to the person writing, or about the one they care about."""
    reading = READER.read(text)
    assert (reading.outcome, reading.is_someone_else) == ("card", is_someone_else)


def test_one_line_in_a_long_text_is_found() -> None:
    """Among thousands of harmless characters the one line that matters is read."""
    filler = "I have worked at the mill for years and my wife wants me to get help with my drinking. " * 17
    for line in (
        "I want to kill myself.",
        "Me tomé todas las pastillas.",
        "My son won't wake up and his lips are blue.",
    ):
        assert READER.read(f"{filler}{line} {filler}").outcome == "card"
    assert READER.read(filler * 2).outcome == "none"
