"""A hint for a mistyped word."""

import difflib
from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """'; did you mean "x"?' with the known word most like `word`, or nothing when none is close."""
    by_small_letters = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), by_small_letters, n=1, cutoff=0.6)
    return f'; did you mean "{by_small_letters[close[0]]}"?' if close else ""
