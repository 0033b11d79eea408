"""Putting something of our own in the place of something of Rasa's, and back again."""

from typing import Any, Callable, Text

Undo = Callable[[], None]


def replace(owner: Any, name: Text, new: Any) -> Undo:
    """Put `new` in place and return what puts the old one back."""
    old = vars(owner)[name]
    setattr(owner, name, new)
    return lambda: setattr(owner, name, old)


def undo_all(*undos: Undo) -> Undo:
    """One function that takes several replacements back."""

    def undo() -> None:
        for each in reversed(undos):
            each()

    return undo
