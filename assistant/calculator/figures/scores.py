"""Totals over all indicators and the execution rate, the grade, and how many targets were reached."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.calculator.figures.arithmetic import LOST_POINTS, WHOLE, whole
from assistant.domain.formula import ARITHMETIC, SELF_EVALUATION, STANDARD, Formula, Outcome, Sum, Way
from assistant.domain.glossary import TEXT, Declaration
from assistant.domain.quantity import EXACT, Quantity, plain
from assistant.domain.role import Role
from assistant.domain.standard import Standard
from assistant.domain.unit import SCORE


def sum_of_shown(*scores: Quantity) -> Quantity:
    """The sum of the printed scores."""
    return whole(*(score.as_shown() for score in scores))


def rescaled(score: Quantity, points: Quantity, full: Quantity) -> Outcome | None:
    """The score of what applies, converted to the full points of the standard; none where nothing has points."""
    if points.exact == 0:
        return None
    exact = EXACT.divide(EXACT.multiply(score.as_shown().exact, full.exact), points.exact)
    return Outcome(
        Quantity(exact, SCORE), Way(f"{{0}} ÷ {{1}} × 总分{full.text}", f"{{0}}/{{1}}*{plain(full.exact)}")
    )


def how_many(reached: Sequence[bool]) -> Quantity:
    """How many of the rows it holds for, in 个."""
    return Quantity(Decimal(sum(reached)), "个", 0)


def grade(score: Quantity, standard: Standard) -> Outcome:
    """The grade of the printed total by the standard's thresholds."""
    bands = "，".join(f"{band.lowest}分及以上为{band.name}" for band in standard.grades if band.lowest > 0)
    rest = standard.grade(Decimal(0))
    return Outcome(standard.grade(score.shown), words=f"按自评总分：{bands}，其余为{rest}")


_TOTAL_LAW = f"{SELF_EVALUATION}（各项得分汇总成总分）；取舍由{STANDARD}规定"
SUM_OF_SHOWN = Formula("各项印出得分之和", _TOTAL_LAW, sum_of_shown, Sum())
SUM_OF_EXACT = Formula("各项精确得分之和", _TOTAL_LAW, whole, Sum())
RESCALED = Formula(
    "得分合计 ÷ 参与计分的分值合计 × 总分（有指标或预算不适用时折算）",
    f"{STANDARD}（不适用项目的折算、预算为零时的得分）",
    rescaled,
)
COUNT = Formula("绩效指标个数", ARITHMETIC, how_many, counts=True)
MET_COUNT = Formula("达到指标值的绩效指标个数", ARITHMETIC, how_many, counts=True)
UNMET_COUNT = Formula("未达到指标值的绩效指标个数", ARITHMETIC, how_many, counts=True)
GRADE = Formula(
    "按自评总分所在的等级", f"{SELF_EVALUATION}（优、良、中、差四档）；界限由{STANDARD}规定", grade
)


def _term(
    entry_id: str, label: str, role: Role, subject: str, *formulas: Formula, inputs: tuple[str, ...] = ()
) -> Declaration:
    unit = {Role.COUNT: "个", Role.GRADE: TEXT}.get(role, SCORE)
    return Declaration(
        id=entry_id, label=label, role=role, subject=subject, unit=unit, formulas=formulas, inputs=inputs
    )


_SUMS = (SUM_OF_SHOWN, SUM_OF_EXACT)
TERMS = (
    _term("indicator.count", "绩效指标数", Role.COUNT, "indicators", COUNT),
    _term("indicator.met.count", "完成指标值的绩效指标数", Role.COUNT, "indicators", MET_COUNT),
    _term("indicator.unmet.count", "未完成指标值的绩效指标数", Role.COUNT, "indicators", UNMET_COUNT),
    _term("indicators.points", "绩效指标分值合计", Role.POINTS, "indicators", WHOLE),
    _term("indicators.score", "绩效指标得分合计", Role.SCORE, "indicators", *_SUMS),
    _term("total.points", "分值合计", Role.POINTS, "total", WHOLE),
    _term("total.score", "自评总分", Role.SCORE, "total", *_SUMS, RESCALED),
    _term("total.score.before", "折算前的自评总分", Role.SCORE, "total.before", *_SUMS),
    _term("total.rule_score", "按标准计算的总分", Role.RULE_SCORE, "total", *_SUMS, RESCALED),
    _term("total.rule_score.before", "折算前按标准计算的总分", Role.RULE_SCORE, "total.before", *_SUMS),
    _term("total.lost", "扣分合计", Role.LOST, "total", LOST_POINTS, inputs=("total.points", "total.score")),
    _term("total.grade", "评价等级", Role.GRADE, "total", GRADE, inputs=("total.score",)),
)
