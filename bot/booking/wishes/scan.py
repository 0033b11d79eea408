"""From typed text to the marks a wish is made of: days, times of day, "not", "or", "as soon as possible"."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from bot.booking.wishes import clock
from bot.booking.wishes.clock import Clock, Minutes
from bot.booking.wishes.dates import Calendar, Days
from bot.booking.wishes.days import DAY_PATTERNS
from bot.booking.wishes.filler import is_filler
from bot.booking.wishes.signs import SIGN_PATTERNS, Sign
from bot.booking.wishes.text import WEEKDAY_NAMES


class Times(NamedTuple):
    """Times of day a person named; several readings when the hour was left open, the likelier first."""

    readings: tuple[Minutes, ...]
    is_exact: bool = False
    is_turned: bool = False
    """Whether it was said with a no of its own: "not before 10" is a wish for what comes after."""


Item = Days | Times | Sign

# Nobody is seen after a shift that ends so late.
_LATE_END = 20 * 60


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


def _hours(start: float, end: float, *, wide: tuple[float, float] | None = None) -> _Build:
    """A part of the day; `wide` is how far it reaches for some people, taken where the heart of it has no time."""
    readings = tuple(
        Minutes(round(a * 60), round(b * 60)) for a, b in ((start, end), *((wide,) if wide else ()))
    )
    return lambda clocks: Times(readings)


def _turned(build: _Build) -> _Build:
    return lambda clocks: build(clocks)._replace(is_turned=True)


_AFTER = _by(clock.after)
_BEFORE = _by(clock.before)
_AROUND = _by(clock.around)
_EXACTLY = _by(clock.exactly, is_exact=True)

_DAY_NAMES = "(?:today|tomorrow|hoy|manana|el|" + "|".join(f"{name}s?" for name in WEEKDAY_NAMES) + ")"


def _outside(clocks: tuple[Clock, ...]) -> Times:
    """When somebody is free who works from one time to another: afterwards, or before a late shift."""
    worked = clock.between(*clocks)
    if worked and worked[0].end >= _LATE_END:
        return _BEFORE(clocks[:1])
    return _AFTER(_end_of(clocks))


_SOME = r"(?:any ?time |some ?time |anything |something |right |a |just )?"
_IN = r"(?:(?:in|on|during|por|en|de|a|durante|toda) )?(?:the |la |las |los )?"
_TOO = r"(?:too |so |very |that |super |tan |muy |demasiado )"
_NOT = r"(?:not|no|nothing|isn't|don't want|no quiero|nada|que no sea)"
_OFF = (
    r"(?:i |my )?(?:done|get off|get out|clock out|get done|get home|am done|i'm done|'m done|finish|am "
    r"free|i'm "
    r"free|shift ends|work ends|"
    r"salgo|termino|me desocupo|estoy libre)"
)
_FROM_WORK = (
    r"(?: (?:of |from |with |at |del? |de la )?(?:work|school|class|job|nights?|shift|college|trabajo|"
    r"trabajar|"
    r"la escuela|clases?|chamba|jale|oficina|turno)| (?:from|de) (?!a\b|\d)[a-z]+)?"
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
_AT = r"(?: (?:at|@|by|around|about|a|como a|tipo))?"

# In each pattern C stands for a time of day. The first that fits is taken, so the longer forms stand first.
_TIME_ROWS: tuple[tuple[str, _Build], ...] = (
    (rf"{_SOME}(?:between|from|entre|de|desde) C (?:and|to|till?|until|through|-|y|a|hasta) C", _two),
    (r"(?:at )?C ?(?:-|to|until|till|a|hasta) ?C", _two),
    # What fills the day says when it is free.
    (rf"{_BUSY} (?:from |de )?C ?(?:-|to|until|till|a|hasta) ?C", _outside),
    (rf"{_OFF}{_FROM_WORK},?{_AT} C{_FROM_WORK}", _AFTER),
    (rf"{_BUSY} (?:until|till|til|to|hasta) C", _AFTER),
    (rf"{_START}{_AT} C", _BEFORE),
    (
        r"(?<!in )(?<!at )(?:my |the )?(?:shift|work|job|class(?:es)?|school|hours)(?:'s| is| are| runs| "
        r"goes)?,?(?: from)? "
        r"C ?(?:-|to|until|till) ?C",
        _outside,
    ),
    # "I'm in group until 2" fills the day up to 2; "I'm free until 2" does not.
    (
        r"(?:i'm|i am|i'll be|i have|i've got|we're|(?:my )?\w+ is|estoy|tengo) "
        r"(?!free|available|open|good|around|here|able|ok|libre|disponible|time|tiempo)[a-z' ]{2,30}? "
        r"(?:until|till|til|hasta) C",
        _AFTER,
    ),
    # So does what somebody does until then; "I can until 2" and "I have until 2" do not.
    (
        rf"(?:i|we|he|she|they|my [a-z]+) (?!can|could|may|might|have|got|want|would|work|prefer)[a-z']{{3,}}"
        rf"(?: (?!{_DAY_NAMES})[a-z']+){{0,2}}? (?:until|till|til) C|(?!puedo|tengo|quiero)[a-z]{{3,}}o "
        rf"hasta C",
        _AFTER,
    ),
    (
        r"(?:i )?(?:(?:have|need|got) to|gotta|must|should) be (?:done|finished|gone|picked up|on my way|"
        r"somewhere) (?:by|at|before) C",
        _BEFORE,
    ),
    (r"C latest", _BEFORE),
    (
        r"(?:at |by )?C (?:at the )?(?:earliest|soonest)|(?<!its )(?<!it's )(?<!be )"
        r"(?:free|off|done|out|desocupad[oa]|libre|home|back|up) by C",
        _AFTER,
    ),
    (r"(?:school|day ?care|preschool) (?:starts|begins)(?: at)? C", _AFTER),
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
        r"there|make it|(?:[a-z]+'(?:m|s|re)|am|is|are|be|school|class|work|lets?) (?:off|out|over)|ends|"
        r"finished|lets out|llego|llega|termina|me libero)(?: \w+){0,2}? (?:at|by|around|about|"
        r"a) C",
        _AFTER,
    ),
    (
        r"(?:sleep|sleeping|asleep|napping|babysit|babysitting|working|stuck)(?: \w+){0,3} (?:until|till|"
        r"til) C|"
        r"(?:wake|get) up (?:at |around |about |by )?C",
        _AFTER,
    ),
    (
        r"(?:starts|begins|clock in|(?:gotta|got to|have to|need to) be there|at work|due in|empieza|"
        r"comienza)(?: \w+)? (?:at|by|a) C",
        _BEFORE,
    ),
    (rf"after (?:(?!that\b|those|this|{_DAY_NAMES})[a-z']+ ){{1,6}}(?:at|ends at|is over at) C", _AFTER),
    (rf"before (?:(?!that\b|those|this|{_DAY_NAMES})[a-z']+ ){{1,6}}(?:at|starts at) C", _BEFORE),
    # One end.
    (rf"{_NOT} (?:any )?(?:earlier than|sooner than|before|until|antes de) C", _turned(_AFTER)),
    (rf"{_NOT} (?:any )?(?:later than|after|despues de|mas tarde de) C", _turned(_BEFORE)),
    (r"C at the latest|a mas tardar (?:a )?C|C a mas tardar", _BEFORE),
    (
        rf"{_SOME}(?:after|past|later than|from|starting(?: at| from)?) C(?: on(?= or\b|$|,)| onwards?| "
        rf"or later| and later)?",
        _AFTER,
    ),
    (
        r"(?:at |a )?C (?:or|and) (?:later|after|past)|C onwards?|(?:de |desde )?C (?:en adelante|para "
        r"(?:a?delante|arriba)|o mas tarde|o "
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
        r"(?:para )?(?:antes de(?:l(?= 12:00))?|hasta(?: el(?= 12:00))?) C|(?:at |a )?C (?:or|and) "
        r"(?:earlier|"
        r"before|sooner)|C o antes",
        _BEFORE,
    ),
    (rf"{_SOME}(?:around|about|roughly|near|close to) (?:at )?C(?: ?ish)?", _AROUND),
    (r"(?:at |by |a )?(?:like|tipo|como) (?:at |a |around )?C(?: ?ish)?", _AROUND),
    (r"(?:a eso de|como a|alrededor de|cerca de|mas o menos a|tipo|sobre) C", _AROUND),
    (r"(?:at |a )?C ?-?(?:ish|or so|mas o menos)", _AROUND),
    # Not too early, not too late.
    (
        rf"{_NOT} {_TOO}?(?:early|temprano)(?: (?:in|por|en) (?:the |la )?(?:morning|manana))?",
        _turned(_hours(10, 24)),
    ),
    (rf"{_NOT} {_TOO}(?:late|tarde)", _turned(_hours(0, 16))),
    # Parts of the day.
    (
        r"(?:first thing|(?:very |really )?early)(?: in the)? mornings?|first thing|(?:a )?primera "
        r"hora(?! de la tarde)",
        _hours(0, 9, wide=(0, 10)),
    ),
    (
        r"(?:por la |en la )manana (?:muy )?temprano|temprano (?:por|en|de) la manana",
        _hours(0, 9, wide=(0, 10)),
    ),
    (
        r"(?:right |just )?(?:when|as soon as|after) (?:you|y'all|the \w+) opens?|(?:at )?opening(?: time)?|"
        r"(?:cuando|apenas) abr[ae]n|al abrir",
        _hours(0, 9, wide=(0, 10)),
    ),
    (
        r"(?:right |just )?before (?:you|y'all) close|(?:at )?closing(?: time)?|antes de que cierren",
        _hours(16, 24),
    ),
    (r"(?:late|later)(?: in the)? mornings?", _hours(11, 12, wide=(10, 12))),
    (r"mid-? ?mornings?|(?:a )?media manana", _hours(10, 11, wide=(9, 12))),
    (r"early(?: in the)? afternoons?|(?:a )?primera hora de la tarde", _hours(12, 14)),
    (r"(?:mid|middle of the)[ -]?afternoons?|(?:a )?media tarde", _hours(14, 16)),
    (
        r"(?:late|later)(?: in the)? afternoons?|(?:at the )?end of (?:the |my )?day|eod|(?:a |al "
        r")?final(?:es)? del dia",
        _hours(16, 17, wide=(15, 18)),
    ),
    (r"early(?: in the)? evenings?", _hours(17, 19)),
    (r"late(?: in the)? evenings?", _hours(18, 24)),
    (
        r"(?:the )?last (?:appointment|slot|time|one|thing)?(?: available)? ?(?:of|in) the day|a ultima hora|"
        r"(?:la |el )?ultim[ao] (?:cita |hora |turno |horario )?del dia",
        _hours(16, 24),
    ),
    (
        r"after (?:i get off )?work|after hours|despues del? (?:la )?(?:trabajo|trabajar|chamba|jale|"
        r"oficina)|(?:al salir|saliendo) "
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
        _hours(12, 13.5, wide=(11, 14)),
    ),
    (r"(?:around|about|near|al|a|como al?) 12:00pm", _hours(11.5, 12.75, wide=(11, 14))),
    (
        r"(?:during )?school hours|(?:when|while) (?:[a-z]+ ){1,3}(?:is |are )?(?:in|at) (?:pre-?)?"
        r"(?:school|daycare|kindergarten)|"
        r"(?:cuando|mientras) (?:[a-z]+ ){0,3}est[ae]n? en (?:la )?(?:escuela|guarderia|kinder)",
        _hours(9, 14),
    ),
    (
        r"(?:after|once|when) (?:[a-z]+ ){1,3}(?:are |is |'s |go(?:es)? )?(?:in bed|to bed|asleep|down for "
        r"the night)|"
        r"(?:cuando|despues de que) (?:[a-z]+ ){0,3}(?:duermen?|duerman?|dormid[oa]s?)",
        _hours(19, 24),
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
    (r"(?:por|en|de|a|durante) las? noches?|las? noches?|noche", _hours(18, 24, wide=(17, 24))),
    (
        r"(?:the )?late[rt]? (?:the better|as (?:possible|you (?:can|have)))",
        _hours(16, 24),
    ),
    (r"earlier in the (?:day|morning)", _hours(0, 12)),
    (
        r"(?:late|later) in the day|(?:as )?late as possible|lo mas tarde(?: posible)?|(?:super |very |"
        r"really )?late\b",
        _hours(16, 24, wide=(15, 24)),
    ),
    (
        r"(?:very |super |really )?early(?: in the day)?|(?<!mas )(?:muy )?temprano",
        _hours(0, 9, wide=(0, 10)),
    ),
    (r"pm", _hours(12, 24)),
    (r"(?<!i )am", _hours(0, 12)),
    # A time on its own.
    (
        r"(?:at|@|a|para|say|maybe|probably) C|(?:la|el) de C|the C(?= (?:one|slot|appointment|time)\b)",
        _EXACTLY,
    ),
    (r"(?=\d{1,2}(?::|am|pm))C", _EXACTLY),
    # A bare number that nothing else explains, where a time may stand: "can you do 9 on Wednesday".
    (
        rf"(?<!my )(?<!mis )(?<!the )(?<!these )(?<!those )(?<!number )(?<!option )(?<!choice )C(?=$|[,.;]|"
        rf",? (?:on|or|o|and|y|"
        rf"works?|would|will|is|if|please|pls|plz|por|porfa|for me|any|every|this|next|then|instead|"
        rf"{_DAY_NAMES})\b)",
        _EXACTLY,
    ),
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
            if item in ("before_that", "after_that", "that_week", "next_day"):
                item = _referring(item, items, calendar)
            items.append(item)
            position = end
            continue
        word = _WORD.match(text, position)
        # Every character that is no space is matched, so the scan always moves on.
        token = word[0] if word is not None else text[position]
        unknown_words += not is_filler(token)
        position += len(token)
    return Scan(tuple(items), unknown_words)


def _referring(sign: Sign, items: list[Item], calendar: Calendar) -> Item:
    """What "before that" says of the time named last, or else of the day, which it takes the place of."""
    is_before = sign == "before_that"
    is_about_days = sign in ("that_week", "next_day")
    kinds: tuple[type, ...] = (Days,) if is_about_days else (Times, Days)
    places = (n for kind in kinds for n in reversed(range(len(items))) if isinstance(items[n], kind))
    place = next(places, None)
    if place is None:
        return "comma" if is_about_days else "earlier" if is_before else "later"
    named = items.pop(place)
    if isinstance(named, Times):
        return Times(tuple(_beside(reading, is_before) for reading in named.readings))
    assert isinstance(named, Days)
    dates = named.dates - {calendar.today} if named.is_weekday else named.dates
    if not dates:
        return named
    first = min(dates)
    if sign == "that_week":
        return Days(calendar.week_of(first))
    if sign == "next_day":
        return Days(frozenset((first + timedelta(days=1),)))
    last = first if named.is_weekday else max(dates)
    return Days(calendar.before(first) if is_before else calendar.past(last), is_bound=True)


def _beside(reading: Minutes, is_before: bool) -> Minutes:
    """The stretch of the day before or after another: "I get out at 10:15, after that" begins at 10:15."""
    edges = {reading.start, reading.end} - {0, clock.END_OF_DAY}
    edge = reading.start if reading.is_moment else (min if is_before else max)(edges, default=reading.start)
    return Minutes(0, edge) if is_before else Minutes(edge, clock.END_OF_DAY)


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
