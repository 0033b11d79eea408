"""What leaves: an e-mail or a message to staff, apart from the libraries that carry it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Attachment:
    """A file that goes with an e-mail."""

    name: str
    media_type: str
    content: bytes
    parameters: Mapping[str, str]


@dataclass(frozen=True)
class Email:
    """An e-mail, before it gets its sender."""

    to: str
    subject: str
    text: str
    attachment: Attachment | None = None


@dataclass(frozen=True)
class Push:
    """A message to somebody's chat with the clinic's bot."""

    chat_id: int
    text: str


class NotSent(Exception):
    """The letter did not leave. The text is a kind of error and a code; it never holds an address or words."""

    def __init__(self, problem: str, wait_seconds: float | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.wait_seconds = wait_seconds
