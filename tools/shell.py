"""Talk to a running Doorway from the terminal: type words, or the number of an option; several with commas."""

from __future__ import annotations

import os
import sys
import uuid
from typing import Any

import httpx

URL = os.environ.get("DOORWAY_PUBLIC_URL", f"http://127.0.0.1:{os.environ.get('DOORWAY_PORT', '8000')}")


def main() -> int:
    """Until the end of input; lines of the assistant are printed as they come."""
    client = httpx.Client(base_url=URL, timeout=30)
    try:
        lines = client.post("/v1/session", json={}).json()["events"]
    except httpx.ConnectError:
        print(f"Nothing answers at {URL}; `make run` starts it.", file=sys.stderr)
        return 1
    show(lines)
    for typed in sys.stdin:
        prompt = next((line for line in reversed(lines) if line["kind"] == "prompt"), None)
        answer = client.post(
            "/v1/messages", json={"cid": str(uuid.uuid4()), **message(typed.strip(), prompt)}
        )
        if answer.is_error:
            print(answer.json()["error"]["message"])
            continue
        new = answer.json()["events"]
        lines += new
        show(new)
    return 0


def message(typed: str, prompt: dict[str, Any] | None) -> dict[str, Any]:
    """A tap when numbers of offered options were typed, words otherwise."""
    options = (prompt or {}).get("options") or []
    numbers = [part.strip() for part in typed.split(",")]
    if prompt and options and all(part.isdecimal() and 0 < int(part) <= len(options) for part in numbers):
        kind = "multi" if prompt.get("select") == "many" else "choice"
        chosen = [options[int(part) - 1]["id"] for part in numbers]
        return {"kind": kind, "prompt_id": prompt["prompt_id"], "options": chosen}
    return {"kind": "text", "text": typed}


def show(lines: list[dict[str, Any]]) -> None:
    for line in lines:
        if line["from"] != "person":
            print(f"\n{line['text']}")
            for number, option in enumerate(line.get("options") or (), 1):
                print(f"  {number}  {option['label']}")


if __name__ == "__main__":
    raise SystemExit(main())
