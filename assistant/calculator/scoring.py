"""The score of one indicator by the standard. Points and scores in 分."""

from __future__ import annotations

from decimal import Decimal

from assistant.domain.quantity import EXACT, HUNDRED, Quantity
from assistant.domain.standard import Standard
from assistant.domain.target import Target
from assistant.domain.unit import SCORE


def full_points(points: Quantity) -> Quantity:
    """达到指标值（或定性为最高档、按时完成），得满分"""
    return Quantity(points.exact, SCORE)


def rule_score(
    actual: Quantity, target: Quantity, points: Quantity, rule: Target, standard: Standard
) -> Quantity:
    """达到指标值得满分；未达到的，≥ 和 = 按 实际完成值÷指标值×分值，≤ 按评分标准的逆向公式；最低0分"""
    if rule.met_by(actual.exact) or _within_tolerance(actual.exact, target.exact, standard):
        part = _after_cut(actual.exact, target.exact, rule, standard)
    elif rule.wants_less or (rule.operator == "=" and target.exact == 0):
        part = _over_limit(actual.exact, target.exact, rule, standard)
    else:
        part = _short_of(actual.exact, target.exact, standard)
    return points.times(min(max(part, Decimal(0)), Decimal(1)), SCORE, digits=2)


def _within_tolerance(actual: Decimal, target: Decimal, standard: Standard) -> bool:
    tolerance = standard.unmet.tolerance
    return bool(tolerance) and abs(actual - target) * HUNDRED <= tolerance * abs(target)


def _short_of(actual: Decimal, target: Decimal, standard: Standard) -> Decimal:
    """≥ and = missed: 实际完成值 ÷ 指标值."""
    if standard.unmet.more == "zero" or target <= 0:
        return Decimal(0)
    return EXACT.divide(actual, target)


def _over_limit(actual: Decimal, target: Decimal, rule: Target, standard: Standard) -> Decimal:
    """≤ missed: 指标值 ÷ 实际完成值, or falling to nothing at twice the target; = 0 missed scores nothing."""
    less = standard.unmet.less
    if less == "zero" or target <= 0 or rule.operator == "=":
        return Decimal(0)
    if less == "linear":
        return 1 - EXACT.divide(actual - target, target)
    return EXACT.divide(target, actual)


def _after_cut(actual: Decimal, target: Decimal, rule: Target, standard: Standard) -> Decimal:
    """Full points, or 指标值 ÷ 实际完成值 from the completion rate at which the standard cuts points."""
    cut_from = standard.overcompletion.cut_from
    if cut_from is None or rule.wants_less or target <= 0 or actual * HUNDRED < cut_from * target:
        return Decimal(1)
    return EXACT.divide(target, actual)
