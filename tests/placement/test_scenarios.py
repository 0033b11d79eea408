"""Written cases: people as they come, with the level, the rules and the flags they should get."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.placement import RULES, PlacementSettings, place
from bot.placement.flags import FROM_ANSWERS, FROM_RULES, OPEN

HERE = Path(__file__).parent
MUST_SAY = {"name", "answers", "level", "rules", "flags"}
MAY_SAY = MUST_SAY | {"settings", "open", "next_question"}


def scenarios() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every scenario of every file; an unknown or missing key stops the collection."""
    for path in sorted((HERE / "scenarios").glob("*.yml")):
        for scenario in yaml.safe_load(path.read_text(encoding="utf-8")):
            keys = set(scenario)
            if keys - MAY_SAY or MUST_SAY - keys:
                raise ValueError(f"{path.name}: {scenario.get('name')}: keys {sorted(keys ^ MUST_SAY)}")
            yield f"{path.stem}: {scenario['name']}", scenario


def cases() -> list[dict[str, Any]]:
    lines = (HERE / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


SCENARIOS = dict(scenarios())


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS.keys())
def test_scenario(scenario: dict[str, Any]) -> None:
    """A person who answers like this gets exactly this level, these rules, flags and open points."""
    placement = place(scenario["answers"], PlacementSettings(**scenario.get("settings", {})))
    assert placement.level == scenario["level"]
    assert list(placement.rules) == scenario["rules"]
    assert sorted(placement.flags) == sorted(scenario["flags"])
    assert list(placement.open) == scenario.get("open", [])
    assert placement.next_question == scenario.get("next_question")


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    """Each story told in a person's own voice ends where the guide's reader said it should."""
    placement = place(case["answers"])
    assert placement.level == case["expected_level"]
    assert list(placement.rules) == case["rules"]
    assert sorted(placement.flags) == sorted(case["flags"])
    assert placement.next_question is None


def test_names_are_unique() -> None:
    """No scenario hides behind another one of the same name."""
    assert len(SCENARIOS) == sum(1 for _ in scenarios())


def test_every_rule_is_reached() -> None:
    """Every rule is reached by at least one scenario of ours."""
    reached = {rule for scenario in SCENARIOS.values() for rule in scenario["rules"]}
    assert {rule.id for rule in RULES} == reached


def test_every_flag_is_reached() -> None:
    """Every flag is raised by at least one scenario of ours."""
    raised = {flag for scenario in SCENARIOS.values() for flag in scenario["flags"]}
    assert {flag for flag in raised if not flag.startswith(OPEN)} == {*FROM_ANSWERS, *FROM_RULES}
