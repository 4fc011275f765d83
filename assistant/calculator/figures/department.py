"""Common department indicators (财预〔2013〕53号 预算绩效评价共性指标体系框架) and the base data they are computed from."""

from __future__ import annotations

from assistant.calculator.figures.arithmetic import (
    CHANGE_AMOUNT,
    CHANGE_WAY,
    CHANGE_WORDS,
    RATIO,
    WHOLE,
    change_rate,
)
from assistant.domain.formula import COMMON_INDICATORS, Formula
from assistant.domain.glossary import MONEY, Declaration
from assistant.domain.quantity import ratio
from assistant.domain.role import Role
from assistant.domain.unit import PERCENT


def _ratio(words: str, title: str) -> Formula:
    return Formula(words, f"{COMMON_INDICATORS}（{title}）", ratio, RATIO)


def _change(title: str) -> Formula:
    return Formula(CHANGE_WORDS, f"{COMMON_INDICATORS}（{title}）", change_rate, CHANGE_WAY)


_CONTROL = "实际支出数 ÷ 预算安排数 × 100%（都为零时不计算）"
_TASKS = "完成（及时完成、达标完成）工作数 ÷ 计划工作数 × 100%"


def _base(entry_id: str, label: str, unit: str = MONEY, *formulas: Formula) -> Declaration:
    return Declaration(
        id=entry_id, label=label, role=Role.BASE, subject=entry_id, unit=unit, formulas=formulas
    )


def _rate(
    entry_id: str, label: str, formula: Formula, part: str, all_parts: str, role: Role = Role.COMMON
) -> Declaration:
    return Declaration(
        id=entry_id,
        label=label,
        role=role,
        subject=entry_id,
        unit=PERCENT,
        formulas=(formula,),
        inputs=(part, all_parts),
    )


SUPPLIED = (
    _base("common.staff.quota", "编制数", "人"),
    _base("common.staff.actual", "在职人员数", "人"),
    _base("common.three_public.last_year", "上年三公经费"),
    _base("common.three_public.budget", "三公经费预算数"),
    _base("common.three_public.actual", "三公经费支出数"),
    _base("common.carryover.opening", "年初结转结余"),
    _base("common.carryover.closing", "年末结转结余"),
    _base("common.procurement.planned", "政府采购预算数"),
    _base("common.procurement.actual", "政府采购实际金额"),
    _base("common.payment.planned", "既定支付进度"),
    _base("common.payment.actual", "实际支付进度"),
    _base("common.assets.in_use", "在用固定资产"),
    _base("common.assets.total", "固定资产总额"),
    _base("common.tasks.planned", "计划工作数", "项"),
    _base("common.tasks.done", "完成工作数", "项"),
    _base("common.tasks.in_time", "及时完成工作数", "项"),
    _base("common.tasks.qualified", "达标工作数", "项"),
)

_SPENT, _LAST = "common.three_public.actual", "common.three_public.last_year"
_CLOSING = "common.carryover.closing"
INDICATORS = (
    _rate(
        "common.budget.done.rate",
        "预算完成率",
        _ratio("全年执行数 ÷ 全年预算数 × 100%（预算完成数、预算数）", "预算完成率"),
        "budget.executed.total",
        "budget.adjusted.total",
    ),
    _rate(
        "common.staff.control.rate",
        "在职人员控制率",
        _ratio("在职人员数 ÷ 编制数 × 100%", "在职人员控制率"),
        "common.staff.actual",
        "common.staff.quota",
    ),
    Declaration(
        id="common.three_public.change.amount",
        label="三公经费变动数",
        role=Role.YEAR_ON_YEAR,
        subject="common.three_public.change.amount",
        unit=MONEY,
        formulas=(CHANGE_AMOUNT,),
        inputs=(_SPENT, _LAST),
    ),
    _rate(
        "common.three_public.change.rate",
        "三公经费变动率",
        _change("“三公经费”变动率"),
        _SPENT,
        _LAST,
        Role.YEAR_ON_YEAR,
    ),
    _rate(
        "common.three_public.control.rate",
        "三公经费控制率",
        _ratio(_CONTROL, "“三公经费”控制率"),
        _SPENT,
        "common.three_public.budget",
    ),
    _rate(
        "common.carryover.rate",
        "结转结余率",
        _ratio("年末结转结余总额 ÷ 支出预算数 × 100%", "结转结余率"),
        _CLOSING,
        "budget.adjusted.total",
    ),
    _rate(
        "common.carryover.change.rate",
        "结转结余变动率",
        _change("结转结余变动率"),
        _CLOSING,
        "common.carryover.opening",
        Role.YEAR_ON_YEAR,
    ),
    _rate(
        "common.public.control.rate",
        "公用经费控制率",
        _ratio(_CONTROL, "公用经费控制率"),
        "budget.executed.basic.public",
        "budget.adjusted.basic.public",
    ),
    _rate(
        "common.procurement.rate",
        "政府采购预算执行率",
        _ratio(_CONTROL, "政府采购执行率"),
        "common.procurement.actual",
        "common.procurement.planned",
    ),
    _rate(
        "common.payment.rate",
        "支付进度率",
        _ratio(_CONTROL, "支付进度率"),
        "common.payment.actual",
        "common.payment.planned",
    ),
    _rate(
        "common.assets.use.rate",
        "固定资产利用率",
        _ratio("实际在用固定资产总额 ÷ 所有固定资产总额 × 100%", "固定资产利用率"),
        "common.assets.in_use",
        "common.assets.total",
    ),
    _rate(
        "common.tasks.done.rate",
        "实际完成率",
        _ratio(_TASKS, "实际完成率"),
        "common.tasks.done",
        "common.tasks.planned",
    ),
    _rate(
        "common.tasks.in_time.rate",
        "完成及时率",
        _ratio(_TASKS, "完成及时率"),
        "common.tasks.in_time",
        "common.tasks.planned",
    ),
    _rate(
        "common.tasks.qualified.rate",
        "质量达标率",
        _ratio(_TASKS, "质量达标率"),
        "common.tasks.qualified",
        "common.tasks.planned",
    ),
)
KEY_PROJECTS = (
    _base("common.key_projects.amount", "重点项目支出", MONEY, WHOLE),
    _rate(
        "common.key_projects.share",
        "重点支出安排率",
        _ratio("重点项目支出 ÷ 项目总支出 × 100%", "重点支出安排率"),
        "common.key_projects.amount",
        "project.budget.total",
    ),
)

TERMS = (*SUPPLIED, *INDICATORS, *KEY_PROJECTS)
