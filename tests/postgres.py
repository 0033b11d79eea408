"""A PostgreSQL of the tests' own, on a socket in a folder that goes away with it."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.free_ports import free_port

USER = "doorway-tests"
"""PostgreSQL refuses to run as root; then it runs as this user or as nobody."""


@contextlib.contextmanager
def postgres_server() -> Iterator[str]:
    """Start a server and give the address of its `postgres` database; skips loudly where there is none, never in CI."""
    programs = _programs()
    if programs is None:
        message = "PostgreSQL's initdb and pg_ctl are not installed: apt-get install postgresql"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    folder = Path(tempfile.mkdtemp(prefix="doorway-pg-", dir="/tmp"))
    port = free_port()
    data = folder / "data"
    try:
        _own(folder)
        _run(programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
        _run(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fresh_database(address: str) -> str:
    """A new empty database on the server; returns its address."""
    name = f"t{uuid.uuid4().hex}"
    engine = sa.create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return address.rsplit("/", 1)[0] + f"/{name}"


def _programs() -> Path | None:
    """Where the real programs lie; a wrapper on the PATH may refuse more than the program itself."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).parent if found and shutil.which("pg_ctl") else None


def _own(folder: Path) -> None:
    if os.geteuid() == 0:
        user = _user()
        os.chown(folder, user.pw_uid, user.pw_gid)


def _user() -> pwd.struct_passwd:
    for name in (USER, "postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise RuntimeError("no user to run PostgreSQL as")


def _run(program: Path, *arguments: object) -> None:
    user = _user().pw_name if os.geteuid() == 0 else None
    subprocess.run(
        [str(program), *map(str, arguments)],
        check=True,
        user=user,
        cwd="/tmp",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": "/tmp"},
    )
