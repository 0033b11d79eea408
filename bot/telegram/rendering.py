"""Lines of a conversation as Telegram messages. Pure: the same lines always make the same messages.

The lines of one reply go out together, as far as they fit, since a chat takes only one message a second. A danger
card stands alone and first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.storage.messages import Event, Said
from bot.telegram import keyboards
from bot.telegram.splitting import MOST_UNITS, split, units

BETWEEN = "\n\n"

_NUMBER = re.compile(r"\d[\d-]*\d")


@dataclass(frozen=True)
class Outgoing:
    """One message to send. `seq` is the last line in it; `part` of `parts` when that line alone is too long for one."""

    seq: int
    text: str
    prompt: Event | None = None
    links: tuple[Mapping[str, str], ...] = ()
    part: int = 1
    parts: int = 1
    is_alone: bool = field(default=False, compare=False)

    @property
    def is_last_part(self) -> bool:
        return self.part == self.parts


def messages_of(
    events: Sequence[Event],
    *,
    public_url: str,
    preface: str | None = None,
    skip_parts: int = 0,
    staff_mark: str = "",
) -> list[Outgoing]:
    """What to send for these lines, oldest first.

    `preface` is said once, after the first line of a talk. `skip_parts` of the first line are sent already.
    `staff_mark` tells that a line was written by a person.
    """
    found: list[Outgoing] = []
    group_at = None
    for event in (event for event in events if event.said.sender != "person"):
        pieces = _pieces(event, public_url, staff_mark)
        if found and group_at == event.at and len(pieces) == 1 and _may_join(found[-1], pieces[0]):
            found[-1] = _joined(found[-1], pieces[0])
        else:
            found += pieces
        group_at = event.at
        if preface is not None:
            found[-1] = _with_preface(found[-1], preface)
            preface = None
    return found[skip_parts:]


def text_of(said: Said) -> str:
    """The words of a line, with its options written out when they do not fit on buttons."""
    listed = keyboards.listed(said) if said.options and keyboards.is_numbered(said) else ""
    return BETWEEN.join(part for part in (said.text.strip(), listed, _lines_of_links(said)) if part)


def fits(text: str) -> bool:
    """Whether a text is one message."""
    return 0 < units(text) <= MOST_UNITS


def _pieces(event: Event, public_url: str, staff_mark: str) -> list[Outgoing]:
    text = text_of(event.said)
    if event.said.sender == "staff":
        text = f"{staff_mark}\n{text}"
    texts = split(text)
    is_prompt = event.is_prompt and bool(event.said.options)
    buttons = tuple(
        {"label": link["label"], "href": _absolute(link["href"], public_url)}
        for link in event.said.links
        if _may_be_button(_absolute(link["href"], public_url))
    )
    return [
        Outgoing(
            seq=event.seq,
            text=piece,
            prompt=event if is_prompt and number == len(texts) else None,
            links=buttons if number == len(texts) else (),
            part=number,
            parts=len(texts),
            is_alone=event.said.kind == "card",
        )
        for number, piece in enumerate(texts, 1)
    ]


def _may_join(before: Outgoing, after: Outgoing) -> bool:
    return (
        before.prompt is None
        and not before.is_alone
        and not after.is_alone
        and before.parts == 1
        and units(before.text) + units(after.text) + units(BETWEEN) <= MOST_UNITS
    )


def _joined(before: Outgoing, after: Outgoing) -> Outgoing:
    text = f"{before.text}{BETWEEN}{after.text}"
    return Outgoing(after.seq, text, after.prompt, before.links + after.links)


def _with_preface(first: Outgoing, preface: str) -> Outgoing:
    return Outgoing(
        first.seq,
        f"{first.text}{BETWEEN}{preface}",
        first.prompt,
        first.links,
        first.part,
        first.parts,
        first.is_alone,
    )


def _lines_of_links(said: Said) -> str:
    """Numbers to call or text as lines, where the text does not name them: Telegram has no buttons for them."""
    known = {_digits(number) for number in _NUMBER.findall(said.text)}
    lines = []
    for link in said.links:
        scheme, _, rest = link["href"].partition(":")
        number = rest.partition("?")[0]
        if scheme in ("tel", "sms") and _digits(number) not in known:
            lines.append(f"{link['label']}: {number}")
    return "\n".join(lines)


def _absolute(href: str, public_url: str) -> str:
    return f"{public_url}{href}" if href.startswith("/") else href


def _may_be_button(href: str) -> bool:
    """Telegram refuses the whole message for a button with any other kind of address."""
    return href.startswith("https://")


def _digits(number: str) -> str:
    """A number without dashes; the 1 of a long-distance number is not always written."""
    digits = re.sub(r"\D", "", number)
    return digits[1:] if len(digits) == 11 else digits
