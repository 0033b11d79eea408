"""The measure of typed wishes counts what it says it counts."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.booking import evaluate
from bot.booking.evaluate import Line, Setting, is_right
from bot.booking.wishes import AskWhich, NotAWish, Offer, Pick, Wish

ZONE = ZoneInfo("America/Chicago")
NINE = datetime(2026, 12, 8, 15, tzinfo=UTC)
TEN, THREE = NINE + timedelta(hours=1), NINE + timedelta(hours=6)
SETTING = Setting(NINE - timedelta(days=1), ZONE, (NINE, TEN, THREE))


@pytest.mark.parametrize(
    ("expect", "wish", "right"),
    [
        ({"kind": "offer", "allowed": {"before": "12:00"}}, Offer((NINE, TEN)), True),
        ({"kind": "offer", "allowed": {"before": "12:00"}}, Offer((TEN,)), True),
        ({"kind": "offer", "allowed": {"before": "12:00"}}, Offer((TEN, THREE)), False),
        ({"kind": "offer", "allowed": {"before": "12:00"}}, Offer(()), False),
        ({"kind": "offer", "allowed": {"before": "10:00"}}, Pick(NINE), True),
        ({"kind": "offer", "allowed": {"before": "12:00"}}, Pick(NINE), True),
        ({"kind": "offer", "allowed": {"before": "12:00"}}, Pick(THREE), False),
        ({"kind": "offer", "allowed": {"weekdays": ["wed"]}}, Offer((), (NINE,)), True),
        ({"kind": "offer", "allowed": {"weekdays": ["wed"]}}, Offer((NINE,)), False),
        ({"kind": "offer", "allowed": {"not_weekdays": ["tue"]}}, Offer((NINE,)), False),
        ({"kind": "offer", "allowed": {"dates": ["2026-12-08"], "after": "15:00"}}, Offer((THREE,)), True),
        ({"kind": "offer", "allowed": {"not_dates": ["2026-12-08"]}}, Offer((THREE,)), False),
        ({"kind": "ask"}, AskWhich(()), True),
        ({"kind": "ask"}, Offer((NINE,)), False),
        ({"kind": "pick", "start": "2026-12-08T09:00"}, Pick(NINE), True),
        ({"kind": "pick", "start": "2026-12-08T09:00"}, Offer((NINE,)), True),
        ({"kind": "pick", "start": "2026-12-08T09:00"}, Offer((NINE, TEN)), False),
        ({"kind": "pick", "start": "2026-12-08T09:00"}, Pick(TEN), False),
        ({"kind": "none"}, NotAWish(), True),
        ({"kind": "none"}, Offer((NINE,)), False),
    ],
)
def test_right_and_wrong(expect: dict[str, object], wish: Wish, right: bool) -> None:
    """An offer beyond what is allowed, a guess and a missed question are wrong."""
    assert is_right(Line("", "en", "nobody", expect, ()), wish, SETTING) is right


def test_wrong_pick_is_counted() -> None:
    """A wrong time picked is the one thing that must never happen, so it has its own count."""
    line = Line("the second one", "en", "nobody", {"kind": "none"}, (NINE, TEN))
    totals = evaluate.evaluate([line], SETTING)
    assert totals.wrong_picks == 1
    assert totals.share("all") == 0


def test_tuning_lines_are_read_right() -> None:
    """What the grammar was made with it still reads: at least 97 of 100, and no wrong time picked."""
    totals, authors = evaluate.evaluate_folders(evaluate.TUNING)
    assert totals.lines["all"] > 700
    assert authors > 30
    assert totals.wrong_picks == 0
    assert totals.share("all") >= 0.97
    assert min(totals.share("en"), totals.share("es")) >= 0.95


def test_command_prints_totals_only() -> None:
    """The page holds counts, not the lines that were wrong."""
    out = io.StringIO()
    assert evaluate.main(["--tuning"], out) == 0
    assert "| all lines |" in out.getvalue()
    setting = evaluate.read_setting(evaluate.UNSEEN)
    page = evaluate.report(evaluate.evaluate([Line("secret", "en", "a", {"kind": "ask"}, ())], setting), 1)
    assert "secret" not in page
