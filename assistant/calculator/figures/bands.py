"""Band scoring of common indicators: full points up to a limit and a cut per point above, or steps."""

from __future__ import annotations

from decimal import Decimal

from assistant.domain.formula import STANDARD, Formula, Sum
from assistant.domain.glossary import Declaration
from assistant.domain.quantity import EXACT, Quantity
from assistant.domain.role import Role
from assistant.domain.standard import Bands
from assistant.domain.unit import SCORE


def per_point(value: Quantity, rule: Bands) -> Quantity:
    """Full points up to the limit; each 个百分点 above takes some, down to nothing."""
    over = max(value.exact - (rule.limit or Decimal(0)), Decimal(0))
    cut = EXACT.multiply(over, rule.per_point or Decimal(0))
    return Quantity(max(rule.points - cut, Decimal(0)), SCORE)


def by_steps(value: Quantity, rule: Bands) -> Quantity:
    """The points of the first step that holds the value; both ends of a step are included."""
    for step in rule.steps:
        above = step.lowest is None or value.exact >= step.lowest
        below = step.highest is None or value.exact <= step.highest
        if above and below:
            return Quantity(step.points, SCORE)
    return Quantity(Decimal(0), SCORE)


def total_of_bands(*scores: Quantity) -> Quantity:
    """The sum of the printed scores."""
    return Quantity(sum((score.shown for score in scores), Decimal(0)), SCORE)


_LAW = f"{STANDARD}（共性指标的档次）"
PER_POINT = Formula("不超过界限得满分；每超过1个百分点按评分标准扣分，扣完为止", _LAW, per_point)
BY_STEPS = Formula("按所在档次得分（档次含下限的按下限，含上限的按上限）", _LAW, by_steps)
TOTAL = Formula("各项按档得分之和", _LAW, total_of_bands, Sum())

TERMS = (
    Declaration(
        id="band.{n}.score",
        label="{name}按档得分",
        role=Role.BAND_SCORE,
        subject="band.{n}",
        unit=SCORE,
        formulas=(PER_POINT, BY_STEPS),
    ),
    Declaration(
        id="band.total",
        label="共性指标按档得分合计",
        role=Role.BAND_SCORE,
        subject="bands",
        unit=SCORE,
        formulas=(TOTAL,),
    ),
)
