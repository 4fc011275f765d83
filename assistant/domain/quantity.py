"""A quantity: an exact decimal, its unit, and the digits it is printed with.

This is the only place of the program that rounds, and it rounds half up (四舍五入): 9.065 is printed
9.07. Python's own rounding is half to even, which is wrong here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal

from assistant.domain.unit import PERCENT, POINT, SCORE, convert, dimension

# Sums and differences of what a submission may hold (at most 18 digits) are exact in 60 digits; a
# quotient is correct to 60, far beyond any digit that is printed.
EXACT = Context(prec=60, rounding=ROUND_HALF_UP)

HUNDRED = Decimal(100)


def half_up(value: Decimal, digits: int) -> Decimal:
    """`value` rounded half up (四舍五入) to `digits` decimals; never a negative zero."""
    rounded = value.quantize(Decimal(1).scaleb(-digits), context=EXACT)
    return abs(rounded) if rounded == 0 else rounded


def plain(value: Decimal) -> str:
    """The decimal without exponent and without trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Quantity:
    """`exact` in `unit`, printed with `digits` decimals.

    `approx` is 余 where the unit reported 9000余; `bound` is the ≥ > ≤ < of a target (≥5%).
    """

    exact: Decimal
    unit: str
    digits: int = 2
    approx: str = ""
    bound: str = ""

    @property
    def shown(self) -> Decimal:
        """The printed value."""
        return half_up(self.exact, self.digits)

    @property
    def shown_text(self) -> str:
        """The printed digits with all decimals, without unit: what `compute` shows."""
        return format(self.shown, "f")

    @property
    def number_text(self) -> str:
        """Digits as prose prints them: whole rates and scores lose their zeros (100%, 15分)."""
        shown = self.shown
        if dimension(self.unit) in ("rate", SCORE, POINT) and shown == shown.to_integral_value():
            return plain(shown)
        return format(shown, "f")

    @property
    def text(self) -> str:
        """The number as prose prints it, with bound, hedge and unit: 413.05万元, 9000余份, 8.6万余人, ≥5%."""
        multiple = self.unit[:1] if self.approx and self.unit[:1] in ("万", "亿") else ""
        return f"{self.bound}{self.number_text}{multiple}{self.approx}{self.unit.removeprefix(multiple)}"

    def absolute(self) -> Quantity:
        return replace(self, exact=abs(self.exact))

    def as_shown(self) -> Quantity:
        """The quantity whose exact value is the printed one: for rules that compute from printed figures."""
        return replace(self, exact=self.shown)

    def times(self, number: Decimal, unit: str | None = None, digits: int | None = None) -> Quantity:
        return Quantity(
            EXACT.multiply(self.exact, number), unit or self.unit, self.digits if digits is None else digits
        )


def total(quantities: Iterable[Quantity]) -> Quantity:
    """Exact sum in the unit of the first; raises ValueError where units do not convert."""
    items = list(quantities)
    first = items[0]
    exact = Decimal(0)
    for item in items:
        exact = EXACT.add(exact, _in_unit(item, first.unit))
    return Quantity(exact, first.unit, max(item.digits for item in items))


def difference(left: Quantity, right: Quantity) -> Quantity:
    """left − right, exactly, in the unit of `left`."""
    exact = EXACT.subtract(left.exact, _in_unit(right, left.unit))
    return Quantity(exact, left.unit, max(left.digits, right.digits))


def ratio(part: Quantity, whole: Quantity) -> Quantity | None:
    """part ÷ whole × 100%, printed with two decimals; None where whole is zero."""
    if whole.exact == 0:
        return None
    quotient = EXACT.divide(_in_unit(part, whole.unit), whole.exact)
    return Quantity(EXACT.multiply(quotient, HUNDRED), PERCENT)


def _in_unit(quantity: Quantity, unit: str) -> Decimal:
    value = convert(quantity.exact, quantity.unit, unit)
    if value is None:
        raise ValueError(f"{quantity.unit} does not convert to {unit}")
    return value
