"""Amounts of the budget: 年初预算数, 全年预算数, 全年执行数 and their parts, and what was not executed."""

from __future__ import annotations

from assistant.calculator.figures.arithmetic import REMAINDER, WHOLE
from assistant.domain.glossary import MONEY, Declaration
from assistant.domain.role import Role

STAGES = ("initial", "adjusted", "executed")
PARTS = {"basic": "基本支出", "project": "项目支出"}
SOURCES = {"fiscal": "财政拨款", "carryover": "上年结转资金", "other": "其他资金"}


def basic(stage: str) -> str:
    """基本支出 at a stage as an input: its total where it was supplied in parts, else its own amount."""
    return f"budget.{stage}.basic.total|budget.{stage}.basic"


def part(stage: str, name: str) -> str:
    """A part of a stage as an input."""
    return basic(stage) if name == "basic" else f"budget.{stage}.{name}"


def _stage(stage: str, title: str, role: Role) -> tuple[Declaration, ...]:
    head = f"budget.{stage}"

    def amount(key: str, label: str, subject: str, *inputs: str, summed: bool = False) -> Declaration:
        return Declaration(
            id=f"{head}.{key}",
            label=f"{label}{title}",
            role=role,
            subject=subject,
            unit=MONEY,
            formulas=(WHOLE,) if summed else (),
            inputs=inputs,
        )

    return (
        amount("basic", "基本支出", "basic"),
        amount("basic.personnel", "人员经费", "personnel"),
        amount("basic.public", "公用经费", "public"),
        amount(
            "basic.total", "基本支出", "basic", f"{head}.basic.personnel", f"{head}.basic.public", summed=True
        ),
        amount("project", "项目支出", "project"),
        *(amount(key, label, key) for key, label in SOURCES.items()),
        amount("total", "", "unit", summed=True),  # of the parts, where it was not supplied itself
    )


UNEXECUTED = tuple(
    Declaration(
        id=f"budget.unexecuted.{key}",
        label=f"{label}未执行数",
        role=Role.UNEXECUTED,
        subject=subject,
        unit=MONEY,
        formulas=(REMAINDER,),
        inputs=(part("adjusted", key), part("executed", key)),
    )
    for key, label, subject in (
        ("basic", "基本支出", "basic"),
        ("project", "项目支出", "project"),
        ("total", "", "unit"),
    )
)

TERMS = (
    *_stage("initial", "年初预算数", Role.INITIAL),
    *_stage("adjusted", "全年预算数", Role.ADJUSTED),
    *_stage("executed", "全年执行数", Role.EXECUTED),
    *UNEXECUTED,
)
