"""The written lines that train, tune and test: one JSON object a line."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.safety.reading import Kind, Outcome


@dataclass(frozen=True)
class Line:
    """One text by one imagined person, and what should be read in it."""

    text: str
    language: str
    author: str
    expect: Outcome
    kind: Kind | None
    is_explicit: bool
    is_someone_else: bool
    before: tuple[str, ...]
    question: str | None

    @property
    def whole_text(self) -> str:
        """The earlier pieces and the newest as one text."""
        return " ".join((*self.before, self.text))


def _line(row: dict[str, Any]) -> Line:
    return Line(
        text=row["text"],
        language=row["language"],
        author=row["author"],
        expect=row["expect"],
        kind=row.get("kind"),
        is_explicit=bool(row.get("explicit", False)),
        is_someone_else=row.get("person") == "other",
        before=tuple(row.get("before") or ()),
        question=row.get("question"),
    )


def read_lines(folder: Path, only: Collection[str] = ()) -> list[Line]:
    """All lines of the .jsonl files in `folder`, or of those named. Raises ValueError on a broken line."""
    lines: list[Line] = []
    for path in sorted(path for path in folder.glob("*.jsonl") if not only or path.name in only):
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not raw.strip():
                continue
            try:
                lines.append(_line(json.loads(raw)))
            except (ValueError, KeyError, TypeError) as problem:
                raise ValueError(
                    f"{path.name} line {number} is not a line of data: {type(problem).__name__}"
                ) from None
    return lines
