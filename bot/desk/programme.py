"""The sentences of the programme guide (S1 to S37), which the rules cite."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent.parent / "docs" / "programme.md"
_SENTENCE = re.compile(r"^(S\d+)\. (.+)$", re.MULTILINE)


@cache
def sentences() -> Mapping[str, str]:
    """Number -> sentence, as the clinic wrote it."""
    return dict(_SENTENCE.findall(FILE.read_text(encoding="utf-8")))
