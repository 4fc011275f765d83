"""Numbers and targets as people write them: read exactly or refused."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.number import NumberFault, parse_number
from assistant.domain.target import parse_target


@given(st.text(max_size=60))
def test_no_text_crashes_the_number_door(text: str) -> None:
    with suppress(NumberFault):
        assert parse_number(text).is_finite()
    with suppress(ValueError):
        parse_target(text)


@pytest.mark.parametrize(
    ("written", "operator", "value", "unit"),
    [
        ("≥5%", "≥", "5", "%"),
        ("≧５％", "≥", "5", "%"),
        (">= 10 件", "≥", "10", "件"),
        ("100%", "=", "100", "%"),
        ("═10人", "=", "10", "人"),
        ("＜3.5", "<", "3.5", ""),
        ("≤3,081.24万元", "≤", "3081.24", "万元"),
    ],
)
def test_targets_as_offices_write_them(written: str, operator: str, value: str, unit: str) -> None:
    target = parse_target(written)
    assert (target.operator, target.value, target.unit) == (operator, Decimal(value), unit)  # type: ignore[attr-defined]
