"""Holidays that people name instead of a date."""

import re
from datetime import date, timedelta

from bot.booking.wishes.dates import MONTHS_EN, SUNDAY, THURSDAY, WEEK


def _in_words(day: date) -> str:
    return f"{MONTHS_EN[day.month - 1]} {day.day}"


def with_holiday_dates(text: str, today: date) -> str:
    """Plain text in which holidays people name stand as dates: "after November 26" for "after Thanksgiving"."""
    first = date(today.year, 11, 1)
    thanksgiving = first + timedelta(days=(THURSDAY - first.weekday()) % WEEK + 3 * WEEK)
    holidays = (thanksgiving, date(today.year, 12, 25), date(today.year + 1, 1, 1))
    coming = next(day for day in holidays if day >= today)
    for pattern, words in (
        (
            r"(?:the )?holiday(?= (?:is over|ends))|(?<=after )(?:the )?holiday\b(?! "
            r"weekend)",
            _in_words(coming),
        ),
        (r"(?<=before )(?:the )?holiday\b(?! weekend)", _in_words(coming)),
        (
            r"(?:thanksgiving|turkey day) (?:weekend|break)",
            _in_words(thanksgiving + timedelta(days=SUNDAY - THURSDAY)),
        ),
        (r"(?:thanksgiving|turkey)(?: day)?|(?:el )?(?:dia de )?accion de gracias", _in_words(thanksgiving)),
        (r"black friday", _in_words(thanksgiving + timedelta(days=1))),
        (r"cyber monday", _in_words(thanksgiving + timedelta(days=4))),
        (r"(?:christmas|xmas) eve|nochebuena", "december 24"),
        (r"(?:christmas|xmas)(?: day)?|(?:la )?navidad", "december 25"),
        (r"new year'?s eve|nochevieja", "december 31"),
        (r"new year'?s?(?: day)?|(?:el )?ano nuevo", "january 1"),
        (r"(?:el )?(?:dia de )?(?:los )?reyes", "january 6"),
        (r"(?:the )?(?:holiday|long) weekend", "the weekend"),
        (
            r"(?:the )?holidays (?:are over|end)|(?<=after )(?:the )?holidays|(?<=despues de )(?:las "
            r")?fiestas",
            "january 1",
        ),
    ):
        text = re.sub(rf"\b(?:{pattern})\b", words, text)
    return text
