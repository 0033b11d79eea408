"""The kitchen-table test: would a name seen by someone else in the room hint at addiction care?"""

import re
import unicodedata

# Beginnings of words, without accents, in English and Spanish.
_HINTS = (
    "addict|adicc|adict|alcohol|borrach|cocain|dependenc|desintox|detox|drink|drog|drug|fentanyl|fentanil|"
    "heroin|intake|methado|metado|naloxon|narcan|narcotic|opiat|opio|overdos|psych|psiq|recover|recuper|"
    "rehab|relaps|recaid|screening|sober|sobri|substan|sustanc|suboxon|12.?step|12.?pasos|iop"
)
_HINT = re.compile(rf"\b(?:{_HINTS})\w*", re.IGNORECASE)


def hint_in(text: str) -> str | None:
    """The first word of `text` that hints at addiction or mental health care; None when nothing does."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    found = _HINT.search(plain)
    return found[0] if found else None
