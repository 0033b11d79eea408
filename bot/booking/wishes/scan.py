"""From typed text to the marks a wish is made of: days, times of day, "not", "or", "as soon as possible"."""

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from bot.booking.wishes import clock
from bot.booking.wishes.clock import Clock, Minutes
from bot.booking.wishes.days import DAY_PATTERNS, Calendar, Days
from bot.booking.wishes.filler import is_filler
from bot.booking.wishes.signs import SIGN_PATTERNS, Sign


class Times(NamedTuple):
    """Times of day a person named; several readings when the hour was left open, the likelier first."""

    readings: tuple[Minutes, ...]
    is_exact: bool = False


Item = Days | Times | Sign


class Scan(NamedTuple):
    """What was found, in order, and how many words meant nothing to the grammar."""

    items: tuple[Item, ...]
    unknown_words: int


_Build = Callable[[tuple[Clock, ...]], Times]


def _by(read: Callable[[Clock], tuple[Minutes, ...]], is_exact: bool = False) -> _Build:
    return lambda clocks: Times(read(clocks[0]), is_exact)


def _two(clocks: tuple[Clock, ...]) -> Times:
    return Times(clock.between(clocks[0], clocks[1]))


def _end_of(clocks: tuple[Clock, ...]) -> tuple[Clock, ...]:
    """The second of two times of day, in the half of the day that makes it the later one."""
    ends = clock.between(*clocks)
    return (Clock(ends[0].end // 60, ends[0].end % 60, None),) if ends else clocks[1:]


def _hours(start: float, end: float) -> _Build:
    minutes = Minutes(round(start * 60), round(end * 60))
    return lambda clocks: Times((minutes,))


_AFTER = _by(clock.after)
_BEFORE = _by(clock.before)
_AROUND = _by(clock.around)
_EXACTLY = _by(clock.exactly, is_exact=True)

_SOME = r"(?:any ?time |some ?time |anything |something |right |a |just )?"
_IN = r"(?:(?:in|on|during|por|en|de|a|durante|toda) )?(?:the |la |las |los )?"
_TOO = r"(?:too |so |very |that |super |tan |muy |demasiado )"
_NOT = r"(?:not|no|nothing|isn't|don't want|no quiero|nada|que no sea)"
_OFF = (
    r"(?:i |my )?(?:done|get off|get out|get done|get home|am done|i'm done|'m done|finish|am free|i'm "
    r"free|shift ends|work ends|"
    r"salgo|termino|me desocupo|estoy libre)"
)
_FROM_WORK = (
    r"(?: (?:of |from |with |at |del? )?(?:work|school|class|job|trabajo|trabajar|la escuela|clases?))?"
)
_BUSY = (
    r"(?:i |i've |i always )?(?:work|am at work|i'm at work|i'm working|have work|have class|am busy|i'm "
    r"busy|i'm in class|i'm at school|"
    r"trabajo|estoy ocupad[oa]|estoy trabajando|tengo trabajo|tengo clases?)(?: every ?day| todos los dias)?"
)
_START = (
    r"(?:i |my )?(?:start|go in|go to|go back(?: to)?|have to be (?:at|in)|need to be (?:at|in)|have to "
    r"go to|shift "
    r"starts|have to leave|"
    r"need to leave|leave for|entro|empiezo|tengo que (?:irme|entrar|estar en)|tengo que ir)"
    r"(?: (?:work|working|school|class|a trabajar|al trabajo|el trabajo|a la escuela))?"
)
_AT = r"(?: (?:at|by|around|about|a|como a|tipo))?"

# In each pattern C stands for a time of day. The first that fits is taken, so the longer forms stand first.
_TIME_ROWS: tuple[tuple[str, _Build], ...] = (
    (rf"{_SOME}(?:between|from|entre|de|desde) C (?:and|to|till?|until|through|-|y|a|hasta) C", _two),
    (r"(?:at )?C ?(?:-|to|until|till|a|hasta) ?C", _two),
    # What fills the day says when it is free.
    (rf"{_BUSY} (?:from |de )?C ?(?:-|to|until|till|a|hasta) ?C", lambda clocks: _AFTER(_end_of(clocks))),
    (rf"{_OFF}{_FROM_WORK},?{_AT} C{_FROM_WORK}", _AFTER),
    (rf"{_BUSY} (?:until|till|til|to|hasta) C", _AFTER),
    (rf"{_START}{_AT} C", _BEFORE),
    (
        r"(?<!in )(?<!at )(?:my |the )?(?:shift|work|job|class(?:es)?|school|hours)(?:'s| is| are| runs| "
        r"goes)?,?(?: from)? "
        r"C ?(?:-|to|until|till) ?C",
        lambda clocks: _AFTER(_end_of(clocks)),
    ),
    # "I'm in group until 2" fills the day up to 2; "I'm free until 2" does not.
    (
        r"(?:i'm|i am|i'll be|i have|i've got|we're|(?:my )?\w+ is|estoy|tengo) "
        r"(?!free|available|open|good|around|here|able|ok|libre|disponible|time|tiempo)[a-z' ]{2,30}? "
        r"(?:until|till|til|hasta) C",
        _AFTER,
    ),
    (
        r"(?:i )?(?:(?:have|need|got) to|gotta|must|should) be (?:done|finished|gone|picked up|on my way|"
        r"somewhere) (?:by|at|before) C",
        _BEFORE,
    ),
    (r"C latest", _BEFORE),
    (r"(?:after )?(?:i |my |we )?(?:drop|take)(?: \w+){1,4} (?:off )?(?:to school )?at C", _AFTER),
    (
        r"(?:i )?(?:pick|get|have to pick|need to pick|have to get)(?: \w+){1,4} (?:up )?(?:from "
        r"school )?at C",
        _BEFORE,
    ),
    (
        r"(?:i )?(?:(?:have|need|got) to|gotta|must|should) (?:leave|go|be (?:home|back|out))(?: \w+){0,2} "
        r"(?:by|at|before) C",
        _BEFORE,
    ),
    (r"(?:despues de )?(?:dejar|llevar|dejo|llevo)(?: \w+){1,4} a C", _AFTER),
    (r"(?:tengo que )?(?:recoger|recojo|buscar)(?: \w+){1,4} a C", _BEFORE),
    (
        r"(?:can |could )?(?:leave(?: work| my job)?|clock out|gets? (?:off|home|out|back)|(?:be|get) "
        r"there|make it|off|out|"
        r"over|ends|finished|lets out|llego|llega|termina|me libero)(?: \w+){0,2}? (?:at|by|around|about|"
        r"a) C",
        _AFTER,
    ),
    (r"(?:starts|begins|clock in|there|at work|due in|empieza|comienza)(?: \w+)? (?:at|by|a) C", _BEFORE),
    (r"after (?:my |the |our )?(?!that|those|this)[a-z]+(?: [a-z]+)? (?:at|ends at|is over at) C", _AFTER),
    (r"before (?:my |the |our )?(?!that|those|this)[a-z]+(?: [a-z]+)? (?:at|starts at) C", _BEFORE),
    # One end.
    (rf"{_NOT} (?:any )?(?:earlier than|sooner than|before|until|antes de) C", _AFTER),
    (rf"{_NOT} (?:any )?(?:later than|after|despues de|mas tarde de) C", _BEFORE),
    (r"C at the latest|a mas tardar (?:a )?C|C a mas tardar", _BEFORE),
    (
        rf"{_SOME}(?:after|past|later than|from|starting(?: at| from)?) C(?: on(?= or\b|$|,)| onwards?| "
        rf"or later| and later)?",
        _AFTER,
    ),
    (
        r"C (?:or|and) (?:later|after|past)|C onwards?|(?:de |desde )?C (?:en adelante|o mas tarde|o "
        r"despues)",
        _AFTER,
    ),
    (
        r"(?:despues de(?:l(?= 12:00))?|pasad[ao]s?|a partir de(?:l(?= 12:00))?|mas tarde de|luego de|"
        r"desde) C",
        _AFTER,
    ),
    (rf"{_SOME}(?:before|by|until|till|til|up (?:to|until)|earlier than) C", _BEFORE),
    (
        r"(?:para )?(?:antes de(?:l(?= 12:00))?|hasta(?: el(?= 12:00))?) C|C (?:or|and) (?:earlier|before|"
        r"sooner)|C o antes",
        _BEFORE,
    ),
    (rf"{_SOME}(?:around|about|roughly|near|close to) (?:at )?C(?: ?ish)?", _AROUND),
    (r"(?:a eso de|como a|alrededor de|cerca de|mas o menos a|tipo|sobre) C", _AROUND),
    (r"(?:at |a )?C ?-?(?:ish|or so|mas o menos)", _AROUND),
    # Not too early, not too late.
    (rf"{_NOT} {_TOO}?(?:early|temprano)(?: (?:in|por|en) (?:the |la )?(?:morning|manana))?", _hours(10, 24)),
    (rf"{_NOT} {_TOO}(?:late|tarde)", _hours(0, 16)),
    # Parts of the day.
    (
        r"(?:first thing|(?:very |really )?early)(?: in the)? mornings?|first thing|(?:a )?primera "
        r"hora(?! de la tarde)",
        _hours(0, 10),
    ),
    (r"(?:por la |en la )manana (?:muy )?temprano|temprano (?:por|en|de) la manana", _hours(0, 10)),
    (r"(?:late|later)(?: in the)? mornings?|mid-? ?mornings?|(?:a )?media manana", _hours(10, 12)),
    (r"early(?: in the)? afternoons?|(?:a )?primera hora de la tarde", _hours(12, 14)),
    (r"(?:mid|middle of the)[ -]?afternoons?|(?:a )?media tarde", _hours(14, 16)),
    (
        r"(?:late|later)(?: in the)? afternoons?|(?:at the )?end of (?:the|my) day|(?:a |al "
        r")?final(?:es)? del dia",
        _hours(15, 17),
    ),
    (r"early(?: in the)? evenings?", _hours(17, 19)),
    (r"late(?: in the)? evenings?", _hours(18, 24)),
    (
        r"(?:the )?last (?:appointment|slot|time|one|thing)?(?: available)? ?(?:of|in) the day|a ultima hora|"
        r"(?:la |el )?ultim[ao] (?:cita |hora |turno |horario )?del dia",
        _hours(16, 24),
    ),
    (
        r"after (?:i get off )?work|after hours|despues del? (?:trabajo|trabajar)|(?:al salir|saliendo) "
        r"del trabajo",
        _hours(17, 24),
    ),
    (r"(?:before|antes del?) (?:i go to )?(?:la )?(?:work|trabajo|trabajar|school|escuela)", _hours(0, 9)),
    (r"(?:after|despues de) (?:la )?(?:school|class(?:es)?|escuela|clases)", _hours(15, 24)),
    (
        r"(?:after|despues del?) (?:my )?(?:lunch(?: ?time)?|almuerzo|almorzar|comer|la comida)",
        _hours(13, 17),
    ),
    (r"(?:before|antes del?) (?:my )?(?:lunch(?: ?time)?|almuerzo|almorzar|comer)", _hours(0, 12)),
    (
        r"(?:(?:at|on|during|over|around|en|a|durante) )?(?:my |the |mi |la |el )?"
        r"(?:lunch(?: ?(?:time|hour|break))?|(?:hora del? )?(?:almuerzo|comida))",
        _hours(11.5, 13.5),
    ),
    (r"(?:around|about|near|al|a) 12:00pm", _hours(11.5, 13.5)),
    (
        r"(?:during )?school hours|(?:when|while) (?:my |the )?kids? (?:is|are) (?:in|at) school|"
        r"(?:cuando|mientras) (?:los|mis) ninos (?:estan|esten) en la escuela",
        _hours(9, 14),
    ),
    (
        r"(?:during |in )?(?:business|office|working) hours|day ?time|during the day|durante el dia|de dia",
        _hours(8, 17),
    ),
    (r"(?:por|en|de|a|durante|toda) las? mananas?|las? mananas?|mananas|de manana", _hours(0, 12)),
    (rf"{_IN}mornings?", _hours(0, 12)),
    (rf"{_IN}afternoons?", _hours(12, 17)),
    (r"(?:por|en|de|a|durante|toda) las? tardes?|las? tardes?|(?<!mas )(?<!muy )tardes?", _hours(12, 18)),
    (rf"(?:at )?{_IN}(?:evenings?|nights?)", _hours(17, 24)),
    (r"(?:por|en|de|a|durante) las? noches?|las? noches?|noche", _hours(18, 24)),
    (
        r"(?:the )?late[rt]? (?:the better|as (?:possible|you (?:can|have)))",
        _hours(16, 24),
    ),
    (r"earlier in the (?:day|morning)", _hours(0, 12)),
    (
        r"(?:late|later) in the day|(?:as )?late as possible|lo mas tarde(?: posible)?|(?:super |very |"
        r"really )?late\b",
        _hours(15, 24),
    ),
    (r"(?:very |super |really )?early(?: in the day)?|(?<!mas )(?:muy )?temprano", _hours(0, 10)),
    (r"pm", _hours(12, 24)),
    (r"(?<!i )am", _hours(0, 12)),
    # A time on its own.
    (r"(?:at|@|a|para) C|(?:la|el) de C|the C(?= (?:one|slot|appointment|time)\b)", _EXACTLY),
    (r"(?=\d{1,2}(?::|am|pm))C", _EXACTLY),
)

_TIMES = tuple(
    (re.compile(rf"(?<![a-z0-9'])(?:{row.replace('C', clock.CLOCK)})(?![a-z0-9'])"), build)
    for row, build in _TIME_ROWS
)
_WORD = re.compile(r"[a-z0-9']+|\S")


def scan(text: str, calendar: Calendar) -> Scan:
    """The marks in `text`, which `plain` and `with_digits` have prepared."""
    items: list[Item] = []
    unknown_words = 0
    position = 0
    while position < len(text):
        if text[position] == " ":
            position += 1
            continue
        end, item = _longest_at(text, position, calendar)
        if item is not None:
            items.append(item)
            position = end
            continue
        word = _WORD.match(text, position)
        # Every character that is no space is matched, so the scan always moves on.
        token = word[0] if word is not None else text[position]
        unknown_words += not is_filler(token)
        position += len(token)
    return Scan(tuple(items), unknown_words)


def _longest_at(text: str, position: int, calendar: Calendar) -> tuple[int, Item | None]:
    end = position
    item: Callable[[], Item] | None = None
    for pattern, build_times in _TIMES:
        match = pattern.match(text, position)
        if match is not None and match.end() > end:
            end, item = match.end(), partial(_times, build_times, match)
    for pattern, build_days in DAY_PATTERNS:
        match = pattern.match(text, position)
        if match is not None and match.end() > end:
            end, item = match.end(), partial(build_days, match, calendar)
    for pattern, sign in SIGN_PATTERNS:
        match = pattern.match(text, position)
        if match is not None and match.end() > end:
            end, item = match.end(), partial(_same, sign)
    return end, None if item is None else item()


def _times(build: _Build, match: re.Match[str]) -> Times:
    return build(clock.clocks_in(match))


def _same(sign: Sign) -> Sign:
    return sign
