"""What the chat page's templates show: events of a conversation made ready for reading, in one language."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from bot.clinic.model import Clinic
from bot.screening.questions import STANDS_ALONE
from bot.words import Option, Words

ASIDE = frozenset({"skip", "not_now"})
"""Choices shown as quiet lines below the others."""

LONG_LETTERS = 160
"""A prompt longer than this is read as text, not as a heading; the page's script has the same number."""

CARD_LEAD = 2
"""Paragraphs of a card above its buttons: the warm sentence and the one clear action. The rest stands below."""

# An address does not end with the full stop of its sentence; a phone number is ten digits in three groups.
_TAPPABLE = re.compile(r"https?://[^\s<>]*[^\s<>.,;:!?)]|\b(?:1-)?[0-9]{3}-[0-9]{3}-[0-9]{4}\b")
_LIST_LINE = re.compile(r"^\s*[-•]\s+(.*)$")


@dataclass(frozen=True)
class Piece:
    """A stretch of a line; with an address it can be tapped."""

    text: str
    href: str | None = None
    is_elsewhere: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph or a list, as lines made of pieces."""

    is_list: bool
    lines: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True)
class Overview:
    """What was understood: a heading, the answers by topic, and what stands around them."""

    heading: str
    rows: tuple[tuple[str, str], ...]
    rest: tuple[str, ...]


@dataclass(frozen=True)
class Refusal:
    """Why an answer was not taken, and what had been ticked or typed."""

    prompt_id: str
    text: str
    ticked: tuple[str, ...] = ()
    typed: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)


def blocks(text: str, *, is_spread: bool = False) -> tuple[Block, ...]:
    """Paragraphs and lists of a text: lines that start with a dash or dot are a list, an empty line ends a block.

    `is_spread` gives each line a paragraph of its own: in danger, each number must be found at a glance.
    """
    found: list[Block | None] = []
    for line in text.split("\n"):
        item = _LIST_LINE.match(line)
        if not line.strip():
            found.append(None)
            continue
        content, is_list = pieces(item.group(1) if item else line), item is not None
        last = found[-1] if found and not is_spread else None
        if last is not None and last.is_list == is_list:
            found[-1] = Block(is_list, (*last.lines, content))
        else:
            found.append(Block(is_list, (content,)))
    return tuple(block for block in found if block is not None)


def pieces(line: str) -> tuple[Piece, ...]:
    """A line cut so that web addresses and phone numbers in it can be tapped."""
    found, end = [], 0
    for match in _TAPPABLE.finditer(line):
        text = match.group()
        is_address = text.startswith("http")
        found.append(Piece(line[end : match.start()]))
        found.append(Piece(text, text if is_address else f"tel:{text}", is_elsewhere=is_address))
        end = match.end()
    return tuple(piece for piece in (*found, Piece(line[end:])) if piece.text)


def tappable(text: str) -> Markup:
    """A text for a template, with its web addresses and phone numbers as links."""
    drawn = (
        Markup('<a href="{}"{}>{}</a>').format(
            piece.href, Markup(' target="_blank" rel="noopener"') if piece.is_elsewhere else "", piece.text
        )
        if piece.href
        else escape(piece.text)
        for piece in pieces(text)
    )
    return Markup().join(drawn)


def overview(text: str) -> Overview | None:
    """A review as a table: a first line that ends with a colon, then "topic: answer" lines; None in another shape."""
    first, *lines = text.split("\n")
    parted = [line.partition(": ") for line in lines]
    rows = tuple((topic, answer) for topic, colon, answer in parted if colon)
    if not first.endswith(":") or not rows:
        return None
    return Overview(first[:-1], rows, tuple(line for line in lines if line and ": " not in line))


def frame(words: Words, clinic: Clinic, language: str) -> dict[str, Any]:
    """What every page needs: the bar, the help line, the title."""
    numbers = {"clinic_phone": clinic.phone}
    help_labels = {
        name: str(text).format_map(numbers)
        for name, text in words.custom("utter_page_help", language).items()
    }
    others = [other for other in clinic.languages if other != language]
    line = clinic.crisis_line("suicide_crisis")
    word = getattr(line.text_word, language) if line.text_word else None
    press = getattr(line.call_press, language) if line.call_press else None
    return {
        "language": language,
        "other_language": others[0] if others else None,
        "clinic": clinic,
        "title": words.say("utter_page_title", language, place=clinic.neutral_name),
        "frame": words.custom("utter_page_frame", language),
        "help_text": words.get("utter_page_help", language).text,
        "help": help_labels,
        # A comma waits two seconds, then the menu's digit is pressed.
        "crisis_call": f"tel:{line.call or '988'}" + (f",{press}" if press else ""),
        "crisis_text": f"sms:{line.text_to or '988'}" + (f"?body={word}" if word else ""),
        "hosts": list(clinic.branding.frame_ancestors),
    }


def chat(
    words: Words,
    clinic: Clinic,
    language: str,
    *,
    events: Sequence[Mapping[str, Any]],
    is_started: bool,
    refusal: Refusal | None = None,
) -> dict[str, Any]:
    """Everything `chat.html` shows."""
    shared = frame(words, clinic, language)
    open_prompt_id = open_prompt(events)
    connection = filled(words.custom("utter_page_connection", language), clinic_phone=clinic.phone)
    write = words.custom("utter_page_write", language)
    headings = words.custom("utter_page_headings", language)
    return shared | {
        "is_started": is_started,
        "is_waiting": not events or events[-1]["from"] == "person",
        "events": [_event(event, headings, open_prompt_id, refusal) for event in events],
        "write": write,
        "connection": connection,
        "headings": headings,
        "card_text": words.get("utter_page_card", language).text,
        "on_call_label": words.custom("utter_page_help", language)["clinic"].format(
            clinic_phone=clinic.on_call_phone
        ),
        "start_text": words.get("utter_page_start", language).text,
        "start": words.custom("utter_page_start", language),
        "menu": menu(words, language),
        "links": words.custom("utter_page_links", language),
        "cids": [str(uuid.uuid4()), str(uuid.uuid4())],
        "page_data": {
            "is_started": is_started,
            "alone": sorted(STANDS_ALONE),
            "phone": clinic.phone,
            "words": {
                "frame": shared["frame"],
                "write": write,
                "connection": connection,
                "headings": headings,
            },
        },
    }


def open_prompt(events: Iterable[Mapping[str, Any]]) -> str | None:
    """The prompt that can be answered: the last one, unless it was answered and the reply asked nothing new.

    A notice, such as "I'm slow right now", is no reply. The page's script follows the same rule.
    """
    found, has_answered = None, False
    for event in events:
        if event["kind"] == "prompt":
            found, has_answered = event.get("prompt_id"), False
        elif event["from"] == "person":
            has_answered = True
        elif has_answered and event["from"] == "bot" and event["kind"] != "notice":
            found = None
    return found


def menu(words: Words, language: str) -> tuple[Option, ...]:
    """The detours that are one tap away."""
    return words.options("utter_page_menu", language)


def filled(labels: Mapping[str, Any], **values: str) -> dict[str, str]:
    """Labels with the given placeholders filled and all others left as they are, for the page's script."""
    found = {name: str(text) for name, text in labels.items()}
    for key, value in values.items():
        found = {name: text.replace(f"{{{key}}}", value) for name, text in found.items()}
    return found


def stands_alone_with_others(ticked: Iterable[str]) -> bool:
    """Whether a choice that stands alone was ticked together with another one."""
    chosen = set(ticked)
    return len(chosen) > 1 and not chosen.isdisjoint(STANDS_ALONE)


def _event(
    event: Mapping[str, Any], headings: Mapping[str, str], open_prompt_id: str | None, refusal: Refusal | None
) -> dict[str, Any]:
    kind, text = event["kind"], event["text"]
    parts = blocks(text, is_spread=kind == "card")
    table = overview(text) if event.get("question") == "review" else None
    heading = headings.get(kind) if kind in ("card", "result") else table.heading if table else None
    is_open = kind == "prompt" and event.get("prompt_id") == open_prompt_id
    found: dict[str, Any] = {
        "seq": event["seq"],
        "sender": event["from"],
        "classes": " ".join([event["from"], kind, *(("box", "wide") if heading else ())]),
        "heading": heading,
        "table": table,
        "blocks": parts,
        "lead": CARD_LEAD if kind == "card" else len(parts),
        "is_long": kind == "prompt" and (len(text) > LONG_LETTERS or "\n" in text),
        "links": [
            {**link, "is_elsewhere": link["href"].startswith(("http:", "https:"))}
            for link in event.get("links") or ()
        ],
        "is_open": is_open,
    }
    return found | _answers(event, refusal) if is_open else found


def _answers(event: Mapping[str, Any], refusal: Refusal | None) -> dict[str, Any]:
    refused = refusal if refusal and refusal.prompt_id == event["prompt_id"] else None
    fields = [_field(given, refused) for given in event.get("fields") or ()]
    is_times = event.get("question") == "booking_time"
    aside = ASIDE | {"more"} if is_times else ASIDE
    return {
        "prompt_id": event["prompt_id"],
        "cid": str(uuid.uuid4()),
        "select": event.get("select"),
        "is_times": is_times,
        "options": [
            {**option, "is_alone": option["id"] in STANDS_ALONE, "is_aside": option["id"] in aside}
            for option in event.get("options") or ()
        ],
        "fields": fields,
        "errors": [{"id": found["id"], "text": found["error"]} for found in fields if found.get("error")],
        "error": refused.text if refused else None,
        "ticked": refused.ticked if refused else (),
    }


def _field(given: Mapping[str, Any], refused: Refusal | None) -> dict[str, Any]:
    found = dict(given)
    if refused:
        found["value"] = refused.typed.get(given["id"], given.get("value"))
        found["error"] = refused.fields.get(given["id"], given.get("error"))
    return found
