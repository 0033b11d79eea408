"""How much of a text the learned model reads at once."""

from typing import Final

# A piece is about as long as the texts the model has learned from; a longer text is read piece by piece.
PIECE_CHARACTERS: Final = 240
MOST_PIECES: Final = 60


def pieces(plain: str) -> list[str]:
    """Normalised text cut at sentence ends into pieces short enough to be read as one thought."""
    if len(plain) <= PIECE_CHARACTERS:
        return [plain] if plain else []
    found: list[str] = []
    for sentence in plain.split("\n"):
        for start in range(0, len(sentence), PIECE_CHARACTERS):
            part = sentence[start : start + PIECE_CHARACTERS]
            if found and len(found[-1]) + len(part) < PIECE_CHARACTERS // 2:
                found[-1] = f"{found[-1]}\n{part}"
            elif part.strip():
                found.append(part)
    if len(found) > MOST_PIECES:
        half = MOST_PIECES // 2
        found = [*found[:half], *found[-half:]]
    return found
