"""指标值 as offices write it, and actual values against it, case by case (targets.yaml)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import yaml

from assistant.domain.indicator import Indicator
from assistant.domain.quantity import plain
from assistant.domain.target import Target, parse_target
from tests.support.places import ROOT

CASES: dict[str, Any] = yaml.safe_load((ROOT / "tests" / "domain" / "targets.yaml").read_text("utf-8"))
ACTUALS = [
    (target, str(actual), is_)
    for target, case in CASES.items()
    for actual, is_ in case.get("actual", {}).items()
]


def described(target: Target) -> str:
    if target.kind == "deadline":
        return f"deadline {target.operator} {target.year}-{target.month}-{target.day}"
    if target.kind not in ("number", "range"):
        return target.kind
    values = [target.value, *([target.highest] if target.kind == "range" else [])]
    return " ".join((target.kind, target.operator, *map(plain, values), target.unit)).strip()


@pytest.mark.parametrize("written", CASES)
def test_a_target_is_read_as_what_it_says_or_asked_about(written: str) -> None:
    target = parse_target(str(written))
    assert isinstance(target, Target)
    if "asks" in CASES[written]:
        assert target.kind == "unread" and CASES[written]["asks"] in target.question
    else:
        assert (described(target), target.question) == (CASES[written]["reads"], "")


@pytest.mark.parametrize(("target", "actual", "expected"), ACTUALS)
def test_an_actual_value_is_measured_in_the_unit_of_its_target(
    target: str, actual: str, expected: Any
) -> None:
    indicator = Indicator.model_validate({"name": "甲", "target": str(target), "actual": actual})
    if isinstance(expected, str):
        assert indicator.number is None and indicator.met(2024) is None
        assert expected in indicator.questions["actual"]
    elif expected is None or isinstance(expected, bool):
        assert indicator.met(2024) is expected and not indicator.questions
    else:
        assert indicator.number == Decimal(str(expected))


@pytest.mark.parametrize("written", [name for name, case in CASES.items() if "reads" in case])
def test_the_text_of_a_target_is_read_as_the_target(written: str) -> None:
    target = parse_target(str(written))
    assert isinstance(target, Target)
    again = parse_target(target.text if target.kind != "quality" else f"定性：{target.text}")
    assert again == target
