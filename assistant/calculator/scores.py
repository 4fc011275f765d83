"""Total points, total score and grade; how many indicators reached their targets."""

from __future__ import annotations

from decimal import Decimal

from assistant.calculator.book import Book
from assistant.calculator.figures.limits import FULL, LIMITS
from assistant.calculator.figures.scores import RESCALED, SUM_OF_EXACT, SUM_OF_SHOWN
from assistant.domain.facts import Row, Submission
from assistant.domain.number import decimals_of
from assistant.domain.quantity import Quantity
from assistant.domain.source import Source
from assistant.domain.standard import Standard
from assistant.domain.unit import PERCENT, SCORE


def _rescales(book: Book, submission: Submission, standard: Standard) -> bool:
    """Whether something does not apply and the standard converts the rest to the full points."""
    unused = any(not indicator.applicable for indicator in submission.written_indicators)
    no_budget = standard.execution.points > 0 and "budget.execution.score" not in book.entries
    return (unused and standard.rescale) or (no_budget and standard.execution.zero == "rescale")


def write_limits(book: Book, standard: Standard) -> None:
    """The limits of the standard from which an explanation is asked for, in per cent."""
    book.fact(FULL, Quantity(Decimal(100), PERCENT, 0), Source("比率的全额"))
    for path, (entry_id, _) in LIMITS.items():
        table, _, key = path.partition(".")
        value: Decimal = getattr(getattr(standard, table), key)
        source = Source(f"评分标准 {standard.id}（{standard.source_of(path)}）")
        book.fact(entry_id, Quantity(value, PERCENT, decimals_of(value)), source)


def write_scores(book: Book, submission: Submission, standard: Standard) -> None:
    """Totals over all rows and the execution rate, then the grade."""
    rows = submission.rows
    _write_counts(book, submission, standard)
    points, scores, rule_scores = (
        book.present(*(f"indicator.{row.number}.{key}" for row in rows))
        for key in ("points", "score", "rule_score")
    )
    execution = book.present("budget.execution.score")
    points_of_execution = book.present("budget.execution.points") if execution else []
    if len(points) == len(rows):
        book.compute("indicators.points", *points)
        book.compute("total.points", *points_of_execution, *points)
    if len(scores) < len(rows):
        return
    summed = SUM_OF_SHOWN if standard.total.parts == "shown" else SUM_OF_EXACT
    book.compute("indicators.score", *scores, by=summed)
    full = Quantity(standard.total.points, SCORE)
    scale = _rescales(book, submission, standard) and "total.points" in book.entries
    for key, parts in (("total.score", scores), ("total.rule_score", rule_scores)):
        if len(parts) < len(rows):
            continue
        book.compute(key, *execution, *parts, by=summed)
        if scale:
            book.compute(f"{key}.before", *execution, *parts, by=summed)
            book.compute(key, f"{key}.before", "total.points", by=RESCALED, full=full)
    book.compute("total.lost")
    book.compute("total.grade", standard=standard)


def _write_counts(book: Book, submission: Submission, standard: Standard) -> None:
    rows = submission.rows
    actuals = book.present(*(f"indicator.{row.number}.actual" for row in rows))
    met = [reaches_target(row, submission.year, standard) for row in rows]
    book.compute("indicator.count", *actuals, reached=[True for _ in rows])
    book.compute("indicator.met.count", *actuals, reached=[reached is True for reached in met])
    book.compute("indicator.unmet.count", *actuals, reached=[reached is False for reached in met])


def reaches_target(row: Row, year: int, standard: Standard) -> bool | None:
    """Whether a row reached its target; a quality did in the top band, did not in a known lower one."""
    target = row.indicator.target
    if target is not None and target.kind == "quality":
        band = standard.band(row.indicator.actual)
        return None if band is None else band.highest == 100
    return row.indicator.met(year)
