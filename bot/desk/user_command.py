"""`python -m bot desk-user add|reset|disable NAME`: the way in when nobody can sign in yet."""

from __future__ import annotations

import getpass
from datetime import datetime
from typing import TextIO

from bot.desk import users
from bot.desk.staff_words import sentence
from bot.desk.users import Password, UserProblem
from bot.storage.database import Database
from bot.storage.migrate import migrate


def run(
    database: Database,
    *,
    what: str,
    name: str,
    role: str,
    shown_name: str,
    url: str,
    out: TextIO,
    now: datetime,
) -> int:
    """Exit code 0 when it was done, 2 when the name or role does not fit."""
    migrate(database.engine)
    name = name.casefold()
    author = f"command:{getpass.getuser()}"
    password = Password.made()
    with database.begin() as tx:
        staff = users.by_name(tx, name)
        if what == "add":
            try:
                users.add(
                    tx,
                    name=name,
                    shown_name=shown_name or name,
                    role=role,
                    password=password,
                    author=author,
                    now=now,
                )
            except UserProblem as problem:
                out.write(sentence(str(problem)) + "\n")
                return 2
            out.write(sentence("user_added", name=name, url=f"{url}/desk", password=password.text) + "\n")
            return 0
        if staff is None:
            out.write(sentence("user_unknown", name=name) + "\n")
            return 2
        if what == "reset":
            users.reset(tx, staff, password, author=author, now=now)
            out.write(sentence("user_reset", name=name, password=password.text) + "\n")
        else:
            users.disable(tx, staff, author=author, now=now)
            out.write(sentence("user_disabled", name=name) + "\n")
    return 0
