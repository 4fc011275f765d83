"""Figures of the budget: stages and parts, adjustment, execution, shares."""

from __future__ import annotations

from decimal import Decimal

from assistant.calculator.book import Book
from assistant.calculator.formulas import execution_rate, gap_to_full, lost_points, remainder, share, whole
from assistant.calculator.scoring import full_points
from assistant.domain.facts import Submission
from assistant.domain.money import Basic, BudgetStage
from assistant.domain.number import decimals_of
from assistant.domain.quantity import EXACT, HUNDRED, Quantity, difference, half_up, ratio
from assistant.domain.source import Source
from assistant.domain.standard import Standard
from assistant.domain.unit import SCORE

STAGES = ("initial", "adjusted", "executed")
SOURCES = ("fiscal", "carryover", "other")


def money(value: Decimal, unit: str) -> Quantity:
    """A supplied amount, printed with at least two decimals."""
    return Quantity(value, unit, max(2, decimals_of(value)))


def basic_id(book: Book, stage: str) -> str:
    """The id of 基本支出 at a stage: its own where supplied in one amount, else its total."""
    split = f"budget.{stage}.basic.total"
    return split if split in book.entries else f"budget.{stage}.basic"


def write_budget(book: Book, submission: Submission, standard: Standard) -> None:
    """All figures of the unit's budget."""
    for stage, amounts in submission.budget.stages().items():
        _write_stage(book, submission, stage, amounts)
    _write_unexecuted(book)
    _write_adjustment(book)
    _write_execution(book, standard)
    for stage in ("adjusted", "executed"):
        total = f"budget.{stage}.total"
        book.compute(f"budget.{stage}.basic.share", share, basic_id(book, stage), total)
        book.compute(f"budget.{stage}.project.share", share, f"budget.{stage}.project", total)


def _write_stage(book: Book, submission: Submission, stage: str, amounts: BudgetStage) -> None:
    unit, head = submission.budget.unit, f"budget.{stage}"
    parts: list[str] = []
    if amounts.basic is not None and amounts.project is not None:
        _write_basic(book, submission, stage, amounts.basic)
        book.fact(f"{head}.project", money(amounts.project, unit), amounts.at("project"))
        parts = [basic_id(book, stage), f"{head}.project"]
    for name, amount in amounts.sources().items():
        book.fact(f"{head}.{name}", money(amount, unit), amounts.at(name))
        parts.append(f"{head}.{name}")
    if parts:
        book.compute(f"{head}.total", whole, *parts)
    elif amounts.total is not None:
        book.fact(f"{head}.total", money(amounts.total, unit), amounts.place)


def _write_basic(book: Book, submission: Submission, stage: str, basic: Basic) -> None:
    unit, head = submission.budget.unit, f"budget.{stage}.basic"
    for part, value in (("personnel", basic.personnel), ("public", basic.public)):
        if value is not None:
            book.fact(f"{head}.{part}", money(value, unit), basic.at(part))
    if basic.personnel is not None and basic.public is not None:
        book.compute(f"{head}.total", whole, f"{head}.personnel", f"{head}.public")
    elif basic.total is not None:
        book.fact(head, money(basic.total, unit), basic.place)


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
    parts |= {name: [f"budget.initial.{name}", f"budget.adjusted.{name}"] for name in SOURCES}
    for part, (initial, adjusted) in parts.items():
        head = f"budget.adjustment.{part}"
        book.compute(f"{head}.amount", adjustment, adjusted, initial)
        book.compute(f"{head}.rate", adjustment_rate, f"{head}.amount", initial)
    head, initial = "budget.adjustment", "budget.initial.total"
    book.compute(f"{head}.amount", adjustment, "budget.adjusted.total", initial)
    book.compute(f"{head}.rate", adjustment_rate, f"{head}.amount", initial)
    sources = book.present(*(f"{head}.{name}.amount" for name in SOURCES))
    gross = sources or [f"{head}.basic.amount", f"{head}.project.amount"]
    book.compute(f"{head}.gross.amount", gross_adjustment, *gross)
    book.compute(f"{head}.gross.rate", adjustment_rate, f"{head}.gross.amount", initial)


def initial_execution_rate(executed: Quantity, initial: Quantity) -> Quantity | None:
    """全年执行数 ÷ 年初预算数 × 100%（仅供参考，不计分）"""
    return ratio(executed, initial)


def score_from_exact_rate(rate: Quantity, points: Quantity, decimals: int, cap: bool) -> Quantity:
    """预算执行率（精确值）× 分值"""
    return _execution_score(rate.exact, points, cap)


def score_from_shown_rate(rate: Quantity, points: Quantity, decimals: int, cap: bool) -> Quantity:
    """预算执行率（先四舍五入到评分标准规定的小数位）× 分值"""
    return _execution_score(half_up(rate.exact, decimals), points, cap)


def _execution_score(rate: Decimal, points: Quantity, cap: bool) -> Quantity:
    share_of_full = EXACT.divide(rate, HUNDRED)
    return points.times(min(share_of_full, Decimal(1)) if cap else share_of_full, SCORE, digits=2)


def _write_execution(book: Book, standard: Standard) -> None:
    head = "budget.execution"
    executed, adjusted = "budget.executed.total", "budget.adjusted.total"
    book.compute(f"{head}.rate", execution_rate, executed, adjusted)
    book.compute(f"{head}.gap", gap_to_full, f"{head}.rate")
    book.compute(f"{head}.initial_rate", initial_execution_rate, executed, "budget.initial.total")
    points = standard.execution.points
    if points == 0:
        return _write_part_rates(book)
    source = Source(f"评分标准 {standard.id}（{standard.source_of('execution.points')}）")
    book.fact(f"{head}.points", Quantity(points, SCORE, decimals_of(points)), source)
    score = score_from_shown_rate if standard.execution.rate == "shown" else score_from_exact_rate
    rules = standard.execution
    base = f"{head}.rate" if rules.base == "adjusted" else f"{head}.initial_rate"
    book.compute(f"{head}.score", score, base, f"{head}.points", decimals=rules.decimals, cap=rules.cap)
    adjusted_total, spent = book.quantity("budget.adjusted.total"), book.quantity("budget.executed.total")
    if rules.zero == "full" and adjusted_total.exact == 0 and spent.exact == 0:
        book.compute(f"{head}.score", full_points, f"{head}.points")
    book.compute(f"{head}.lost", lost_points, f"{head}.points", f"{head}.score")
    _write_part_rates(book)


def _write_part_rates(book: Book) -> None:
    for part in ("basic", "project"):
        executed, adjusted = (
            basic_id(book, stage) if part == "basic" else f"budget.{stage}.project"
            for stage in ("executed", "adjusted")
        )
        book.compute(f"budget.{part}.execution.rate", execution_rate, executed, adjusted)
    book.compute("budget.project.execution.gap", gap_to_full, "budget.project.execution.rate")
