"""绩效指标: each one's values, completion, gap and scores."""

from __future__ import annotations

from assistant.calculator.figures.arithmetic import (
    ABOVE_FULL,
    LOST_POINTS,
    MINUS,
    RATIO,
    gap_to_full,
    points_between,
)
from assistant.calculator.figures.scoring import FULL_POINTS, RULE_SCORE
from assistant.domain.formula import ARITHMETIC, SELF_EVALUATION, Formula
from assistant.domain.glossary import OWN, Declaration
from assistant.domain.quantity import Quantity, difference, ratio
from assistant.domain.role import Role
from assistant.domain.unit import PERCENT, POINT, SCORE


def gap_to_target(actual: Quantity, target: Quantity) -> Quantity:
    """The actual value less the target: in 个百分点 between percentages, else in the target's unit."""
    if actual.unit == PERCENT:
        return points_between(actual, target)
    return difference(actual, target)


def overcompletion(completion: Quantity) -> Quantity | None:
    """What a printed completion rate has above 100%, in 个百分点; none where it has not."""
    over = gap_to_full(completion)
    return over if over.exact > 0 else None


def same_score(score: Quantity) -> Quantity:
    """The score by the standard, where the unit claims no other."""
    return score


COMPLETION = Formula(
    "实际完成值 ÷ 指标值（或填报的完成率口径）× 100%",
    f"{SELF_EVALUATION}（完成值与指标值的比例）",
    ratio,
    RATIO,
)
GAP = Formula("实际完成值 − 指标值", ARITHMETIC, gap_to_target, MINUS)
OVERCOMPLETION = Formula("印出的完成率 − 100%，以百分点计", ARITHMETIC, overcompletion, ABOVE_FULL)
SAME_SCORE = Formula("按标准计算的得分（单位未另报得分）", ARITHMETIC, same_score)

_HEAD = "indicator.{n}"


def _term(
    key: str, label: str, role: Role, unit: str, *formulas: Formula, inputs: tuple[str, ...] = ()
) -> Declaration:
    return Declaration(
        id=f"{_HEAD}.{key}",
        label=f"{{name}}{label}",
        role=role,
        subject=_HEAD,
        unit=unit,
        formulas=formulas,
        inputs=tuple(f"{_HEAD}.{name}" for name in inputs),
    )


TERMS = (
    _term("target", "指标值", Role.TARGET, OWN),
    _term("midyear", "年中监控值", Role.MIDYEAR, OWN),
    _term("actual", "实际完成值", Role.ACTUAL, OWN),
    _term("points", "分值", Role.POINTS, SCORE),
    _term("completion.rate", "完成率", Role.COMPLETION, PERCENT, COMPLETION),
    _term("gap", "与指标值的差距", Role.GAP, OWN, GAP, inputs=("actual", "target")),
    _term(
        "overcompletion",
        "超额完成幅度",
        Role.OVERCOMPLETION,
        POINT,
        OVERCOMPLETION,
        inputs=("completion.rate",),
    ),
    _term("rule_score", "按标准计算的得分", Role.RULE_SCORE, SCORE, RULE_SCORE, FULL_POINTS),
    _term("score", "自评得分", Role.SCORE, SCORE, SAME_SCORE, inputs=("rule_score",)),
    _term("lost", "扣分", Role.LOST, SCORE, LOST_POINTS, inputs=("points", "score")),
)
