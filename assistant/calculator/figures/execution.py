"""预算执行: the rate of the unit and of its parts, its score, and the shares of the parts."""

from __future__ import annotations

from decimal import Decimal

from assistant.calculator.figures.amounts import PARTS, part
from assistant.calculator.figures.arithmetic import GAP_TO_FULL, LOST_POINTS, RATIO, SHARE
from assistant.calculator.figures.scoring import EMPTY_BUDGET
from assistant.domain.formula import ARITHMETIC, SELF_EVALUATION, STANDARD, Formula, Outcome, Way
from assistant.domain.glossary import Declaration
from assistant.domain.quantity import EXACT, HUNDRED, Quantity, half_up, ratio
from assistant.domain.role import Role
from assistant.domain.unit import PERCENT, POINT, SCORE

PRINTED_DIGITS = 2  # of a rate
TIMES_POINTS = Way("{0} × {1}", "{0}*{1}/100")
CAPPED = Way("执行率{0}超过100%，得分以分值{1}为限", "MIN({0}*{1}/100,{1})", tells_result=True)


def score_from_exact_rate(rate: Quantity, points: Quantity, decimals: int, cap: bool) -> Outcome:
    """Points times the unrounded rate, at most the points where the standard caps."""
    return _score(rate.exact, points, cap, TIMES_POINTS)


def score_from_shown_rate(rate: Quantity, points: Quantity, decimals: int, cap: bool) -> Outcome:
    """Points times the rate rounded to the standard's `decimals`."""
    rounded = Way(f"（{{0}}四舍五入到{decimals}位小数）× {{1}}", f"ROUND({{0}},{decimals})*{{1}}/100")
    way = TIMES_POINTS if decimals == PRINTED_DIGITS else rounded
    return _score(half_up(rate.exact, decimals), points, cap, way)


def _score(rate: Decimal, points: Quantity, cap: bool, way: Way) -> Outcome:
    share_of_full = EXACT.divide(rate, HUNDRED)
    if cap and share_of_full > 1:
        return Outcome(points.times(Decimal(1), SCORE, digits=2), CAPPED)
    return Outcome(points.times(share_of_full, SCORE, digits=2), way)


EXECUTION_RATE = Formula(
    "全年执行数 ÷ 全年预算数 × 100%", f"{SELF_EVALUATION} 附件自评表（执行率）", ratio, RATIO
)
_SCORE_LAW = f"{SELF_EVALUATION} 附件自评表；取舍和上限由{STANDARD}规定"
FROM_EXACT_RATE = Formula("预算执行率（精确值）× 分值", _SCORE_LAW, score_from_exact_rate)
FROM_SHOWN_RATE = Formula(
    "预算执行率（先四舍五入到评分标准规定的小数位）× 分值", _SCORE_LAW, score_from_shown_rate
)
INITIAL_RATE = Formula("全年执行数 ÷ 年初预算数 × 100%（仅供参考，不计分）", ARITHMETIC, ratio, RATIO)

_RATE = "budget.execution.rate"
RATES = (
    Declaration(
        id=_RATE,
        label="预算执行率",
        role=Role.EXECUTION_RATE,
        subject="unit",
        unit=PERCENT,
        formulas=(EXECUTION_RATE,),
        inputs=("budget.executed.total", "budget.adjusted.total"),
    ),
    Declaration(
        id="budget.execution.gap",
        label="预算执行率与100%的差距",
        role=Role.EXECUTION_GAP,
        subject="unit",
        unit=POINT,
        formulas=(GAP_TO_FULL,),
        inputs=(_RATE,),
    ),
    Declaration(
        id="budget.execution.initial_rate",
        label="按年初预算计算的执行率",
        role=Role.INITIAL_EXECUTION_RATE,
        subject="unit",
        unit=PERCENT,
        formulas=(INITIAL_RATE,),
        inputs=("budget.executed.total", "budget.initial.total"),
    ),
)
SCORES = (
    Declaration(
        id="budget.execution.points",
        label="预算执行率分值",
        role=Role.POINTS,
        subject="execution",
        unit=SCORE,
    ),
    Declaration(
        id="budget.execution.score",
        label="预算执行率得分",
        role=Role.SCORE,
        subject="execution",
        unit=SCORE,
        formulas=(FROM_SHOWN_RATE, FROM_EXACT_RATE, EMPTY_BUDGET),
    ),
    Declaration(
        id="budget.execution.lost",
        label="预算执行率扣分",
        role=Role.LOST,
        subject="execution",
        unit=SCORE,
        formulas=(LOST_POINTS,),
        inputs=("budget.execution.points", "budget.execution.score"),
    ),
)
OF_PARTS = (
    *(
        Declaration(
            id=f"budget.{key}.execution.rate",
            label=f"{label}预算执行率",
            role=Role.EXECUTION_RATE,
            subject=key,
            unit=PERCENT,
            formulas=(EXECUTION_RATE,),
            inputs=(part("executed", key), part("adjusted", key)),
        )
        for key, label in PARTS.items()
    ),
    Declaration(
        id="budget.project.execution.gap",
        label="项目支出预算执行率与100%的差距",
        role=Role.EXECUTION_GAP,
        subject="project",
        unit=POINT,
        formulas=(GAP_TO_FULL,),
        inputs=("budget.project.execution.rate",),
    ),
)
SHARES = tuple(
    Declaration(
        id=f"budget.{stage}.{key}.share",
        label=f"{label}占{title}的比重",
        role=Role.SHARE,
        subject=key,
        unit=PERCENT,
        formulas=(SHARE,),
        inputs=(part(stage, key), f"budget.{stage}.total"),
    )
    for stage, title in (("adjusted", "全年预算数"), ("executed", "全年执行数"))
    for key, label in PARTS.items()
)

TERMS = (*RATES, *SCORES, *OF_PARTS, *SHARES)
