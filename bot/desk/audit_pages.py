"""The audit log for leads and auditors: who did or read what, when and why, and whether the chain is whole."""

from __future__ import annotations

import sqlalchemy as sa
from starlette.responses import Response

from bot.desk.page import Desk, DeskProblem
from bot.storage import audit
from bot.storage.tables import audit as audit_table

ROWS_A_PAGE = 100
FILTERS = ("actor", "action", "subject")


def show_audit(desk: Desk) -> Response:
    """Newest first, narrowed by the beginning of who, what or about whom; reading it is a row too."""
    wanted = {name: desk.query(name).strip()[:120] for name in FILTERS}
    before = desk.query("before")
    if before and not (before.isdecimal() and len(before) < 18):
        raise DeskProblem("not_found", 404)
    query = sa.select(audit_table).order_by(audit_table.c.id.desc()).limit(ROWS_A_PAGE)
    for name, start in wanted.items():
        if start:
            query = query.where(audit_table.c[name].startswith(start, autoescape=True))
    if before:
        query = query.where(audit_table.c.id < int(before))
    rows = list(desk.tx.execute(query).mappings())
    desk.record("audit.read", "audit")
    return desk.page(
        "audit.html",
        rows=rows,
        wanted=wanted,
        older=rows[-1]["id"] if len(rows) == ROWS_A_PAGE else None,
        total=desk.tx.execute(sa.select(sa.func.count()).select_from(audit_table)).scalar_one(),
        checked=False,
        broken=None,
    )


def check_audit(desk: Desk) -> Response:
    """Walk the whole chain, from the first row to the newest."""
    broken = audit.first_broken_row(desk.tx)
    desk.record("audit.checked", "audit", f"broken at {broken}" if broken else "whole")
    return desk.page(
        "audit.html",
        rows=[],
        wanted=dict.fromkeys(FILTERS, ""),
        older=None,
        total=desk.tx.execute(sa.select(sa.func.count()).select_from(audit_table)).scalar_one(),
        checked=True,
        broken=broken,
    )
