"""`python -m bot check`."""

from __future__ import annotations

import io
from pathlib import Path

from bot import check_command

SAMPLE = Path(__file__).resolve().parents[2] / "clinic.yml"


def test_usable_file_passes_with_its_warnings() -> None:
    """Warnings are shown and do not stop the start."""
    out = io.StringIO()
    assert check_command.run(SAMPLE, out) == 0
    assert "warning: approvals.placement" in out.getvalue()
    assert out.getvalue().endswith("can be used; therapists: 4\n")


def test_unusable_file_fails_with_every_problem(tmp_path: Path) -> None:
    """One line a problem, and an exit code a script can read."""
    broken = tmp_path / "clinic.yml"
    text = SAMPLE.read_text(encoding="utf-8")
    broken.write_text(text.replace("first_offer: 4", "first_offer: 40").replace("America/Chicago", "Chicago"))
    out = io.StringIO()
    assert check_command.run(broken, out) == 1
    lines = out.getvalue().splitlines()
    assert len(lines) == 3
    assert "booking.first_offer" in out.getvalue()
    assert "time_zone" in out.getvalue()
