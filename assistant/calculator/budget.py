"""Figures of the budget: stages and parts, adjustment, execution, shares."""

from __future__ import annotations

from decimal import Decimal

from assistant.calculator.book import Book
from assistant.calculator.formulas import execution_rate, gap_to_full, lost_points, remainder, share, whole
from assistant.domain.facts import BudgetStage, Submission
from assistant.domain.number import decimals_of
from assistant.domain.quantity import EXACT, HUNDRED, Quantity, difference, ratio
from assistant.domain.source import Source
from assistant.domain.standard import Standard
from assistant.domain.unit import SCORE

STAGES = ("initial", "adjusted", "executed")


def money(value: Decimal, unit: str) -> Quantity:
    """A supplied amount, printed with at least two decimals."""
    return Quantity(value, unit, max(2, decimals_of(value)))


def basic_id(book: Book, stage: str) -> str:
    """The id of 基本支出 at a stage: its own where supplied in one amount, else its total."""
    split = f"budget.{stage}.basic.total"
    return split if split in book.entries else f"budget.{stage}.basic"


def write_budget(book: Book, submission: Submission, standard: Standard) -> None:
    """All figures of the unit's budget."""
    for stage in STAGES:
        _write_stage(book, submission, stage, getattr(submission.budget, stage))
    _write_unexecuted(book)
    _write_adjustment(book)
    _write_execution(book, standard)
    for stage in ("adjusted", "executed"):
        total = f"budget.{stage}.total"
        book.compute(f"budget.{stage}.basic.share", share, basic_id(book, stage), total)
        book.compute(f"budget.{stage}.project.share", share, f"budget.{stage}.project", total)


def _write_stage(book: Book, submission: Submission, stage: str, amounts: BudgetStage) -> None:
    unit = submission.budget.unit
    head = f"budget.{stage}"
    basic = amounts.basic
    for part in ("personnel", "public"):
        value = getattr(basic, part)
        if value is not None:
            source = submission.source("budget", stage, "basic", part)
            book.fact(f"{head}.basic.{part}", money(value, unit), source)
    if basic.personnel is not None and basic.public is not None:
        book.compute(f"{head}.basic.total", whole, f"{head}.basic.personnel", f"{head}.basic.public")
    elif basic.total is not None:
        book.fact(f"{head}.basic", money(basic.total, unit), submission.source("budget", stage, "basic"))
    book.fact(f"{head}.project", money(amounts.project, unit), submission.source("budget", stage, "project"))
    book.compute(f"{head}.total", whole, basic_id(book, stage), f"{head}.project")


def _write_unexecuted(book: Book) -> None:
    for part in ("basic", "project", "total"):
        adjusted, executed = (
            basic_id(book, stage) if part == "basic" else f"budget.{stage}.{part}" for stage in STAGES[1:]
        )
        book.compute(f"budget.unexecuted.{part}", remainder, adjusted, executed)


def adjustment(adjusted: Quantity, initial: Quantity) -> Quantity:
    """全年预算数 − 年初预算数（负数为调减）"""
    return difference(adjusted, initial)


def adjustment_rate(amount: Quantity, initial: Quantity) -> Quantity | None:
    """预算调整数 ÷ 年初预算数 × 100%"""
    return ratio(amount, initial)


def gross_adjustment(*amounts: Quantity) -> Quantity:
    """基本支出、项目支出各自调整数的绝对值之和（财预〔2013〕53号：预算调整数为追加、追减与结构调整的总和）"""
    return whole(*(amount.absolute() for amount in amounts))


def _write_adjustment(book: Book) -> None:
    parts = {"basic": [basic_id(book, stage) for stage in STAGES[:2]],
             "project": ["budget.initial.project", "budget.adjusted.project"]}  # fmt: skip
    for part, (initial, adjusted) in parts.items():
        head = f"budget.adjustment.{part}"
        book.compute(f"{head}.amount", adjustment, adjusted, initial)
        book.compute(f"{head}.rate", adjustment_rate, f"{head}.amount", initial)
    head, initial = "budget.adjustment", "budget.initial.total"
    book.compute(f"{head}.amount", adjustment, "budget.adjusted.total", initial)
    book.compute(f"{head}.rate", adjustment_rate, f"{head}.amount", initial)
    book.compute(f"{head}.gross.amount", gross_adjustment, f"{head}.basic.amount", f"{head}.project.amount")
    book.compute(f"{head}.gross.rate", adjustment_rate, f"{head}.gross.amount", initial)


def initial_execution_rate(executed: Quantity, initial: Quantity) -> Quantity | None:
    """全年执行数 ÷ 年初预算数 × 100%（仅供参考，不计分）"""
    return ratio(executed, initial)


def score_from_exact_rate(rate: Quantity, points: Quantity) -> Quantity:
    """预算执行率（精确值）× 分值，不超过分值"""
    return _execution_score(rate, points)


def score_from_shown_rate(rate: Quantity, points: Quantity) -> Quantity:
    """预算执行率（印出的两位小数）× 分值，不超过分值"""
    return _execution_score(rate.as_shown(), points)


def _execution_score(rate: Quantity, points: Quantity) -> Quantity:
    share_of_full = min(EXACT.divide(rate.exact, HUNDRED), Decimal(1))
    return points.times(share_of_full, SCORE, digits=2)


def _write_execution(book: Book, standard: Standard) -> None:
    head = "budget.execution"
    executed, adjusted = "budget.executed.total", "budget.adjusted.total"
    book.compute(f"{head}.rate", execution_rate, executed, adjusted)
    book.compute(f"{head}.gap", gap_to_full, f"{head}.rate")
    book.compute(f"{head}.initial_rate", initial_execution_rate, executed, "budget.initial.total")
    points = standard.execution.points
    source = Source(
        f"评分标准 {standard.id}（{standard.sources.get('execution.points', standard.document)}）"
    )
    book.fact(f"{head}.points", Quantity(points, SCORE, decimals_of(points)), source)
    score = score_from_shown_rate if standard.execution.rate == "shown" else score_from_exact_rate
    book.compute(f"{head}.score", score, f"{head}.rate", f"{head}.points")
    book.compute(f"{head}.lost", lost_points, f"{head}.points", f"{head}.score")
    for part in ("basic", "project"):
        executed, adjusted = (
            basic_id(book, stage) if part == "basic" else f"budget.{stage}.project"
            for stage in ("executed", "adjusted")
        )
        book.compute(f"budget.{part}.execution.rate", execution_rate, executed, adjusted)
    book.compute("budget.project.execution.gap", gap_to_full, "budget.project.execution.rate")
