"""Slips of the finger, so that a model does not learn only from texts without any."""

from __future__ import annotations

import random

MISTYPED_SHARE = 0.45
LETTERS = "aeiosnrtl"


def mistyped(text: str, chance: random.Random) -> str:
    """The text with a slip of the finger or two, now and then."""
    letters = list(text)
    if len(letters) < 6 or chance.random() >= MISTYPED_SHARE:
        return text
    for _ in range(2 if len(letters) > 40 else 1):
        place, slip = chance.randrange(len(letters) - 1), chance.random()
        if slip < 0.3:
            del letters[place]
        elif slip < 0.5:
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
        elif slip < 0.65:
            letters.insert(place, letters[place])
        elif slip < 0.8:
            letters[place] = chance.choice(LETTERS)
        else:
            letters = [letter for letter in letters if letter not in "'’.,"] or letters
        if len(letters) < 4:
            break
    return "".join(letters)
