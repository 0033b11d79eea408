"""Keyboards under a prompt: one choice, or a tick list with Done. Their data is a prompt's random id and a number,
never a word about health."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.screening.questions import STANDS_ALONE
from bot.storage.messages import Said
from bot.telegram.splitting import units

DONE = "done"
AT_ONCE = "skip"
"""In a tick list, saying nothing needs no Done."""

LONGEST_LABEL = 30
"""Letters that a phone shows on one button; longer ones are written out above the keyboard, with numbers."""

TICKED, UNTICKED = "☑", "☐"
CHOSEN = "✓"


@dataclass(frozen=True)
class Tap:
    """What the data of a button says: which prompt, and which of its options (None: Done)."""

    prompt_id: str
    index: int | None


def read(data: str) -> Tap | None:
    """The tap behind a button's data; None when it is none of ours."""
    prompt_id, _, number = data.partition(".")
    if number == DONE:
        return Tap(prompt_id, None)
    if not prompt_id.isalnum() or not number.isascii() or not number.isdecimal() or len(number) > 3:
        return None
    return Tap(prompt_id, int(number))


def keyboard(
    prompt_id: str,
    said: Said,
    *,
    done: str,
    ticks: Iterable[str] = (),
    links: Sequence[Mapping[str, str]] = (),
) -> InlineKeyboardMarkup | None:
    """The keyboard of a prompt, or None when there is nothing to tap. `done` is the label of the last button."""
    rows = [[InlineKeyboardButton(link["label"], url=link["href"])] for link in links]
    ticked = set(ticks)
    for index, option in enumerate(said.options):
        label = _label(index, option["label"], is_numbered=is_numbered(said))
        if said.select == "many" and option["id"] != AT_ONCE:
            label = f"{TICKED if option['id'] in ticked else UNTICKED} {label}"
        rows.append([InlineKeyboardButton(label, callback_data=f"{prompt_id}.{index}")])
    if said.select == "many" and said.options:
        rows.append([InlineKeyboardButton(done, callback_data=f"{prompt_id}.{DONE}")])
    return InlineKeyboardMarkup(rows) if rows else None


def only_links(links: Sequence[Mapping[str, str]]) -> InlineKeyboardMarkup:
    """Buttons that open a page."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(link["label"], url=link["href"])] for link in links])


def is_numbered(said: Said) -> bool:
    """Whether the options stand in the text too, since a button would cut them off."""
    return any(units(option["label"]) > LONGEST_LABEL for option in said.options)


def listed(said: Said) -> str:
    """The options as numbered lines."""
    return "\n".join(f"{number}. {option['label']}" for number, option in enumerate(said.options, 1))


def toggled(said: Said, ticks: Iterable[str], option: str) -> list[str]:
    """The ticks after one more tap; a choice that stands alone takes all others away, and goes when another comes."""
    ticked = set(ticks)
    if option in ticked:
        ticked.discard(option)
    elif option in STANDS_ALONE:
        ticked = {option}
    else:
        ticked = (ticked - STANDS_ALONE) | {option}
    return [choice["id"] for choice in said.options if choice["id"] in ticked]


def chosen(said: Said, options: Iterable[str]) -> str:
    """What was picked, as it stands below the prompt once the keyboard is gone."""
    picked = set(options)
    return "\n".join(f"{CHOSEN} {option['label']}" for option in said.options if option["id"] in picked)


def _label(index: int, label: str, *, is_numbered: bool) -> str:
    if not is_numbered:
        return label
    short = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rsplit(" ", 1)[0] + "…"
    return f"{index + 1}. {short}"
