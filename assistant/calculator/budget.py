"""Figures of the budget: stages and parts, adjustment, execution, shares."""

from __future__ import annotations

from decimal import Decimal

from assistant.calculator.book import Book
from assistant.calculator.figures import adjustment, amounts, execution
from assistant.calculator.figures.scoring import EMPTY_BUDGET
from assistant.domain.facts import Submission
from assistant.domain.money import Basic, BudgetStage
from assistant.domain.number import decimals_of
from assistant.domain.quantity import Quantity
from assistant.domain.source import Source
from assistant.domain.standard import Standard
from assistant.domain.unit import SCORE


def money(value: Decimal, unit: str) -> Quantity:
    """A supplied amount, printed with at least two decimals."""
    return Quantity(value, unit, max(2, decimals_of(value)))


def write_budget(book: Book, submission: Submission, standard: Standard) -> None:
    """All figures of the unit's budget."""
    for stage, supplied in submission.budget.stages().items():
        _write_stage(book, submission.budget.unit, f"budget.{stage}", supplied)
    book.compute_all(amounts.UNEXECUTED)
    _write_adjustment(book)
    _write_execution(book, standard)
    book.compute_all(execution.OF_PARTS)
    book.compute_all(execution.SHARES)


def _write_stage(book: Book, unit: str, head: str, supplied: BudgetStage) -> None:
    parts: list[str] = []
    if supplied.basic is not None and supplied.project is not None:
        parts = [_write_basic(book, unit, f"{head}.basic", supplied.basic), f"{head}.project"]
        book.fact(f"{head}.project", money(supplied.project, unit), supplied.at("project"))
    for name, amount in supplied.sources().items():
        book.fact(f"{head}.{name}", money(amount, unit), supplied.at(name))
        parts.append(f"{head}.{name}")
    if parts:
        book.compute(f"{head}.total", *parts)
    elif supplied.total is not None:
        book.fact(f"{head}.total", money(supplied.total, unit), supplied.place)


def _write_basic(book: Book, unit: str, head: str, basic: Basic) -> str:
    """The id of 基本支出: of its total where it was supplied in parts, else of its own amount."""
    for part, value in (("personnel", basic.personnel), ("public", basic.public)):
        if value is not None:
            book.fact(f"{head}.{part}", money(value, unit), basic.at(part))
    if basic.personnel is not None and basic.public is not None:
        book.compute(f"{head}.total")
        return f"{head}.total"
    if basic.total is not None:
        book.fact(head, money(basic.total, unit), basic.place)
    return head


def _write_adjustment(book: Book) -> None:
    book.compute_all(adjustment.OF_PARTS)
    book.compute_all(adjustment.NET)
    head = "budget.adjustment"
    sources = book.present(*(f"{head}.{name}.amount" for name in amounts.SOURCES))
    gross = sources or [f"{head}.{name}.amount" for name in amounts.PARTS]
    book.compute(f"{head}.gross.amount", *gross)
    book.compute(f"{head}.gross.rate")


def _write_execution(book: Book, standard: Standard) -> None:
    book.compute_all(execution.RATES)
    rules, head = standard.execution, "budget.execution"
    if rules.points == 0:
        return
    points = Quantity(rules.points, SCORE, decimals_of(rules.points))
    source = Source(f"评分标准 {standard.id}（{standard.source_of('execution.points')}）")
    book.fact(f"{head}.points", points, source)
    by = execution.FROM_SHOWN_RATE if rules.rate == "shown" else execution.FROM_EXACT_RATE
    base = f"{head}.rate" if rules.base == "adjusted" else f"{head}.initial_rate"
    book.compute(f"{head}.score", base, f"{head}.points", by=by, decimals=rules.decimals, cap=rules.cap)
    budget, spent = book.quantity("budget.adjusted.total"), book.quantity("budget.executed.total")
    if rules.zero == "full" and budget.exact == 0 and spent.exact == 0:
        book.compute(f"{head}.score", f"{head}.points", by=EMPTY_BUDGET)
    book.compute(f"{head}.lost")
