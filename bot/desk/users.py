"""Staff users: who may work at the desk, in which role, and how they prove who they are."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import pyotp
import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from bot.desk.tables import staff_recovery_codes, staff_sessions, staff_users
from bot.storage import audit
from bot.storage.database import Transaction

ROLES = ("reception", "clinician", "lead", "admin", "auditor")
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
DIFFERENT_LETTERS = 5
RECOVERY_CODES = 8
CODE_SECONDS = 30
_NAME = re.compile(r"[a-z][a-z0-9._-]{1,38}")
_CODE_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


class UserProblem(ValueError):
    """A user cannot be added or changed so; the text is the code of a sentence in `words.yml`."""


@dataclass(frozen=True)
class Staff:
    """One member of staff. `name` signs in and stands in the audit log, `shown_name` on the pages."""

    id: str
    name: str
    shown_name: str
    role: str
    therapist_id: str | None
    must_change_password: bool
    has_second_step: bool
    is_active: bool
    created_at: datetime

    @property
    def actor(self) -> str:
        """How the audit log and added rows name this person."""
        return f"staff:{self.name}"


@cache
def _hasher() -> PasswordHasher:
    """Argon2id with OWASP's parameters for a small machine: 19 MiB, two passes, one lane."""
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@dataclass(frozen=True)
class Password:
    """A password with its hash. Hashing takes time, so it is done before a writing transaction begins."""

    text: str
    hash: str

    @classmethod
    def of(cls, text: str) -> Password:
        return cls(text, _hasher().hash(text))

    @classmethod
    def made(cls) -> Password:
        """A fresh random one, to be used once and changed."""
        return cls.of(secrets.token_urlsafe(15))


@cache
def _nobodys_hash() -> str:
    """Checked when the name is unknown, so that the answer takes as long as for a known one."""
    return _hasher().hash(secrets.token_urlsafe(16))


def add(
    tx: Transaction,
    *,
    name: str,
    shown_name: str,
    role: str,
    author: str,
    now: datetime,
    password: Password,
    must_change_password: bool = True,
    therapist_id: str | None = None,
) -> None:
    """Add a user, who changes the password at the first sign-in unless this is a demo. Raises UserProblem."""
    if not _NAME.fullmatch(name):
        raise UserProblem("bad_name")
    if role not in ROLES:
        raise UserProblem("bad_role")
    if by_name(tx, name) is not None:
        raise UserProblem("name_taken")
    tx.execute(
        staff_users.insert().values(
            id=secrets.token_hex(16),
            name=name,
            shown_name=shown_name.strip()[:80] or name,
            role=role,
            therapist_id=therapist_id,
            password_hash=password.hash,
            must_change_password=must_change_password,
            last_code_step=0,
            is_active=True,
            created_at=now,
        )
    )
    audit.record(tx, actor=author, action="user.added", subject=f"user:{name}", reason=role, now=now)


def reset(tx: Transaction, staff: Staff, password: Password, *, author: str, now: datetime) -> None:
    """Give a password to be used once, drop the second step and end all sessions."""
    _update(
        tx,
        staff,
        password_hash=password.hash,
        must_change_password=True,
        second_step_sealed=None,
        is_active=True,
    )
    tx.execute(staff_recovery_codes.delete().where(staff_recovery_codes.c.staff_id == staff.id))
    end_sessions(tx, staff, now)
    audit.record(tx, actor=author, action="user.reset", subject=f"user:{staff.name}", reason="", now=now)


def disable(tx: Transaction, staff: Staff, *, author: str, now: datetime) -> None:
    """Close the desk to a user at once; what the user did stays on record."""
    _update(tx, staff, is_active=False)
    end_sessions(tx, staff, now)
    audit.record(tx, actor=author, action="user.disabled", subject=f"user:{staff.name}", reason="", now=now)


def check_new_password(staff: Staff, old: str, new: str) -> None:
    """Raises UserProblem when the new one is too short or long, easy to guess, or the old one."""
    if not SHORTEST_PASSWORD <= len(new) <= LONGEST_PASSWORD:
        raise UserProblem("password_length")
    if (
        new.casefold().strip() in (staff.name, staff.shown_name.casefold())
        or len(set(new)) < DIFFERENT_LETTERS
    ):
        raise UserProblem("password_plain")
    if new == old:
        raise UserProblem("password_same")


def change_password(tx: Transaction, staff: Staff, password: Password, *, now: datetime) -> None:
    """Set the user's own password, which was checked before."""
    _update(tx, staff, password_hash=password.hash, must_change_password=False)
    audit.record(
        tx, actor=staff.actor, action="user.password", subject=f"user:{staff.name}", reason="", now=now
    )


def may_sign_in(tx: Transaction, staff: Staff | None, password: str) -> bool:
    """Whether the password is right; takes as long for a name nobody has."""
    kept = None
    if staff is not None and staff.is_active:
        kept = tx.execute(
            sa.select(staff_users.c.password_hash).where(staff_users.c.id == staff.id)
        ).scalar_one()
    try:
        is_right = _hasher().verify(kept or _nobodys_hash(), password[:LONGEST_PASSWORD])
    except (Argon2Error, InvalidHashError):
        return False
    return is_right and kept is not None


def by_name(tx: Transaction, name: str) -> Staff | None:
    row = tx.execute(sa.select(staff_users).where(staff_users.c.name == name)).mappings().first()
    return staff_of(row) if row else None


def by_id(tx: Transaction, staff_id: str) -> Staff | None:
    row = tx.execute(sa.select(staff_users).where(staff_users.c.id == staff_id)).mappings().first()
    return staff_of(row) if row else None


def everybody(tx: Transaction) -> list[Staff]:
    """All users, those who may sign in first."""
    query = sa.select(staff_users).order_by(staff_users.c.is_active.desc(), staff_users.c.name)
    return [staff_of(row) for row in tx.execute(query).mappings()]


def is_there_any(tx: Transaction) -> bool:
    """Whether somebody could sign in at all."""
    return tx.execute(sa.select(staff_users.c.id).where(staff_users.c.is_active).limit(1)).first() is not None


def staff_of(row: Any) -> Staff:
    """A user from a row of the table."""
    return Staff(
        id=row["id"],
        name=row["name"],
        shown_name=row["shown_name"],
        role=row["role"],
        therapist_id=row["therapist_id"],
        must_change_password=row["must_change_password"],
        has_second_step=row["second_step_sealed"] is not None,
        is_active=row["is_active"],
        created_at=row["created_at"],
    )


def end_sessions(tx: Transaction, staff: Staff, now: datetime) -> None:
    """Sign a user out everywhere."""
    tx.execute(
        staff_sessions.update()
        .where(staff_sessions.c.staff_id == staff.id, staff_sessions.c.ended_at.is_(None))
        .values(ended_at=now)
    )


# -- the second step -----------------------------------------------------------------------------------------


def new_secret() -> str:
    """A fresh secret for an authenticator app."""
    return pyotp.random_base32()


def set_up_second_step(
    tx: Transaction, staff: Staff, secret: str, code: str, *, now: datetime
) -> list[str] | None:
    """Keep the secret once a code proves that the app has it; returns recovery codes, None for a wrong code."""
    step = _step_of(secret, code, now)
    if step is None:
        return None
    _update(tx, staff, second_step_sealed=tx.sealer.seal(secret, _second_step(staff.id)), last_code_step=step)
    codes = ["-".join(_letters(5) for _ in range(2)) for _ in range(RECOVERY_CODES)]
    tx.execute(staff_recovery_codes.delete().where(staff_recovery_codes.c.staff_id == staff.id))
    tx.execute(
        staff_recovery_codes.insert(),
        [{"staff_id": staff.id, "code_hash": _code_hash(tx, staff, code), "used_at": None} for code in codes],
    )
    audit.record(
        tx, actor=staff.actor, action="user.second_step", subject=f"user:{staff.name}", reason="", now=now
    )
    return codes


def passes_second_step(tx: Transaction, staff: Staff, code: str, *, now: datetime) -> bool:
    """Whether a code of the app, or a recovery code, is right; neither is ever taken twice."""
    given = re.sub(r"\s", "", code).casefold()
    row = tx.execute(
        sa.select(staff_users.c.second_step_sealed, staff_users.c.last_code_step)
        .where(staff_users.c.id == staff.id)
        .with_for_update()
    ).one()
    if row.second_step_sealed is None:
        return False
    step = _step_of(tx.sealer.open(row.second_step_sealed, _second_step(staff.id)), given, now)
    if step is not None:
        if step <= row.last_code_step:
            return False
        _update(tx, staff, last_code_step=step)
        return True
    used = tx.execute(
        staff_recovery_codes.update()
        .where(
            staff_recovery_codes.c.staff_id == staff.id,
            staff_recovery_codes.c.code_hash == _code_hash(tx, staff, given),
            staff_recovery_codes.c.used_at.is_(None),
        )
        .values(used_at=now)
    ).rowcount
    if used:
        audit.record(
            tx, actor=staff.actor, action="user.recovery", subject=f"user:{staff.name}", reason="", now=now
        )
    return bool(used)


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    """The 30-second step a code belongs to: this one, or one to either side for clocks that differ."""
    app = pyotp.TOTP(secret, interval=CODE_SECONDS)
    this = int(now.timestamp()) // CODE_SECONDS
    for step in (this, this - 1, this + 1):
        if pyotp.utils.strings_equal(app.generate_otp(step), code):
            return step
    return None


def _letters(count: int) -> str:
    return "".join(secrets.choice(_CODE_ALPHABET) for _ in range(count))


def _code_hash(tx: Transaction, staff: Staff, code: str) -> str:
    return tx.sealer.keyed_hash(f"recovery:{staff.id}:{code}")


def _second_step(staff_id: str) -> str:
    return f"staff_users.second_step:{staff_id}"


def _update(tx: Transaction, staff: Staff, **values: Any) -> None:
    tx.execute(staff_users.update().where(staff_users.c.id == staff.id).values(**values))
