"""A small language for phrases, so that a clinician can read the patterns.

A space stands for a space, comma or quote mark; ` .. ` for up to two words between, ` ... ` for up to five; `{name}`
for a fragment of `FRAGMENTS`; `( | )` and `?` as in regular expressions, without capturing: an optional word carries
its own space, as in `(really )?want`.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.safety.reading import Kind, Outcome

# now: says what is or will be ("I want to die"). done: a past verb that means just now unless a past time stands
# beside it ("I took all my pills"). history: a past verb that counts only beside a recent time ("I overdosed").
Tense = Literal["now", "done", "history"]
Subject = Literal["self", "other", "any"]

FRAGMENTS = {
    # English
    "i": "(i|im|ive|id|ill|me|myself)",
    "want": "(want|wanted|wish|need|going|ready|planning|plan|trying|tempted|about|decided|thinking|think|thought|"
    "thoughts|considering|considered|feel like|feeling like|urge|urges|might|may|will|ill|gotta|want to|rather|"
    "could|should|let|got|fixing|fixin|fitting|imagine|imagining|tryna|gotta|fantasizing|fantasize|scared i|afraid i|determined|prefer|promise)",
    "soon": "(tonight|today|right now|now|tomorrow|this (morning|afternoon|evening|weekend|week)|soon|in the morning)",
    "someone": "(he|she|they|hes|shes|him|her|them|someone|somebody|everyone|people|"
    "(my|our|his|her|their|this|that|the|a|an) ((best|little|older|younger|big|baby|step|ex|old|closest|own|only|new|"
    "good|dear|grown|adult|teenage|teen|\\w+ (year|yr) old|\\d+(yo| year old| yr old)|room|house|class|twin|oldest|youngest|"
    "foster|grand) )*{person})",
    "person": "(friend|buddy|bro|brother|sister|sis|mom|mother|dad|father|son|daughter|husband|wife|spouse|"
    "boyfriend|girlfriend|partner|fiance|fiancee|ex|roommate|housemate|neighbor|coworker|kid|kids|child|children|"
    "baby|toddler|teen|teenager|boy|girl|guy|man|woman|lady|cousin|uncle|aunt|auntie|niece|nephew|coach|grandma|grandpa|"
    "grandmother|grandfather|grandson|granddaughter|grandkid|stepson|stepdaughter|stepdad|stepmom|stepfather|student|"
    "client|patient|sponsor|sponsee|boss|landlord|parents|family|friends|bf|gf|homie|girl|mate|infant|"
    "brother in law|sister in law|mother in law|father in law|dude|buddies|classmate|stranger|person|"
    "man|twin|homeboy|old man|baby daddy|baby mama)",
    "number": "(\\d+|a|couple|few|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|"
    "fifty|sixty|dozen|dozens|handful|hundred|half)",
    "many": "([1-9]\\d|[1-9]\\d\\d|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|a dozen|dozens|two dozen|a hundred|a handful|"
    "handful|handfuls|a bunch|a lot|lots|a ton|so many|too many|way too many)",
    "pills": "(pills?|tablets?|tabs?|capsules?|caps|meds|medication|medications|medicine|sleeping pills|painkillers?|"
    "xanax|klonopin|klonopins|ativan|valium|tylenol|tylenols|ibuprofen|advil|aspirin|benadryl|percs?|percocets?|"
    "oxys?|oxycodone|norcos?|vicodin|vicodins|ambien|seroquel|gabapentin|trazodone|antidepressants|zoloft|prozac|"
    "lexapro|lithium|buspar|hydroxyzine|effexor|cymbalta|insulin|methadone|suboxone|subs|fentanyl|blues|bars|benzo|adderall|heart pills|"
    "blood pressure pills|prescription|prescriptions|bottle|bottles|pack|packs|stash|script|dope|heroin|morphine|"
    "dxm|nyquil|everything in the|allergy pills|opiates|estradiol|supply|fenta|ketamine|edibles|unisom|melatonin|soma|somas|roxys?|roxies|drugs|dose|doses|opioids|elavil|amitriptyline|"
    "acetaminophen|wellbutrin|cold medicine|cough syrup|hydros?|dilaudid|tramadol|tramadols)",
    "kill": "(kill|killing|off|offing|hang|hanging|shoot|shooting|drown|drowning|stab|stabbing|end|ending|delete|"
    "unaliving|gas|gassing|electrocute|strangle|strangling|suffocate|suffocating|poison|poisoning|murder)",
    # Spanish
    "quiero": "(quiero|quisiera|queria|quise|deseo|ganas de|voy a|vamos a|pienso|pensando|pense|necesito|prefiero|"
    "preferiria|intento|intentar|intentando|trato de|planeo|planeando|pensamientos de|ideas de|idea de|estoy por|"
    "a punto de|decidi|decidido|decidida|tengo que|podria|puedo|plan de|plan para|planes de|listo para|lista para|"
    "dispuesto a|dispuesta a|capaz de|miedo de|temo|siento que voy a|me dan ganas de|mejor|hora de|forma de|"
    "manera de|como|hasta|pensado|me dan ganas|he pensado|trato|quieras)",
    "alguien": "(el|ella|ellos|alguien|(mi|mis|su|un|una|el|la|este|esta|nuestro|nuestra|tu) ((mejor|ex) )?{persona})",
    "persona": "(amigo|amiga|hermano|hermana|hermanito|hermanita|mama|madre|papa|padre|hijo|hija|hijito|hijita|"
    "esposo|esposa|marido|mujer|novio|novia|pareja|ex|companero|companera|vecino|vecina|nino|nina|bebe|bb|muchacho|"
    "muchacha|chico|chica|chamaco|chamaca|primo|prima|tio|tia|sobrino|sobrina|abuelo|abuela|abuelito|abuelita|nieto|"
    "nieta|hijastro|hijastra|suegro|suegra|cunado|cunada|jefe|jefa|viejo|vieja|jefita|carnal|compa|pana|roomie|"
    "alumno|alumna|paciente|cliente|senor|senora|padrastro|madrastra|chavo|chava|hijos|hijas|cuate|morro|morra|"
    "familiar|persona|parcero|parce|tipo|mejor amigo|mejor amiga|wey|hombre|joven|crio|nene|nena|guagua)",
    "hoy": "(hoy|ahora|ahorita|esta noche|ahora mismo|ya|manana|esta manana|esta tarde|este fin|pronto)",
    "muchas": "([1-9]\\d|[1-9]\\d\\d|diez|once|doce|quince|veinte|treinta|cuarenta|cincuenta|sesenta|cien|un monton|"
    "monton de|montones de|muchas|muchos|demasiadas|demasiados|un punado|punado|punados|bastantes|un chingo|bola de|"
    "un puno|harto|hartas|un vergo|una docena|todo el|toda la|todas las|todos los|todo un|toda una|todas mis|"
    "todos mis|toda mi|todo mi|(un|una|el|la|medio|media|dos|tres)(?= (frasco|bote|caja|blister|tableta|paquete)))",
    "pastillas": "(pastillas?|pastas?|pepas?|frasco|frascos|bote|botes|blister|caja|cajas|medicinas?|medicamentos?|"
    "remedios?|tabletas?|capsulas?|xanax|rivotril|clonazepam|tylenol|paracetamol|ibuprofeno|metadona|fentanilo|"
    "diazepam|lorazepam|tafil|insulina|antidepresivos|calmantes|somniferos|pildoras?|opioides|tableta|aspirinas|"
    "tramadol|alprazolam|clonas|chochos|percocets?|xanaxes|metadonas|rivotriles|clonazepanes|fenta)",
}  # fmt: skip

_WORD = r"[\w']+"
_GAP = r"[ ,\"]+"
# A run of any words must not swallow the "never" of "he never hurt me".
_NOT_A_NOT = r"(?!(?:not|never|doesnt|didnt|dont|isnt|wasnt|hasnt|nunca|no|jamas)\b)"


def _expand(phrase: str) -> str:
    for _ in range(4):
        expanded = re.sub(r"\{([a-z]+)\}", lambda found: FRAGMENTS[found.group(1)], phrase)
        if expanded == phrase:
            return phrase
        phrase = expanded
    raise ValueError(f"fragments nest too deep: {phrase}")


def _to_expression(phrase: str) -> str:
    text = _expand(phrase).replace(r"(\w+ ){", rf"({_NOT_A_NOT}\w+ ){{")
    text = re.sub(r"\bive\b", "i have", text)
    text = re.sub(r"\((?!\?)", "(?:", text)
    text = text.replace(" ... ", "\x00").replace(" .. ", "\x01")
    text = text.replace(" ", _GAP)
    return text.replace("\x00", f"(?:{_GAP}{_WORD}){{0,5}}{_GAP}").replace(
        "\x01", f"(?:{_GAP}{_WORD}){{0,2}}{_GAP}"
    )


@dataclass(frozen=True)
class Match:
    """Where a pattern was found, in characters of the normalised text."""

    pattern: "Pattern"
    start: int
    end: int


@dataclass(frozen=True)
class Pattern:
    """Phrases that mean the same danger, and how firmly."""

    kind: Kind
    outcome: Outcome
    phrases: tuple[str, ...]
    tense: Tense = "now"
    subject: Subject = "self"

    @functools.cached_property
    def expression(self) -> re.Pattern[str]:
        """All phrases as one compiled expression."""
        return re.compile(
            r"(?<!\w)(?:" + "|".join(_to_expression(phrase) for phrase in self.phrases) + r")(?!\w)"
        )

    def find(self, text: str) -> Iterator[Match]:
        """Every place in normalised text where one of the phrases stands."""
        for found in self.expression.finditer(text):
            yield Match(self, found.start(), found.end())
