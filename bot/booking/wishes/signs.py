"""Words that turn a wish: "not", "or", "works", "as soon as possible", "later than that". English and Spanish."""

import re
from typing import Literal

from bot.booking.wishes.text import WEEKDAY_NAMES

Sign = Literal[
    "not",  # turns round what follows
    "cannot",  # turns round its whole clause
    "bad",  # turns round what stands before it
    "also",  # adds its clause to what was wished before
    "fine",  # says yes to its clause
    "except",
    "or",
    "and",
    "comma",
    "break",
    "so",  # what follows is the wish, what stands before it the reason
    "instead",  # what follows takes the place of what stands before it
    "before_that",  # before the day or time just named
    "after_that",
    "that_week",
    "next_day",
    "too",  # keeps the yes or no of what stands before it
    "those",  # the times just shown
    "soonest",
    "anything",
    "later",
    "earlier",
    "others",
    "other_days",
    "first_only",
    "last_only",
]

_DAYS = "(?:" + "|".join(f"{name}s?" for name in sorted(WEEKDAY_NAMES, key=len, reverse=True)) + ")"
_THING = r"(?: (?:appointment|slot|opening|time|one|date|spot|cita|hora|horario|turno|espacio))?"
_NOUN = r"(?:appointment|slot|opening|one|spot)"
_NAMED = r"(?:today|tomorrow|next week|this week|on|in the)"
_YOU_HAVE = (
    r"(?: (?:possible|available|open|free|you have|you've got|there is|you can|posible|disponible|"
    r"que (?:haya|tengan?)))*"
)
_SHOWN = r"(?:that|those|these|this|them|all (?:of )?(?:those|these|that)|es[ao]s?|est[ao]s?|eso|esto)"
_SOMEWHAT = r"(?:(?:something|anything|any|some|a bit|a little|a little bit|much|way|un poco|algo|mucho) )?"
_KINDS = r"(?:times?|options?|slots?|openings?|choices?|appointments?)"
_TIPOS = r"(?:horas?|horarios?|opciones|opcion|citas?|espacios)"
_BAD = (
    r"(?:(?:all|really|always|pretty|just|usually|so|kinda|kind of|super|a little|totally|completely) )*"
    r"(?:bad|rough|difficult|out|no good|a no|no go|a no go|tough|hard|terrible|impossible|tricky|full|busy|"
    r"off limits|"
    r"taken|booked|packed|crazy|swamped|slammed|hectic|nuts|awful|horrible|a mess|a nightmare|blocked|jammed|"
    r"not (?:so |very |too )?(?:good|great|ok(?:ay)?|possible|an option|available|free|ideal|going to work|"
    r"gonna work))"
)
_ENGAGED = (
    r"(?:court|work|class(?:es)?|meetings?|appointments?|shifts?|therapy|school|job|doctor|dentist|"
    r"probation|dialysis|"
    r"plans|the kids|my kids|kids|church|something|to work|to be at work|stuff|things)"
)
_COMPROMISO = (
    r"(?:trabajo|clases?|corte|cita|que trabajar|junta|escuela|compromisos?|otra cita|cosas que hacer|"
    r"iglesia)"
)

# Of all that fit at one place in the text the longest is taken; of equals, the first here.
_PHRASES: tuple[tuple[Sign, tuple[str, ...]], ...] = (
    (
        "first_only",
        (
            rf"(?:the |your |any )?(?:(?:very )?first|earliest|soonest){_THING}{_YOU_HAVE} (?:on|of|for|"
            rf"that)",
            r"(?:la |el )?primer[ao]?(?: (?:cita|hora|horario|turno|espacio))?(?: disponible)? (?:del|de "
            r"la|el|de|para el)",
            r"(?:la |el )?mas tempran[oa](?: (?:del|de la|el|para el))",
            r"lo mas temprano (?:del|el)",
            rf"(?:the |your )?(?:very )?(?:first|earliest|soonest){_THING}{_YOU_HAVE}(?= {_DAYS}| {_NAMED})",
            rf"(?:the |your )?(?:very )?(?:first|earliest|soonest) {_NOUN}$",
        ),
    ),
    (
        "last_only",
        (
            rf"(?:the |your )?(?:very )?(?:last|latest){_THING}{_YOU_HAVE}(?= {_DAYS}| {_NAMED})",
            rf"(?:the |your )?(?:very )?(?:last|latest) {_NOUN}$",
            rf"(?:the |your )?(?:very )?(?:last|latest){_THING}{_YOU_HAVE} (?:on|of|for)",
            r"(?:la |el )?ultim[ao](?: (?:cita|hora|horario|turno|espacio))?(?: disponible)? (?:del|de la|"
            r"el|de|para el)",
        ),
    ),
    (
        "soonest",
        (
            r"as (?:soon|early|quick(?:ly)?|fast) as (?:possible|you can|i can|can be|u can|it gets)",
            r"a\.?s\.?a\.?p",
            rf"(?:the |your )?(?:very )?(?:soonest|earliest){_THING}{_YOU_HAVE}",
            rf"(?:the |your )?(?:very )?(?:first|next) (?:possible|available|open|free|opening|"
            rf"appointment){_THING}{_YOU_HAVE}",
            r"(?:the )?(?:sooner|earlier|faster|quicker) the better",
            r"first thing (?:available|open|you (?:have|got))|right away|right now|immediately|(?:very |"
            r"pretty |real )?soon|urgent(?:ly)?|quickly|first "
            r"chance",
            r"(?:lo |la |el )?(?:antes|mas pronto|mas rapido|mas temprano) (?:posible|que (?:se "
            r")?(?:pueda|puedan|tengan?|haya))",
            r"(?:what(?:'s| is|ever's)|the) (?:open|free|available) (?:first|next|soonest)",
            r"(?:how soon|when) (?:can|could|may) (?:i|you|we)(?: (?:come in|come|be seen|get in|get me "
            r"in|see me|fit me in|go|start))?",
            r"when(?:'s| is) (?:the |your )?(?:next|first|earliest|soonest)(?: available)?(?: \w+)?|"
            r"sooner is better",
            r"(?:cuando|que tan pronto) (?:puedo|me pueden|podria)(?: (?:ir|venir|ver|atender))?|lo "
            r"primero que tengan?",
            r"lo que tengan? (?:mas|lo mas) pronto|(?:la|lo|el) mas cercan[oa]",
            r"lo antes posible|cuanto antes|(?:mientras|entre) (?:mas|antes)[a-z ]{0,12} mejor",
            rf"(?:la |el |lo )(?:primer[ao]?|proxim[ao]){_THING} (?:disponible|libre|que (?:haya|tengan?))",
            r"(?:la |el )?(?:cita )?(?:mas )?(?:pronto|proxima|cercana)(?: (?:disponible|posible))?|ya "
            r"mismo|ahora(?: mismo)?|enseguida|urgente",
        ),
    ),
    (
        "others",
        (
            rf"(?:none|neither) of (?:these|those|them|the above|that)(?: {_KINDS})?(?: (?:work|works|"
            rf"will work|are good|fit|do))?(?: for me)?",
            r"none(?: works?)?|nothing (?:works|fits|there)|neither(?: works?)?$|(?:these|those|they) "
            r"(?:don't|do not|won't|all don't) "
            r"(?:work|fit|suit)(?: for me)?",
            r"ningun[ao]?(?: de (?:es[ao]s|est[ao]s))?(?: me (?:sirven?|quedan?|funcionan?|convienen?))?",
            r"(?:anything|something|what) else",
            r"(?:i )?can't (?:do|make) (?:any of |either of )?(?:these|those|them|that)(?: times)?",
            r"no puedo (?:a |en )?(?:es[ao]s|est[ao]s|ningun[ao])(?: (?:horas?|horarios?|dias?))?",
            rf"(?:any |some |more |other |different |another |additional |the )+{_KINDS}",
            r"(?:next|siguientes?)(?: page)?$",
            r"(?:show |see |give )(?:me )?(?:some )?(?:more|others)|more(?: please)?",
            rf"(?:mas|otros?|otras?|diferentes?) {_TIPOS}|que (?:mas|otr[ao]s?)(?: \w+)? (?:hay|tienen?)|"
            rf"ver mas|algo diferente",
        ),
    ),
    (
        "other_days",
        (
            r"(?:a |any |some |on )*(?:different|other|another) (?:days?|dates?)",
            r"(?:en )?(?:otro|otros) (?:dia|dias|fecha|fechas)",
        ),
    ),
    (
        "anything",
        (
            r"(?:any|every|all|either) ?days?(?: of the week)?|(?:cualquier|todos los) dias?|no importa "
            r"el dia",
            r"any ?time(?: at all| you (?:have|want|like))?|any ?thing(?: (?:works|goes|you have|is "
            r"fine))?|whenever|what ?ever(?:'s)?(?: (?:is )?(?:open|free|available))?",
            r"any(?: one)?(?: of (?:them|those|these))?(?: (?:works|is fine|will do))?|either(?: one| of "
            r"(?:them|those))?",
            r"(?:it )?(?:does not|doesn't) matter|(?:i )?(?:do not|don't) (?:care|mind)|no preference|i "
            r"have no preference",
            r"i'm (?:very |pretty |totally )?(?:flexible|wide open|open to anything|easy)|flexible|my "
            r"schedule is open",
            r"up to you|you (?:pick|choose|decide)|surprise me|all of (?:them|those)|all good",
            r"cualquier(?:a)?(?: (?:hora|momento|horario|cita))?|cuando (?:sea|pueda|puedan|quiera|"
            r"quieran|usted diga)",
            r"a la hora que sea|me da (?:igual|lo mismo)|no (?:me )?importa|sin preferencia|no tengo "
            r"preferencia",
            r"(?:la|lo|el) que (?:sea|quiera|tenga)|todos? me sirven?|como (?:quiera|guste)|usted "
            r"(?:escoja|elija|decida)",
        ),
    ),
    (
        "except",
        (
            r"(?:any ?day|any ?time|anything|every ?day|all week|all days|everything|any) (?:but|"
            r"except(?: for)?|besides|other than)(?: on)?",
            r"(?:cualquier dia|cualquier hora|cualquiera|todos los dias|lo que sea) (?:menos|excepto|salvo)",
            r"instead of|rather than|better than|en vez de|en lugar de|except(?: for| on)?|other than|"
            r"besides|aside from|apart from|outside of|"
            r"excluding|minus|but not(?! (?:before|after|until|till|earlier|later|sooner|too|so|that|very|"
            r"really))|just not|anything but",
            r"excepto|menos|salvo|aparte del?|quitando|fuera de(?! la| mi| el)|pero no(?! (?:antes|despues|"
            r"muy|tan|puedo))|(?:con tal de )?que no sean?|nada mas que no sean?",
        ),
    ),
    (
        "before_that",
        (r"(?:before|earlier than|sooner than) (?:that time|that|then)|antes de (?:eso|esa hora)",),
    ),
    ("next_day", (r"(?:the )?(?:day after|next day|following day)(?: that)?|(?:al|el) dia siguiente",)),
    ("that_week", (r"that (?:same )?week|esa (?:misma )?semana",)),
    (
        "after_that",
        (
            r"(?:after|later than) (?:that time|that|then)|despues de (?:eso|es[ae] (?:hora|rato))|de ahi "
            r"en adelante",
        ),
    ),
    (
        "later",
        (
            rf"{_SOMEWHAT}(?:later|further out|mas tarde|mas adelante|despues)(?! than (?:the )?(?:\d|"
            rf"{_DAYS}))(?! (?:in the (?:week|month|"
            rf"day|morning|afternoon|evening)|(?:this|next|that) (?:week|day|afternoon)|en la (?:semana|"
            rf"tarde)))(?: (?:than|que|de) {_SHOWN})?(?: {_KINDS}| ones?)?",
            r"(?:way |a bit |a little )?too (?:early|soon)|(?:muy|demasiado) temprano para mi",
            rf"after {_SHOWN}(?: one)?|a later (?:time|one|appointment|slot)|(?:push|move) it back",
        ),
    ),
    (
        "earlier",
        (
            rf"{_SOMEWHAT}(?:earlier|sooner|mas temprano|mas pronto)(?! than (?:the )?(?:\d|{_DAYS}))(?: "
            rf"(?:than|que|de) {_SHOWN})?(?: "
            rf"{_KINDS}| ones?)?",
            r"(?:way |a bit |a little )?too (?:far (?:out|away|off)|far|long)|(?:muy|demasiado) lejos",
            rf"before (?:{_SHOWN}|then)(?: one)?|an earlier (?:time|one|appointment|slot)|(?:algo "
            rf")?antes(?: de (?:es[ao]s?|eso))?",
        ),
    ),
    (
        "cannot",
        (
            r"(?:don't|doesn't|won't|wouldn't|do not|does not|will not|can't|never) (?:really |ever "
            r")?(?:work|works|do|make(?: it)?|suit|fit|come(?: in)?|go|attend|be there)(?: (?:for me|well|"
            r"on))?",
            r"(?:i )?(?:can't|cannot|couldn't|won't be able to)(?: (?:do|make(?: it)?|on))?|(?:i'm "
            r")?(?:unable to|not able to)(?: (?:do|make|come))?",
            r"(?:i'm |i am |i'll be )(?:not (?:free|available|around)|busy|booked|tied up|at work|working|"
            r"out|away|gone|out of town|in court)(?: on)?",
            rf"(?:i've|i have|i got|i've got|i already have|we have) (?:a |an |my |another |some "
            rf")?(?:\w+ )?{_ENGAGED}(?: on)?",
            r"(?<!you )(?<!guys )(?<!y'all )(?:have|got) (?:a |an |my )?(?:court|work|class(?:es)?|school|"
            r"shift|job|gig|"
            r"practice|probation|group)(?: on)?|(?:i'm |i am )?on call(?: on)?",
            r"(?:so )?(?:not|either before or after|before or after) "
            r"(?:then|that day|on that day|that|(?:on )?those (?:days|nights|times|hours)|at that time)|"
            r"(?:i|we)(?:'ve| have| got|'ve got) (?!time|nothing|free|no|all|only|off|any|the|availab\w+|"
            r"openings?|got|"
            rf"mornings?|afternoons?|evenings?|{_DAYS})(?:\w+ ){{1,3}}on(?= {_DAYS})",
            r"(?:i )?(?:gotta|have to|need to|got to|supposed to) (?:be (?:at|in|with)(?: \w+){1,3}?|work|"
            r"see my(?: \w+)?|take (?:my|the)(?: \w+){1,3}?|go to (?:work|court|class|school|church|the "
            r"\w+))(?: on)?",
            r"(?:i|we)(?:'ve| have| got|'ve got) (?!time|nothing|free|no|all|only|off|any|the|availab|"
            r"opening|got|morning|afternoon|evening|every|each|just|until|till|open|most|some|next|this|an?|"
            rf"my|both|other|on|rides?|cars?|transport\w*|childcare|sitters?|wifi|{_DAYS})"
            rf"[a-z]{{3,}}(?= (?:every )?{_DAYS})",
            r"^(?:court|work|class(?:es)?|school|an? \w+|probation|doctor|dentist|group|therapy|surgery)"
            rf"(?: is)? (?:on|every)(?= (?:the |every )?(?:{_DAYS}|\d))",
            r"(?:i'm |i am |i'll be )(?:at|with) (?:the |my |a )?(?!home|noon|the same)[a-z]+(?: "
            r"appointment)?(?= (?:at|on|until|till)\b)|"
            r"(?:i'm |i am |i'll be )?on (?:the clock|shift|duty)|(?:have|got) (?:the|my) (?:kids|boys|"
            r"girls|grandkids)|"
            r"tengo a (?:los|las|mis|mi) [a-z]+|i (?:babysit|volunteer|coach|teach)(?: on)?|i watch (?:my |"
            r"the )?(?:kids|grandkids|"
            r"children)(?: on)?",
            r"unavailable|(?<!least )(?<!less )busy|i (?:always |only |usually |mostly |just )?work(?: on)?|"
            r"working|out of town|i'm off limits",
            r"no (?:puedo|podria|podre|me (?:sirven?|quedan?|funcionan?|convienen?)(?: bien)?|estoy(?: "
            r"disponible| libre)?|voy a poder)(?: ir| venir| en)?",
            rf"me es imposible|imposible|trabajo(?: los)?|ocupad[oa]|tengo (?:un |una |el |la "
            rf")?{_COMPROMISO}|(?:tengo|hay) (?!libres?|tiempo|disponib|que|abiert|ganas|nada|algo|lugar|"
            rf"espacio|"
            rf"citas?|hora|much|todo|solo|un|la|el|mi|\d)[a-z]{{4,}}|estoy (?:fuera|ocupad[oa]|trabajando)",
            r"no se puede",
        ),
    ),
    (
        "bad",
        (
            rf"(?:is|are|'s|'re|was|looks?|will be|would be) {_BAD}|no good|not (?:so |very |too )?(?:good|"
            rf"great|ideal)",
            r"(?:isn't|aren't) (?:good|great|ok|okay|possible|an option|available|ideal|going to work)",
            rf"(?<='s )(?<!it's )(?<!that's ){_BAD}(?=$|[,.;]| so| but| and)|sucks?",
            r"(?:es|son|queda|quedan) (?:muy )?mal(?:os|as|o|a)?|me quedan? mal",
        ),
    ),
    (
        "fine",
        (
            r"why not|no problem|no hay problema|(?:i )?(?:don't|do not) (?:have )?work(?: on)?|(?:i'm |i "
            r"am )?not (?:working|busy)|no trabajo",
            r"(?:i have |i've got |i get )?(?:my )?days? off|off(?: on)?|libres?|(?:i'm |i am )(?:off|"
            r"free|available|open)(?: on)?|descanso",
            r"(?:how|what) about|que tal|works?(?: (?:best|better|great|well|good))?(?: for me)?|how's|"
            r"let's do|do you have|tienen?|hay",
            r"(?:is|are|would be|will be|'d be|'s|be) (?:good|great|fine|ok|okay|best|better|perfect|"
            r"ideal|possible|easier)",
            r"good|great|fine|ok(?:ay)?|best|better|perfect|prefer(?:ably|red)?|ideally|rather|instead|"
            r"free|available|maybe",
            r"i need(?: it| something)?|looking for|i can|can i|i could|could i|(?:can|could) (?:do|come|"
            r"make|be)|i'd (?:like|prefer|rather|take)|"
            r"i want|please|if possible",
            r"me (?:sirven?|quedan?|funcionan?|convienen?|gustaria)(?: (?:bien|mejor))?|(?:es )?mejor|"
            r"prefiero|preferiria|de preferencia",
            r"(?<=[a-z] )(?:si|yes)(?=$|[,.;])|nada mas|nomas|(?:si )?(?:puedo|podria)|perfecto|quizas?|tal "
            r"vez|disponible|estan? bien|quiero|quisiera|"
            r"por favor",
        ),
    ),
    (
        "not",
        (
            r"not|no|(?:don't|doesn't|won't)(?! (?:stop|know|feel|think|care|sleep|eat|let|quit)\b)(?: want|"
            r" like)?|"
            r"(?:all of )?(?:those|these|they) are(?: all)?(?: in the| at| on)?"
            rf"(?= (?:mornings?|afternoons?|evenings?|{_DAYS})\b)|"
            r"do not(?: want)?|never|nothing|without|"
            r"avoid(?:ing)?|rather not|isn't|aren't",
            r"neither|nor|hate|nada|nunca|tampoco|ni|evitar|sin|no quiero|prefiero no|mejor no",
        ),
    ),
    ("or", (r"if not|si no|otherwise|or|o|u|ya sea|and ?/ ?or",)),
    ("and", (r"and|n|y|e|plus|as well as",)),
    ("also", (r"also|tambien",)),
    (
        "break",
        (
            r"but|pero|though|however|aunque|because|cause|cuz|since|porque|ya que|"
            r"pues|unless|then|luego",
        ),
    ),
    ("so", (r"so|entonces|asi que|por eso|therefore",)),
    (
        "instead",
        (
            r"(?:no |oh |oops |hmm |hm |actually )*(?:,? ?wait)(?:,? no|,? actually|,? maybe)?",
            r"actually(?:,? (?:no|make (?:it|that)))?|scratch that|i mean|i meant|make that|or rather|nah|"
            r"on second thought",
            r"(?:no,? )?espere?|no,? digo|digo|(?:no,? )?perdon|mejor dicho|o mas bien",
        ),
    ),
    ("too", (r"too|as well|same(?: (?:for|with|goes for))?",)),
    ("those", (rf"(?:any of |all of )?(?:those|these|them|es[ao]s|est[ao]s)(?: {_KINDS}| {_TIPOS})?",)),
)

_PUNCTUATION: tuple[tuple[re.Pattern[str], Sign], ...] = (
    (re.compile(r"[.;]"), "break"),
    (re.compile(r"[,:-]"), "comma"),
)
SIGN_PATTERNS: tuple[tuple[re.Pattern[str], Sign], ...] = (
    tuple(
        (re.compile(rf"(?<![a-z0-9'])(?:{phrase})(?![a-z0-9'])"), sign)
        for sign, phrases in _PHRASES
        for phrase in phrases
    )
    + _PUNCTUATION
)
