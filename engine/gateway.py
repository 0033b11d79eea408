"""The engine's one door: an input channel with a shared secret, real status codes and repeatable turns."""

import hmac
import logging
from typing import Any, Awaitable, Callable, Dict, Optional, Text

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from engine.tracker_store import AnotherEngineWroteHere
from engine.whole_turns import Replies, TurnFailed, WholeTurnProcessor

logger = logging.getLogger(__name__)

SECRET_HEADER = "x-doorway-secret"


class Gateway(InputChannel):
    """`turn`, `read`, `handled`, `forget` and `ready`, for the service alone."""

    def __init__(self, secret: Text) -> None:
        self._secret = secret
        self._processor: Optional[WholeTurnProcessor] = None

    @classmethod
    def name(cls) -> Text:
        return "gateway"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> "Gateway":
        secret = (credentials or {}).get("secret") or ""
        if len(secret) < 16 or secret.startswith("$"):
            raise SystemExit(
                "The engine needs DOORWAY_ENGINE_SECRET, at least 16 characters; `make run` sets it."
            )
        return cls(secret)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("gateway")

        @routes.middleware("request")
        async def only_the_service(request: Request) -> Optional[HTTPResponse]:
            given = request.headers.get(SECRET_HEADER, "")
            if not hmac.compare_digest(given.encode(), self._secret.encode()):
                return _error(401, "secret", "This door is for the service alone.")
            return None

        @routes.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            processor = self._processor_of(request)
            if processor is None:
                return _error(503, "no_model", "No model is loaded yet.")
            return json({"ready": True, "model": processor.model_filename})

        @routes.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            processor = self._processor_of(request)
            if processor is None:
                return _error(503, "no_model", "No model is loaded yet.")
            body = request.json or {}
            sender, message_id = body.get("sender"), body.get("message_id")
            if not _is_id(sender) or not _is_id(message_id):
                return _error(400, "sender", "A turn needs a sender and a message_id.")
            message = UserMessage(
                text=body.get("text") or "",
                output_channel=Replies(),
                sender_id=sender,
                input_channel=self.name(),
                message_id=message_id,
                metadata=body.get("metadata") or {},
            )
            try:
                async with processor.lock_store.lock(sender):
                    # Asked behind the lock: the same message may be sent again while it is being handled.
                    replies = processor.tracker_store.replies_of(sender, message_id)
                    if replies is not None:
                        return json({"replies": replies, "repeated": True})
                    replies = await processor.handle_turn(message)
            except AnotherEngineWroteHere:
                return _error(
                    409, "moved_on", "Another engine handled this conversation meanwhile; try again."
                )
            except TurnFailed as failure:
                return _error(502, "action", f"{failure} failed; nothing of the turn was kept.")
            except Exception as failure:
                logger.error("a turn failed: %s", type(failure).__name__)
                return _error(500, "turn", "The turn failed; nothing of it was kept.")
            return json({"replies": replies, "repeated": False})

        @routes.post("/read")
        async def read(request: Request) -> HTTPResponse:
            processor = self._processor_of(request)
            if processor is None:
                return _error(503, "no_model", "No model is loaded yet.")
            body = request.json or {}
            message = UserMessage(text=body.get("text") or "", metadata=body.get("metadata") or {})
            parsed = await processor.read(message)
            return json({"intent": parsed.get("intent"), "ranking": parsed.get("intent_ranking") or []})

        @routes.get("/handled/<sender>/<message_id>")
        async def handled(request: Request, sender: Text, message_id: Text) -> HTTPResponse:
            processor = self._processor_of(request)
            if processor is None:
                return _error(503, "no_model", "No model is loaded yet.")
            return json({"handled": processor.tracker_store.replies_of(sender, message_id) is not None})

        @routes.post("/forget")
        async def forget(request: Request) -> HTTPResponse:
            processor = self._processor_of(request)
            sender = (request.json or {}).get("sender")
            if processor is None or not _is_id(sender):
                return _error(400, "sender", "Forgetting needs a loaded model and a sender.")
            async with processor.lock_store.lock(sender):
                # Behind the lock: a turn under way would store itself after the deletion.
                return json({"turns": processor.tracker_store.forget(sender)})

        return routes

    def _processor_of(self, request: Request) -> Optional[WholeTurnProcessor]:
        if self._processor is None:
            agent = getattr(request.app.ctx, "agent", None)
            if agent is not None and agent.is_ready():
                self._processor = WholeTurnProcessor.adopt(agent.processor)
        return self._processor


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 64


def _error(status: int, code: Text, message: Text) -> HTTPResponse:
    return json({"error": {"code": code, "message": message}}, status=status)
