"""`python -m bot understand`: typed lines in, what a conversation would make of them out, one JSON object a line."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import secrets
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterable, Mapping
from pathlib import Path
from typing import Any, TextIO

from bot.conversation import understanding
from bot.conversation.engine_client import Engines, EngineSilent
from bot.conversation.kinds import kind_of
from bot.conversation.readers import Readers
from bot.screening import steps
from bot.screening.questions import BY_ID, ORDER
from bot.words import DEFAULT_LANGUAGE, LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
ENGINE_PYTHON = ROOT / ".venv-engine" / "bin" / "python"
MODELS = ROOT / "models"
AT_A_TIME = 8
READY_WITHIN_SECONDS = 90


class LineError(ValueError):
    """A line that cannot be understood; the message never repeats it."""


def run(lines: Iterable[str], out: TextIO) -> int:
    """Answer every line in order; a bad one gets an error of its own. Returns an exit code."""
    return asyncio.run(_run(lines, out))


async def _run(lines: Iterable[str], out: TextIO) -> int:
    readers = Readers.load(MODELS)
    async with _engines() as engines:
        batch: list[str] = []
        for line in lines:
            if line.strip():
                batch.append(line)
            if len(batch) == AT_A_TIME:
                await _answer_batch(batch, engines, readers, out)
                batch = []
        await _answer_batch(batch, engines, readers, out)
    return 0


async def _answer_batch(batch: list[str], engines: Engines, readers: Readers, out: TextIO) -> None:
    for answer in await asyncio.gather(*(_answer(line, engines, readers) for line in batch)):
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    out.flush()


async def _answer(line: str, engines: Engines, readers: Readers) -> dict[str, Any]:
    try:
        text, question, language = _parsed(line)
        return await understand(text, question, language, engines, readers)
    except LineError as problem:
        return {"error": {"code": "bad_line", "message": str(problem)}}
    except EngineSilent:
        return {"error": {"code": "engine", "message": "The engine did not answer."}}


async def understand(
    text: str, question: str | None, language: str, engines: Engines, readers: Readers
) -> dict[str, Any]:
    """One text through the same parts as in a conversation: danger, the answer reader, the engine."""
    danger = readers.safety.read(text, language=language, question=question)
    read: Mapping[str, Any] = {"reading": {"strength": "none"}}
    asked = steps.question_of(question) if question else None
    if asked in BY_ID:
        read = understanding.read_for(str(asked), text, language, meaning=readers.meaning)
    elif question is None:
        # A whole life typed as the first message meets the first question, as it does in a conversation.
        told = understanding.read_for(ORDER[0], text, language, meaning=readers.meaning)
        if told.get("story"):
            read, question = told, ORDER[0]
    parsed = await engines.read(text, {"question": question, "language": language, **read})
    intent = (parsed.get("intent") or {}).get("name") or "nlu_fallback"
    kind = kind_of(intent)
    found: dict[str, Any] = {"safety": danger.outcome, "kind": kind}
    if kind == "answer":
        found |= _value(read, str(asked or question))
        if "value" not in found:
            found["kind"] = "unclear"
    elif kind in ("faq", "digression"):
        found["topic"] = intent
    return found


def _value(read: Mapping[str, Any], question: str) -> dict[str, Any]:
    """The value read for the open question; one found in a story waits for a yes."""
    story = read.get("story") or {}
    if story:
        found: dict[str, Any] = {"story": story}
        return found | ({"value": story[question], "certain": False} if question in story else {})
    reading = read["reading"]
    if reading.get("value") is None:
        return {}
    value = reading["value"]
    return {"value": "skip" if value == ["skip"] else value, "certain": bool(reading.get("is_certain"))}


def _parsed(line: str) -> tuple[str, str | None, str]:
    try:
        given = json.loads(line)
    except ValueError:
        raise LineError("A line must be a JSON object.") from None
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise LineError("A line needs a text.")
    question = given.get("question")
    language = given.get("language") or DEFAULT_LANGUAGE
    if question is not None and not isinstance(question, str):
        raise LineError("The question must be the id of the open question.")
    if language not in LANGUAGES:
        raise LineError("The language can be en or es.")
    return given["text"], question, language


@contextlib.asynccontextmanager
async def _engines() -> AsyncIterator[Engines]:
    """The engine that runs already, or one started for this command and ended with it."""
    secret = os.environ.get("DOORWAY_ENGINE_SECRET", "")
    urls = tuple(part for part in os.environ.get("DOORWAY_ENGINE_URLS", "").split(",") if part)
    if secret and urls:
        running = Engines(urls, secret, timeout_seconds=30)
        if await running.are_ready():
            yield running
            await running.close()
            return
        await running.close()
    with tempfile.TemporaryDirectory() as folder:
        secret, port = secrets.token_urlsafe(24), _free_port()
        process = subprocess.Popen(
            [str(ENGINE_PYTHON), "-m", "engine.launch", "--port", str(port)],
            cwd=ROOT,
            env=_environment(folder, secret),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started = Engines((f"http://127.0.0.1:{port}",), secret, timeout_seconds=30)
        try:
            await _until_ready(started, process)
            yield started
        finally:
            await started.close()
            process.terminate()
            process.wait()


async def _until_ready(engines: Engines, process: subprocess.Popen[bytes]) -> None:
    for _ in range(READY_WITHIN_SECONDS * 5):
        if await engines.are_ready():
            return
        if process.poll() is not None:
            break
        await asyncio.sleep(0.2)
    raise SystemExit("The engine does not start; `make train` makes the model it needs.")


def _environment(folder: str, secret: str) -> dict[str, str]:
    made = {
        "DOORWAY_ENGINE_SECRET": secret,
        "DOORWAY_ACTIONS_URL": "http://127.0.0.1:9/webhook",
        "DOORWAY_ENGINE_DB": f"sqlite:///{folder}/engine.db",
        "DOORWAY_KEY": base64.urlsafe_b64encode(os.urandom(32)).decode(),
        "PYTHONPATH": str(ROOT),
    }
    return {**os.environ, **made}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
