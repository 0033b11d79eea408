"""Writes what a run with faults came to into docs/evaluation/faults.md: each command keeps its own section there."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

HEAD = """# What is lost when things break

Each section is written by the command it names, against the real engine, actions and service.
"""


def add_argument(parser: argparse.ArgumentParser) -> None:
    """The option that all these commands share."""
    parser.add_argument("--write", type=Path, help="also write the counts into this file")


def write(path: Path, title: str, command: str, rows: Sequence[tuple[str, object]]) -> None:
    """Put a section in the place of the one with the same title, or at the end."""
    text = path.read_text(encoding="utf-8") if path.exists() else HEAD
    lines = [f"## {title}", "", f"`{command}`", "", "| what | counted |", "|--|--|"]
    section = "\n".join([*lines, *(f"| {what} | {count} |" for what, count in rows)]) + "\n"
    old = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    found = old.search(text)
    if found:
        tail = text[found.end() :]
        text = text[: found.start()] + section + ("\n" + tail if tail else "")
    else:
        text = f"{text}\n{section}"
    path.write_text(text, encoding="utf-8")
