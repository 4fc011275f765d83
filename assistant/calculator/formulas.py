"""Formulas that several figures share. The docstring of a formula is what `trace` prints."""

from __future__ import annotations

from decimal import Decimal

from assistant.domain.quantity import Quantity, difference, ratio, total
from assistant.domain.unit import PERCENT, POINT


def whole(*parts: Quantity) -> Quantity:
    """各部分之和"""
    return total(parts)


def remainder(budget: Quantity, executed: Quantity) -> Quantity:
    """全年预算数 − 全年执行数"""
    return difference(budget, executed)


def execution_rate(executed: Quantity, adjusted: Quantity) -> Quantity | None:
    """全年执行数 ÷ 全年预算数 × 100%"""
    return ratio(executed, adjusted)


def share(part: Quantity, all_parts: Quantity) -> Quantity | None:
    """部分 ÷ 合计 × 100%"""
    return ratio(part, all_parts)


def gap_to_full(rate: Quantity) -> Quantity:
    """印出的执行率 − 100%，以百分点计"""
    return points_between(rate, Quantity(Decimal(100), PERCENT))


def points_between(rate: Quantity, base: Quantity) -> Quantity:
    """两个印出的百分数之差，以百分点计"""
    gap = difference(rate.as_shown(), base.as_shown())
    return Quantity(gap.exact, POINT, gap.digits)


def lost_points(points: Quantity, score: Quantity) -> Quantity:
    """分值 − 自评得分"""
    return difference(points, score.as_shown())
