"""Total points, total score and grade; how many indicators reached their targets."""

from __future__ import annotations

from decimal import Decimal

from assistant.calculator.book import Book
from assistant.calculator.formulas import lost_points, whole
from assistant.domain.facts import Submission
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


def counted(*_items: Quantity, number: int) -> Quantity:
    """符合条件的绩效指标个数"""
    return Quantity(Decimal(number), "个", 0)


def write_limits(book: Book, standard: Standard) -> None:
    """The limits of the standard from which an explanation is asked for, in per cent."""
    limits = {
        "execution": ("execution.explain_below", standard.execution.explain_below),
        "project.execution": ("execution.project_explain_below", standard.execution.project_explain_below),
        "overcompletion": ("overcompletion.explain_from", standard.overcompletion.explain_from),
        "adjustment": ("adjustment.explain_above", standard.adjustment.explain_above),
    }
    for key, (path, value) in limits.items():
        source = Source(f"评分标准 {standard.id}（{standard.sources.get(path, standard.document)}）")
        book.fact(f"limit.{key}", Quantity(value, PERCENT, decimals_of(value)), source)


def write_scores(book: Book, submission: Submission, standard: Standard) -> None:
    """Totals over all indicators and the execution rate, then the grade."""
    numbers = range(1, len(submission.indicators) + 1)
    total = sum_of_shown if standard.total.parts == "shown" else sum_of_exact
    points = [f"indicator.{number}.points" for number in numbers]
    scores = [f"indicator.{number}.score" for number in numbers]
    rule_scores = [f"indicator.{number}.rule_score" for number in numbers]
    actuals = [f"indicator.{number}.actual" for number in numbers]
    met = sum(indicator.target.met_by(indicator.actual) for indicator in submission.indicators)
    book.compute("indicator.count", counted, *actuals, number=len(numbers))
    book.compute("indicator.met.count", counted, *actuals, number=met)
    book.compute("indicator.unmet.count", counted, *actuals, number=len(numbers) - met)
    book.compute("indicators.points", whole, *points)
    book.compute("indicators.score", total, *scores)
    execution = book.present("budget.execution.score")
    book.compute("total.points", whole, "budget.execution.points", *points)
    book.compute("total.score", total, *execution, *scores)
    book.compute("total.rule_score", total, *execution, *rule_scores)
    book.compute("total.lost", lost_points, "total.points", "total.score")
    grade = standard.grade(book.quantity("total.score").shown)
    bands = "，".join(f"{band.lowest}分及以上为{band.name}" for band in standard.grades if band.lowest > 0)
    book.words(
        "total.grade", grade, f"按自评总分：{bands}，其余为{standard.grade(Decimal(0))}", "total.score"
    )
