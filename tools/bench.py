"""`make bench`: how fast and how big Doorway is, beside a stock Rasa, measured in turns within one run.

Every contestant has an action server and a database of its own and answers the same screening. Rounds
alternate between contestants, so that a busy machine disturbs all alike: ratios count, not absolute times.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tools.bench_contestants import ANSWERS, TYPED, Contestant, all_contestants, load
from tools.bench_default import EPOCHS, default_model
from tools.bench_handover import hand_over_costs
from tools.bench_load import cpu_seconds
from tools.bench_memory import REPORT, measure_memory, write_memory
from tools.bench_report import write_report
from tools.bench_training import Spent, measure_training

ROOT = Path(__file__).resolve().parent.parent
MANY_TALKS, FEW_TALKS = 32, 8
LONG_TALK_TURNS, LONGEST_TALK_TURNS = 44, 200
"""Of a talk with a stock Rasa, whose later turns take seconds, and of one with ours."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--full",
        action="store_true",
        help="also Rasa's default pipeline, our training and the memory of 10,000 conversations: half an hour",
    )
    parser.add_argument("--rounds", type=int, help="instead of 2, or 3 with --full")
    parser.add_argument("--seconds", type=float, default=4.0, help="of each measurement in each round")
    parser.add_argument("--report", type=Path, default=ROOT / "docs" / "performance.md")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is stopped then too
    trainings: dict[str, Spent] = {}
    if given.full:
        say("training")
        trainings = {f"ours, {what}": spent for what, spent in measure_training().items()}
        _, trainings[f"Rasa's default pipeline, {EPOCHS} epochs instead of 100"] = default_model()
    with contextlib.ExitStack() as cleaning:
        folder = Path(cleaning.enter_context(tempfile.TemporaryDirectory(prefix="doorway-bench-")))
        script = screening()
        say(f"starting the contestants ({len(script)} turns a talk)")
        contestants = list(all_contestants(folder, given.full, cleaning))
        for contestant in contestants:
            cleaning.callback(contestant.stop)
            contestant.start()
            say(f"  {contestant.label}: ready in {contestant.figures['start_seconds'][0]:.1f} s")
        rounds = given.rounds or (3 if given.full else 2)
        for number in range(rounds):
            for contestant in contestants:
                measure(contestant, script, given.seconds)
            say(f"round {number + 1} of {rounds}")
        for contestant in contestants:
            contestant.note("megabytes", contestant.megabytes())
            contestant.note("engine_megabytes", contestant.megabytes("engine"))
        for number in range(rounds):
            for contestant in contestants:
                measure_turns(contestant, script, is_first=number == 0)
        say("long talks")
        write(given.report, contestants, script, trainings)
        if given.full:
            say("ten thousand conversations")
            service = next(one for one in contestants if one.kind == "service")
            write_memory(REPORT, list(measure_memory(service)))
    say(f"wrote {given.report}")
    return 0


def write(
    report: Path,
    contestants: list[Contestant],
    script: list[Any],
    trainings: dict[str, Spent],
) -> None:
    write_report(
        report,
        contestants,
        load_average=os.getloadavg()[0],
        turns=len(script),
        trainings=trainings,
        hand_overs=hand_over_costs(),
    )


def measure(contestant: Contestant, script: list[Any], seconds: float) -> None:
    """One round: throughput with many talks, latency with few."""
    for talks, figures in ((MANY_TALKS, ("per_second", "cpu")), (FEW_TALKS, ("p50", "p95"))):
        before = {name: cpu_seconds(contestant.pids(name)) for name in ("", "engine", "actions", "service")}
        result = load(contestant, script, talks, seconds)
        messages = max(1, result["messages"])
        contestant.note("failures", result["failures"])
        if "cpu" in figures:
            contestant.note("per_second", result["per_second"])
            for name, spent in before.items():
                used = cpu_seconds(contestant.pids(name)) - spent
                contestant.note(f"cpu_{name or 'all'}", used / messages)
        else:
            contestant.note("p50", result["p50"])
            contestant.note("p95", result["p95"])


def measure_turns(contestant: Contestant, script: list[Any], *, is_first: bool) -> None:
    """What each turn of one long talk costs on a core, engine and actions together; once where turns take long."""
    is_slow = contestant.name in ("stock", "default", "plain")
    if contestant.kind not in ("engine", "stock") or len(contestant.urls) > 1 or (is_slow and not is_first):
        return
    talk = long_script(script, LONG_TALK_TURNS if is_slow else LONGEST_TALK_TURNS)
    result = load(contestant, talk, 1, 120.0, pids=contestant.pids(), talks_in_all=1)
    for turn, cost in result["cpu_by_turn"].items():
        contestant.note(f"turn_{turn}", cost)
    contestant.note("failures", result["failures"])


def screening() -> list[Any]:
    """The turns of one screening as the service sends them to the engine: `[text, metadata]` each."""
    always = {"channel": "web", "language": "en", "is_open": True, "now": datetime.now(UTC).isoformat()}
    script: list[Any] = [["/open", always | {"question": None}]]
    for question, options in ANSWERS.items():
        for text in TYPED.get(question, ()):
            script.append([text, always | {"question": question, "reading": {"strength": "none"}}])
        script.append(["/choose", always | {"question": question, "options": options}])
    return script


def long_script(script: list[Any], turns: int) -> list[Any]:
    """The screening with one detour said again and again, so that like is compared with like at any turn."""
    asked = next(number for number, (text, _) in enumerate(script) if not text.startswith("/"))
    return script[:asked] + [script[asked]] * (turns - asked)


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
