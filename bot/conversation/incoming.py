"""What a channel hands in, checked before anything is stored."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

LONGEST_TEXT = 8000
"""Characters of one message; a whole life fits, a flood does not."""

MOST_OPTIONS = 40
MOST_FIELDS = 20
LONGEST_FIELD = 400

Kind = Literal["text", "choice", "multi", "form"]


class BadInput(Exception):
    """The input cannot be taken. `code` names the plain sentence that says so; the input is never repeated."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Incoming:
    """One message from a person, on any channel."""

    client_id: str
    kind: Kind
    text: str = ""
    prompt_id: str | None = None
    options: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def typed(self) -> str:
        """Everything in it a person typed: danger may stand in a form field too."""
        if self.kind == "form":
            return "\n".join(
                str(value) for value in self.fields.values() if isinstance(value, str) and value.strip()
            )
        return self.text if self.kind == "text" else ""

    def body(self) -> dict[str, Any]:
        """What the inbox keeps, sealed."""
        return {
            "text": self.text,
            "prompt_id": self.prompt_id,
            "options": list(self.options),
            "fields": dict(self.fields),
        }


class _Posted(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    cid: str
    kind: Kind
    text: str | None = None
    prompt_id: Annotated[str, StringConstraints(max_length=64)] | None = None
    options: list[Annotated[str, StringConstraints(max_length=64)]] | None = None
    fields: dict[Annotated[str, StringConstraints(max_length=64)], str | bool | None] | None = None


def read_posted(body: Any) -> Incoming:
    """A message as the HTTP contract has it. Raises BadInput."""
    try:
        posted = _Posted.model_validate(body)
    except ValidationError as problem:
        is_only_cid = all(error["loc"][:1] == ("cid",) for error in problem.errors())
        raise BadInput("bad_cid" if is_only_cid else "bad_body") from None
    try:
        client_id = str(uuid.UUID(posted.cid))
    except ValueError:
        raise BadInput("bad_cid") from None
    text = clean(posted.text or "")
    options = tuple(posted.options or ())
    fields = {
        name: clean(value) if isinstance(value, str) else value
        for name, value in (posted.fields or {}).items()
    }
    if posted.kind == "text" and not text.strip():
        raise BadInput("empty_text")
    if len(text) > LONGEST_TEXT:
        raise BadInput("long_text")
    if posted.kind in ("choice", "multi") and (not options or not posted.prompt_id):
        raise BadInput("no_options")
    if posted.kind == "form" and not posted.prompt_id:
        raise BadInput("no_options")
    if len(options) > MOST_OPTIONS or len(fields) > MOST_FIELDS:
        raise BadInput("too_many")
    if any(isinstance(value, str) and len(value) > LONGEST_FIELD for value in fields.values()):
        raise BadInput("long_field")
    return Incoming(client_id, posted.kind, text, posted.prompt_id, options, fields)


def clean(text: str) -> str:
    """Without characters that no store or screen can carry: lone surrogates and NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
