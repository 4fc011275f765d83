"""Plain arithmetic that figures of several parts of the report share: sums, differences, shares, changes."""

from __future__ import annotations

from decimal import Decimal

from assistant.domain.formula import ARITHMETIC, Formula, Sum, Way
from assistant.domain.quantity import Quantity, difference, ratio, total
from assistant.domain.unit import PERCENT, POINT

RATIO = Way("{0} ÷ {1} × 100%", "{0}/{1}*100")
MINUS = Way("{0} − {1}", "{0}-{1}")
ABOVE_FULL = Way("{0} − 100%", "{0}-100")


def whole(*parts: Quantity) -> Quantity:
    """The exact sum, in the unit of the first part."""
    return total(parts)


def points_between(rate: Quantity, base: Quantity) -> Quantity:
    """What lies between two printed percentages, in 个百分点."""
    gap = difference(rate.as_shown(), base.as_shown())
    return Quantity(gap.exact, POINT, gap.digits)


def gap_to_full(rate: Quantity) -> Quantity:
    """What lies between a printed rate and 100%, in 个百分点."""
    return points_between(rate, Quantity(Decimal(100), PERCENT))


def lost_points(points: Quantity, score: Quantity) -> Quantity:
    """Points that the printed score leaves, in 分."""
    return difference(points, score.as_shown())


def change_rate(now: Quantity, before: Quantity) -> Quantity | None:
    """The change against last year in per cent of last year; none where that is zero."""
    return ratio(difference(now, before), before)


WHOLE = Formula("各部分之和", ARITHMETIC, whole, Sum())
REMAINDER = Formula("全年预算数 − 全年执行数", ARITHMETIC, difference, MINUS)
SHARE = Formula("部分 ÷ 合计 × 100%", ARITHMETIC, ratio, RATIO)
GAP_TO_FULL = Formula("印出的执行率 − 100%，以百分点计", ARITHMETIC, gap_to_full, ABOVE_FULL)
LOST_POINTS = Formula("分值 − 自评得分", ARITHMETIC, lost_points, MINUS)
CHANGE_AMOUNT = Formula("本年数 − 上年数", ARITHMETIC, difference, MINUS)
CHANGE_WAY = Way("（{0} − {1}）÷ {1} × 100%", "({0}-{1})/{1}*100")
CHANGE_WORDS = "（本年数 − 上年数）÷ 上年数 × 100%"
CHANGE_RATE = Formula(CHANGE_WORDS, ARITHMETIC, change_rate, CHANGE_WAY)
