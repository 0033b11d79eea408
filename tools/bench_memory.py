"""Memory of the whole service while ten thousand people begin a conversation: `python -m tools.bench_memory`.

Writes `docs/performance-memory.md`.

Each opens the chat, reads the first words and answers the first question, from an address of their own. That is the
start of a talk, not all of it: whole talks would take hours, and memory is held by the conversation, not by the turn.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from tools.bench_contestants import ROOT, Contestant, load, ours

CONVERSATIONS, STEPS = 10_000, 10
TALKS = 25
"""Side by side."""

TURNS = 2
LONGEST_STEP_SECONDS = 300.0

REPORT = ROOT / "docs" / "performance-memory.md"


class Held(NamedTuple):
    """Resident memory in MB after so many conversations."""

    conversations: int
    failures: int
    everything: float
    engine: float
    actions: float
    service: float


def measure_memory(contestant: Contestant, conversations: int = CONVERSATIONS) -> Iterator[Held]:
    """Let people come in steps and look at the memory before the first and after each of them."""
    yield held(contestant, 0, 0)
    talks_in_all = max(1, conversations // STEPS // TALKS)
    for step in range(1, STEPS + 1):
        done = step * talks_in_all * TALKS
        result = load(
            contestant,
            [],
            TALKS,
            LONGEST_STEP_SECONDS,
            talks_in_all=talks_in_all,
            most_turns=TURNS,
            first_address=done,
        )
        yield held(contestant, done, result["failures"])


def held(contestant: Contestant, conversations: int, failures: int) -> Held:
    parts = (contestant.megabytes(name) for name in ("", "engine", "actions", "service"))
    return Held(conversations, failures, *parts)


def write_memory(path: Path, steps: Sequence[Held]) -> None:
    """The table, step by step."""
    failed = sum(step.failures for step in steps)
    lines = [
        "# Memory while people arrive",
        "",
        f"Written by `python -m tools.bench_memory` on {datetime.now(UTC):%Y-%m-%d}. The whole service on SQLite: each "
        "person opens the chat, reads the first words and answers the first question (whole talks would take hours; "
        f"`performance.md` shows what turns cost). {failed} messages failed. Resident memory in MB; an engine keeps "
        "250 conversations in memory, the rest in its file.",
        "",
        "| conversations | all processes | engine | actions | service |",
        "|--|--|--|--|--|",
    ]
    for step in steps:
        cells = (step.everything, step.engine, step.actions, step.service)
        lines.append(f"| {step.conversations:,} | {' | '.join(f'{cell:.0f}' for cell in cells)} |")
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


def main() -> int:
    """Print a line for each step, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=CONVERSATIONS)
    parser.add_argument("--report", type=Path, default=REPORT)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="doorway-memory-") as folder:
        contestant = ours(Path(folder) / "service", "service", "the whole service", is_service=True)
        try:
            contestant.start()
            steps = []
            for step in measure_memory(contestant, given.conversations):
                print(step, flush=True)
                steps.append(step)
            write_memory(given.report, steps)
        finally:
            contestant.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
