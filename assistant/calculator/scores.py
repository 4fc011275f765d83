"""Total points, total score and grade; how many indicators reached their targets."""

from __future__ import annotations

from decimal import Decimal

from assistant.calculator.book import Book
from assistant.calculator.formulas import lost_points, whole
from assistant.domain.facts import Row, Submission
from assistant.domain.number import decimals_of
from assistant.domain.quantity import EXACT, Quantity
from assistant.domain.source import Source
from assistant.domain.standard import Standard
from assistant.domain.unit import PERCENT, SCORE


def sum_of_shown(*scores: Quantity) -> Quantity:
    """各项印出得分之和"""
    return whole(*(score.as_shown() for score in scores))


def sum_of_exact(*scores: Quantity) -> Quantity:
    """各项精确得分之和"""
    return whole(*scores)


def rescaled(score: Quantity, points: Quantity, full: Quantity) -> Quantity | None:
    """得分合计 ÷ 参与计分的分值合计 × 总分（有指标或预算不适用时折算）"""
    if points.exact == 0:
        return None
    return Quantity(EXACT.divide(EXACT.multiply(score.as_shown().exact, full.exact), points.exact), SCORE)


def _rescales(book: Book, submission: Submission, standard: Standard) -> bool:
    """Whether something does not apply and the standard converts the rest to the full points."""
    unused = any(not indicator.applicable for indicator in submission.written_indicators)
    no_budget = standard.execution.points > 0 and "budget.execution.score" not in book.entries
    return (unused and standard.rescale) or (no_budget and standard.execution.zero == "rescale")


def write_limits(book: Book, standard: Standard) -> None:
    """The limits of the standard from which an explanation is asked for, in per cent."""
    limits = {
        "execution": ("execution.explain_below", standard.execution.explain_below),
        "project.execution": ("execution.project_explain_below", standard.execution.project_explain_below),
        "overcompletion": ("overcompletion.explain_from", standard.overcompletion.explain_from),
        "adjustment": ("adjustment.explain_above", standard.adjustment.explain_above),
    }
    book.fact("limit.full", Quantity(Decimal(100), PERCENT, 0), Source("比率的全额"))
    for key, (path, value) in limits.items():
        source = Source(f"评分标准 {standard.id}（{standard.source_of(path)}）")
        book.fact(f"limit.{key}", Quantity(value, PERCENT, decimals_of(value)), source)


def write_scores(book: Book, submission: Submission, standard: Standard) -> None:
    """Totals over all rows and the execution rate, then the grade."""
    rows = submission.rows
    total = sum_of_shown if standard.total.parts == "shown" else sum_of_exact
    kept = [
        book.present(*(f"indicator.{row.number}.{key}" for row in rows))
        for key in ("points", "score", "rule_score")
    ]
    points, scores, rule_scores = kept
    actuals = book.present(*(f"indicator.{row.number}.actual" for row in rows))
    met = [reaches_target(row, submission.year, standard) for row in rows]
    book.count("indicator.count", len(rows), "绩效指标个数", *actuals)
    book.count("indicator.met.count", met.count(True), "达到指标值的绩效指标个数", *actuals)
    book.count("indicator.unmet.count", met.count(False), "未达到指标值的绩效指标个数", *actuals)
    execution = book.present("budget.execution.score")
    points_of_execution = book.present("budget.execution.points") if execution else []
    if len(points) == len(rows):
        book.compute("indicators.points", whole, *points)
        book.compute("total.points", whole, *points_of_execution, *points)
    if len(scores) < len(rows):
        return
    book.compute("indicators.score", total, *scores)
    full = Quantity(standard.total.points, SCORE)
    scale = _rescales(book, submission, standard) and "total.points" in book.entries
    for key, parts in (("total.score", scores), ("total.rule_score", rule_scores)):
        if len(parts) < len(rows):
            continue
        book.compute(key, total, *execution, *parts)
        if scale:
            book.compute(f"{key}.before", total, *execution, *parts)
            book.compute(key, rescaled, f"{key}.before", "total.points", full=full)
    book.compute("total.lost", lost_points, "total.points", "total.score")
    grade = standard.grade(book.quantity("total.score").shown)
    bands = "，".join(f"{band.lowest}分及以上为{band.name}" for band in standard.grades if band.lowest > 0)
    book.words(
        "total.grade", grade, f"按自评总分：{bands}，其余为{standard.grade(Decimal(0))}", "total.score"
    )


def reaches_target(row: Row, year: int, standard: Standard) -> bool | None:
    """Whether a row reached its target; a quality did in the top band, did not in a known lower one."""
    target = row.indicator.target
    if target is not None and target.kind == "quality":
        band = standard.band(row.indicator.actual)
        return None if band is None else band.highest == 100
    return row.indicator.met(year)
