"""Insight: charts with the same numbers beside them, for the lead."""

from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response

from bot.desk.insight import LATEST_DAYS, SMALLEST_SHOWN, insight
from bot.desk.page import Desk, DeskProblem
from bot.screening import phrases


def show_insight(desk: Desk) -> Response:
    given = desk.query("days") or "30"
    if given not in {str(days) for days in LATEST_DAYS}:
        raise DeskProblem("not_found", 404)
    days = int(given)
    desk.record("insight.read", "insight", f"{days} days")
    found = insight(desk.tx, desk.clinic, since=desk.now - timedelta(days=days), now=desk.now)
    names = {
        cell.key: phrases.short_name(cell.key, desk.words, "en")
        for cell in (*found.stops, *found.skips)
        if cell.key != "consent"
    }
    return desk.page(
        "insight.html", found=found, days=days, spans=LATEST_DAYS, smallest=SMALLEST_SHOWN, names=names
    )
