"""Mends typing slips towards the words a question listens for, and leaves everyday words alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

SHORTEST_MENDED = 5
SHORTEST_WITH_TWO_SLIPS = 9


class Speller:
    """Finds the one known word a misspelled word stands for.

    One slip (a letter missing, added, changed or swapped) is mended in words of five letters or more, two slips in
    words of nine or more. Two equally near words, or a different first letter, leave the word as typed.
    """

    def __init__(self, targets: Iterable[str], known: frozenset[str]) -> None:
        self._targets = frozenset(word for word in targets if len(word) >= SHORTEST_MENDED and word.isalpha())
        self._known = known | frozenset(targets)
        self._by_deletion: dict[str, set[str]] = defaultdict(set)
        for word in self._targets:
            for form in _deletions(word, 2 if len(word) >= SHORTEST_WITH_TWO_SLIPS else 1):
                self._by_deletion[form].add(word)
        self._mended: dict[str, str] = {}

    def is_known(self, word: str) -> bool:
        return word in self._known or word.isdigit()

    def mend(self, word: str) -> str:
        if self.is_known(word):
            return word
        if word not in self._mended:
            if len(self._mended) > 20_000:  # typed words are endless; memory is not
                self._mended.clear()
            self._mended[word] = self._nearest(word)
        return self._mended[word]

    def _nearest(self, word: str) -> str:
        for shorter in _without_runs(word):
            if shorter in self._known:
                return shorter
        if len(word) < SHORTEST_MENDED - 1 or not word.isalpha():
            return word
        slips_allowed = 2 if len(word) >= SHORTEST_WITH_TWO_SLIPS - 1 else 1
        near: dict[int, set[str]] = defaultdict(set)
        for form in _deletions(word, slips_allowed):
            for target in self._by_deletion.get(form, ()):
                slips = _slips(word, target)
                most = 2 if len(target) >= SHORTEST_WITH_TWO_SLIPS else 1
                if slips <= most and target[0] == word[0]:
                    near[slips].add(target)
        if not near:
            return word
        best = near[min(near)]
        if len(best) > 1:
            stems = {target.rstrip("s") for target in best}
            return min(best, key=len) if len(stems) == 1 else word
        return next(iter(best))


def _without_runs(word: str) -> list[str]:
    """The word with letters typed over and over taken back to two, then to one ("yesss", "noooo")."""
    two = "".join(
        letter for i, letter in enumerate(word) if i < 2 or not letter == word[i - 1] == word[i - 2]
    )
    one = "".join(letter for i, letter in enumerate(word) if i == 0 or letter != word[i - 1])
    return [form for form in (two, one) if form != word]


def _deletions(word: str, depth: int) -> set[str]:
    forms = {word}
    edge = {word}
    for _ in range(depth):
        edge = {form[:i] + form[i + 1 :] for form in edge for i in range(len(form))}
        forms |= edge
    return forms


def _slips(typed: str, meant: str) -> int:
    """Damerau-Levenshtein distance with swaps of neighbours."""
    before_last: list[int] = []
    last = list(range(len(meant) + 1))
    for i, a in enumerate(typed, 1):
        row = [i]
        for j, b in enumerate(meant, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == meant[j - 2] and typed[i - 2] == b:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        before_last, last = last, row
    return last[-1]
