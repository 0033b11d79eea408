"""A real SMTP server on loopback that keeps what it is sent, and can be told to misbehave."""

from __future__ import annotations

import asyncio
import contextlib
import email.policy
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from aiosmtpd.controller import Controller

from tests.free_ports import free_port


class MailServer:
    """Takes mails in; `answers` are replies to give to the next mails instead of taking them."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.answers: list[str] = []
        self.tries = 0
        self.hold = threading.Event()
        self.hold.set()
        """Cleared, the answer to a mail waits: the mail is taken, and the sender does not know yet."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.tries += 1
        if self.answers:
            return self.answers.pop(0)
        self.raw.append(envelope.content)
        self.mails.append(BytesParser(policy=email.policy.default).parsebytes(envelope.content))
        while not self.hold.is_set():
            await asyncio.sleep(0.01)
        return "250 taken"

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.mails if mail["To"] == address]

    def wait_for(self, count: int, seconds: float = 20) -> list[EmailMessage]:
        """Raises AssertionError when not so many mails come."""
        end = time.monotonic() + seconds
        while len(self.mails) < count:
            assert time.monotonic() < end, f"{len(self.mails)} mails came, not {count}"
            time.sleep(0.02)
        return self.mails


class _Trusting(Controller):
    """Looks whether it came up with a context that knows its certificate."""

    trusted: ssl.SSLContext

    def _trigger_server(self) -> None:
        with (
            socket.create_connection((self.hostname, self.port), 5) as plain,
            self.trusted.wrap_socket(plain, server_hostname=self.hostname) as connection,
        ):
            connection.recv(1024)


@contextlib.contextmanager
def mail_server(
    port: int | None = None, trusted: ssl.SSLContext | None = None, **options: Any
) -> Iterator[tuple[MailServer, str]]:
    """The server and its address as a setting; `trusted` knows the certificate of a server that speaks TLS."""
    server = MailServer()
    kind = Controller if trusted is None else _Trusting
    controller = kind(server, hostname="127.0.0.1", port=port or free_port(), **options)
    controller.trusted = trusted
    controller.start()
    try:
        yield server, f"smtp://127.0.0.1:{controller.port}?from=office@larkfield.example"
    finally:
        server.hold.set()
        controller.stop()


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def calendar_of(mail: EmailMessage) -> bytes:
    (attachment,) = mail.iter_attachments()
    return bytes(attachment.get_payload(decode=True))


def link_in(mail: EmailMessage) -> str:
    """The acknowledging link of an alert's mail."""
    found = re.search(r"https?://\S+/alert/\S+", text_of(mail))
    assert found is not None
    return found.group()
