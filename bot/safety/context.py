"""What stands around a match: a "not", a time long past, a story, a question about the thing, another person.

Each check looks only at the clause that holds the match, so that one line that matters is not undone by its neighbours.
"""

import re
from dataclasses import dataclass

_BOUNDARY = re.compile(
    r"\n|\b(?:but|however|though|although|yet|still|except|and now|pero|sino|aunque|sin embargo|y ahora|y hoy)\b|\?"
)

# A "not" counts only when nothing but these carrying words stands between it and the match.
_CARRIERS = (
    "(?:want(?:ed|ing)?|wish|going|gonna|to|trying|try|planning|plan|plans|thinking|think|thought|"
    "thoughts|about|of|feel(?:ing)?|"
    "like|am|im|i|really|ever|have|had|having|any|intention|intentions|desire|urge|urges|actually|"
    "actively|currently|right|now|"
    "would|say|saying|be|been|being|even|at|all|that|the|a|do|does|did|need|looking|considering|"
    "considered|contemplating|"
    "personally|anything|just|currently|today|tonight|getting|get|in|ideas|is|was|reason|so|danger|ive|"
    "mean|crazy|enough|"
    "quiero|queria|quisiera|voy|a|pienso|pensar|pensado|en|estoy|pensando|intento|intentar|tengo|ganas|"
    "de|me|he|planes|ideas|ningun|"
    "ninguna|intencion|verdad|es|que|quiera|vaya|pienses|creo|sea|ni|el|la|las|los|un|una|soy|siento|se|"
    "mi|nada|con|plan|tener|tenido|"
    "hacer|algo|suicidal|homicidal|or|nor|si|hi|o|suicida|hurting|harming|myself|anyone|personal|single|"
    "moment|pensamientos|haya|he|ha|por|ahorita|ahora|realmente|nunca)"
)
_NEGATED = re.compile(
    r"\b(?:not|never|dont|didnt|doesnt|wasnt|isnt|arent|wont|wouldnt|couldnt|cant|havent|hasnt|hadnt|aint|"
    r"no|without|nor|neither|"
    r"denies|denied|deny|zero|no one is|nobody is|shouldnt|"
    rf"nunca|jamas|sin|ni|tampoco|nadie)(?: {_CARRIERS}(?:[ ,]+{_CARRIERS}){{0,8}})?[ \"]*\Z"
)
# "I can't stop wanting to", "not sure", "no joke": these deny nothing, and the words above never reach across them.
_FALSE_NEGATION = re.compile(
    r"\b(?:why not|cant not|no reason not to|not (?:just|only)|no longer|cant even|not going to lie|"
    r"no (?:joke|lie|cap|more)|"
    r"no (?:puedo|se|aguanto) (?:mas|que|si)|no solo|por que no|ya no aguanto|cant live|dont care if i|"
    r"no tengo mas|no hago mas que)"
    r"[^\n]{0,25}\Z"
)
_NEGATED_AFTER = re.compile(
    r"\A[ ,\"]*\?\s*(?:no|nope|nah|never|not at all|of course not|absolutely not|god no|"
    r"nunca|para nada|claro que no)\b|"
    r"\A[ ,]*(?:no|nope|never|not me|never ever|not at all)[ ,]*(?:\n|\Z)|"
    r"\A[ ,\"]*(?:and i (?:said|told (?:him|her|them)) no|i said no|y (?:le )?dije que no|le dije que no)\b"
)

_PAST = re.compile(
    r"\b(?:(?:years?|yrs|months|decades?|ages|long time|while|lifetime) (?:ago|back)|(?:a|an|one|two|"
    r"three|four|five|six|seven|eight|"
    r"nine|ten|twelve|fifteen|twenty|thirty|\d+|couple|few|several|many|some) (?:\w+ )?(?:years?|yrs|"
    r"months?|decades?|weeks) (?:ago|back|before|earlier)|"
    r"last (?:year|summer|winter|fall|spring|month|christmas|january|february|march|april|may|june|july|"
    r"august|september|october|november|"
    r"december|decade|semester|thanksgiving|time)|(?:in|since|back in|around|until|from|during|early|"
    r"late) (?:the )?(?:(?:19|20)\d\d|january|february|march|april|"
    r"june|july|august|september|october|november|december|\d0s|nineties|eighties|seventies|fall of|"
    r"spring of|summer of)|when i was|back when|used to|back then|in the past|"
    r"in my (?:past|twenties|teens|thirties|youth|20s|30s|younger|early|late|teenage|first)|as a (?:kid|"
    r"teen|teenager|child|young)|once tried|"
    r"history of|long ago|way back|in (?:high school|college|middle school|rehab|the army|the navy|"
    r"the marines|the service|prison|jail)|(?:before|until) (?:i got|rehab|treatment|i quit|"
    r"recovery|i started|i went|getting sober)|childhood|growing up|the day i|past attempts?|previous|"
    r"years of|my (?:first|last|ex) (?:husband|wife|marriage|relapse|detox|"
    r"rehab|withdrawal|overdose|attempt|boyfriend|girlfriend)|at (?:age )?\d\d|those days|during (?:my|"
    r"the) (?:divorce|first|last|pandemic|deployment|marriage)|"
    r"the (?:first|last|second) time|after my (?:divorce|deployment|first|last)|one time|after (?:he|she|"
    r"my \w+) (?:left|died|passed)|my past|"
    r"(?:twice|three times|a few times|dos veces|tres veces|varias veces)(?! (?:today|tonight|hoy|now))|"
    r"(?:freshman|sophomore|junior|senior) year|ever since (?:then|i was)|survived|since then|thank god|"
    r"hace (?:\w+ )?(?:\w+ )?(?:anos?|meses|tiempo|decadas?|mucho|muchos|semanas)|cuando (?:yo )?(?:era|"
    r"tenia|vivia|estaba|iba|empece|fui)|a los (?:\w+ )?(?:anos|quince|veinte|treinta|dieci\w+|\d\d)|"
    r"de (?:joven|nin[oa]|adolescente|chic[oa]|"
    r"morr[oa]|chamac[oa])|(?:el|la) (?:ano|mes|vez|decada|verano|invierno|semana) (?:pasad[oa]|anterior)|"
    r"antes (?:de|yo|me|lo|tomaba|queria|pensaba|si)|en (?:el )?(?:pasado|mi pasado|mi juventud|"
    r"mi adolescencia|aquel|aquella|"
    r"(?:19|20)\d\d|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|"
    r"diciembre|la preparatoria|la prepa|la secundaria|la universidad|la carcel|el ejercito)|"
    r"en ese (?:tiempo|entonces|momento)|en aquel|hubo un tiempo|una vez|alguna vez|historial|"
    r"antecedentes|ya (?:lo )?supere|ya paso|mi ex(?: \w+)? me|la ultima vez|la primera vez|tiempo atras|"
    r"anos atras|meses atras|aquella vez|"
    r"mi primer[oa]? (?:esposo|marido|novio|rehabilitacion|desintoxicacion)|(?:anos|meses) (?:despues|sin|"
    r"limpi[oa]|sobri[oa])|sobrevivi|en mi infancia|de pequen[oa])\b"
)
# Only these make a story in the past: "used to", "when I was". For words that are about now they must come first.
_RECENT = re.compile(
    r"\b(?:tonight|today|right now|just now|now|just|minutes? ago|hours? ago|an hour|this (?:morning|"
    r"afternoon|evening|second|minute|week)|"
    r"last night|yesterday|again|currently|at the moment|still|a (?:minute|second) ago|earlier|"
    r"im going to|going to do it|mins ago|hrs ago|"
    r"hoy|ahorita|ahora|esta (?:noche|manana|tarde|semana)|anoche|ayer|acabo de|acaba de|"
    r"hace (?:un )?(?:rato|ratito|poco|minutos|una hora|unas horas|\d+ (?:minutos|horas|min|hrs)|"
    r"media hora|"
    r"unos minutos|dos horas|tres horas)|otra vez|de nuevo|todavia|sigo|recien|en este momento)\b"
)

_IF = re.compile(
    r"\b(?:if (?:i|he|she|they|my|someone|somebody|anyone|it) (?:ever|get|got|feel|felt|start|started|was|"
    r"were|need|have an?|had|takes?|took|overdoses?|od|stops?|"
    r"becomes?|relapse\w*)|what (?:if|happens (?:if|when)|should i do if|do i do if|to do (?:if|when)|"
    r"would happen if)|in case|what are the signs|how (?:do|can|would) (?:i|you|we|someone) (?:know|tell|"
    r"help|prevent|spot|recognize|handle)|"
    r"what if i|if (?:i|he|she|they) ever|can (?:you|a person|someone|people|it|withdrawal|quitting|"
    r"stopping|drinking|detox|alcohol)|could (?:you|a person|someone)|(?:do|does|will|would) (?:people|"
    r"you|a person|someone|it|stopping|quitting|they|everyone|"
    r"alcohol|withdrawal|detox)|is it (?:true|common|normal|possible|dangerous|safe)|how (?:many people|"
    r"common|likely|often|long|dangerous)|signs of|symptoms of|risk of|chance of|"
    r"(?:afraid|scared|worried|fear) (?:of|about) (?:having|getting)|prevent(?:ing)?|avoid(?:ing)?|"
    r"to avoid|so i dont|so that i dont|before i|dont want (?:him|her|them|anyone|my|to have|to end up|a)|"
    r"article|statistics|paper on|essay|read (?:about|that)|class on|training|"
    r"que pasa si|que hago si|que hacer (?:si|cuando|en caso)|en caso de|y si (?:me|mi|alguien|el|ella)|"
    r"como (?:se|puedo|saber|ayudar|ayudo|prevenir|reconocer|evitar)|es (?:normal|peligroso|verdad|comun|"
    r"posible|seguro|cierto)|"
    r"(?:se|uno|alguien|la gente|una persona) (?:se )?puede (?:morir|tener|dar)?|puede (?:dar|causar|ser|"
    r"pasar|uno|una|alguien|haber)|cuales son|sintomas de|senales de|riesgo de|para prevenir|evitar|"
    r"prevenir|"
    r"miedo (?:de|a) (?:tener|que me de)|lei (?:que|sobre)|ensayo|estadisticas|si (?:llego|llegara|"
    r"alguna vez|tuviera|me diera|alguien|un dia|empiezo) )\b"
)
# "Do you help with suicidal thoughts?" asks what the clinic does.
_ASKS_THE_CLINIC = re.compile(
    r"\b(?:(?:do|does|will|would|can) (?:you|your|the|this|yall|they) (?:\w+ ){0,3}(?:help|take|treat|"
    r"accept|handle|work|call|have|offer|deal|report|do|see|admit|with|about)|"
    r"how do (?:you|i) (?:handle|deal|treat|manage|know|tell|spot|prevent)|if (?:i|he|she|they|"
    r"someone) ever|ever feels?|just in case|por si acaso|signs|senales|"
    r"what if i|what do you do|what happens if|during treatment|in (?:your|the) program|"
    r"is there a (?:hotline|number|line)|"
    r"(?:tienen|ofrecen|atienden|aceptan|ayudan|tratan|dan|reciben|hay) (?:\w+ ){0,5}(?:para|con|a|de|"
    r"personas|gente)|como (?:se|saber|ayudo|ayudar|puedo saber)|que hago si|que pasa si|si algun dia)\b"
)
_TRIVIAL = re.compile(
    r"\b(?:hung ?over|hangover|cringe|embarrass\w*|awkward|mondays?|exams?|finals|homework|crud[ao]|"
    r"crudisim[oa]|resaca|guayabo|chuchaqui|goma|verguenza|pena|examen|lunes|tarea|"
    r"me vio|manchada|assembly|so (?:funny|bored|hot|cute)|calor|sueno|hambre|traffic|trafico|customers|"
    r"clients|boca|pierde|loses|"
    r"game|partido|microwave|wifi)\b"
)
_AS_PRESCRIBED = re.compile(
    r"\b(?:as (?:prescribed|directed|needed)|(?:like|as|the way) (?:im|i am|my doctor|the doctor|he is|"
    r"she is) (?:\w+ )?(?:supposed|said|told|should|says|ordered)|every (?:day|morning|night)|daily|a day|"
    r"each day|"
    r"como (?:me )?(?:dijo|receto|indico)|todos los dias|al dia|cada dia|diario|recetad\w+)\b"
)
_LAST_WEEK = re.compile(
    r"\b(?:last (?:week|weekend|month)|the other (?:day|night|week)|weeks ago|days ago|la semana pasada|"
    r"el otro dia|hace (?:unos )?dias|hace semanas)\b"
)
_NOT = re.compile(
    r"\b(?:not|never|dont|didnt|doesnt|wont|wouldnt|cant|cannot|couldnt|no|nobody|noone|without|isnt|"
    r"nothing|none|nunca|jamas|sin|ni|nadie|nada|ya no|no longer|aint|hardly|barely|shouldnt|stopped)\b"
)
_USUAL = re.compile(
    r"\b(?:when(?:ever)? (?:im|i am|i get|i feel|i have|he gets|she gets|i drink|i use|"
    r"i smoke) (?:\w+ )?(?:anxious|nervous|anxiety|stressed|panic\w*|worried|scared|high|drunk|coffee)|"
    r"sometimes|at times|usually|every time|off and on|a veces|de vez en cuando|cuando (?:me (?:da|pongo)|"
    r"tengo|estoy) (?:\w+ )?(?:ansiedad|nervios\w*|estres\w*|nervios\w|panico|ansios\w))\b"
)
_UNDER_WAY = re.compile(
    r"\b(?:having|just|cant|wont|now|right|going|is|started|starting|since|minutes?|estoy|esta|acabo|"
    r"acaba|ahorita|ahora|hoy|no puedo)\b"
)
_STORY = re.compile(
    r"\b(?:movie|film|song|lyrics?|book|novel|show|series|podcast|documentary|episode|character|mystery|episodes|"
    r"poem|played|article|news|netflix|video game|in the game|"
    r"(?<!not a )(?<!no )joke|meme|dream|dreamt|dreamed|nightmare|test question|homework|training|essay|class|"
    r"pelicula|cancion|libro|novela|serie|personaje|letra|noticia|noticias|sueno que|sone|sonado|"
    r"pesadilla|chiste|meme|articulo|videojuego|documental)\b"
)
_OURS = re.compile(
    r"\b(?:(?:you|your|this|the|that) (?:\w+ )?(?:card|message|bot|chat|form|question|screen|page|app|"
    r"site|website|sign|text|thing|list|answer|option|box|questionnaire|popup|button)|(?:you|it|that|"
    r"why did you|u|why do you) "
    r"(?:just )?(?:said|asked|ask|says|wrote|told|say|keep|sent|show|showed|asking|mean|meant)|why (?:did|"
    r"do|are|would) you|does (?:it|this|that) mean|what does|i clicked|i picked|i tapped|"
    r"(?:tu|su|el|la|este|esta|esa|ese) (?:mensaje|tarjeta|pregunta|pagina|pantalla|bot|chat|formulario|"
    r"opcion|lista|letrero|cuestionario|texto|boton)|(?:usted|ustedes|me|aqui|ahi|por que me|ahi) "
    r"(?:\w+ )?(?:dijo|preguntan|pregunta|pregunto|dijeron|puso|sale|salio|dice|escribio|mando|mostro|"
    r"sacan)|que (?:significa|quiere decir)|por que (?:me )?(?:pregunta\w*|sale|dice|manda\w*))\b"
)
_SAYER = re.compile(
    r"\b(?:friend|buddy|bro|brother|sister|sis|mom|mother|dad|father|son|daughter|husband|wife|boyfriend|"
    r"girlfriend|partner|ex|roommate|neighbor|coworker|kid|child|"
    r"teen|teenager|cousin|uncle|aunt|niece|nephew|grandson|granddaughter|he|she|they|student|client|"
    r"sponsee|boy|girl|stepson|stepdaughter|guy|someone|sponsor|him|her|"
    r"amig[oa]|herman[oa]|mama|papa|hij[oa]|espos[oa]|marido|novi[oa]|pareja|vecin[oa]|ella|primo|prima|"
    r"ti[oa]|sobrin[oa]|niet[oa]|compañer[oa]|alguien|el)\b"
    r"(?:[ ,]+(?!i\b|im\b|ive\b|yo\b|me\b)[\w']+){0,4}[ ,]+(?:said|says|saying|texted|texting|text|told|"
    r"tells|telling|wrote|posted|messaged|keeps|sent|typed|yelled|screamed|whispered|swears|admitted|"
    r"confessed|screaming|crying|"
    r"dice|dijo|diciendo|escribio|mando|puso|conto|grita|grito|repite|me dijo|publico|confeso|texteo|"
    r"mensajeo|jura|juro)\b"
)
# A third person as the subject right before the match, with no "I" between.
_DONE_BY_ANOTHER = re.compile(
    r"\b(?:he|she|they|someone|ella|alguien|(?:my|our|his|her|mi|su|un|una|el|la) (?:\w+ ){0,2}(?:friend|"
    r"buddy|bro|brother|sister|mom|mother|dad|father|son|daughter|husband|wife|"
    r"boyfriend|girlfriend|partner|ex|roommate|neighbor|coworker|kid|child|baby|toddler|cousin|uncle|aunt|"
    r"niece|nephew|grandson|granddaughter|grandma|grandpa|grandbaby|teen|student|"
    r"client|boy|girl|amig[oa]|herman[oa]|mama|papa|madre|padre|hij[oa]|espos[oa]|marido|novi[oa]|pareja|"
    r"vecin[oa]|prim[oa]|ti[oa]|sobrin[oa]|niet[oa]|bebe|nin[oa]|compa|abuel[oa]))"
    r"(?:[ ,]+(?!i\b|im\b|yo\b|me\b|my\b)\w+){0,3}[ ,\"]*\Z"
)
_NOT_THE_SAYER = re.compile(
    r"\b(?:therapist|doctor|counselor|nurse|judge|psiquiatra|terapeuta|doctora|medico|psicologo|psicologa)\b"
)
_LAUGH = re.compile(
    r"\b(?:lo+l|lmao+|lmfao|rofl|(?:ha){2,}h?|(?:ja){2,}j?|(?:je){2,}|jk|just kidding|(?<!not )kidding|"
    r"(?<!not )joking|just joking|(?<!no )es broma|broma|bromeando|xd+)\b"
)
_WORK_JOKE = re.compile(
    r"\b(?:another|one more|otra|otro|una mas) (?:\w+ )?(?:meeting|email|zoom|spreadsheet|monday|"
    r"commercial|shift|form|question|test|call|class|survey|ad|reunion|junta|correo|lunes|tarea|examen|"
    r"pregunta|formulario|anuncio|turno|spam|podcast|salad|episode)\b"
)
_CONDITION = re.compile(
    r"(?<!know )(?<!sure )(?<!wonder )(?<!wondering )\b"
    r"(?:if (?:i|he|she|they|you|my|this|it|the|we) (?:\w+ ){1,12}|si (?:me|no|tengo|vuelvo|el|ella|mi|"
    r"otra|pierdo|sigo) )"
)
_DID_NOT_MEAN = re.compile(
    r"\b(?:(?:im|i am|hes|shes|he is|she is|they are|were|all|everyone is|doing|completely|totally|feel|"
    r"feeling|much) (?:\w+ )?(?:safe|ok|okay|fine|good|better|stable|well)(?: now| today| again)?|"
    r"(?:not|never) (?:actually|serious|seriously|really mean)|didnt mean (?:it|that)|dont mean (?:it|"
    r"that)|just (?:an expression|a figure of speech|venting)|figure of speech|"
    r"estoy (?:bien|a salvo|mejor|seguro|segura)|ya esta (?:bien|mejor|sobri[oa])|es un decir|"
    r"no es en serio|no lo digo en serio|es una expresion|ya estoy (?:bien|mejor))\b"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What was found around one match; each is a plain yes or no."""

    is_negated: bool
    is_past: bool
    is_recent: bool
    is_hypothetical: bool
    is_story: bool
    is_about_our_words: bool
    is_said_by_another: bool
    is_done_by_another: bool
    is_laughed_at: bool
    is_work_joke: bool
    is_conditional: bool
    is_said_to_be_over: bool
    is_question: bool
    is_asked_of_the_clinic: bool
    is_trivial: bool
    is_as_prescribed: bool
    is_days_ago: bool
    is_under_way: bool
    is_usual: bool


def _between_commas(left: str, inside: str, right: str) -> str:
    """The words about the match up to the next comma on each side: "I tried once, I'm fine now" is not about now."""
    return f"{left.rpartition(',')[2]}{inside}{right.partition(',')[0]}"


def _is_negated(left: str, inside: str, after: str) -> bool:
    """A "not" before or after the words, unless they hold their own ("I don't want to live")."""
    if _NOT.search(inside):
        return False
    if _NEGATED.search(left) and not _FALSE_NEGATION.search(left):
        return True
    return bool(_NEGATED_AFTER.match(after))


def look_around(text: str, start: int, end: int) -> Surroundings:
    """Read the sentence and the clause that hold `text[start:end]` of a normalised text."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    left_end = start
    left_line = text[max(line_start, start - 160) : left_end]
    cut = 0
    for boundary in _BOUNDARY.finditer(left_line):
        cut = boundary.end()
    left = left_line[cut:]
    inside = text[start:end]
    right_line = text[end : min(line_end, end + 160)]
    boundary_after = _BOUNDARY.search(right_line)
    right = (
        right_line[: boundary_after.start()]
        if boundary_after and boundary_after.group() != "?"
        else right_line
    )
    clause = f"{left}{inside}{right}"
    # "said" far behind, in another sentence, no longer tells who speaks; the line does.
    said = _SAYER.search(left_line)
    return Surroundings(
        is_negated=_is_negated(left, inside, text[end : end + 60]),
        is_past=bool(_PAST.search(clause)),
        is_recent=bool(_RECENT.search(_between_commas(left, inside, right))),
        is_hypothetical=bool(_IF.search(f"{left}{inside}")),
        is_story=bool(_STORY.search(clause)),
        is_about_our_words=bool(_OURS.search(left_line)),
        is_said_by_another=bool(said) and not _NOT_THE_SAYER.search(left_line),
        is_done_by_another=bool(
            _DONE_BY_ANOTHER.search(left) or inside.startswith(("se ", "she ", "he ", "they "))
        ),
        is_laughed_at=bool(_LAUGH.search(text[max(0, start - 80) : end + 80])),
        is_work_joke=bool(_WORK_JOKE.search(text[line_start:line_end])),
        is_conditional=bool(_CONDITION.search(left_line)),
        is_said_to_be_over=bool(_DID_NOT_MEAN.search(text[max(0, start - 120) : end + 120])),
        is_question=text[line_end - 1 : line_end] == "?",
        is_asked_of_the_clinic=bool(_ASKS_THE_CLINIC.search(f"{left}{inside}")),
        is_trivial=bool(_TRIVIAL.search(text[line_start:line_end])),
        is_as_prescribed=bool(_AS_PRESCRIBED.search(clause)),
        is_days_ago=bool(_LAST_WEEK.search(clause)),
        is_under_way=bool(_UNDER_WAY.search(clause)),
        is_usual=bool(_USUAL.search(clause)),
    )


_WRITER = re.compile(r"\b(?:i|im|ill|id|me|myself|yo|estoy|quiero|tengo|siento|voy|soy|mi vida)\b")
_OTHER = re.compile(
    r"\b(?:(?:my|our|his|her|mi|mis|su|un|una) (?:\w+ )?(?:friend|buddy|brother|sister|mom|mother|dad|"
    r"father|son|daughter|husband|wife|boyfriend|girlfriend|partner|"
    r"roommate|neighbor|kid|child|baby|toddler|cousin|uncle|aunt|niece|nephew|grandson|granddaughter|"
    r"grandma|grandpa|teen|student|client|boy|girl|"
    r"amig[oa]|herman[oa]|mama|papa|madre|padre|hij[oa]|espos[oa]|marido|novi[oa]|pareja|vecin[oa]|"
    r"prim[oa]|ti[oa]|sobrin[oa]|niet[oa]|bebe|nin[oa]|compa|abuel[oa])|he|she|they|himself|herself|ella|"
    r"alguien)\b"
)
_OF_THE_OTHER = re.compile(r"\b(?:himself|herself|themselves|he|she|they|(?:se|le) \w+)\b")


def is_about_someone_else(text: str) -> bool:
    """A guess for normalised text in which no pattern names the person: does it begin with another and stay there?"""
    other = _OTHER.search(text)
    if other is None:
        return False
    writer = _WRITER.search(text)
    return writer is None or (other.start() < writer.start() and bool(_OF_THE_OTHER.search(text)))
