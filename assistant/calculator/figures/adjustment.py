"""预算调整: of each part, net, and gross (追加、追减和结构调整的总和)."""

from __future__ import annotations

from assistant.calculator.figures.amounts import PARTS, SOURCES, part
from assistant.calculator.figures.arithmetic import MINUS, RATIO, whole
from assistant.domain.formula import ARITHMETIC, COMMON_INDICATORS, Formula, Sum
from assistant.domain.glossary import MONEY, Declaration
from assistant.domain.quantity import Quantity, difference, ratio
from assistant.domain.role import Role
from assistant.domain.unit import PERCENT


def gross_adjustment(*amounts: Quantity) -> Quantity:
    """The sum of the absolute adjustments of the parts."""
    return whole(*(amount.absolute() for amount in amounts))


ADJUSTMENT = Formula("全年预算数 − 年初预算数（负数为调减）", ARITHMETIC, difference, MINUS)
ADJUSTMENT_RATE = Formula(
    "预算调整数 ÷ 年初预算数 × 100%", f"{COMMON_INDICATORS}（预算调整率）", ratio, RATIO
)
GROSS_ADJUSTMENT = Formula(
    "基本支出、项目支出各自调整数的绝对值之和（财预〔2013〕53号：预算调整数为追加、追减与结构调整的总和）",
    f"{COMMON_INDICATORS}（预算调整数）",
    gross_adjustment,
    Sum(absolute=True),
)


def _amount(key: str, label: str, subject: str, adjusted: str, initial: str) -> Declaration:
    return Declaration(
        id=f"budget.adjustment{key}.amount",
        label=label,
        role=Role.ADJUSTMENT,
        subject=subject,
        unit=MONEY,
        formulas=(ADJUSTMENT,),
        inputs=(adjusted, initial),
    )


def _rate(key: str, label: str, role: Role, subject: str, initial: str) -> Declaration:
    return Declaration(
        id=f"budget.adjustment{key}.rate",
        label=label,
        role=role,
        subject=subject,
        unit=PERCENT,
        formulas=(ADJUSTMENT_RATE,),
        inputs=(f"budget.adjustment{key}.amount", initial),
    )


OF_PARTS = tuple(
    term
    for key, label in (PARTS | SOURCES).items()
    for term in (
        _amount(f".{key}", f"{label}预算调整数", key, part("adjusted", key), part("initial", key)),
        _rate(f".{key}", f"{label}预算调整率", Role.ADJUSTMENT_RATE, key, part("initial", key)),
    )
)
_TOTAL = "budget.initial.total"
NET = (
    _amount("", "预算调整数（净额）", "unit", "budget.adjusted.total", _TOTAL),
    _rate("", "预算调整率（净额）", Role.ADJUSTMENT_RATE, "unit", _TOTAL),
)
GROSS = (
    Declaration(
        id="budget.adjustment.gross.amount",
        label="预算调整总额（各部分调整绝对值之和）",
        role=Role.GROSS_ADJUSTMENT,
        subject="unit",
        unit=MONEY,
        formulas=(GROSS_ADJUSTMENT,),
    ),
    _rate(".gross", "预算调整总额比率", Role.GROSS_ADJUSTMENT_RATE, "unit", _TOTAL),
)

TERMS = (*OF_PARTS, *NET, *GROSS)
