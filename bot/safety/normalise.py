"""One plain shape for whatever a person types: the patterns and the learned model read only this.

Lower case, no accents, no apostrophes, no hidden characters; sentences are parted by a line break, a question
keeps its `?`, and weaker breaks are a comma.
"""

import re
import unicodedata

from bot.safety.spelling import mend

# A person who pastes a book gets its first and last part read; the rest would only cost time.
MAXIMUM_CHARACTERS = 12_000

_LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕԁһкмтвнιοαεκνρτυχ" + "АЕОРСУХІЈЅНКМТВΑΕΙΟΚΜΝΡΤΥΧΒΗΖ",
    "aeopcyxijsdhkmtbhioaekvptux" + "AEOPCYXIJSHKMTBAEIOKMNPTYXBHZ",
)
_LAUGHTER = "😂🤣😆😹😅😜😝"
_EMOJI_WORDS = {
    "🔫": "gun", "🔪": "knife", "🗡": "knife", "💊": "pills", "🪦": "grave", "⚰": "coffin", "🩸": "blood",
    "💉": "needle", "🪢": "rope", "💀": "skull", "☠": "skull", "👋": "bye",
}  # fmt: skip
_EMOJI_WORDS |= dict.fromkeys(_LAUGHTER, "lol")

_APOSTROPHE = re.compile(r"(?<=\w)['’‘´`ʼ′＇](?=\w)")
# "OD'd" would become "odd" when its apostrophe goes.
_OVERDOSED = re.compile(r"\bo\.?d\.?['’](d|ed|ing|s)\b")
_OVERDOSE_FORMS = {"d": "overdosed", "e": "overdosed", "i": "overdosing", "s": "overdoses"}
_SPACED_LETTERS = re.compile(r"(?<!\w)(?:[a-z][ .\-_*]){3,}[a-z](?!\w)")
_QUOTE = re.compile(r"[“”„«»\"]|(?<!\w)['‘’](?=\w)|(?<=[\w.!?,])['’](?!\w)")
_TOKEN = re.compile(r"[a-z0-9@$*!]*[a-z0-9@$*][a-z0-9@$*!]*(?<![!])|[?]+|[.!;:\n]+|[,()\[\]{}–—/|]|\"")
_WORD = re.compile(r"[a-z0-9]")
_FIXED_PAIRS = (
    (re.compile(r"\bmy self\b"), "myself"),
    (re.compile(r"\b(him|her|them|your|it) self\b"), r"\1self"),
    (re.compile(r"\bcan not\b"), "cant"),
    (re.compile(r"\b(do|did|does|is|was|were|would|could|should|have|has|wo|ca|ai) n t\b"), r"\1nt"),
    (re.compile(r"\b(do|did|does|is|was|were|would|could|should|have|has) not\b"), r"\1nt"),
    (re.compile(r"\bwill not\b"), "wont"),
    (re.compile(r"\bi am\b"), "im"),
    (re.compile(r"\bi m\b"), "im"),
    (re.compile(r"\b(?:ive|i ve)\b"), "i have"),
    (re.compile(r"\bi will\b"), "ill"),
    (re.compile(r"\bi would\b"), "id"),
    (re.compile(r"\b(he|she) s\b"), r"\1 is"),
    (re.compile(r"\bany more\b"), "anymore"),
    (re.compile(r"\bto night\b"), "tonight"),
    (re.compile(r"\bboy a\b"), "voy a"),
    (re.compile(r"\b(want|trying|going|have|need) 2 (?=[a-z])"), r"\1 to "),
    (re.compile(r"\btoo (live|die|be|kill|end|do)\b"), r"to \1"),
    (re.compile(r"\bover dos(e|ed|ing)\b"), r"overdos\1"),
    (re.compile(r"\bsewer slide\b"), "suicide"),
    (re.compile(r"\bun alive\b"), "kill"),
)


def _unhide(text: str) -> str:
    """Fold full-width and styled letters, look-alikes and accents to plain ones; drop what cannot be seen."""
    text = unicodedata.normalize("NFKD", text).translate(_LOOK_ALIKE)
    kept: list[str] = []
    for character in text:
        if character.isascii():
            kept.append(character)
            continue
        category = unicodedata.category(character)
        if category in ("Mn", "Me", "Cf", "Cc", "Co", "Cs", "Cn"):
            continue
        if character in _EMOJI_WORDS:
            kept.append(f" {_EMOJI_WORDS[character]} ")
        elif category.startswith("So") or category == "Sk":
            kept.append(" ")
        elif category in ("Zl", "Zp"):
            kept.append("\n")
        elif category == "Zs":
            kept.append(" ")
        else:
            kept.append(character)
    return "".join(kept)


def normalise(text: str) -> str:
    """`I can’t… I want to KILL   mysélf!!` -> `i cant\\ni want to kill myself`. Never raises."""
    if len(text) > MAXIMUM_CHARACTERS:
        half = MAXIMUM_CHARACTERS // 2
        text = f"{text[:half]}\n{text[-half:]}"
    plain = _unhide(text).lower().replace("¿", " ").replace("¡", " ").replace("…", ".")
    plain = _SPACED_LETTERS.sub(lambda found: re.sub(r"[^a-z]", "", found.group()), plain)
    plain = _OVERDOSED.sub(lambda found: _OVERDOSE_FORMS[found.group(1)[:1]], plain)
    plain = _APOSTROPHE.sub("", plain)
    plain = _QUOTE.sub('"', plain)
    # A line break alone is a pause, not the end of a thought: people send half lines.
    plain = re.sub(r"[ \t\r]*\n[ \t\r\n]*", lambda _: " , ", plain)
    plain = re.sub(r"\r|\t|\f|\v", " ", plain)
    words: list[str] = []
    since_break = 0
    for token in _TOKEN.findall(plain):
        if token[0] == "?":
            words.append("?\n")
            since_break = 0
        elif token[0] in ".!;:":
            # "i want to. kill. myself": after one or two words a full stop parts nothing.
            if since_break > 2:
                words.append("\n")
                since_break = 0
            elif words:
                words.append(",")
        elif token == '"':
            words.append('"')
        elif not _WORD.search(token):
            words.append(",")
        else:
            words.append(mend(token))
            since_break += 1
    joined = " ".join(words)
    joined = re.sub(r" ?\n ?", "\n", joined)
    joined = re.sub(r"(?: ?,)+", ",", joined)
    joined = re.sub(r"\n[, \n]+", "\n", joined).strip(" ,\n")
    for pattern, replacement in _FIXED_PAIRS:
        joined = pattern.sub(replacement, joined)
    return joined
