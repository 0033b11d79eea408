"""Who is measured by `make bench`: processes that start together, and the load that is put on them."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from bot.storage import conversations
from bot.storage.database import Database
from bot.storage.migrate import migrate
from tests.free_ports import free_port, neighbouring_ports
from tests.postgres import fresh_database, postgres_server
from tools.bench_default import default_model
from tools.bench_load import cpu_seconds
from tools.run import Doorway, Process, environment

ROOT = Path(__file__).resolve().parent.parent
SENDERS = 3000
ENGINE_SECRET = "a secret for the bench alone"  # opens nothing but the bench's own engines

ANSWERS: dict[str, list[str]] = {
    "who": ["me_18_64"],
    "consent": ["agree"],
    "safety": ["none"],
    "substances": ["alcohol", "cannabis"],
    "withdrawal": ["none"],
    "health": ["none"],
    "treatment": ["none"],
    "relapse": ["no"],
    "home": ["neutral"],
    "support": ["good"],
    "symptoms": ["c1", "c2", "c4"],
    "attend": ["yes"],
    "review": ["right"],
}
TYPED = {
    "withdrawal": ["why do you ask?"],
    "home": ["how long is the program?", "what does it cost"],
    "support": ["how many questions are left"],
}
"""What the person types before answering these questions; the other turns are taps, as most are."""


@dataclass
class Contestant:
    """One set of processes under measurement."""

    name: str
    label: str
    kind: str
    """Of load: `engine`, `stock`, `service` or `echo`."""
    processes: list[Process]
    environment: dict[str, str]
    urls: list[str]
    var: Path
    database: Database | None = None
    cores: frozenset[int] = frozenset(os.sched_getaffinity(0))
    """The processor cores that it, and what puts the load on it, may use."""
    senders: list[str] = field(default_factory=list)
    figures: dict[str, list[float]] = field(default_factory=dict)

    def pids(self, name: str = "") -> list[int]:
        """Process ids, of those whose name begins so."""
        return [
            process.running.pid
            for process in self.processes
            if process.running and process.name.startswith(name)
        ]

    def start(self) -> None:
        """Start, wait, and note how long it took, on the clock and on a core."""
        if self.database is not None:
            migrate(self.database.engine)
        began = time.monotonic()
        with on_cores(self.cores):
            for process in self.processes:
                process.start(self.environment, self.var / f"{process.name}.log")
        for process in self.processes:
            while not process.is_ready():
                if not process.is_alive() or time.monotonic() - began > 180:
                    log = (self.var / f"{process.name}.log").read_text(errors="replace")[-2000:]
                    raise RuntimeError(f"{self.name}: {process.name} did not start\n{log}")
                time.sleep(0.05)
        self.note("start_seconds", time.monotonic() - began)
        self.note("start_cpu", cpu_seconds(self.pids()))
        self.note("engine_start_cpu", cpu_seconds(self.pids("engine")))
        self.renew_senders()

    def renew_senders(self) -> None:
        """Conversations for the actions to find, since the engine alone has no service before it."""
        if self.kind in ("service", "echo") or self.database is None:
            return
        with self.database.begin() as tx:
            now = datetime.now(UTC)
            self.senders = [
                conversations.start(tx, channel="web", language="en", now=now, is_after_hours=False).id
                for _ in range(SENDERS)
            ]

    def note(self, figure: str, value: float) -> None:
        self.figures.setdefault(figure, []).append(value)

    def megabytes(self, name: str = "") -> float:
        """Resident memory."""
        total = 0
        for pid in self.pids(name):
            for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                if line.startswith("VmRSS"):
                    total += int(line.split()[1])
        return total / 1024

    def stop(self) -> None:
        for process in self.processes:
            process.stop()
        for process in self.processes:
            if process.running:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.running.wait(5)
                process.kill()
                process.running.wait()


@contextlib.contextmanager
def on_cores(cores: frozenset[int]) -> Iterator[None]:
    """What is started meanwhile runs on these processor cores alone."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def load(
    contestant: Contestant,
    script: list[Any],
    talks: int,
    seconds: float,
    *,
    pids: list[int] | None = None,
    talks_in_all: int = 0,
    most_turns: int = 0,
    first_address: int = 0,
) -> dict[str, Any]:
    """Let a process of its own put the load on; `talks_in_all` is the number of talks behind each other."""
    senders = contestant.senders[: talks_in_all or None]
    if contestant.senders:
        used = talks_in_all or 900
        senders, contestant.senders = contestant.senders[:used], contestant.senders[used:]
        if len(contestant.senders) < 900:
            contestant.renew_senders()
    job = {
        "kind": contestant.kind,
        "urls": contestant.urls,
        "secret": ENGINE_SECRET,
        "script": script,
        "senders": senders,
        "talks": talks,
        "talks_in_all": talks_in_all,
        "most_turns": most_turns,
        "first_address": first_address,
        "seconds": seconds,
        "answers": ANSWERS,
        "typed": TYPED,
        "pids": pids or [],
    }
    with on_cores(contestant.cores):
        done = subprocess.run(
            [sys.executable, "-m", "tools.bench_load"],
            input=json.dumps(job).encode(),
            stdout=subprocess.PIPE,
            check=True,
            cwd=ROOT,
        )
    return dict(json.loads(done.stdout))


def all_contestants(folder: Path, is_full: bool, cleaning: contextlib.ExitStack) -> Iterator[Contestant]:
    """Who is measured, in the order of the report."""
    model = ROOT / "models" / "doorway.tar.gz"
    if is_full:
        default, _ = default_model()
        yield stock(folder / "default", "default", "stock launcher, Rasa's default pipeline", default)
    yield stock(folder / "stock", "stock", "stock launcher, our model", model)
    yield ours(folder / "plain", "plain", "our engine, adjustments off", DOORWAY_ENGINE_ADJUSTMENTS="off")
    yield ours(folder / "ours", "ours", "our engine")
    address = cleaning.enter_context(postgres_server())
    yield ours(
        folder / "postgres", "postgres", "our engine, PostgreSQL", DATABASE_URL=fresh_database(address)
    )
    yield ours(
        folder / "two", "two", "two engines, PostgreSQL", engines=2, DATABASE_URL=fresh_database(address)
    )
    yield on_one_core(folder / "one", cleaning)
    yield ours(folder / "service", "service", "the whole service", is_service=True)
    yield echo(folder / "echo")


def ours(
    var: Path, name: str, label: str, *, engines: int = 1, is_service: bool = False, **settings: str
) -> Contestant:
    """Our engines and actions as `make run` starts them, with or without the service before them."""
    engine_port, port = neighbouring_ports(engines), free_port()
    with environment_of(DOORWAY_ENGINE_SECRET=ENGINE_SECRET, **settings):
        doorway = Doorway(
            port=port, engine_port=engine_port, actions_port=free_port(), engines=engines, var=var
        )
    if not is_service:
        doorway.processes = [process for process in doorway.processes if process.name != "service"]
    urls = [f"http://127.0.0.1:{engine_port + number}" for number in range(engines)]
    return Contestant(
        name,
        label,
        "service" if is_service else "engine",
        doorway.processes,
        doorway.environment,
        [f"http://127.0.0.1:{port}"] if is_service else urls,
        var,
        None if is_service else database_of(doorway.environment),
    )


def on_one_core(var: Path, cleaning: contextlib.ExitStack) -> Contestant:
    """One engine with its actions, its database and its load on a single core: what a second core is measured by."""
    core = frozenset([min(os.sched_getaffinity(0))])
    with on_cores(core):
        address = cleaning.enter_context(postgres_server())
    label = "our engine, PostgreSQL, all on one core"
    contestant = ours(var, "one", label, DATABASE_URL=fresh_database(address))
    contestant.cores = core
    return contestant


def stock(var: Path, name: str, label: str, model: Path) -> Contestant:
    """`rasa run` with its REST channel and its SQL tracker store, and the same actions."""
    var.mkdir(parents=True)
    port, actions_port = free_port(), free_port()
    with environment_of(DOORWAY_ENGINE_SECRET=ENGINE_SECRET):
        settings = environment(var, port=free_port(), engine_ports=[port], actions_port=actions_port)
    (var / "credentials.yml").write_text("rest:\n")
    (var / "endpoints.yml").write_text(
        yaml.safe_dump(
            {
                "action_endpoint": {"url": settings["DOORWAY_ACTIONS_URL"]},
                "tracker_store": {"type": "SQL", "dialect": "sqlite", "db": str(var / "tracker.db")},
            }
        )
    )
    command = [".venv-engine/bin/python", "-m", "rasa", "run", "--model", str(model), "--port", str(port)]
    command += ["--endpoints", str(var / "endpoints.yml"), "--credentials", str(var / "credentials.yml")]
    url = f"http://127.0.0.1:{port}"
    quiet = {
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    }
    processes = [
        Process("engine", [*command, "-i", "127.0.0.1"], f"{url}/webhooks/rest/"),
        Process(
            "actions",
            [".venv/bin/python", "-m", "actions", "--port", str(actions_port)],
            f"http://127.0.0.1:{actions_port}/health",
        ),
    ]
    return Contestant(name, label, "stock", processes, settings | quiet, [url], var, database_of(settings))


def echo(var: Path) -> Contestant:
    """A server that only sends back what it got: what the load client and HTTP cost themselves."""
    var.mkdir(parents=True)
    port = free_port()
    process = Process(
        "echo", [sys.executable, "-m", "tools.bench_echo", str(port)], f"http://127.0.0.1:{port}/ready"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    url = f"http://127.0.0.1:{port}"
    return Contestant("echo", "a bare echo server", "echo", [process], environment, [url], var)


@contextlib.contextmanager
def environment_of(**settings: str) -> Iterator[None]:
    """The bench's own settings alone; the caller's Doorway settings must not leak in."""
    before = dict(os.environ)
    for name in list(os.environ):
        if name.startswith("DOORWAY_") or name == "DATABASE_URL":
            del os.environ[name]
    os.environ.update(settings)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def database_of(settings: dict[str, str]) -> Database:
    return Database(settings["DATABASE_URL"], base64.urlsafe_b64decode(settings["DOORWAY_KEY"]))
