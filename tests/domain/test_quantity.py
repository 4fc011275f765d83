"""Quantities: rounding as at school, sums, differences and ratios."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.quantity import Quantity, difference, half_up, ratio, total

amounts = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12),
    st.integers(0, 6),
)
def test_half_up_is_school_rounding(value: Decimal, digits: int) -> None:
    scaled = abs(Fraction(value)) * 10**digits
    expected = int(scaled + Fraction(1, 2))
    assert abs(Fraction(half_up(value, digits))) * 10**digits == expected
    assert str(half_up(value, digits)) != "-0"


@given(st.lists(amounts, min_size=1, max_size=30))
def test_sums_close_whatever_the_order(values: list[Decimal]) -> None:
    quantities = [Quantity(value, "万元") for value in values]
    assert total(quantities).exact == total(quantities[::-1]).exact == sum(values)


@given(amounts, amounts)
def test_parts_of_a_whole_add_up(part: Decimal, rest: Decimal) -> None:
    whole = total([Quantity(part, "万元"), Quantity(rest, "万元")])
    assert difference(whole, Quantity(part, "万元")).exact == rest


@given(amounts, amounts.filter(bool))
def test_ratio_is_rounded_once(part: Decimal, whole: Decimal) -> None:
    found = ratio(Quantity(part, "元"), Quantity(whole, "元"))
    assert found is not None
    exact = Fraction(part) / Fraction(whole) * 100
    assert abs(Fraction(found.shown) - exact) <= Fraction(1, 200)
    assert found.shown == found.exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
