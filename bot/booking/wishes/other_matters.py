"""Texts that name a day or a number and yet wish for no time: stories, questions, phone numbers."""

import re

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|miercoles|jueves|viernes|sabado|domingo"
_MONTH = (
    r"january|february|march|april|may|june|july|august|september|october|november|december|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_OTHER = re.compile(
    "|".join(
        (
            # Questions about the programme, money, hours.
            r"\bhow (?:much|many|often|do i|does|is it|was|are)\b|\bhow long (?:is|does|do|will|would|are|"
            r"have)\b",
            r"\b(?:cost|costs|price|insurance|medicaid|medicare|copay|afford|seguro|cuesta|costo|precio|"
            r"pagar)\b",
            r"^(?:what is|what's|what are|what happens|what do i|what should|who|where|why)\b"
            r"(?! (?:not|about|open|available|left|free|(?:the |your )?(?:very )?(?:earliest|soonest|"
            r"first|next|"
            r"latest|last|times|days|openings?|available|open)))",
            r"^(?:que es|que pasa|que debo|quien|donde|por que|como (?:funciona|es|llego|puedo llegar)|"
            r"cuanto(?! antes)|cuantas?|cuantos)\b",
            r"\b(?:are you|is the (?:office|clinic)|are you guys) (?:open|closed)\b|\b(?:do|does|when do|"
            r"what time do) (?:you|the \w+) "
            r"(?:open|close)\b|\b(?:your|office|opening|business) hours (?:are|on)\b|\bwhat are your hours\b",
            r"\b(?:abren|cierran|abierto|estan abiertos|horario de atencion)\b",
            # What has been, not what is wished.
            rf"\b(?:yesterday|last (?:night|weekend|month|year|summer|winter|{_DAY})|last week(?! of)|ago|"
            rf"anoche|ayer)\b",
            rf"\b(?:since|desde el|desde) (?:last |el )?(?:{_DAY}|{_MONTH}|i was|\d+ de)\b",
            rf"\b(?:{_DAY}|semana|mes|ano|fin de semana) pasad[oa]\b|\bhace (?:\d+|un|una|dos|tres|unos|"
            rf"unas)\b",
            r"\b(?:have|has|i've|he's|she's) (?:been|not|gone|had)\b(?! (?:free|looking|trying|hoping|"
            r"wanting|meaning))",
            r"\b(?:drank|drunk|relapsed|overdosed|died|killed|quit|stopped|lost (?!my (?:car|ride|license))|"
            r"happened|arrested|got (?:drunk|high|fired))\b",
            r"\b(?:i|he|she|we|they) used\b(?! to)|\b(?:was|were)\b(?! (?:hoping|thinking|wondering|"
            r"looking|going|"
            r"wanting|told|trying|planning|free))",
            r"\b(?:bebi|tome|recai|murio|perdi|llevo (?!a )|sali de|estuve|estaba(?! pensando)|use (?:el|"
            r"otra|de nuevo|drogas?))",
            rf"\b(?:my|mi) (?!best|day|free|prefer|schedule|only|first|off|weekend|easiest|ideal|shift|"
            rf"lunch|mejor|dia|descanso)[\w' ]{{2,25}} (?:is|are|es) "
            rf"(?:on |at |el )?(?:the )?(?:{_DAY})\b",
            # Amounts, ages, ways to reach someone.
            r"(?<!\bin )(?<!\ben )(?<!\bde )(?<!next )(?<!within )(?<!proximos )(?<!proximas )\b\d+ "
            r"?(?:times|days|weeks|months|years|hours|drinks|beers|shots|pills|dias|semanas|meses|anos|"
            r"veces|cervezas|tragos)"
            r"(?: (?:a|per|every|each|por|al|sober|old|de edad|sobrio|sobria|clean|a la)\b|$)(?! (?:from|"
            r"after))",
            r"\b(?:for|por) (?:\d+|a|two|three|four|five|dos|tres|cuatro) (?:days|weeks|months|years|dias|"
            r"semanas|meses|anos)\b",
            r"\b\d{3}[ .-]\d{3,4}\b|\w@\w+\.\w|\b(?:my (?:number|phone|email|name|age|birthday)|mi "
            r"(?:numero|telefono|correo|nombre|edad))\b",
            r"\b(?:i'm|i am|tengo|turning|cumplo) \d{2}(?: (?:years|anos))?\b(?! (?:min|free))",
            # Not now, or something else altogether.
            r"\b(?:not (?:right )?now|maybe later|later maybe|some other day|(?:i'll|i will|can i|could i|"
            r"let me|i'd like to|i (?:need|have|want) to) (?:think|come back|get back|"
            r"check (?:with|my)|do (?:it|this) later|let you know|ask my)|i'll call|"
            r"never ?mind|forget it|remind me|ahora no(?! puedo)|por ahora no|luego vuelvo|despues vuelvo|"
            r"tal vez "
            r"despues|lo pensare|olvidelo|mas tarde vuelvo)\b",
            r"^(?:cancel|delete|unsubscribe|quit this|start over|go back|cancelar|borrar)\b",
            r"\bwhat if\b|\b(?:i'm|i am|i'll be|running) (?:\w+ )?late\b|\b(?:drinks|smokes|snorts|shoots "
            r"up)\b",
            r"\b(?:kill|suicide|suicid\w*|die|hurt(?:ing)?|overdose|matar\w*|morir\w*|sobredosis|seizure|"
            r"convulsion\w*|911|988)\b",
            r"\b(?:relapse|withdrawal|drinking|i drink|i smoke|heroin|weed|meth|coke|pills|sober|been "
            r"using|i use|"
            r"bebo|tomar alcohol|alcohol|heroina|marihuana|cocaina|pastillas|sobrio|sobria|recaida)\b",
        )
    )
)


def is_other_matter(text: str) -> bool:
    """Whether plain `text` is about something else than a time to come."""
    return _OTHER.search(text) is not None
