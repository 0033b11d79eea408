"""Headers that every answer carries: nothing from elsewhere, nothing kept, no frame but the clinic's own sites."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FRAMED_PATHS = ("/chat", "/kept", "/delete", "/left")
"""Pages that may stand in the panel on a clinic's site."""

_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)
_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class SecurityHeaders:
    """Adds the headers to each HTTP answer; a route may set its own Cache-Control.

    `inline_script` is the hash source of the one script that the chat's page holds.
    """

    def __init__(
        self, app: ASGIApp, *, frame_ancestors: Iterable[str], inline_script: str, is_https: bool
    ) -> None:
        self._app = app
        self._framed = _POLICY.format(
            scripts=f"'self' {inline_script}", ancestors=" ".join(["'self'", *frame_ancestors])
        )
        self._unframed = _POLICY.format(scripts="'self'", ancestors="'none'")
        self._is_https = is_https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        may_be_framed = path in FRAMED_PATHS or path.startswith("/chat/")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = self._framed if may_be_framed else self._unframed
                # Forms of our own pages must keep their Origin, which `no-referrer` would take away.
                headers["Referrer-Policy"] = "same-origin"
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Permissions-Policy"] = _PERMISSIONS
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                # The loader is the one file that pages of the clinic's site fetch from here.
                headers["Cross-Origin-Resource-Policy"] = "cross-origin" if path == "/w.js" else "same-origin"
                if not may_be_framed:
                    headers["X-Frame-Options"] = "DENY"
                if self._is_https:
                    headers["Strict-Transport-Security"] = "max-age=31536000"
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers)
