"""How letters leave: e-mail over SMTP, and messages of a Telegram bot to staff."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib
from telegram import Bot, LinkPreviewOptions
from telegram.error import RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.clinic.neutral import hint_in
from bot.notify.letters import Email, NotSent, Push
from bot.settings import SettingsError

TIMEOUT_SECONDS = 15.0
SMTP_PORT, SMTPS_PORT = 25, 465
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class SmtpAddress:
    """A mail server and the address mail comes from, as `DOORWAY_SMTP_URL` names them."""

    host: str
    port: int
    is_smtps: bool
    user: str | None
    password: str | None
    sender: str

    @classmethod
    def read(cls, url: str) -> SmtpAddress:
        """`smtp://user:password@host:port?from=office@example.org`. Raises SettingsError.

        Without `from` mail comes from the user, or from `office@` the server's name.
        """
        parts = urlsplit(url)
        try:
            port = parts.port
        except ValueError:
            raise SettingsError("DOORWAY_SMTP_URL: expected a port between 1 and 65535") from None
        if not parts.hostname:
            raise SettingsError("DOORWAY_SMTP_URL: expected smtp://user:password@host:port or smtps://...")
        asked = parse_qs(parts.query)
        if set(asked) - {"from"}:
            raise SettingsError("DOORWAY_SMTP_URL: behind the ? only from=<address> is known")
        user = unquote(parts.username) if parts.username else None
        sender = (asked.get("from") or [""])[0]
        sender = sender or (user if user and "@" in user else f"office@{parts.hostname}")
        if sender.count("@") != 1 or any(letter.isspace() for letter in sender):
            raise SettingsError("DOORWAY_SMTP_URL: from= expected an e-mail address")
        hint = hint_in(sender.replace("@", " "))
        if hint is not None:
            raise SettingsError(
                f"DOORWAY_SMTP_URL: mail would come from an address with {hint!r} in it, which hints at the kind "
                "of care; add ?from= with a neutral address"
            )
        return cls(
            host=parts.hostname,
            port=port or (SMTPS_PORT if parts.scheme == "smtps" else SMTP_PORT),
            is_smtps=parts.scheme == "smtps",
            user=user,
            password=unquote(parts.password) if parts.password else None,
            sender=sender,
        )

    @property
    def domain(self) -> str:
        return self.sender.rpartition("@")[2]


class Mailer:
    """Sends e-mails through one mail server, from a neutral name."""

    def __init__(
        self, address: SmtpAddress, sender_name: str, tls_context: ssl.SSLContext | None = None
    ) -> None:
        self._address = address
        self._sender_name = sender_name
        self._tls_context = tls_context

    async def __call__(self, email: Email, key: str, now: datetime) -> None:
        """Returns when the server has taken the mail. Raises NotSent."""
        message = self.message(email, key, now)
        address = self._address
        client = aiosmtplib.SMTP(
            hostname=address.host,
            port=address.port,
            use_tls=address.is_smtps,
            start_tls=False,
            timeout=TIMEOUT_SECONDS,
            local_hostname=address.domain,
            tls_context=self._tls_context,
        )
        try:
            await client.connect()
            try:
                await self._secure(client)
                await client.send_message(message, sender=address.sender, recipients=[email.to])
            finally:
                transport = client.transport
                with contextlib.suppress(aiosmtplib.SMTPException, OSError):
                    await client.quit()
                client.close()
                if isinstance(transport, asyncio.WriteTransport):
                    # All is said: the socket does not wait for the other side's end of the encryption.
                    transport.abort()
        except aiosmtplib.SMTPResponseException as problem:
            raise NotSent(f"{type(problem).__name__} {problem.code}") from None
        except aiosmtplib.SMTPRecipientsRefused as problem:
            codes = " ".join(str(refusal.code) for refusal in problem.recipients)
            raise NotSent(f"{type(problem).__name__} {codes}") from None
        except (aiosmtplib.SMTPException, OSError, ValueError) as problem:
            raise NotSent(type(problem).__name__) from None

    async def _secure(self, client: aiosmtplib.SMTP) -> None:
        """Encrypt when the server offers it; a password never travels the open net."""
        address = self._address
        await client.ehlo()
        is_encrypted = address.is_smtps
        if not is_encrypted and client.supports_extension("starttls"):
            await client.starttls()
            is_encrypted = True
        if address.user and address.password is not None:
            if not is_encrypted and address.host not in LOOPBACK:
                raise NotSent("the server offers no encryption for the password")
            await client.login(address.user, address.password)

    def message(self, email: Email, key: str, now: datetime) -> EmailMessage:
        """The mail as it travels. The same key gives the same Message-ID, so that a repeat can be recognised."""
        message = EmailMessage()
        message["From"] = formataddr((self._sender_name, self._address.sender))
        message["To"] = email.to
        message["Subject"] = email.subject
        message["Date"] = format_datetime(now)
        message["Message-ID"] = f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{self._address.domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(email.text)
        if email.attachment is not None:
            kind, _, subtype = email.attachment.media_type.partition("/")
            message.add_attachment(
                email.attachment.content,
                maintype=kind,
                subtype=subtype,
                filename=email.attachment.name,
                params=dict(email.attachment.parameters),
            )
        return message


class Pusher:
    """Sends messages through the clinic's Telegram bot."""

    def __init__(self, token: str, base_url: str) -> None:
        self._token = token
        self._base_url = base_url

    async def __call__(self, push: Push, key: str, now: datetime) -> None:
        """Returns when Telegram has taken the message. Raises NotSent."""
        request = HTTPXRequest(connect_timeout=TIMEOUT_SECONDS, read_timeout=TIMEOUT_SECONDS)
        bot = Bot(self._token, base_url=self._base_url, request=request, get_updates_request=HTTPXRequest())
        try:
            await request.initialize()
            # A preview would open the link of somebody else's alert.
            await bot.send_message(
                push.chat_id, push.text, link_preview_options=LinkPreviewOptions(is_disabled=True)
            )
        except RetryAfter as problem:
            wait = problem.retry_after
            seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
            raise NotSent("RetryAfter", seconds) from None
        except TelegramError as problem:
            raise NotSent(type(problem).__name__) from None
        finally:
            await request.shutdown()
