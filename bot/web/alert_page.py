"""The page behind the link a person on call was sent: one button, and from then on the alert has their name."""

from __future__ import annotations

import time
from dataclasses import dataclass

from anyio.to_thread import run_sync
from sqlalchemy.exc import OperationalError
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.notify import alerts
from bot.notify.alerts import Alert, Notice
from bot.web.api import parts_of
from bot.web.pages import SEE_OTHER, files_of
from bot.web.parts import Parts

TRIES = 10
WAIT_SECONDS = 0.3
"""A database that is locked for a moment must not cost somebody on call their tap."""


@dataclass(frozen=True)
class Known:
    """The link's notice with the alert it belongs to."""

    notice: Notice
    alert: Alert

    @property
    def may_take(self) -> bool:
        return self.notice.used_at is None and self.alert.state in alerts.OPEN

    @property
    def said(self) -> str:
        """Which of the page's sentences is true."""
        if self.may_take:
            return "meaning"
        if self.alert.acknowledged_by == self.notice.person:
            return "done"
        return "taken" if self.alert.state == "acknowledged" else "closed"


async def show_alert(request: Request) -> Response:
    """`GET /alert/{token}`: changes nothing, so that a mail scanner that opens links takes nothing."""
    return _page(request, await run_sync(_find, parts_of(request), request.path_params["token"]))


async def take_alert(request: Request) -> Response:
    """`POST /alert/{token}`: the person the link was sent to has it; a second time changes nothing."""
    token = request.path_params["token"]
    if await run_sync(_take, parts_of(request), token) is None:
        return _page(request, None)
    return RedirectResponse(f"/alert/{token}", SEE_OTHER)


def _find(parts: Parts, token: str) -> Known | None:
    with parts.database.read() as tx:
        notice = alerts.notice_of(tx, token)
        return Known(notice, alerts.get(tx, notice.alert_id)) if notice else None


def _take(parts: Parts, token: str) -> Alert | None:
    for _ in range(TRIES - 1):
        try:
            with parts.database.begin() as tx:
                return alerts.acknowledge_by_link(tx, token, parts.now())
        except OperationalError:
            time.sleep(WAIT_SECONDS)
    with parts.database.begin() as tx:
        return alerts.acknowledge_by_link(tx, token, parts.now())


def _page(request: Request, known: Known | None) -> Response:
    parts = parts_of(request)
    language = parts.clinic.languages[0]
    labels = {
        name: str(text).format_map({"person": (known.alert.acknowledged_by or "") if known else ""})
        for name, text in parts.words.custom("utter_page_alert", language).items()
    }
    view = {
        "language": language,
        "labels": labels,
        "heading": parts.words.say("utter_page_alert", language, person=known.notice.person)
        if known
        else None,
        "said": labels[known.said] if known else labels["unknown"],
        "may_take": known is not None and known.may_take,
    }
    body = files_of(request).templates.get_template("alert.html").render(view)
    return HTMLResponse(body, 200 if known else 404)


alert_routes = [
    Route("/alert/{token}", show_alert, methods=["GET"]),
    Route("/alert/{token}", take_alert, methods=["POST"]),
]
