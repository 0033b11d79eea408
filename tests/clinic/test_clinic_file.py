"""The clinic's file: read whole, or refused with every problem named."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.clinic import Clinic, ClinicFileError, load_clinic, read_clinic

SAMPLE = Path(__file__).resolve().parents[2] / "clinic.yml"


@pytest.fixture
def content() -> dict[str, Any]:
    """The sample file as plain data, to be broken."""
    return copy.deepcopy(yaml.safe_load(SAMPLE.read_text(encoding="utf-8")))


def problems_of(content: dict[str, Any]) -> list[str]:
    try:
        read_clinic(yaml.safe_dump(content, allow_unicode=True), "clinic.yml")
    except ClinicFileError as error:
        return list(error.problems)
    return []


def paths_in(content: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Where each single value of the file stands."""
    if isinstance(content, dict):
        return [path for key, value in content.items() for path in paths_in(value, (*at, key))]
    if isinstance(content, list):
        return [path for key, value in enumerate(content) for path in paths_in(value, (*at, key))]
    return [at]


def put(content: Any, path: tuple[str | int, ...], value: Any) -> None:
    for part in path[:-1]:
        content = content[part]
    content[path[-1]] = value


def test_sample_is_in_order() -> None:
    """The clinic that comes with the project can be used as it is; only the missing signature is pointed out."""
    warnings = load_clinic(SAMPLE).warnings()
    assert len(warnings) == 1
    assert warnings[0].startswith("approvals.placement:")


def test_sample_invents_its_numbers() -> None:
    """Nobody's real phone rings because of the sample."""
    clinic = load_clinic(SAMPLE)
    for phone in (clinic.phone, clinic.on_call_phone):
        assert re.fullmatch(r"\d{3}-555-01\d\d", phone)


def test_every_value_broken_in_turn_is_named(content: dict[str, Any]) -> None:
    """A value of the wrong kind, wherever it stands, stops the load with a line that names its place."""
    paths = paths_in(content)
    assert len(paths) > 150
    for path in paths:
        broken = copy.deepcopy(content)
        put(broken, path, {"unexpected": ["block"]})
        lines = problems_of(broken)
        top = str(path[0])
        assert lines, path
        assert any(line.startswith(f"clinic.yml: {top}") and "expected" in line for line in lines), (
            path,
            lines,
        )


def test_every_key_left_out_is_refused_or_has_a_meaning(content: dict[str, Any]) -> None:
    """No section can be forgotten without a word."""
    for key in content:
        broken = {name: value for name, value in content.items() if name != key}
        assert problems_of(broken) == [f"clinic.yml: {key}: expected a value; the key is missing"] or (
            key == "crisis_lines" and any("crisis_lines" in line for line in problems_of(broken))
        )


def test_all_problems_come_at_once(content: dict[str, Any]) -> None:
    """Somebody who edits the file mends it in one go, not one error a start."""
    content["phone"] = "12"
    content["booking"]["slot_minutes"] = "an hour"
    content["branding"]["primary"] = "#eeeeee"
    content["therapists"][1]["id"] = "dana"
    content["therapists"][2]["week"]["tuesday"] = ["09:00-12:00", "11:00-13:00"]
    lines = "\n".join(problems_of(content))
    for place in (
        "phone",
        "booking.slot_minutes",
        "branding.primary",
        "therapists",
        "therapists[2].week.tuesday",
    ):
        assert f"clinic.yml: {place}: " in lines
    assert len(lines.splitlines()) == 5


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (
            ("phone",),
            "911",
            "clinic.yml: phone: '911'; expected a full phone number such as \"312-555-0142\"",
        ),
        (
            ("time_zone",),
            "CST6",
            "clinic.yml: time_zone: 'CST6'; expected a time zone name such as America/Chicago",
        ),
        (("url",), "larkfield.example", "expected a web address that starts with https://"),
        (("languages",), ["en", "fr"], "clinic.yml: languages[1]: 'fr'; expected one of 'en' or 'es'"),
        (("languages",), [], "expected at least one language"),
        (("neutral_name",), "Larkfield Rehab", 'does not hint at the kind of care; "Rehab" does'),
        (("reminders", "sender_name"), "Clínica de Adicciones", "does not hint at the kind of care"),
        (
            ("booking", "hold_minutes"),
            True,
            "clinic.yml: booking.hold_minutes: True; expected a whole number",
        ),
        (("booking", "first_offer"), 9, "clinic.yml: booking.first_offer: 9; expected at most 5"),
        (("programme", "severe_starts_in"), "detox", "expected one of 'residential' or 'iop'"),
        (("programme", "video"), "yes", "expected true or false"),
        (("holidays", "country"), "USA", "expected a two-letter country code such as US"),
        (("holidays", "subdivision"), "ILL", 'did you mean "IL"?'),
        (("holidays", "open_on"), ["Veteran's Day"], 'did you mean "Veterans Day"?'),
        (("branding", "text"), "#777777", "expected a colour with a contrast of at least 4.5:1"),
        (("branding", "text"), "black", "expected a colour such as"),
        (("branding", "frame_ancestors"), ["https://a.example/chat"], "expected an origin without a path"),
        (
            ("branding", "frame_ancestors"),
            ["http://a.example"],
            "expected a web address that starts with https://",
        ),
        (("approvals", "placement", "medical_director"), "R. A.", "both filled, or both null"),
        (("opening_hours", "week", "monday"), "9-5", 'expected hours such as "09:00-12:30"'),
        (("opening_hours", "week", "monday"), "17:00-09:00", "expected hours that end later than they start"),
        (("opening_hours", "week"), {}, "expected at least one weekday with opening hours"),
        (("opening_hours", "exceptions", 0, "date"), "24 Dec", "expected a date such as 2026-12-24"),
        (
            ("therapists", 0, "days_off", 0, "last"),
            "2026-12-01",
            "expected a last day that is not before the first",
        ),
        (("therapists", 3, "until"), "2026-09-01", "expected a date that is not before since"),
        (("therapists", 2, "video"), False, "a therapist sees people in at least one way"),
        (("therapists",), [], "expected at least 1 entry"),
        (("on_call",), [], "expected at least 1 entry"),
        (("on_call", 0, "email"), "nurse", "expected an e-mail address"),
        (("reminders", "quiet_hours"), "night", 'expected quiet hours such as "20:00-09:00"'),
        (("crisis_lines", 2, "call_press", "en"), "3", "988 press 3, which ended in July 2025"),
        (("crisis_lines", 1, "id"), "crisis", "no entry has the id 'suicide_crisis'"),
        (("retention", "audit_days"), 30, "expected at least 365"),
    ],
)
def test_problem_says_what_is_expected(
    content: dict[str, Any], path: tuple[str | int, ...], value: Any, line: str
) -> None:
    """The line tells the editor what to write instead."""
    put(content, path, value)
    assert any(line in problem for problem in problems_of(content)), problems_of(content)


@pytest.mark.parametrize(
    ("path", "wrong", "right"),
    [
        (("booking",), "slot_minuts", "slot_minutes"),
        (("therapists", 0), "dayz_off", "days_off"),
        (("approvals", "placement"), "table_versoin", "table_version"),
        ((), "therapits", "therapists"),
    ],
)
def test_mistyped_key_gets_a_hint(
    content: dict[str, Any], path: tuple[str | int, ...], wrong: str, right: str
) -> None:
    """An unknown key is never skipped in silence, and the right one is named."""
    put(content, (*path, wrong), "x")
    (problem,) = problems_of(content)
    assert problem.endswith(f'is not a key here; did you mean "{right}"?')


def test_key_written_twice_is_refused() -> None:
    """YAML would silently keep the last of two; which one was meant, nobody knows."""
    text = SAMPLE.read_text(encoding="utf-8").replace(
        "  slot_minutes: 50", "  slot_minutes: 50\n  slot_minutes: 40"
    )
    with pytest.raises(ClinicFileError, match=r"line \d+: slot_minutes: stands twice"):
        read_clinic(text, "clinic.yml")


@pytest.mark.parametrize(
    "text", ["", "[]", "just words", "a: [1", "\ta: 1", "a: !!python/object:os.system {}"]
)
def test_anything_else_than_a_clinic_is_refused(text: str) -> None:
    """Broken or foreign YAML ends in the same kind of error, never in a traceback or in code that runs."""
    with pytest.raises(ClinicFileError, match=r"^clinic\.yml.*expected"):
        read_clinic(text, "clinic.yml")


def test_missing_file_is_named(tmp_path: Path) -> None:
    """The error names the path that was looked at."""
    with pytest.raises(ClinicFileError, match=r"nowhere\.yml: cannot be read"):
        load_clinic(tmp_path / "nowhere.yml")


def test_clinic_cannot_be_changed() -> None:
    """What was checked at the start stays as it was checked."""
    clinic = load_clinic(SAMPLE)
    with pytest.raises(ValueError, match="frozen"):
        clinic.booking.hold_minutes = 1  # type: ignore[misc]


def test_warnings_point_at_what_is_unsettled(content: dict[str, Any]) -> None:
    """Things that are allowed but unwise are said, each with its place."""
    content["languages"] = ["en", "es"]
    for therapist in content["therapists"]:
        therapist["languages"] = ["en"]
    content["therapists"][0]["week"]["friday"] = "16:00-19:00"
    content["on_call"] = [{"name": "Robin", "email": "a@b.example", "escalate_after_minutes": 5}]
    content["address"] = "1 Recovery Road"
    clinic: Clinic = read_clinic(yaml.safe_dump(content), "clinic.yml")
    found = "\n".join(clinic.warnings())
    for part in (
        "'es'",
        "therapists.dana.week: 16:00-19:00 on Friday",
        "e-mail alone",
        "nobody is next",
        "address:",
    ):
        assert part in found
