"""Writes docs/performance.md and its chart from the figures of `make bench`."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from tools.bench_training import Spent


class Measured(Protocol):
    """What the report reads of a contestant."""

    name: str
    label: str
    figures: dict[str, list[float]]


EARLY_TURNS, LATE_TURNS, LAST_TURNS = range(8, 13), range(38, 43), range(192, 198)
"""Turns of the long talk that are compared: the same words each time, only later."""


def write_report(
    path: Path,
    contestants: Sequence[Measured],
    *,
    load_average: float,
    turns: int,
    trainings: Mapping[str, Spent],
    hand_overs: Mapping[str, float],
) -> None:
    """Write the page and the chart beside it; figures that were not measured are left out, never guessed."""
    by_name = {contestant.name: contestant for contestant in contestants}
    chart = path.parent / "pictures" / "performance.svg"
    chart.parent.mkdir(parents=True, exist_ok=True)
    chart.write_text(_chart(contestants), encoding="utf-8")
    lines = [
        "# Performance",
        "",
        f"Written by `make bench` on {datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, load average at the end "
        f"{load_average:.1f}. All contestants answered the same screening of {turns} turns (a few of them typed), in "
        "turns within one run, each with an action server and a database of its own. Ratios count: the absolute "
        "figures are those of one machine on one day, and of what else ran on it.",
        "",
        *_disturbed(load_average),
        "![CPU time for a message](pictures/performance.svg)",
        "",
        "## A message",
        "",
        "CPU is the time on a core that all processes of the contestant spend on one message. One core gives "
        "1000 / CPU messages a second.",
        "",
        "| | messages/s, 32 talks | CPU a message, ms | of it engine | actions | service | p50, 8 talks, ms | p95, ms "
        "| failed |",
        "|--|--|--|--|--|--|--|--|--|",
    ]
    for one in contestants:
        cells = [
            _cell(one, "per_second", 1),
            _cell(one, "cpu_all", 1000, 1),
            _cell(one, "cpu_engine", 1000, 1),
            _cell(one, "cpu_actions", 1000, 1),
            _cell(one, "cpu_service", 1000, 1),
            _cell(one, "p50", 1000),
            _cell(one, "p95", 1000),
            f"{sum(one.figures.get('failures', [0])):.0f}",
        ]
        lines.append(f"| {one.label} | {' | '.join(cells)} |")
    lines += ["", "## Goals", "", *_ratios(by_name)]
    lines += ["", "## Start and memory", "", *_start(contestants)]
    lines += ["", "## A long talk", "", *_long_talk(contestants)]
    lines += ["", "## Handing over", "", *_handing_over(hand_overs)]
    lines += ["", "Memory while ten thousand people arrive: [performance-memory.md](performance-memory.md)."]
    if trainings:
        lines += ["", "## Training", "", *_training(trainings)]
    lines += [
        "",
        "## How to read this",
        "",
        "- *Stock launcher* is `python -m rasa run` with Rasa's REST channel and its SQL tracker store on SQLite; it "
        "stores in the clear and promises nothing about a turn that fails. Our engine seals every turn and commits it "
        "before it answers.",
        "- *Adjustments off* is our channel and tracker store on an untouched Rasa "
        "(`DOORWAY_ENGINE_ADJUSTMENTS=off`); what the adjustments are stands in `engine/adjustments.py`.",
        "- *Rasa's default pipeline* is what `rasa init` configures (DIET, TED, memoization), trained on our data and "
        "a few stories; see `tools/bench_default.py`. It was trained for fewer epochs than it says by itself: what a "
        "message costs does not depend on that.",
        "- *The whole service* is asked as a browser asks it: the same taps and typed lines, each stored before it is "
        "answered. Its first message opens the talk.",
        "- The load client is a process of its own on the same machine; the echo server shows what it and HTTP cost.",
        "- *All on one core*: the engine, its actions, a PostgreSQL of its own and the load client share one core. On "
        "two cores one engine keeps all of these busy on the second; so what a second core brings is told by the "
        "step from everything on one core to two engines on two.",
        "- *Handing over*: one byte goes from one process to another and back over a socket. A message is handed over "
        "some twenty times, so what it costs rises with the cores it is spread over.",
        "",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")


def _disturbed(load_average: float) -> list[str]:
    """A warning when the machine did other work: CPU time too is longer where two threads share a core's units."""
    cores = os.cpu_count() or 1
    if load_average <= 2 * cores:
        return []
    return [
        f"**The machine was busy with other work** (load {load_average:.0f} on {cores} cores): every figure in "
        "seconds is several times what a free machine shows, and a goal met or missed by little is not decided here.",
        "",
    ]


def _ratios(by_name: Mapping[str, Measured]) -> list[str]:
    rows = ["| | measured | goal |", "|--|--|--|"]
    for what, figure, of, to, goal in (
        ("messages a core, ours to stock", "cpu_all", "stock", "ours", ">= 4"),
        ("messages/s with 32 talks, ours to stock", "per_second", "ours", "stock", ">= 4"),
        ("messages a core, ours to Rasa's default pipeline", "cpu_all", "default", "ours", ">= 5"),
        ("messages a core, ours to ours with adjustments off", "cpu_all", "plain", "ours", ""),
        ("p95 at 8 talks, ours to stock", "p95", "ours", "stock", "<= 0.25"),
        ("CPU a message, whole service to engine and actions alone", "cpu_all", "service", "ours", "<= 1.5"),
        ("messages/s, two engines on all cores to one on one core", "per_second", "two", "one", ">= 1.8"),
        ("messages/s, two engines to one, both on all cores", "per_second", "two", "postgres", ""),
        ("CPU to start the engine, ours to stock", "engine_start_cpu", "ours", "stock", ""),
        ("memory of the engine, ours to stock", "engine_megabytes", "ours", "stock", ""),
    ):
        above, below = _value(by_name.get(of), figure), _value(by_name.get(to), figure)
        if above is not None and below:
            rows.append(f"| {what} | {above / below:.2f} | {goal} |")
    for what, figure, times, digits, goal in (
        ("CPU a message of the service itself, ms", "cpu_service", 1000, 1, "<= 5"),
        ("memory of all processes, the whole service, MB", "megabytes", 1, 0, "<= 600"),
        ("start of all processes, the whole service, s", "start_seconds", 1, 1, "<= 6"),
    ):
        value = _value(by_name.get("service"), figure)
        if value is not None:
            rows.append(f"| {what} | {value * times:.{digits}f} | {goal} |")
    return rows


def _start(contestants: Sequence[Measured]) -> list[str]:
    rows = [
        "| | start to ready, s | CPU of it, s | engine's CPU, s | memory of all, MB | of it engine |",
        "|--|--|--|--|--|--|",
    ]
    for one in contestants:
        cells = [_cell(one, "start_seconds", 1, 1), _cell(one, "start_cpu", 1, 1)]
        cells += [
            _cell(one, "engine_start_cpu", 1, 1),
            _cell(one, "megabytes", 1),
            _cell(one, "engine_megabytes", 1),
        ]
        rows.append(f"| {one.label} | {' | '.join(cells)} |")
    return rows


def _long_talk(contestants: Sequence[Measured]) -> list[str]:
    windows = (EARLY_TURNS, LATE_TURNS, LAST_TURNS)
    around = [window[len(window) // 2] for window in windows]
    rows = [
        f"One talk alone, the same question typed again and again: CPU a message around turns {around[0]}, "
        f"{around[1]} and {around[2]}. Talks with a stock Rasa end before the last.",
        "",
        f"| | turn {around[0]}, ms | turn {around[1]}, ms | turn {around[2]}, ms | last to first |",
        "|--|--|--|--|--|",
    ]
    for one in contestants:
        found = [_turns(one, window) for window in windows]
        if found[0]:
            cells = [f"{cost * 1000:.1f}" if cost else "" for cost in found]
            last = next(cost for cost in reversed(found) if cost)
            rows.append(f"| {one.label} | {' | '.join(cells)} | {last / found[0]:.2f} |")
    return rows


def _handing_over(costs: Mapping[str, float]) -> list[str]:
    rows = ["| one byte there and back | time on a core, µs |", "|--|--|"]
    return rows + [f"| {place} | {cost:.1f} |" for place, cost in costs.items()]


def _training(trainings: Mapping[str, Spent]) -> list[str]:
    rows = ["| | seconds | CPU, s |", "|--|--|--|"]
    for what, spent in trainings.items():
        rows.append(f"| {what} | {spent.seconds:.0f} | {spent.cpu_seconds:.0f} |")
    return rows


def _turns(one: Measured, turns: range) -> float:
    values = [value for turn in turns for value in one.figures.get(f"turn_{turn}", [])]
    return statistics.median(values) if values else 0.0


def _value(one: Measured | None, figure: str) -> float | None:
    values = one.figures.get(figure) if one else None
    return statistics.median(values) if values else None


def _cell(one: Measured, figure: str, times: float, digits: int = 0) -> str:
    value = _value(one, figure)
    return f"{value * times:.{digits}f}" if value else ""


def _chart(contestants: Sequence[Measured]) -> str:
    """Bars of CPU a message, split into engine, actions and service."""
    parts = (
        ("cpu_engine", "#2f5d62", "engine"),
        ("cpu_actions", "#8fb9a8", "actions"),
        ("cpu_service", "#d9a441", "service"),
    )
    shown = [one for one in contestants if _value(one, "cpu_engine")]
    longest = max((sum(_value(one, part) or 0 for part, _, _ in parts) for one in shown), default=1.0)
    height = 46 + 34 * len(shown)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 {height}" font-family="sans-serif" font-size="13">',
        "<title>CPU time for a message, in milliseconds</title>",
        f'<rect width="760" height="{height}" fill="#fff"/>',
    ]
    for number, (_, colour, name) in enumerate(parts):
        left = 300 + 110 * number
        lines.append(f'<rect x="{left}" y="10" width="12" height="12" fill="{colour}"/>')
        lines.append(f'<text x="{left + 18}" y="21">{name}</text>')
    for number, one in enumerate(shown):
        top, left, total = 36 + 34 * number, 300.0, 0.0
        lines.append(
            f'<text x="290" y="{top + 17}" text-anchor="end">{one.label.replace("&", "&amp;")}</text>'
        )
        for part, colour, _ in parts:
            value = _value(one, part) or 0.0
            width = 390 * value / longest
            lines.append(f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="24" fill="{colour}"/>')
            left, total = left + width, total + value
        lines.append(f'<text x="{left + 6:.1f}" y="{top + 17}">{total * 1000:.1f} ms</text>')
    return "\n".join([*lines, "</svg>", ""])
