"""Last year's amounts, and this year's against them: amount, rate, direction."""

from __future__ import annotations

from decimal import Decimal

from assistant.calculator.book import Book
from assistant.calculator.budget import money
from assistant.calculator.figures import previous as declared
from assistant.domain.facts import Submission
from assistant.domain.money import BudgetStage


def write_previous(book: Book, submission: Submission) -> None:
    """Figures of last year, and year-on-year figures where both years are known."""
    previous, unit = submission.previous, submission.budget.unit
    if previous is None:
        return
    for stage in declared.STAGES:
        amounts = getattr(previous.budget, stage)
        if amounts is not None:
            _write_stage(book, unit, f"previous.{stage}", amounts)
    book.compute("previous.execution.rate")
    if previous.carryover_closing is not None:
        closing = money(previous.carryover_closing, unit)
        book.fact("previous.carryover.closing", closing, previous.at("carryover_closing"))
    book.compute_all(declared.YEAR_ON_YEAR)


def _write_stage(book: Book, unit: str, head: str, amounts: BudgetStage) -> None:
    if amounts.basic is not None and amounts.project is not None:
        basic = amounts.basic
        value = (
            basic.total
            if basic.total is not None
            else (basic.personnel or Decimal(0)) + (basic.public or Decimal(0))
        )
        book.fact(f"{head}.basic", money(value, unit), basic.place)
        book.fact(f"{head}.project", money(amounts.project, unit), amounts.at("project"))
        book.compute(f"{head}.total")
    elif amounts.total is not None:
        book.fact(f"{head}.total", money(amounts.total, unit), amounts.place)
