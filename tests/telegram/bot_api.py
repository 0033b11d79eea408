"""A Bot API of our own on loopback: the methods in use, Telegram's limits, long polling, and faults on demand.

`BotApi` runs in a thread; the service is pointed to it by `DOORWAY_TELEGRAM_BASE_URL`. `Person` is somebody in a
private chat, who sees what a phone would show: messages as they were edited, keyboards as they are now.
"""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "5550100123:AAHcanary-token-that-must-never-be-logged"
BOT = {"id": 5550100123, "is_bot": True, "first_name": "Doorway", "username": "doorway_test_bot"}

MOST_UNITS = 4096
MOST_DATA_BYTES = 64
LONGEST_POLL_SECONDS = 20.0


class Refusal(Exception):
    """An answer that is not OK, as the Bot API gives it."""

    def __init__(self, status: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after


@dataclass
class Shown:
    """One message in a chat as it looks now."""

    message_id: int
    chat_id: int
    text: str
    keyboard: list[list[dict[str, str]]] = field(default_factory=list)
    first_text: str = ""
    sent_at: float = 0.0
    edits: int = 0

    @property
    def buttons(self) -> list[dict[str, str]]:
        return [button for row in self.keyboard for button in row]


@dataclass
class Fault:
    """What goes wrong the next few times a method is called (for one chat, or for all)."""

    method: str
    refusal: Refusal | None
    times: int
    chat_id: int | None = None
    delay_seconds: float = 0.0
    happens_after: bool = False
    """The work is done all the same: the answer is what gets lost."""


class BotApi:
    """The double. Everything it was asked and everything it shows can be looked at."""

    def __init__(self) -> None:
        self.messages: dict[int, Shown] = {}
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.sent: list[Shown] = []
        self.answers: list[dict[str, Any]] = []
        self.left: list[int] = []
        self.commands: list[dict[str, Any]] = []
        self.webhook: dict[str, Any] = {}
        self.refused_tokens: set[str] = set()
        self.history: dict[int, dict[str, Any]] = {}
        self._updates: dict[int, dict[str, Any]] = {}
        self._faults: list[Fault] = []
        self._numbers = itertools.count(1)
        self._update_numbers = itertools.count(900_000_001)
        self._changed = threading.Condition()
        self._polls = 0
        self._is_closing = False
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    # -- life ----------------------------------------------------------------------------------------

    def __enter__(self) -> BotApi:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_closing = True
        with self._changed:
            self._changed.notify_all()
        self._server.shutdown()
        self._server.server_close()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/bot"

    def settings(self, **more: str) -> dict[str, str]:
        """The settings of a service that talks to this double."""
        return {
            "TELEGRAM_TOKEN": TOKEN,
            "DOORWAY_TELEGRAM_BASE_URL": self.base_url,
            "DOORWAY_TELEGRAM_SECONDS_BETWEEN_MESSAGES": "0.05",
            **more,
        }

    # -- what people do ------------------------------------------------------------------------------

    def update(self, body: dict[str, Any], update_id: int | None = None) -> int:
        """Put an update in the queue; the same number again is a repeat."""
        with self._changed:
            number = update_id or next(self._update_numbers)
            self._updates[number] = self.history[number] = {"update_id": number, **body}
            self._changed.notify_all()
        return number

    def repeat(self, update_id: int) -> None:
        """Hand in an old update once more."""
        with self._changed:
            self._updates[update_id] = self.history[update_id]
            self._changed.notify_all()

    def number(self) -> int:
        return next(self._numbers)

    def waiting(self) -> int:
        """Updates that are not confirmed yet."""
        with self._changed:
            return len(self._updates)

    # -- what a chat shows ---------------------------------------------------------------------------

    def chat(self, chat_id: int) -> list[Shown]:
        with self._changed:
            return [message for message in self.sent if message.chat_id == chat_id]

    def wait(self, condition: Callable[[], Any], seconds: float = 30.0) -> Any:
        """The first true value of a condition that is looked at after every call; AssertionError when none comes."""
        deadline = time.monotonic() + seconds
        while True:
            found = condition()
            if found:
                return found
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError("it did not come in time")
            with self._changed:
                self._changed.wait(min(left, 0.25))

    # -- faults --------------------------------------------------------------------------------------

    def fail(
        self,
        method: str,
        status: int = 0,
        *,
        times: int = 1,
        chat_id: int | None = None,
        retry_after: int | None = None,
        delay_seconds: float = 0.0,
        happens_after: bool = False,
    ) -> None:
        """Let a method fail, or be slow (`status` 0), the next few times."""
        descriptions = {
            401: "Unauthorized",
            403: "Forbidden: bot was blocked by the user",
            409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            429: f"Too Many Requests: retry after {retry_after}",
            502: "Bad Gateway",
        }
        refusal = Refusal(status, descriptions[status], retry_after) if status else None
        with self._changed:
            self._faults.append(Fault(method, refusal, times, chat_id, delay_seconds, happens_after))

    def heal(self) -> None:
        with self._changed:
            self._faults.clear()

    # -- the methods ---------------------------------------------------------------------------------

    def call(self, token: str, method: str, given: dict[str, Any]) -> Any:
        """Run one method as the Bot API would. Raises Refusal."""
        if token != TOKEN or token in self.refused_tokens:
            raise Refusal(401, "Unauthorized")
        with self._changed:
            if method != "getUpdates":
                self.calls.append((method, given))
            fault = self._fault(method, given)
        if fault is not None and fault.delay_seconds:
            time.sleep(fault.delay_seconds)
        if fault is not None and fault.refusal is not None and not fault.happens_after:
            raise fault.refusal
        run = getattr(self, f"_{method}", None)
        if run is None:
            raise Refusal(404, "Not Found: method not found")
        result = run(given)
        with self._changed:
            self._changed.notify_all()
        if fault is not None and fault.refusal is not None:
            raise fault.refusal
        return result

    def _fault(self, method: str, given: dict[str, Any]) -> Fault | None:
        for fault in self._faults:
            is_here = fault.chat_id is None or str(given.get("chat_id")) == str(fault.chat_id)
            if fault.method == method and is_here and fault.times > 0:
                fault.times -= 1
                return fault
        return None

    def _getMe(self, given: dict[str, Any]) -> Any:
        return {**BOT, "can_join_groups": True, "can_read_all_group_messages": False}

    def _getUpdates(self, given: dict[str, Any]) -> Any:
        offset = int(given.get("offset", 0) or 0)
        deadline = time.monotonic() + min(float(given.get("timeout", 0)), LONGEST_POLL_SECONDS)
        with self._changed:
            self._polls += 1
            mine = self._polls
            for number in [number for number in self._updates if number < offset]:
                del self._updates[number]
            while not self._is_closing and mine == self._polls:
                found = [self._updates[number] for number in sorted(self._updates)]
                if found or time.monotonic() >= deadline:
                    return found[: int(given.get("limit", 100))]
                self._changed.wait(min(1.0, max(0.0, deadline - time.monotonic())))
        return []

    def _sendMessage(self, given: dict[str, Any]) -> Any:
        text = _checked_text(given.get("text", ""))
        keyboard = _checked_keyboard(given.get("reply_markup"))
        with self._changed:
            shown = Shown(next(self._numbers), int(given["chat_id"]), text, keyboard, text, time.monotonic())
            self.messages[shown.message_id] = shown
            self.sent.append(shown)
        return _as_message(shown)

    def _editMessageText(self, given: dict[str, Any]) -> Any:
        return self._edit(given, text=_checked_text(given.get("text", "")))

    def _editMessageReplyMarkup(self, given: dict[str, Any]) -> Any:
        return self._edit(given, text=None)

    def _edit(self, given: dict[str, Any], text: str | None) -> Any:
        keyboard = _checked_keyboard(given.get("reply_markup"))
        with self._changed:
            shown = self.messages.get(int(given["message_id"]))
            if shown is None or shown.chat_id != int(given["chat_id"]):
                raise Refusal(400, "Bad Request: message to edit not found")
            new_text = shown.text if text is None else text
            if new_text == shown.text and keyboard == shown.keyboard:
                raise Refusal(
                    400, "Bad Request: message is not modified: specified new message content is the same"
                )
            shown.text, shown.keyboard = new_text, keyboard
            shown.edits += 1
        return _as_message(shown)

    def _answerCallbackQuery(self, given: dict[str, Any]) -> Any:
        if len(given.get("text", "")) > 200:
            raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
        with self._changed:
            self.answers.append(given)
        return True

    def _leaveChat(self, given: dict[str, Any]) -> Any:
        self.left.append(int(given["chat_id"]))
        return True

    def _setMyCommands(self, given: dict[str, Any]) -> Any:
        self.commands.append(given)
        return True

    def _setWebhook(self, given: dict[str, Any]) -> Any:
        self.webhook = given
        return True

    def _deleteWebhook(self, given: dict[str, Any]) -> Any:
        self.webhook = {}
        return True

    # -- counts --------------------------------------------------------------------------------------

    def repeats(self, chat_id: int) -> int:
        """Messages of a chat that came again right after themselves, button data and all."""
        looks = [(shown.first_text, _data_of(shown)) for shown in self.chat(chat_id)]
        return sum(before == after for before, after in itertools.pairwise(looks))


class Person:
    """Somebody in a private chat with the bot."""

    def __init__(self, api: BotApi, chat_id: int, language_code: str = "en") -> None:
        self.api = api
        self.chat_id = chat_id
        self.language_code = language_code
        self.taps = 0

    @property
    def _user(self) -> dict[str, Any]:
        return {
            "id": self.chat_id,
            "is_bot": False,
            "first_name": "Canaryfirstname",
            "last_name": "Canarylastname",
            "username": f"canaryuser{self.chat_id}",
            "language_code": self.language_code,
        }

    @property
    def _chat(self) -> dict[str, Any]:
        return {"id": self.chat_id, "type": "private", "first_name": "Canaryfirstname"}

    @property
    def messages(self) -> list[Shown]:
        return self.api.chat(self.chat_id)

    @property
    def last(self) -> Shown | None:
        return self.messages[-1] if self.messages else None

    def write(self, text: str, update_id: int | None = None) -> int:
        """Type a text."""
        return self.send({"text": text}, update_id)

    def send(self, content: dict[str, Any], update_id: int | None = None, kind: str = "message") -> int:
        """Send any message."""
        message = {
            "message_id": self.api.number(),
            "date": int(time.time()),
            "chat": self._chat,
            "from": self._user,
        }
        if kind == "edited_message":
            message["edit_date"] = int(time.time())
        return self.api.update({kind: {**message, **content}}, update_id)

    def press(self, shown: Shown, data: str, update_id: int | None = None) -> int:
        """Press a button of a message, also one that is no longer there."""
        query = {
            "id": f"query-{self.chat_id}-{self.api.number()}",
            "from": self._user,
            "message": _as_message(shown),
            "chat_instance": "1",
            "data": data,
        }
        self.taps += 1
        return self.api.update({"callback_query": query}, update_id)

    def block(self, is_blocked: bool = True) -> int:
        """Block the bot, or let it in again."""
        old, new = ("member", "kicked") if is_blocked else ("kicked", "member")
        changed = {
            "chat": self._chat,
            "from": self._user,
            "date": int(time.time()),
            "old_chat_member": _membership(old),
            "new_chat_member": _membership(new),
        }
        return self.api.update({"my_chat_member": changed})

    def tap(self, label: str) -> Shown:
        """Press the newest button that bears this label; returns its message."""
        shown, button = self.find(label)
        self.press(shown, button["callback_data"])
        return shown

    def find(self, label: str, seconds: float = 30.0) -> tuple[Shown, dict[str, str]]:
        """The newest message with a button whose label contains these words, when it is there."""

        def look() -> tuple[Shown, dict[str, str]] | None:
            for shown in reversed(self.messages):
                for button in shown.buttons:
                    if label.casefold() in button["text"].casefold():
                        return shown, button
            return None

        found: tuple[Shown, dict[str, str]] = self.api.wait(look, seconds)
        return found

    def wait_for(self, words: str, seconds: float = 30.0, after: int = 0) -> Shown:
        """The first message, behind the first `after` ones, that contains these words."""

        def look() -> Shown | None:
            return next((shown for shown in self.messages[after:] if words in shown.text), None)

        found: Shown = self.api.wait(look, seconds)
        return found


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A service that was killed leaves broken connections; that is no error here."""


def _membership(status: str) -> dict[str, Any]:
    found: dict[str, Any] = {"user": BOT, "status": status}
    return found | {"until_date": 0} if status == "kicked" else found


def _as_message(shown: Shown) -> dict[str, Any]:
    message: dict[str, Any] = {
        "message_id": shown.message_id,
        "date": int(time.time()),
        "chat": {"id": shown.chat_id, "type": "private", "first_name": "Canaryfirstname"},
        "from": BOT,
        "text": shown.text,
    }
    if shown.keyboard:
        message["reply_markup"] = {"inline_keyboard": shown.keyboard}
    return message


def _checked_text(text: str) -> str:
    if not text.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > MOST_UNITS:
        raise Refusal(400, "Bad Request: message is too long")
    return text


def _checked_keyboard(markup: Any) -> list[list[dict[str, str]]]:
    if not markup:
        return []
    rows: list[list[dict[str, str]]] = markup["inline_keyboard"]
    for button in (button for row in rows for button in row):
        if not button.get("text", "").strip():
            raise Refusal(400, "Bad Request: text buttons are unallowed in the inline keyboard")
        if not 0 < len(button.get("callback_data", "x").encode()) <= MOST_DATA_BYTES:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        if "url" in button and urlsplit(button["url"]).scheme not in ("http", "https", "tg"):
            raise Refusal(400, "Bad Request: BUTTON_URL_INVALID")
    return rows


def _data_of(shown: Shown) -> tuple[str, ...]:
    return tuple(button.get("callback_data", "") for button in shown.buttons)


def _handler(api: BotApi) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            bot, _, method = self.path.removeprefix("/bot").partition("/")
            given = {name: _value(name, values[0]) for name, values in parse_qs(body.decode()).items()}
            try:
                status, answer = 200, {"ok": True, "result": api.call(bot, method, given)}
            except Refusal as refusal:
                status = refusal.status
                answer = {"ok": False, "error_code": status, "description": refusal.description}
                if refusal.retry_after is not None:
                    answer["parameters"] = {"retry_after": refusal.retry_after}
            raw = json.dumps(answer).encode()
            try:
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    return Handler


def _value(name: str, text: str) -> Any:
    """Everything but words comes as JSON."""
    return json.loads(text) if name in ("reply_markup", "commands", "allowed_updates") else text
