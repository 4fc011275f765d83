"""The score of one indicator by the standard, case by case. Points and scores in 分."""

from __future__ import annotations

from decimal import Decimal

from assistant.domain.formula import SELF_EVALUATION, STANDARD, Formula, Outcome, Way
from assistant.domain.quantity import EXACT, HUNDRED, Quantity
from assistant.domain.standard import Standard
from assistant.domain.target import Target
from assistant.domain.unit import SCORE

# The cases: {0} the actual value, {1} the target, {2} the points.
MET = Way("达到指标值，得满分{2}", "{2}", tells_result=True)
TOLERATED = Way("与指标值的偏差在评分标准的容差以内，得满分{2}", "{2}", tells_result=True)
CUT = Way("{1} ÷ {0} × {2}", "{1}/{0}*{2}")
SHORT = Way("{0} ÷ {1} × {2}", "{0}/{1}*{2}")
OVER = Way("{1} ÷ {0} × {2}", "{1}/{0}*{2}")
OVER_LINEAR = Way("（1 −（{0} − {1}）÷ {1}）× {2}", "(1-({0}-{1})/{1})*{2}")
NOTHING = Way("未达到指标值，按评分标准不得分", "0", tells_result=True)

Share = tuple[Decimal, Way]  # the share of the points, and the way it is worked out
_FULL, _NONE = Decimal(1), Decimal(0)


def rule_score(
    actual: Quantity, target: Quantity, points: Quantity, rule: Target, standard: Standard
) -> Outcome:
    """The points that the standard gives for an actual value: all where the target is met, a share or none else."""
    if rule.met_by(actual.exact):
        part, way = _met(actual.exact, target.exact, rule, standard, MET)
    elif _within_tolerance(actual.exact, target.exact, standard):
        part, way = _met(actual.exact, target.exact, rule, standard, TOLERATED)
    elif rule.wants_less or (rule.operator == "=" and target.exact == 0):
        part, way = _over_limit(actual.exact, target.exact, rule, standard)
    else:
        part, way = _short_of(actual.exact, target.exact, standard)
    if part < 0:
        part, way = _NONE, NOTHING
    return Outcome(points.times(part, SCORE, digits=2), way)


def _within_tolerance(actual: Decimal, target: Decimal, standard: Standard) -> bool:
    tolerance = standard.unmet.tolerance
    return bool(tolerance) and abs(actual - target) * HUNDRED <= tolerance * abs(target)


def _met(actual: Decimal, target: Decimal, rule: Target, standard: Standard, way: Way) -> Share:
    """Full points, or 指标值 ÷ 实际完成值 from the completion rate at which the standard cuts points."""
    cut_from = standard.overcompletion.cut_from
    if cut_from is None or rule.wants_less or target <= 0 or actual * HUNDRED < cut_from * target:
        return _FULL, way
    return EXACT.divide(target, actual), CUT


def _short_of(actual: Decimal, target: Decimal, standard: Standard) -> Share:
    """≥ and = missed: 实际完成值 ÷ 指标值."""
    if standard.unmet.more == "zero" or target <= 0:
        return _NONE, NOTHING
    return EXACT.divide(actual, target), SHORT


def _over_limit(actual: Decimal, target: Decimal, rule: Target, standard: Standard) -> Share:
    """≤ missed: 指标值 ÷ 实际完成值, or falling to nothing at twice the target; = 0 missed scores nothing."""
    less = standard.unmet.less
    if less == "zero" or target <= 0 or rule.operator == "=":
        return _NONE, NOTHING
    if less == "linear":
        return _FULL - EXACT.divide(actual - target, target), OVER_LINEAR
    return EXACT.divide(target, actual), OVER


def full_points(points: Quantity) -> Quantity:
    """All points."""
    return Quantity(points.exact, SCORE)


RULE_SCORE = Formula(
    "达到指标值得满分；未达到的，≥ 和 = 按 实际完成值÷指标值×分值，≤ 按评分标准的逆向公式；最低0分",
    f"{SELF_EVALUATION}（定量指标得分）；逆向指标、容差和扣减由{STANDARD}规定",
    rule_score,
)
FULL_POINTS = Formula(
    "达到指标值（或定性为最高档、按时完成），得满分", f"{SELF_EVALUATION}（定性指标得分）", full_points
)
EMPTY_BUDGET = Formula(
    "全年预算数和全年执行数都为零，按评分标准得满分", f"{STANDARD}（预算为零时的得分）", full_points
)
