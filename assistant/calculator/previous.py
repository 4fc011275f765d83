"""Last year's amounts, and this year's against them: amount, rate, direction."""

from __future__ import annotations

from decimal import Decimal

from assistant.calculator.book import Book
from assistant.calculator.budget import money
from assistant.calculator.department import change_amount, change_rate
from assistant.calculator.formulas import execution_rate, points_between, whole
from assistant.domain.facts import Submission
from assistant.domain.money import BudgetStage
from assistant.domain.quantity import Quantity

STAGES = ("initial", "adjusted", "executed")


def rate_change(now: Quantity, before: Quantity) -> Quantity:
    """本年执行率 − 上年执行率（都按印出的百分数），以百分点计"""
    return points_between(now, before)


def write_previous(book: Book, submission: Submission) -> None:
    """Figures of last year, and year-on-year figures where both years are known."""
    previous = submission.previous
    if previous is None:
        return
    for stage in STAGES:
        amounts = getattr(previous.budget, stage)
        if amounts is not None:
            _write_stage(book, submission, stage, amounts)
    book.compute(
        "previous.execution.rate", execution_rate, "previous.executed.total", "previous.adjusted.total"
    )
    if previous.carryover_closing is not None:
        place = previous.at("carryover_closing")
        book.fact(
            "previous.carryover.closing", money(previous.carryover_closing, submission.budget.unit), place
        )
    for stage in STAGES:
        for part in ("basic", "project", "total"):
            now = f"budget.{stage}.{part}"
            now = f"{now}.total" if f"{now}.total" in book.entries else now
            book.compute(f"yoy.{stage}.{part}.amount", change_amount, now, f"previous.{stage}.{part}")
            book.compute(f"yoy.{stage}.{part}.rate", change_rate, now, f"previous.{stage}.{part}")
    book.compute("yoy.execution.rate", rate_change, "budget.execution.rate", "previous.execution.rate")


def _write_stage(book: Book, submission: Submission, stage: str, amounts: BudgetStage) -> None:
    unit, head = submission.budget.unit, f"previous.{stage}"
    if amounts.basic is not None and amounts.project is not None:
        basic = amounts.basic
        value = (
            basic.total
            if basic.total is not None
            else (basic.personnel or Decimal(0)) + (basic.public or Decimal(0))
        )
        book.fact(f"{head}.basic", money(value, unit), basic.place)
        book.fact(f"{head}.project", money(amounts.project, unit), amounts.at("project"))
        book.compute(f"{head}.total", whole, f"{head}.basic", f"{head}.project")
    elif amounts.total is not None:
        book.fact(f"{head}.total", money(amounts.total, unit), amounts.place)
