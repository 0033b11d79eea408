"""Runs engine, actions and service together: waits until each is ready, restarts one that dies, ends all on Ctrl-C."""

from __future__ import annotations

import argparse
import base64
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
READY_WITHIN_SECONDS = 90
RESTART_WAIT_SECONDS = (0.5, 1, 2, 5, 10)
CALM_AFTER_SECONDS = 60
"""A process that ran so long before it died is restarted at once."""


@dataclass
class Process:
    """One of the processes, with what tells that it is ready."""

    name: str
    command: list[str]
    ready_url: str
    headers: dict[str, str] = field(default_factory=dict)
    running: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    deaths: int = 0

    def start(self, environment: dict[str, str], log: Path) -> None:
        with log.open("ab") as output:
            self.running = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.started_at = time.monotonic()

    def is_alive(self) -> bool:
        return self.running is not None and self.running.poll() is None

    def is_ready(self) -> bool:
        request = urllib.request.Request(self.ready_url, headers=self.headers)
        try:
            with urllib.request.urlopen(request, timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        if self.is_alive() and self.running:
            os.killpg(self.running.pid, signal.SIGTERM)

    def kill(self) -> None:
        if self.is_alive() and self.running:
            os.killpg(self.running.pid, signal.SIGKILL)


class Doorway:
    """All processes of one Doorway on this machine."""

    def __init__(self, *, port: int, engine_port: int, actions_port: int, engines: int, var: Path) -> None:
        self.var = var
        var.mkdir(parents=True, exist_ok=True)
        self.environment = environment(
            var,
            port=port,
            engine_ports=[engine_port + number for number in range(engines)],
            actions_port=actions_port,
        )
        secret = {"x-doorway-secret": self.environment["DOORWAY_ENGINE_SECRET"]}
        ours, engine = ".venv/bin/python", ".venv-engine/bin/python"
        self.processes = [
            *(
                Process(
                    f"engine-{number + 1}" if engines > 1 else "engine",
                    [engine, "-m", "engine.launch", "--port", str(engine_port + number)],
                    f"http://127.0.0.1:{engine_port + number}/webhooks/gateway/ready",
                    secret,
                )
                for number in range(engines)
            ),
            Process(
                "actions",
                [ours, "-m", "actions", "--port", str(actions_port)],
                f"http://127.0.0.1:{actions_port}/health",
            ),
            Process("service", [ours, "-m", "bot", "serve"], f"http://127.0.0.1:{port}/healthz"),
        ]

    def start(self) -> None:
        """Start all and wait until each is ready; raises RuntimeError with the log's name when one is not."""
        for process in self.processes:
            process.start(self.environment, self.log(process))
        for process in self.processes:
            began = time.monotonic()
            while not process.is_ready():
                if not process.is_alive():
                    raise RuntimeError(
                        f"{process.name} stopped: see {self.log(process)}\n{self.tail(process)}"
                    )
                if time.monotonic() - began > READY_WITHIN_SECONDS:
                    raise RuntimeError(f"{process.name} is not ready: see {self.log(process)}")
                time.sleep(0.1)

    def log(self, process: Process) -> Path:
        return self.var / f"{process.name}.log"

    def tail(self, process: Process) -> str:
        return "\n".join(self.log(process).read_text(errors="replace").splitlines()[-8:])

    def process(self, name: str) -> Process:
        return next(process for process in self.processes if process.name == name)

    def restart_the_dead(self) -> list[str]:
        """Restart what died, later each time it dies young; returns the names."""
        restarted = []
        for process in self.processes:
            if process.is_alive():
                continue
            lived = time.monotonic() - process.started_at
            process.deaths = 1 if lived > CALM_AFTER_SECONDS else process.deaths + 1
            time.sleep(RESTART_WAIT_SECONDS[min(process.deaths, len(RESTART_WAIT_SECONDS)) - 1])
            process.start(self.environment, self.log(process))
            restarted.append(process.name)
        return restarted

    def stop(self) -> None:
        """End all: politely, then for certain."""
        for process in self.processes:
            process.stop()
        deadline = time.monotonic() + 8
        for process in self.processes:
            while process.is_alive() and time.monotonic() < deadline:
                time.sleep(0.05)
            process.kill()
            if process.running:
                process.running.wait()


def environment(var: Path, *, port: int, engine_ports: list[int], actions_port: int) -> dict[str, str]:
    """The settings of all processes; what the caller's environment names is kept."""
    made = {
        "DOORWAY_VAR": str(var),
        "DOORWAY_KEY": key_of(var),
        "DOORWAY_ENGINE_SECRET": secrets.token_urlsafe(24),
        "DOORWAY_PORT": str(port),
        "DOORWAY_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "DOORWAY_ENGINE_URLS": ",".join(f"http://127.0.0.1:{number}" for number in engine_ports),
        "DOORWAY_ACTIONS_URL": f"http://127.0.0.1:{actions_port}/webhook",
        "DATABASE_URL": f"sqlite:///{var / 'doorway.db'}",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    }
    settings = {**made, **os.environ}
    settings.setdefault("DOORWAY_ENGINE_DB", engine_database(settings["DATABASE_URL"], var))
    return settings


def engine_database(database_url: str, var: Path) -> str:
    """The engine's tables lie beside ours in PostgreSQL, and in a file of their own with SQLite."""
    if database_url.startswith("sqlite"):
        return f"sqlite:///{var / 'engine.db'}"
    return "postgresql+psycopg2://" + database_url.split("://", 1)[1]


def key_of(var: Path) -> str:
    """The encryption key, made at the first start, readable by its owner alone."""
    path = var / "key"
    if not path.exists():
        key = base64.urlsafe_b64encode(os.urandom(32))
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(key)
    return path.read_text().strip()


def has_desk_user(settings: dict[str, str]) -> bool:
    """Whether somebody could sign in at the desk."""
    from bot.desk import users
    from bot.storage.database import Database

    database = Database(settings["DATABASE_URL"], base64.urlsafe_b64decode(settings["DOORWAY_KEY"]))
    try:
        with database.read() as tx:
            return users.is_there_any(tx)
    finally:
        database.close()


def add_user_command(settings: dict[str, str]) -> str:
    """What to type for the first user; settings that are not the usual ones stand in front."""
    var = settings["DOORWAY_VAR"]
    unusual = [] if var == str(ROOT / "var") else [f"DOORWAY_VAR={var} "]
    if not settings["DATABASE_URL"].startswith("sqlite"):
        unusual.append("DATABASE_URL=... ")
    return f"{''.join(unusual)}.venv/bin/python -m bot desk-user add NAME --role admin"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=int(os.environ.get("DOORWAY_PORT", "8000")))
    parser.add_argument("--engine-port", type=int, default=int(os.environ.get("DOORWAY_ENGINE_PORT", "5005")))
    parser.add_argument(
        "--actions-port", type=int, default=int(os.environ.get("DOORWAY_ACTIONS_PORT", "5055"))
    )
    parser.add_argument("--engines", type=int, default=int(os.environ.get("ENGINES", "1")))
    arguments = parser.parse_args()
    began = time.monotonic()
    doorway = Doorway(
        port=arguments.port,
        engine_port=arguments.engine_port,
        actions_port=arguments.actions_port,
        engines=arguments.engines,
        var=Path(os.environ.get("DOORWAY_VAR", ROOT / "var")),
    )
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    print("… starting engine, actions and service", flush=True)
    try:
        doorway.start()
        print(f"✓ ready ({time.monotonic() - began:.0f} s)\n", flush=True)
        for name, path in (
            ("Chat", "chat"),
            ("A clinic's site with the chat on it", "demo"),
            ("Desk", "desk"),
        ):
            print(f"  {name}: http://127.0.0.1:{arguments.port}/{path}", flush=True)
        if not has_desk_user(doorway.environment):
            print(
                "\nNobody can sign in at the desk yet. Make the first user in another terminal:", flush=True
            )
            print(f"  {add_user_command(doorway.environment)}", flush=True)
        print("\nCtrl-C ends all.", flush=True)
        while True:
            time.sleep(0.5)
            for name in doorway.restart_the_dead():
                print(f"! {name} had stopped and was started again", flush=True)
    except KeyboardInterrupt:
        print("\n… stopping", flush=True)
    except RuntimeError as problem:
        print(problem, file=sys.stderr)
        return 1
    finally:
        doorway.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
