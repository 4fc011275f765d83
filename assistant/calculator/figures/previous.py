"""Last year's amounts (上年数), and this year's against them (比上年)."""

from __future__ import annotations

from assistant.calculator.figures.amounts import part
from assistant.calculator.figures.arithmetic import (
    CHANGE_AMOUNT,
    CHANGE_RATE,
    MINUS,
    WHOLE,
    points_between,
)
from assistant.calculator.figures.execution import EXECUTION_RATE
from assistant.domain.formula import ARITHMETIC, Formula
from assistant.domain.glossary import MONEY, Declaration
from assistant.domain.role import Role
from assistant.domain.unit import PERCENT, POINT

STAGES = {"initial": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数"}
_PARTS = (("basic", "基本支出", "basic"), ("project", "项目支出", "project"), ("total", "", "unit"))

RATE_CHANGE = Formula(
    "本年执行率 − 上年执行率（都按印出的百分数），以百分点计", ARITHMETIC, points_between, MINUS
)


def _amount(stage: str, key: str, name: str, subject: str) -> Declaration:
    head = f"previous.{stage}"
    summed = key == "total"  # of the parts, where it was not supplied itself
    return Declaration(
        id=f"{head}.{key}",
        label=f"上年{name}{STAGES[stage]}",
        role=Role.PREVIOUS,
        subject=subject,
        unit=MONEY,
        formulas=(WHOLE,) if summed else (),
        inputs=(f"{head}.basic", f"{head}.project") if summed else (),
    )


AMOUNTS = tuple(_amount(stage, *named) for stage in STAGES for named in _PARTS)
FURTHER = (
    Declaration(
        id="previous.execution.rate",
        label="上年预算执行率",
        role=Role.PREVIOUS_RATE,
        subject="unit",
        unit=PERCENT,
        formulas=(EXECUTION_RATE,),
        inputs=("previous.executed.total", "previous.adjusted.total"),
    ),
    Declaration(
        id="previous.carryover.closing",
        label="上年末结转结余",
        role=Role.PREVIOUS,
        subject="common.carryover.closing",
        unit=MONEY,
    ),
)
YEAR_ON_YEAR = (
    *(
        Declaration(
            id=f"yoy.{stage}.{key}.{kind}",
            label=f"{name}{title}比上年{what}",
            role=Role.YEAR_ON_YEAR,
            subject=subject,
            unit=unit,
            formulas=(formula,),
            inputs=(part(stage, key), f"previous.{stage}.{key}"),
        )
        for stage, title in STAGES.items()
        for key, name, subject in _PARTS
        for kind, what, unit, formula in (
            ("amount", "增减数", MONEY, CHANGE_AMOUNT),
            ("rate", "增减率", PERCENT, CHANGE_RATE),
        )
    ),
    Declaration(
        id="yoy.execution.rate",
        label="预算执行率比上年增减",
        role=Role.YEAR_ON_YEAR,
        subject="unit",
        unit=POINT,
        formulas=(RATE_CHANGE,),
        inputs=("budget.execution.rate", "previous.execution.rate"),
    ),
)

TERMS = (*AMOUNTS, *FURTHER, *YEAR_ON_YEAR)
