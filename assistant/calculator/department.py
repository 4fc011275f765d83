"""Common department indicators (财预〔2013〕53号 预算绩效评价共性指标体系框架), where their inputs are supplied."""

from __future__ import annotations

from decimal import Decimal

from assistant.calculator.book import Book
from assistant.calculator.budget import money
from assistant.calculator.formulas import whole
from assistant.domain.facts import Submission
from assistant.domain.number import decimals_of
from assistant.domain.quantity import Quantity, difference, ratio


def budget_done_rate(executed: Quantity, adjusted: Quantity) -> Quantity | None:
    """全年执行数 ÷ 全年预算数 × 100%（预算完成数、预算数）"""
    return ratio(executed, adjusted)


def staff_control_rate(actual: Quantity, quota: Quantity) -> Quantity | None:
    """在职人员数 ÷ 编制数 × 100%"""
    return ratio(actual, quota)


def change_rate(now: Quantity, before: Quantity) -> Quantity | None:
    """（本年数 − 上年数）÷ 上年数 × 100%"""
    return ratio(difference(now, before), before)


def change_amount(now: Quantity, before: Quantity) -> Quantity:
    """本年数 − 上年数"""
    return difference(now, before)


def control_rate(actual: Quantity, planned: Quantity) -> Quantity | None:
    """实际支出数 ÷ 预算安排数 × 100%（都为零时不计算）"""
    return ratio(actual, planned)


def carryover_rate(closing: Quantity, budget: Quantity) -> Quantity | None:
    """年末结转结余总额 ÷ 支出预算数 × 100%"""
    return ratio(closing, budget)


def key_share(key: Quantity, projects: Quantity) -> Quantity | None:
    """重点项目支出 ÷ 项目总支出 × 100%"""
    return ratio(key, projects)


def use_rate(in_use: Quantity, total: Quantity) -> Quantity | None:
    """实际在用固定资产总额 ÷ 所有固定资产总额 × 100%"""
    return ratio(in_use, total)


def task_rate(done: Quantity, planned: Quantity) -> Quantity | None:
    """完成（及时完成、达标完成）工作数 ÷ 计划工作数 × 100%"""
    return ratio(done, planned)


def write_common(book: Book, submission: Submission) -> None:
    """Every common indicator whose inputs are there."""
    _write_supplied(book, submission)
    compute = book.compute
    compute("common.budget.done.rate", budget_done_rate, "budget.executed.total", "budget.adjusted.total")
    compute("common.staff.control.rate", staff_control_rate, "common.staff.actual", "common.staff.quota")
    now, before = "common.three_public.actual", "common.three_public.last_year"
    compute("common.three_public.change.amount", change_amount, now, before)
    compute("common.three_public.change.rate", change_rate, now, before)
    compute("common.three_public.control.rate", control_rate, now, "common.three_public.budget")
    closing = "common.carryover.closing"
    compute("common.carryover.rate", carryover_rate, closing, "budget.adjusted.total")
    compute("common.carryover.change.rate", change_rate, closing, "common.carryover.opening")
    spent, planned = "budget.executed.basic.public", "budget.adjusted.basic.public"
    compute("common.public.control.rate", control_rate, spent, planned)
    for name in ("procurement", "payment"):
        compute(f"common.{name}.rate", control_rate, f"common.{name}.actual", f"common.{name}.planned")
    compute("common.assets.use.rate", use_rate, "common.assets.in_use", "common.assets.total")
    for name in ("done", "in_time", "qualified"):
        compute(f"common.tasks.{name}.rate", task_rate, f"common.tasks.{name}", "common.tasks.planned")
    key = [f"project.{number}.budget" for number, project in enumerate(submission.projects, 1) if project.key]
    compute("common.key_projects.amount", whole, *key)
    compute("common.key_projects.share", key_share, "common.key_projects.amount", "project.budget.total")


def _write_supplied(book: Book, submission: Submission) -> None:
    units = {"staff": "人", "tasks": "项"}
    for block in type(submission.basics).model_fields:
        record = getattr(submission.basics, block)
        for name in type(record).model_fields if record is not None else ():
            value: Decimal | None = getattr(record, name)
            if value is None:
                continue
            unit = units.get(block)
            quantity = (
                Quantity(value, unit, decimals_of(value)) if unit else money(value, submission.budget.unit)
            )
            book.fact(f"common.{block}.{name}", quantity, record.at(name))
