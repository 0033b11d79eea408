"""Answers that point at the times just shown: "the second one", "2", "the last", "la primera"."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

_ORDINALS = {
    **dict.fromkeys(("first", "1st", "primera", "primero", "primer", "1ra", "1ro", "one", "una", "uno"), 0),
    **dict.fromkeys(("second", "2nd", "segunda", "segundo", "2da", "2do", "two", "dos"), 1),
    **dict.fromkeys(("third", "3rd", "tercera", "tercero", "tercer", "3ra", "3ro", "three", "tres"), 2),
    **dict.fromkeys(("fourth", "4th", "cuarta", "cuarto", "4ta", "4to", "four", "cuatro"), 3),
    **dict.fromkeys(("fifth", "5th", "quinta", "quinto", "5ta", "5to", "five", "cinco"), 4),
    **dict.fromkeys(("last", "final", "bottom", "ultima", "ultimo"), -1),
    "top": 0,
}
_WORDS = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_SPELT = "|".join(
    w
    for w in sorted(_ORDINALS, key=len, reverse=True)
    if not w[0].isdigit()
    and w not in ("one", "two", "three", "four", "five", "una", "uno", "dos", "tres", "cuatro", "cinco")
)
_OF_SHOWN = (
    r"(?:of (?:those|these|them)|de (?:es[ao]s|est[ao]s)|(?:on|in|de) (?:the|your|that|la|su) lista?|listed|"
    r"you (?:said|listed|gave|showed|have|offered|mentioned)|que (?:usted )?(?:dijo|dice|puso|mostro|tiene))"
)
_ONE = (
    r"(?: (?:one|option|slot|time|choice|appointment|opcion|hora|cita|horario)"
    rf"(?: {_OF_SHOWN})?| {_OF_SHOWN})"
)
_LEAD = (
    r"(?:(?:um+|actually|so|then|just|hmm|entonces|mejor|ok(?:ay)?|yes|yeah|yep|sure|hi|please|well|i "
    r"think|i guess|probably|maybe|si|bueno|creo que|pues|"
    r"i'll (?:take|do|go with|pick|choose)|i (?:want|choose|pick|prefer|like|would like|take)|i'd (?:like|"
    r"take|prefer)|give me|"
    r"let's (?:do|go with)|let me (?:have|take|get)|can i (?:have|do|get|take)|could i (?:have|do|get|"
    r"take)|go with|take|book(?: me)?(?: for)?|"
    r"quiero|me quedo con|escojo|elijo|prefiero|tomo|deme|dame|me gustaria|mejor|quisiera|agende|"
    r"reserve),? )*"
)
_TAIL = (
    r"(?:,? (?:please|works?(?: for me)?|is (?:good|fine|great|perfect|ok|okay|best)|sounds good|thanks|"
    r"thank you|then|would work|"
    r"looks good|would be (?:good|great|best)|por favor|esta bien|gracias|me sirve|me queda bien|me "
    r"parece bien|me funciona|"
    r"porfa|if possible|for me))*"
)


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_LEAD}(?:{pattern}){_TAIL}[.,]?")


_BY_WORD = _whole(
    rf"(?P<the>the |la |el |that |your )?(?P<word>{_SPELT})"
    rf"(?P<one>{_ONE})?"
)
_BY_NUMBERED = _whole(rf"(?:the |la |el )?(?P<word>[1-9](?:st|nd|rd|th|ra|da|ta|ro|do|to))(?P<one>{_ONE})?")
_BY_NUMBER = _whole(
    r"(?:the |la |el )?(?P<kind>option|number|choice|slot|no\.?|num|#|opcion|numero)(?: number| numero)? "
    r"?#?(?P<word>[1-5]|"
    r"one|two|three|four|five|uno|dos|tres|cuatro|cinco)"
)
_BARE_NUMBER = _whole(r"(?:la |the )?(?P<word>[1-5]|one|two|three|four|five|uno|dos|tres|cuatro|cinco)")
_ENGLISH_DATES = ("first", "second", "third", "fourth", "fifth")
_SEVERAL = _whole(
    r"(?:(?:one|either|any|una|cualquiera) (?:of|de) )?(?:the |las )?(?P<end>first|last|primeras|ultimas) "
    r"(?P<word>[2-4]|two|three|four|dos|tres|cuatro)(?: ones)?"
)
_PLACE_WORD = (
    rf"(?:the |la |el |option |number |opcion |numero |#)*(?P<{{}}>[1-5](?!\d)(?:st|nd|rd|th)?|{_WORDS})"
    rf"(?:{_ONE})?"
)
_TWO = _whole(rf"(?:either )?{_PLACE_WORD.format('one')},? (?:or|o|and|y) {_PLACE_WORD.format('other')}")
_PLACE = re.compile(
    r"\b(?:option|number|choice|opcion|numero) (?:[1-5]|one|two|three|four|five|uno|dos|tres|cuatro|cinco)\b|"
    rf"\b(?:the |la |el )?(?:{_WORDS}) (?:one|option|slot|choice|opcion)\b(?! (?:on|of|at|in)\b)"
)
_MIDDLE = _whole(
    r"(?:the |la |el )?(?:middle|del medio|de en medio|la de en medio|en medio)(?: one| option)?"
)
_EARLY = _whole(
    r"(?:the |la )?(?:early|earlier|earliest|soonest|mas temprano|mas temprana)(?: (?:one|of the two|of "
    r"(?:them|"
    r"those|these)|time|slot))|"
    r"whichever is (?:first|sooner|soonest|earliest)|the closest one"
)
_LATE = _whole(
    r"(?:the )?(?:late|later|latest)(?: (?:one|of the two|of (?:them|those|these)|time|slot))|la mas tarde|"
    r"la "
    r"mas tardia"
)
_YES = _whole(
    r"(?:that|this|it|that one|this one|that time|esa|ese|eso|esa hora|that's)"
    r"(?: (?:one|works?|is|sounds?|looks?|would|will)?(?: (?:be|work|for me|fine|good|great|perfect|ok|"
    r"okay))*)?|"
    r"(?:esa|ese|esa hora|eso) (?:me sirve|me queda bien|esta bien|me parece bien|funciona)|"
    r"(?:that|this|it) (?:works|sounds good|is good|is fine|is perfect|will do|would work)|sounds good|"
    r"works for me|perfect"
    r"|yes|yeah|yep|sure|ok(?:ay)?|si|claro|great|cool|awesome|k|kk|that'll do|that will do|i'll take it|"
    r"book it|let's do it|sign me up|deal|done|"
    r"(?:yes|yeah|yep|ok(?:ay)?|si),? (?:that|this|it|esa|ese)(?: one)?(?: works?)?(?: for me)?|la tomo|"
    r"me la quedo|es[ae] misma|dale|orale|va|de acuerdo|"
    r"(?:the |la )?(?:other|otra)(?: one)?|one of (?:those|these|them|the \w+ ones)|una de (?:es[ao]s|"
    r"est[ao]s)"
)
_BOTH = _whole(
    r"(?:both(?: of (?:them|those))?|either(?: one| of (?:them|those|these))?|any of (?:them|those|these)|"
    r"las dos|ambas|"
    r"cualquiera(?: de (?:es[ao]s|est[ao]s|las dos))?)(?: (?:work|works|is fine|are fine|me sirven?))?"
)


class Pointed(NamedTuple):
    """What a text points at: these of the shown times; none of them when it names one that is not there."""

    shown: tuple[datetime, ...]
    has_no_preference: bool = False


def pointed_at(text: str, shown: Sequence[datetime], open_days: frozenset[int]) -> Pointed | None:
    """The shown times that plain `text` points at; None when it points at none, or could mean something else.

    `open_days` are the days of the month that have times: "the 15th" is one of them rather than a place in the list.
    """
    if match := _BY_WORD.fullmatch(text):
        index = _index(match["word"])
        may_be_date = (
            match["one"] is None
            and match["the"]
            and match["word"] in _ENGLISH_DATES
            and index + 1 in open_days
        )
        # "The second", while the 2nd of the month is open, could be either.
        return Pointed(()) if may_be_date else _at(shown, index)
    if match := _BY_NUMBER.fullmatch(text):
        return _at(shown, _index(match["word"]))
    if match := _SEVERAL.fullmatch(text):
        count = _index(match["word"]) + 1
        return Pointed(tuple(shown[:count] if match["end"] in ("first", "primeras") else shown[-count:]))
    if match := _TWO.fullmatch(text):
        # "1 or 2" are two places, and hours as well where the shown times have them: never one of them alone.
        numbers = (_index(match["one"]), _index(match["other"]))
        return Pointed(
            tuple(
                at
                for n, at in enumerate(shown)
                if n in numbers or at.hour % 12 in {one + 1 for one in numbers}
            )
        )
    if match := _BY_NUMBERED.fullmatch(text):
        # "The 2nd" may be a date; with "one" behind it, it is not.
        index = _index(match["word"])
        if match["one"] or index + 1 not in open_days:
            return _at(shown, index)
        return None if index >= len(shown) else Pointed(())
    if match := _BARE_NUMBER.fullmatch(text):
        number = _index(match["word"]) + 1
        if any(at.hour % 12 == number for at in shown):
            return Pointed(
                tuple(at for at in shown if at.hour % 12 == number or at == _nth(shown, number - 1))
            )
        return _at(shown, number - 1)
    if _MIDDLE.fullmatch(text):
        return _at(shown, len(shown) // 2) if len(shown) % 2 else Pointed(())
    if _EARLY.fullmatch(text):
        return _end_of(shown, text, min(shown))
    if _LATE.fullmatch(text):
        return _end_of(shown, text, max(shown))
    if _YES.fullmatch(text):
        return Pointed(tuple(shown))
    if _BOTH.fullmatch(text):
        return Pointed(tuple(shown), has_no_preference=True)
    return None


def find_place(text: str) -> str | None:
    """The words in a longer text that point at one place in the list, when there is one such place only."""
    found = _PLACE.findall(text)
    return str(found[0]) if len(found) == 1 else None


def names_a_place(text: str) -> bool:
    """Whether the text points at a place in a list: "the second one", "option 2"."""
    match = _BY_WORD.fullmatch(text)
    return _BY_NUMBER.fullmatch(text) is not None or (match is not None and match["one"] is not None)


def _end_of(shown: Sequence[datetime], text: str, end: datetime) -> Pointed:
    """The earliest or latest shown time; "the later one" of more than two could be several."""
    is_of_two = re.search(r"\b(?:early|earlier|late|later)\b", text) is not None
    return Pointed(tuple(shown) if is_of_two and len(shown) > 2 else (end,))


def _index(word: str) -> int:
    return int(word[0]) - 1 if word[0].isdigit() else _ORDINALS[word]


def _nth(shown: Sequence[datetime], index: int) -> datetime | None:
    return shown[index] if -len(shown) <= index < len(shown) else None


def _at(shown: Sequence[datetime], index: int) -> Pointed:
    found = _nth(shown, index)
    return Pointed(() if found is None else (found,))
