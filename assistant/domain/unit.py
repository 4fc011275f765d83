"""Units of measure: which convert, and by how much.

元, 千元, 万元 and 亿元 convert exactly; % and ‰ convert exactly. Nothing else converts: % is never
个百分点, 人 is never 人次, 万元 is never 分 (GB/T 15835; the two are told apart in every official text).
"""

from __future__ import annotations

from decimal import Decimal

PERCENT = "%"
POINT = "个百分点"
SCORE = "分"

_MONEY = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_RATE = {PERCENT: Decimal(1), "‰": Decimal("0.1")}

MONEY_UNITS = tuple(_MONEY)


def dimension(unit: str) -> str:
    """What a unit measures: 'money', 'rate', or the unit itself, which converts to nothing else."""
    if unit in _MONEY:
        return "money"
    if unit in _RATE:
        return "rate"
    return unit


def factor(unit: str) -> Decimal:
    """How many base units (元, %) one `unit` is; 1 for units that do not convert."""
    return _MONEY.get(unit) or _RATE.get(unit) or Decimal(1)


def convert(value: Decimal, source: str, target: str) -> Decimal | None:
    """`value` of `source` expressed in `target`, exactly; None where the two do not convert."""
    if source == target:
        return value
    if dimension(source) != dimension(target):
        return None
    return value * factor(source) / factor(target)
