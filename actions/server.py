"""The action server: the SDK's executor behind one loopback endpoint, with errors that say nothing of a person."""

from __future__ import annotations

import json
import logging
import zlib
from collections.abc import Sequence

from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionMissingDomainException
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

logger = logging.getLogger(__name__)

DOMAIN_IS_MISSING = 449
"""The status the SDK's own server uses for it."""


def build_app(actions: Sequence[Action]) -> Starlette:
    """The SDK's own server answers errors with the whole request, what people typed included; this one does not."""
    executor = ActionExecutor()
    for action in actions:
        executor.register_action(action)

    async def webhook(request: Request) -> JSONResponse:
        body = await request.body()
        if request.headers.get("content-encoding") == "deflate":
            body = zlib.decompress(body)
        call = json.loads(body)
        try:
            result = await executor.run(call)
        except ActionMissingDomainException:
            # The engine sends the domain once; after a restart of this process it must send it again.
            return JSONResponse({"error": "the domain is missing"}, status_code=DOMAIN_IS_MISSING)
        except Exception as problem:
            logger.error("%s failed: %s", call.get("next_action"), _place(problem))
            return JSONResponse({"error": "the action failed"}, status_code=500)
        return JSONResponse(result.model_dump() if result else None)

    async def health(request: Request) -> JSONResponse:
        return JSONResponse({"status": "ok"})

    return Starlette(routes=[Route("/webhook", webhook, methods=["POST"]), Route("/health", health)])


def _place(problem: BaseException) -> str:
    """Kind of error and the line it came from; never its text, which may quote the message."""
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    line = f" at {trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else ""
    return f"{type(problem).__name__}{line}"
