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
    "i": "(i|im|ive|id|ill|me|myself)",
    "want": (
        "(want|wanted|wish|need|going|ready|planning|plan|trying|tempted|about|decided|thinking|think|thought|"
        "thoughts|considering|considered|feel like|feeling like|urge|urges|might|may|will|ill|gotta|want to|"
        "rather|could|should|let|got|fixing|fixin|fitting|imagine|imagining|tryna|gotta|fantasizing|fantasize|"
        "scared i|afraid i|determined|prefer|promise)"
    ),
    "soon": "(tonight|today|right now|now|tomorrow|this (morning|afternoon|evening|weekend|week)|soon|in the morning)",
    "someone": (
        "(he|she|they|hes|shes|him|her|them|someone|somebody|everyone|people|(my|our|his|her|their|this|that|the|"
        "a|an) ((best|little|older|younger|big|baby|step|ex|old|closest|own|only|new|good|dear|grown|adult|"
        r"teenage|teen|\w+ (year|yr) old|\d+(yo| year old| yr old)|room|house|class|twin|oldest|youngest|foster|"
        "grand) )*{person})"
    ),
    "person": (
        "(friend|buddy|bro|brother|sister|sis|mom|mother|dad|father|son|daughter|husband|wife|spouse|boyfriend|"
        "girlfriend|partner|fiance|fiancee|ex|roommate|housemate|neighbor|coworker|kid|kids|child|children|baby|"
        "toddler|teen|teenager|boy|girl|guy|man|woman|lady|cousin|uncle|aunt|auntie|niece|nephew|coach|grandma|"
        "grandpa|grandmother|grandfather|grandson|granddaughter|grandkid|stepson|stepdaughter|stepdad|stepmom|"
        "stepfather|student|client|patient|sponsor|sponsee|boss|landlord|parents|family|friends|bf|gf|homie|girl|"
        "mate|infant|brother in law|sister in law|mother in law|father in law|dude|buddies|classmate|stranger|"
        "person|man|twin|homeboy|old man|baby daddy|baby mama)"
    ),
    "number": (
        r"(\d+|a|couple|few|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|"
        "sixty|dozen|dozens|handful|hundred|half)"
    ),
    "many": (
        r"([1-9]\d|[1-9]\d\d|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
        "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|a dozen|dozens|two dozen|a hundred|a "
        "handful|handful|handfuls|a bunch|a lot|lots|a ton|so many|too many|way too many)"
    ),
    "pills": (
        "(pills?|tablets?|tabs?|capsules?|caps|meds|medication|medications|medicine|sleeping pills|painkillers?|"
        "xanax|klonopin|klonopins|ativan|valium|tylenol|tylenols|ibuprofen|advil|aspirin|benadryl|percs?|"
        "percocets?|oxys?|oxycodone|norcos?|vicodin|vicodins|ambien|seroquel|gabapentin|trazodone|"
        "antidepressants|zoloft|prozac|lexapro|lithium|buspar|hydroxyzine|effexor|cymbalta|insulin|methadone|"
        "suboxone|subs|fentanyl|blues|bars|benzo|adderall|heart pills|blood pressure pills|prescription|"
        "prescriptions|bottle|bottles|pack|packs|stash|script|dope|heroin|morphine|dxm|nyquil|everything in the|"
        "allergy pills|opiates|estradiol|supply|fenta|ketamine|edibles|unisom|melatonin|soma|somas|roxys?|roxies|"
        "drugs|dose|doses|opioids|elavil|amitriptyline|acetaminophen|wellbutrin|cold medicine|cough syrup|"
        "hydros?|dilaudid|tramadol|tramadols)"
    ),
    "kill": (
        "(kill|killing|off|offing|hang|hanging|shoot|shooting|drown|drowning|stab|stabbing|end|ending|delete|"
        "unaliving|gas|gassing|electrocute|strangle|strangling|suffocate|suffocating|poison|poisoning|murder)"
    ),
    "quiero": (
        "(quiero|quisiera|queria|quise|deseo|ganas de|voy a|vamos a|pienso|pensando|pense|necesito|prefiero|"
        "preferiria|intento|intentar|intentando|trato de|planeo|planeando|pensamientos de|ideas de|idea de|estoy "
        "por|a punto de|decidi|decidido|decidida|tengo que|podria|puedo|plan de|plan para|planes de|listo para|"
        "lista para|dispuesto a|dispuesta a|capaz de|miedo de|temo|siento que voy a|me dan ganas de|mejor|hora "
        "de|forma de|manera de|como|hasta|pensado|me dan ganas|he pensado|trato|quieras)"
    ),
    "alguien": "(el|ella|ellos|alguien|(mi|mis|su|un|una|el|la|este|esta|nuestro|nuestra|tu) ((mejor|ex) )?{persona})",
    "persona": (
        "(amigo|amiga|hermano|hermana|hermanito|hermanita|mama|madre|papa|padre|hijo|hija|hijito|hijita|esposo|"
        "esposa|marido|mujer|novio|novia|pareja|ex|companero|companera|vecino|vecina|nino|nina|bebe|bb|muchacho|"
        "muchacha|chico|chica|chamaco|chamaca|primo|prima|tio|tia|sobrino|sobrina|abuelo|abuela|abuelito|"
        "abuelita|nieto|nieta|hijastro|hijastra|suegro|suegra|cunado|cunada|jefe|jefa|viejo|vieja|jefita|carnal|"
        "compa|pana|roomie|alumno|alumna|paciente|cliente|senor|senora|padrastro|madrastra|chavo|chava|hijos|"
        "hijas|cuate|morro|morra|familiar|persona|parcero|parce|tipo|mejor amigo|mejor amiga|wey|hombre|joven|"
        "crio|nene|nena|guagua)"
    ),
    "hoy": "(hoy|ahora|ahorita|esta noche|ahora mismo|ya|manana|esta manana|esta tarde|este fin|pronto)",
    "muchas": (
        r"([1-9]\d|[1-9]\d\d|diez|once|doce|quince|veinte|treinta|cuarenta|cincuenta|sesenta|cien|un monton|"
        "monton de|montones de|muchas|muchos|demasiadas|demasiados|un punado|punado|punados|bastantes|un chingo|"
        "bola de|un puno|harto|hartas|un vergo|una docena|todo el|toda la|todas las|todos los|todo un|toda una|"
        "todas mis|todos mis|toda mi|todo mi|(un|una|el|la|medio|media|dos|tres)(?= (frasco|bote|caja|blister|"
        "tableta|paquete)))"
    ),
    "pastillas": (
        "(pastillas?|pastas?|pepas?|frasco|frascos|bote|botes|blister|caja|cajas|medicinas?|medicamentos?|"
        "remedios?|tabletas?|capsulas?|xanax|rivotril|clonazepam|tylenol|paracetamol|ibuprofeno|metadona|"
        "fentanilo|diazepam|lorazepam|tafil|insulina|antidepresivos|calmantes|somniferos|pildoras?|opioides|"
        "tableta|aspirinas|tramadol|alprazolam|clonas|chochos|percocets?|xanaxes|metadonas|rivotriles|"
        "clonazepanes|fenta)"
    ),
    "victim": (
        r"(him|her|them|someone|somebody|everyone|people|you|(my|his|her|the|that|this|their|our|every|some) (\w+ "
        ")?({person}|abuser|neighbors|teacher|dealer|coworkers|cop|cops|doctor|supervisor|manager|in laws|family|"
        "stepfather|bitch|bastard|motherfucker|mf|fucker|asshole|snitch|sumbitch|fool|punk|prick|creep|cop|nigga|"
        "pig|whore|dealer|plug|lady|lawyer|judge|piece of shit|pos|thief|guys|guy|one))"
    ),
    "victima": (
        "((a |al )?({alguien}|ellos|ese|esa|todos|el desgraciado|la desgraciada|mi familia|los vecinos|ese "
        "(maldito|cabron|infeliz|desgraciado|tipo|guey|wey|man|hombre|pendejo|puto)))"
    ),
    "abuser": (
        "(he|she|hes|shes|(my|the) (ex |baby )*(husband|wife|boyfriend|girlfriend|partner|ex|fiance|fiancee|bf|"
        "gf|man|old man|spouse|dad|mom|father|mother|stepdad|stepfather|stepmom|stepmother|brother|son|uncle|"
        "roommate|baby daddy|daddy|sister|pimp|parents|landlord|cousin|grandson|nephew|boyfriends|sponsor)|"
        "someone|somebody|they|the (man|guy|person) i live with)"
    ),
    "agresor": (
        "(el|ella|(mi|el) (ex )?(esposo|esposa|marido|mujer|novio|novia|pareja|ex|papa|padre|padrastro|hermano|"
        "hijo|tio|companero|senor|viejo|hombre|suegro|mama|madre|jefe|concubino|expareja|exesposo|exmarido|"
        r"exnovio|muchacho|nieto|yerno)|el (papa|padre) de (mi|mis) (hij\w+|nin\w+|bebe))"
    ),
    "chemical": (
        "(bleach|antifreeze|drain cleaner|drano|lysol|pine ?sol|rat poison|pesticide|weed killer|roundup|"
        "detergent|tide pods?|laundry pods?|ammonia|gasoline|lighter fluid|paint thinner|rubbing alcohol|hand "
        "sanitizer|cleaner|cleaning (stuff|product|fluid|solution)|windex|nail polish remover|poison|kerosene|"
        "turpentine|battery acid|acid|oven cleaner|disinfectant|methanol|mouthwash|insecticide|bug spray|"
        "chemicals?|dish soap|fabuloso|peroxide|lye|toilet cleaner|cyanide|mothballs|button battery|batteries|"
        "battery|super glue|lamp oil|vape juice|nicotine|ant traps?|roach bait|wild mushrooms?|mushrooms from|"
        r"berries|pods?|clorox|dishwasher \w+)"
    ),
    "quimico": (
        "(cloro|lejia|blanqueador|veneno|raticida|insecticida|anticongelante|gasolina|detergente|destapacanos|"
        "acido|amoniaco|pesticida|thinner|tiner|limpiador|producto de limpieza|productos de limpieza|fabuloso|"
        "pinol|jabon|soda caustica|sosa|alcohol (de curar|isopropilico|del botiquin|etilico)|herbicida|veneno "
        "(de|para) ratas?|desinfectante|acetona|matarratas|plaguicida|fertilizante|pila|bateria|quitaesmalte|"
        r"aguarras|kerosen\w+|gel antibacterial|liquido|hongos)"
    ),
    "small": (
        "(toddler|baby|kid|kids|son|daughter|child|grandson|granddaughter|grandbaby|little (one|boy|girl|brother|"
        r"sister)|\d+ (year|yr|month|mo) old|\w+ (year|month) old|nephew|niece|dog|infant|grandkid|children|cat|"
        r"puppy|\d+yo|boy|girl|twins)"
    ),
    "chico": (
        "(bebe|nino|nina|hijo|hija|hijito|hijita|nieto|nieta|sobrino|sobrina|chiquito|chiquita|pequeno|pequena|"
        "chamaco|chamaca|perro|hermanito|hermanita|nene|nena|guagua|criatura|gordito|peque)"
    ),
    "stopped": (
        "(quit|quitting|stopped|stop|stopping|last drink|last drank|no alcohol|isnt had|off (alcohol|vodka|xanax|"
        "benzo|booze|the booze|klonopin|valium|drinking)|havent (drank|had a drink|drunk|drink|taken|had any|"
        "had)|without (a drink|alcohol|xanax|my xanax|drinking|booze|benzo)|cold turkey|detox|detoxing|"
        "withdrawal|withdrawals|withdrawing|coming off|came off|ran out|dts|day (one|two|three|four|1|2|3|4|5)|"
        r"dry|sober|\d+ (hours|hrs|days) (without|since|sober|off)|(one|two|three|four) days? (without|since|"
        "sober|off)|since my last (drink|pill|xanax|dose)|going without)"
    ),
    "sign": (
        r"(seizure|seizures|seizing|convulsing|convulsion|convulsions|a fit|hallucinat\w+|delirium|seeing (things|"
        "bugs|people|spiders|snakes|shadows|stuff|faces|rats|ants|someone|insects|shit|demons|dead)|hearing "
        "(things|voices|music|people|stuff|someone)|things that (arent|are not) there|things arent there|that "
        "(isnt|wasnt|arent|werent) (there|real)|bugs (on|crawling|all over|in|everywhere)|spiders (on|all over|"
        "crawling|everywhere)|crawling on (me|my|the walls?)|(voices|people) that arent|shaking (so|really|very|"
        "uncontrollably|violently|like crazy|too|bad|badly|nonstop|hard|all over)|shakes (so|really) bad|bad "
        r"shakes|cant stop (shaking|throwing up|vomiting|puking)|uncontrollabl[ey] shak\w+|heart (is )?(\w+ "
        ")?(racing|pounding|beating (so|really|too) fast)|dont know (where i am|what day|where im at)|confused|"
        "not making sense|fever|throwing up (nonstop|blood|everything)|cant keep (water|anything|fluids) down|"
        "burning up|disoriented|delirious|blacking out|passing out|whole body is shaking|body jerking|body jerks|"
        r"eyes roll\w*( back)?|brother in the cab|saw (my|a|someone|people|things) (dead )?\w+ (in|on|at|by) the|"
        "shaking on the floor|twitching all over)"
    ),
}

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
