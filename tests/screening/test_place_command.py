"""`python -m bot place`: JSON Lines in, JSON Lines out; a bad line never stops the others."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from bot.placement import PlacementSettings
from bot.screening.place_command import run
from bot.words import words

CASES = Path(__file__).resolve().parents[1] / "placement" / "cases.jsonl"
GOOD = '{"answers": {"who": "me_18_64", "safety": "danger_now"}}'


def answers_to(*lines: str | bytes, settings: PlacementSettings | None = None) -> list[dict[str, Any]]:
    out = io.StringIO()
    run(lines, out, words(), settings or PlacementSettings())
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_finished_screening() -> None:
    """The reply has exactly the agreed keys, and the reasons stand in the order of the rules."""
    (reply,) = answers_to(GOOD)
    assert set(reply) == {"level", "rules", "flags", "open", "reasons", "next_question"}
    assert reply["level"] == "emergency"
    assert reply["rules"] == ["E2"]
    assert reply["flags"] == ["card_988"]
    assert reply["open"] == []
    assert reply["next_question"] is None
    assert [found["rule"] for found in reply["reasons"]] == ["E2"]
    assert "988" in reply["reasons"][0]["text"]


def test_an_unfinished_screening() -> None:
    """While the walk goes on there is no level, and the next question is named."""
    (reply,) = answers_to('{"answers": {"who": "other_adult"}}')
    assert reply == {
        "level": None,
        "rules": [],
        "flags": ["third_party"],
        "open": [],
        "reasons": [],
        "next_question": "safety",
    }


def test_the_written_cases_go_through_as_they_are() -> None:
    """Lines may carry other keys; the cases' own expectations come out."""
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    replies = answers_to(*CASES.read_bytes().splitlines())
    assert [reply["level"] for reply in replies] == [case["expected_level"] for case in cases]
    assert [reply["rules"] for reply in replies] == [case["rules"] for case in cases]


def test_spanish() -> None:
    """A line may ask for Spanish reasons; the rest is the same."""
    (english,), (spanish,) = answers_to(GOOD), answers_to(GOOD.replace("{", '{"language": "es", ', 1))
    assert spanish["reasons"][0]["text"].startswith("Usted dijo «Podría hacerme daño")
    assert {**spanish, "reasons": []} == {**english, "reasons": []}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "not_json"),
        ("[" * 100_000, "not_json"),
        (b"\xff\xfe", "not_json"),
        ('{"answers": {"symptoms": ' + "9" * 5000 + "}}", "not_json"),
        ("[]", "not_an_object"),
        ("null", "not_an_object"),
        ("{}", "no_answers"),
        ('{"answers": []}', "no_answers"),
        ('{"answers": {}, "language": "fr"}', "unknown_language"),
        ('{"answers": {}, "language": ["en"]}', "unknown_language"),
        ('{"answers": {"Canary words": "yes"}}', "unknown_question"),
        ('{"answers": {"home": "Canary words"}}', "unknown_choice"),
        ('{"answers": {"substances": ["alcohol", "skip"]}}', "exclusive_choices_mixed"),
        ('{"answers": {"home": ["neutral"]}}', "wrong_type"),
        ('{"answers": {"symptoms": NaN}}', "wrong_type"),
        ('{"answers": {"symptoms": 99}}', "bad_count"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_bad_line_is_refused_and_the_others_go_on(line: str | bytes, code: str) -> None:
    """A bad line gets its own error, without an echo, and its neighbours get their answers."""
    before, refused, after = answers_to(GOOD, line, GOOD)
    assert set(refused) == {"error"}
    assert set(refused["error"]) == {"code", "message"}
    assert refused["error"]["code"] == code
    assert "Canary" not in json.dumps(refused)
    assert before == after
    assert before["level"] == "emergency"


def test_blank_lines_are_no_lines() -> None:
    """A blank line is passed over, and a byte order mark does no harm."""
    assert len(answers_to("\n", "\ufeff" + GOOD, "  \n", b"\xef\xbb\xbf" + GOOD.encode())) == 2


def test_refusals_are_counted() -> None:
    """The caller learns how many lines were refused."""
    assert run(["{", GOOD, "[]"], io.StringIO(), words(), PlacementSettings()) == 2


def test_the_clinics_setting_counts() -> None:
    """The clinic's setting moves the level of many signs."""
    line = json.dumps(
        {
            "answers": {
                "who": "me_18_64",
                "safety": "none",
                "substances": ["cannabis"],
                "health": ["none"],
                "treatment": "none",
                "relapse": "no",
                "home": "supportive",
                "support": "good",
                "symptoms": 8,
            }
        }
    )
    assert answers_to(line)[0]["level"] == "residential"
    assert answers_to(line, settings=PlacementSettings(severe_starts_in="iop"))[0]["level"] == "iop"
