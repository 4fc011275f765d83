"""Total points, total score and grade; how many indicators reached their targets."""

from __future__ import annotations

from decimal import Decimal

from assistant.calculator.book import Book
from assistant.calculator.formulas import lost_points, whole
from assistant.domain.facts import Row, Submission
from assistant.domain.number import decimals_of
from assistant.domain.quantity import Quantity
from assistant.domain.source import Source
from assistant.domain.standard import Standard
from assistant.domain.unit import PERCENT


def sum_of_shown(*scores: Quantity) -> Quantity:
    """各项印出得分之和"""
    return whole(*(score.as_shown() for score in scores))


def sum_of_exact(*scores: Quantity) -> Quantity:
    """各项精确得分之和"""
    return whole(*scores)


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
    met = [_met(row, submission.year, standard) for row in rows]
    book.count("indicator.count", len(rows), "绩效指标个数", *actuals)
    book.count("indicator.met.count", met.count(True), "达到指标值的绩效指标个数", *actuals)
    book.count("indicator.unmet.count", met.count(False), "未达到指标值的绩效指标个数", *actuals)
    execution = book.present("budget.execution.score")
    if len(points) == len(rows):
        book.compute("indicators.points", whole, *points)
        book.compute("total.points", whole, *book.present("budget.execution.points"), *points)
    if len(scores) < len(rows):
        return
    book.compute("indicators.score", total, *scores)
    book.compute("total.score", total, *execution, *scores)
    if len(rule_scores) == len(rows):
        book.compute("total.rule_score", total, *execution, *rule_scores)
    book.compute("total.lost", lost_points, "total.points", "total.score")
    grade = standard.grade(book.quantity("total.score").shown)
    bands = "，".join(f"{band.lowest}分及以上为{band.name}" for band in standard.grades if band.lowest > 0)
    book.words(
        "total.grade", grade, f"按自评总分：{bands}，其余为{standard.grade(Decimal(0))}", "total.score"
    )


def _met(row: Row, year: int, standard: Standard) -> bool | None:
    """Whether a row reached its target; a quality did in the top band, did not in a known lower one."""
    target = row.indicator.target
    if target is not None and target.kind == "quality":
        band = standard.band(row.indicator.actual)
        return None if band is None else band.highest == 100
    return row.indicator.met(year)
