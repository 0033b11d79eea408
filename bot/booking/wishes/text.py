"""Typed text in the plain form the grammar of wishes reads."""

import difflib
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from bot.booking.wishes.filler import is_filler

WEEKDAY_NAMES = {
    **dict.fromkeys(("monday", "mon", "lunes", "lun"), 0),
    **dict.fromkeys(("tuesday", "tue", "tues", "martes"), 1),
    **dict.fromkeys(("wednesday", "wed", "weds", "miercoles", "mie"), 2),
    **dict.fromkeys(("thursday", "thu", "thur", "thurs", "jueves", "jue"), 3),
    **dict.fromkeys(("friday", "fri", "viernes", "vie"), 4),
    **dict.fromkeys(("saturday", "sat", "sabado", "sab"), 5),
    **dict.fromkeys(("sunday", "sun", "domingo", "dom"), 6),
}
_LONG_WORDS = (
    *(name for name in WEEKDAY_NAMES if len(name) >= 6),
    "tomorrow",
    "morning",
    "afternoon",
    "evening",
    "manana",
    "weekend",
    "after",
    "anytime",
    "anything",
    "around",
    "available",
    "before",
    "between",
    "december",
    "earliest",
    "early",
    "except",
    "soonest",
    "whenever",
    "cualquier",
    "despues",
    "diciembre",
    "proximo",
    "proxima",
    "semana",
    "temprano",
)
# Words that stand one letter from a name of ours and mean something else.
_NOT_MISSPELT = frozenset(
    [
        "mornin",
        "someday",
        "sundae",
        "warning",
        "moving",
        "leaving",
        "during",
        "earning",
        "mondays",
        "tomorrows",
        "something",
        "meaning",
        "mananas",
        "viene",
        "vienen",
        "wherever",
    ]
)
# "The tenth" is a date as "the 10th" is; up to the fifth the word may as well point at a place in a list.
_FROM_SIXTH = (
    "sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
    "eighteenth nineteenth twentieth"
)
_TENS = "first second third fourth fifth sixth seventh eighth ninth"
_ENDINGS = ("st", "nd", "rd")
_NTH_WORDS = {
    **{
        f"{tens}{space}{word}": f"{first}{number}{_ENDINGS[number - 1] if number <= len(_ENDINGS) else 'th'}"
        for tens, first in (("twenty", 2), ("thirty", 3))
        for space in (" ", "-")
        for number, word in enumerate(_TENS.split(), 1)
    },
    **{word: f"{number}th" for number, word in enumerate(_FROM_SIXTH.split(), 6)},
    "thirtieth": "30th",
}
_FIRST_FIVE = {"first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th"}
_NO = r"(?:not|can't|can not|won't|don't|doesn't|isn't|aren't|no puedo|no)"
_SHORT_FORMS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"\bm ?[,.-]? ?w ?[,.-]? ?(?:and |or )?f\b", "monday wednesday friday"),
    (r"\bt ?[,.-]? ?(?:and |or )?th\b", "tuesday thursday"),
    (r"\b(?:no|not) (?:any )?(?:sooner|earlier) than\b", "not before"),
    (
        r"\b(?:2|to?)m+(?:o*r+o*w*|w)\b|\btom(?= (?:morning|afternoon|evening|at|@|after|before|"
        r"\d))",
        "tomorrow",
    ),
    (r"\bb(?:t|e)?twn?\b(?= \d)", "between"),
    (r"\baft(?:er)?noons?\b", "afternoon"),
    (r"\b([a-z]+)n t\b", r"\1n't"),
    (r"\bcan ?not\b|\bcant\b|\bcan'?t\b|\bcannnot\b", "can't"),
    (r"\b(do|does|did|wo|would|is|are|have|has)nt\b", r"\1n't"),
    (r"\b(?P<word>noth|anyth|someth|morn|even)in'?(?!\w)", r"\g<word>ing"),
    (r"\bi(?P<end>ll|d) (?=\w)(?!card)", r"i'\g<end> "),
    (r"\barvo\b", "afternoon"),
    (r"\bthis (?P<day>\w+day) or next\b(?! \w+day)", r"this \g<day> or next \g<day>"),
    (r"\bim\b", "i'm"),
    (r"\bive\b", "i've"),
    (r"\bthats\b", "that's"),
    (r"\btonight\b", "today evening"),
    (r"\bthis (morning|afternoon|evening)\b", r"today \1"),
    (r"\besta (manana|tarde|noche)\b", r"hoy en la \1"),
    (
        rf"\b{_NO}(?: [a-z']+){{0,3}} (?:until|till|til|hasta) (?P<after>after|despues del?)\b",
        r"\g<after>",
    ),
    (rf"\b{_NO}(?: [a-z']+){{0,3}} (?:until|till|til|hasta)\b", "not before"),
    (
        r"\b(?:on the road|out of town|away|gone|out|travell?ing|not back|not home|not around|fuera|de "
        r"viaje) "
        r"(?:until|till|til|hasta)\b",
        "not before",
    ),
    (r"\bback (?:in town |home |here )?(?:on )?(?=(?:mon|tues|wednes|thurs|fri|satur|sun)day)", "from "),
    (
        r"(?P<day>\b(?:mon|tues|wednes|thurs|fri|satur|sun)day),? the (?P<th>first|second|third|fourth|"
        r"fifth)\b",
        lambda m: f"{m['day']} the {_FIRST_FIVE[m['th']]}",
    ),
    (
        # "Any morning but Friday" leaves the Friday out; "mornings, but Friday is fine too" does not.
        r"\b(?P<all>(?:any|every|all|whenever|anything|everything|each)\b[a-z' ]{0,40}?) but "
        r"(?=(?:on |the |el )?(?:mon|tues?|wed|thu|fri|sat|sun|lun|mar|mie|jue|vie|sab|morning|afternoon|"
        r"evening|night|"
        r"weekend|today|tomorrow|next|this|\d)[a-z0-9/]*(?: (?:and|or|,)? ?[a-z0-9/]+)*$)",
        r"\g<all> except ",
    ),
    (r"\bxq\b|\bpq\b", "porque"),
    (r"\bwk\b", "week"),
    (r"\bw(?:ee)?knds?\b", "weekend"),
    (r"\btoni?te\b|\b2nite\b", "today evening"),
    (r"\b2 ?day\b", "today"),
    (r",? (?:or nothing|o nada)\b", ""),
    (r"\b(swing|stop|come|drop|pop|go) by\b", "come"),
    (r"\bnite\b", "night"),
    (r"\bnxt\b", "next"),
    (r"\bb4\b", "before"),
    (r"\baftr\b", "after"),
    (
        r"(?P<month>\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?) "
        r"(?P<days>\d{1,2}(?:(?:, ?(?:or |and )?| (?:or|and) )\d{1,2})+)(?!\d|:|/| ?(?:am|pm|a|p|oclock)\b)",
        lambda m: f"{m['month']} " + re.sub(r"\d+", r"\g<0>th", m["days"]),
    ),
    (r"\bmorns?\b", "morning"),
    (r"\baft(?= ?\d)", "after"),
    (r"\baft\b", "afternoon"),
    (r"\bs[ck]+ool\b", "school"),
    (r"\bas s[a-z]{1,3}n as\b", "as soon as"),
    (r"[ ,]*\b(?:lol|lmao|haha+|jaja+|jeje+|tbh|ngl|honestly|literally)\b", ""),
    (r"(?<!christmas )(?<!xmas )(?<!years )(?<!year's )(?<!year )\beve\b", "evening"),
    (r"\b(?:pls|plz|plse)\b", "please"),
    (r"\b(?:thx|tks|ty)\b", "thanks"),
    (r"\bm ?(?:-|to|thru) ?th?\b", "monday to thursday"),
    (r"\bm ?(?:-|to|thru) ?f\b", "monday to friday"),
    (r"\bnoon ?ish\b", "around noon"),
    (r"\b(mon|tues?|wed|weds|thu|thurs?|fri|sat|sun)\. ?", r"\1 "),
    (r"\bpa'?l\b", "para el"),
    (r"\bpa\b", "para"),
    (r"\btempranit[oa]\b", "temprano"),
    (r"\btardecita\b", "tarde"),
    (r"\b(?:ah?)?orita\b", "ahora"),
    (
        r"\b(?P<lead>on the|(?:january|february|march|april|may|june|july|august|september|october|november|"
        r"december|"
        r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?(?: the)?) (?P<th>first|second|third|fourth|"
        r"fifth)\b"
        r"(?! (?:one|option|slot|time|choice|available|week|day|list|\w+day))",
        lambda m: f"{m['lead']} {_FIRST_FIVE[m['th']]}",
    ),
    (
        r"\b(?P<th>first|second|third|fourth|fifth)(?= (?:of|de) (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|"
        r"nov|dec|the month))",
        lambda m: _FIRST_FIVE[m["th"]],
    ),
    (
        rf"\b(?P<th>{'|'.join(_NTH_WORDS)})\b(?! (?:one|option|slot|time|choice))",
        lambda m: _NTH_WORDS[m["th"]],
    ),
    (r"\bappt\b|\bapt\b|\bapp't\b", "appointment"),
)


def plain(text: str) -> str:
    """`text` in small letters without accents, "p. m." as "pm", weekdays and parts of the day spelt right."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(c for c in decomposed if not unicodedata.combining(c))
    text = re.sub(r"[’‘`´]", "'", text)
    text = re.sub(r"[‐-―−]", "-", text)
    text = re.sub(r"\b([ap])\s?\.?\s?m\b\.?", r"\1m", text)
    text = re.sub(r"(\d)\s*(am|pm)\b", r"\1\2", text)
    text = re.sub(r"\b(\d{1,2})\.(\d{2})(?!\d)", r"\1:\2", text)
    text = re.sub(r"\b(\d{1,2})\s?h\s?(\d{2})?\b", lambda m: f"{m[1]}:{m[2] or '00'}", text)
    text = re.sub(r"\bo'?\s?clock\b", "oclock", text)
    text = re.sub(r"\s*[?!]+(?=\s*\w)", ". ", text)
    text = re.sub(r"[^\w\s:,.;'@#/+&-]", " ", text)
    text = re.sub(r"_|(?<!\d)/|/(?!\d)", " or ", text)
    text = re.sub(r"&|(?<!\d)\+", " and ", text)
    text = re.sub(r"(?<![a-z])'|'(?![a-z])", " ", text)
    for short, long in _SHORT_FORMS:
        text = re.sub(short, long, text)
    text = re.sub(r"[a-z]{5,}", lambda m: _spelt_right(m[0]), text)
    return re.sub(r"\s+", " ", text).strip()


def with_first_days(text: str) -> str:
    """ "The second" as the date it is where no list is shown that it could point into."""
    return re.sub(
        r"\b(?P<lead>(?:the|or|and)) (?P<th>first|second|third|fourth|fifth)(?=$| (?:at|around|after|before|"
        r"or|and|in the|works|please|if)\b|[,.])",
        lambda m: f"{m['lead']} {_FIRST_FIVE[m['th']]}",
        text,
    )


@lru_cache(maxsize=2048)
def _spelt_right(word: str) -> str:
    singular = word[:-1] if word.endswith("s") and word not in _LONG_WORDS else word
    if singular in _LONG_WORDS or word in _NOT_MISSPELT or is_filler(word):
        return word
    candidates = [known for known in _LONG_WORDS if known[0] == word[0]]
    close = difflib.get_close_matches(singular, candidates, n=1, cutoff=0.8)
    if not close:
        return word
    return close[0] + "s" * (singular != word)
