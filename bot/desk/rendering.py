"""Staff pages: templates, and the few static files under an address that changes with their content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jinja2

from bot.desk.staff_words import sentence, word

FOLDER = Path(__file__).resolve().parent
STATIC_TYPES = {
    "desk.css": "text/css; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
    "htmx-2.0.11.min.js": "text/javascript; charset=utf-8",
}


@cache
def static_files() -> Mapping[str, bytes]:
    """Name -> content."""
    return {name: (FOLDER / "static" / name).read_bytes() for name in STATIC_TYPES}


@cache
def static_version() -> str:
    """Changes with any of the files, so that browsers may keep them for good."""
    content = b"".join(static_files()[name] for name in sorted(STATIC_TYPES))
    return hashlib.sha256(content).hexdigest()[:12]


@cache
def templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.globals.update(
        word=word, sentence=sentence, static=lambda name: f"/desk/static/{static_version()}/{name}"
    )
    environment.filters.update(
        ago=ago, day=day, clock=clock, moment=moment, short_day=short_day, shifts=shifts
    )
    return environment


def render(template: str, **values: Any) -> str:
    return templates().get_template(template).render(**values)


def ago(span: timedelta) -> str:
    """How long somebody waits, in two units at most: "4 min", "2 h 05", "3 d 4 h"."""
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {minutes:02}"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h"


def day(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local:%a, %b} {local.day}"


def shifts(spans: Iterable[tuple[int, int]]) -> str:
    """Working hours as a calendar cell has room for: "8am-12pm, 1pm-4pm"."""
    return ", ".join("-".join(_short_clock(minute) for minute in span) for span in spans)


def _short_clock(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    half = "am" if hour % 24 < 12 else "pm"
    return f"{hour % 12 or 12}{f':{rest:02}' if rest else ''}{half}"


def short_day(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local:%b} {local.day}"


def clock(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local.hour % 12 or 12}:{local:%M %p}"


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Day and time at the clinic: "Mon, Nov 23, 7:05 AM"."""
    return f"{day(at, zone)}, {clock(at, zone)}"
