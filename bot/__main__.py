"""`python -m bot`: everything is put together here, and only here."""

from __future__ import annotations

import argparse
import logging
import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bot import one_blas_thread  # noqa: F401  # before anything imports numpy

if TYPE_CHECKING:
    from bot.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Run one command; a wrong setting or clinic file ends it with what to mend and exit code 2."""
    from bot.clinic import ClinicFileError
    from bot.settings import SettingsError

    parser = argparse.ArgumentParser(prog="python -m bot", description="Doorway, from the command line.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (run, add) in COMMANDS.items():
        command = commands.add_parser(name, help=(run.__doc__ or "").strip().splitlines()[0])
        command.set_defaults(run=run)
        add(command)
    given = parser.parse_args(arguments)
    try:
        return int(given.run(given))
    except (ClinicFileError, SettingsError) as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def serve(given: argparse.Namespace) -> int:
    """Run the service: web chat, booking links and background work."""
    import uvicorn

    from bot.clinic import load_clinic
    from bot.collector import leave_out_what_is_loaded
    from bot.settings import Settings
    from bot.web.app import build_app, build_parts

    quiet_logging()
    settings = Settings.from_environment()
    clinic = load_clinic(settings.clinic_file)
    app = build_app(build_parts(settings, clinic))
    leave_out_what_is_loaded()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=5,
    )
    return 0


def check(given: argparse.Namespace) -> int:
    """Check the clinic file and the settings; all problems are reported at once."""
    from bot import check_command

    return check_command.run(Path(given.file), sys.stdout)


def place(given: argparse.Namespace) -> int:
    """Place answers: JSON Lines in, JSON Lines out."""
    from bot.placement import PlacementSettings
    from bot.screening import place_command
    from bot.words import words

    place_command.run(sys.stdin, sys.stdout, words(), PlacementSettings(given.severe_starts_in))
    return 0


def understand(given: argparse.Namespace) -> int:
    """Understand typed texts as a conversation would: JSON Lines in, JSON Lines out."""
    from bot.conversation import understand_command

    return understand_command.run(sys.stdin, sys.stdout)


def drill(given: argparse.Namespace) -> int:
    """Raise a test alert and show each step until somebody takes it or the next person is told."""
    from bot.clinic import load_clinic
    from bot.notify import drill as alert_drill
    from bot.settings import Settings
    from bot.words import words

    quiet_logging()
    settings = Settings.from_environment()
    return alert_drill.run(settings, load_clinic(settings.clinic_file), words(), sys.stdout)


def desk_user(given: argparse.Namespace) -> int:
    """Add a user of the desk, give a new password, or close the desk to one."""
    from datetime import UTC, datetime

    from bot.desk import user_command
    from bot.storage.database import Database

    settings = _settings_beside_a_run()
    return user_command.run(
        Database(settings.database_url, settings.key),
        what=given.what,
        name=given.name,
        role=given.role,
        shown_name=given.shown_as,
        url=settings.public_url,
        out=sys.stdout,
        now=datetime.now(UTC),
    )


def audit(given: argparse.Namespace) -> int:
    """Check that the audit log was never changed: exit code 1 when it was."""
    from bot.desk import audit_command
    from bot.storage.database import Database

    settings = _settings_beside_a_run()
    return audit_command.run(Database(settings.database_url, settings.key), sys.stdout)


def quiet_logging() -> None:
    """Our own lines and other people's warnings; never an address with a token in it."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.INFO)
    for name in ("httpx", "httpcore", "alembic", "telegram", "apscheduler"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _nothing(parser: argparse.ArgumentParser) -> None:
    pass


def _check_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", default="clinic.yml", help="the clinic file")


def _place_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--severe-starts-in", choices=("residential", "iop"), default="residential")


def _settings_beside_a_run() -> Settings:
    """The settings of a Doorway that `make run` started: its key lies in the var folder; no engine is asked."""
    from bot.settings import Settings

    given = dict(os.environ)
    key_file = Path(given.get("DOORWAY_VAR", "var")) / "key"
    if "DOORWAY_KEY" not in given and key_file.exists():
        given["DOORWAY_KEY"] = key_file.read_text().strip()
    given.setdefault("DOORWAY_ENGINE_SECRET", secrets.token_urlsafe(24))
    return Settings.from_environment(given)


def _desk_user_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("add", "reset", "disable"))
    parser.add_argument("name", help="the name to sign in with")
    parser.add_argument(
        "--role", default="admin", choices=("reception", "clinician", "lead", "admin", "auditor")
    )
    parser.add_argument("--shown-as", default="", help="the name colleagues see")


def _audit_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("verify",))


COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], int], Callable[[argparse.ArgumentParser], None]]] = {
    "serve": (serve, _nothing),
    "check": (check, _check_options),
    "place": (place, _place_options),
    "understand": (understand, _nothing),
    "drill": (drill, _nothing),
    "desk-user": (desk_user, _desk_user_options),
    "audit": (audit, _audit_options),
}

if __name__ == "__main__":
    raise SystemExit(main())
