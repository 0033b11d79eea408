"""Words people put around a wish for a time, which say nothing about the time itself."""

_WORDS = """
'd 'll 's a able about actually agenda agendar ah ahi ahora al alcanzo algo alguien algun alguna
alguno all alright also am an and ante any anything's appointment appointments apuntar apunte aqui
are around as asi assessment at availability available be been bien book booked booking both bring
buenas bueno buenos by cada call can chance check cita citas claro come coming como con could cual
cuando cuanto da dale dame date day days de definitely del desde dia dias dice did digo disponible
do doable does donde done earlier easier easiest el ella ellos else en entre era es esa ese eso
espacio esta estaba estan estar estas este esto estoy evaluacion even ever favor fecha fit fits for
free from fuera generally get give go going gonna good got gotta gracias great guess gustaria ha
haber hace hacer had hand has hasta have having hay he hello here hey hi hmm hola hope hoping hora
horario horarios horas hour hours how i i'd i'll i'm i've iba if in into ir is it it'd it'll it's
its just kind kinda know la las later le les let let's libre like little llegar llego lo look
looking los lot love make maybe me meet meeting mi might mine minute minutes mis month morning's
mostly much mucho muy my myself nada need next nomas normalmente nos now o of off oh ok okay on one
ones online only open opening openings option options or our out over para perhaps pero person
persona phone pick please pls plz poco podemos poder podria por posible possible possibly preferably
preferencia pretty probably puede pueden puedo pues puro put que quiere quiero quisiera quizas ready
really reserva reservar right said saturday's say schedule scheduled se sea see ser session set
should show si sign similar sin slot slots so sobre solo some somebody someone something sometime
somos son sort soy spot spots still su suit sure sus sweet take tal talk tan te tell tendra tendran
tenga tengan tengo terapeuta thank thanks that that'd that'll that's the their them then therapist
there there's these they think thinking this those thx tiempo tiene tienen tienes time times to toca
todo todos too totally try turno ty u uh um umm un una unas uno unos ur us usted usually usualmente
va vale vamos vengo venir veo ver very vez video virtual visit voy wait wanna want was we we'll
we're week week's weeks well were what what's what've whats when where which while will wish with
wondering work works would ya yeah yep yes yet yo you you'd you're you've your yours
"""
_FILLER = frozenset(_WORDS.split())


def is_filler(word: str) -> bool:
    """Whether the word may stand in a wish without changing what it says."""
    return word in _FILLER or (not word.isalpha() and "'" not in word)
