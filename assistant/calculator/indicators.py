"""Figures of the indicators: completion, gap, over-completion, and their scores by the standard."""

from __future__ import annotations

from assistant.calculator.book import Book
from assistant.calculator.figures.scoring import FULL_POINTS, RULE_SCORE
from assistant.domain.facts import Row, Submission
from assistant.domain.form import called
from assistant.domain.number import decimals_of
from assistant.domain.quantity import Quantity
from assistant.domain.standard import Standard
from assistant.domain.unit import SCORE
from assistant.errors import Fault, SubmissionError


def write_indicators(book: Book, submission: Submission, standard: Standard) -> None:
    """Figures of every row that scores."""
    for row in submission.rows:
        _write_values(book, row)
        if row.indicator.number is not None:
            _write_completion(book, row)
        _write_score(book, submission, row, standard)


def _write_values(book: Book, row: Row) -> None:
    indicator, target = row.indicator, row.indicator.target
    if target is None:
        return
    head = f"indicator.{row.number}"
    if target.kind != "number":
        book.told(f"{head}.target", target.text, indicator.at("target"), indicator.name)
        book.told(f"{head}.actual", indicator.actual, indicator.at("actual"), indicator.name)
    else:
        values = (("target", target.value), ("midyear", indicator.midyear), ("actual", indicator.number))
        for key, value in values:
            if value is not None:
                bound = target.operator if key == "target" and target.operator != "=" else ""
                quantity = Quantity(value, target.unit, decimals_of(value), bound=bound)
                book.fact(f"{head}.{key}", quantity, indicator.at(key), indicator.name)
        if indicator.number is None:  # it could not be read, and is asked about
            book.told(f"{head}.actual", indicator.actual, indicator.at("actual"), indicator.name)
    if indicator.points is not None:
        points = Quantity(indicator.points, SCORE, decimals_of(indicator.points))
        book.fact(f"{head}.points", points, indicator.at("points"), indicator.name)


def _write_completion(book: Book, row: Row) -> None:
    indicator, head, name = row.indicator, f"indicator.{row.number}", row.indicator.name
    base = book.entries.written(indicator.completion_of or f"{head}.target")
    if base is None or base.quantity is None:
        fault = Fault(
            str(indicator.at("completion_of")),
            f"{called(indicator.place, 'indicators', 'completion_of')}填的“{indicator.completion_of}”不是测算值",
            "一般不填；按预算数计算时填“年初预算数”或“全年预算数”"
            if indicator.place.sheet
            else "一般不填；要填时编号见 ziping compute",
        )
        raise SubmissionError([fault])
    try:
        book.compute(f"{head}.completion.rate", f"{head}.actual", base.id, name=name)
    except ValueError:
        unit = indicator.target.unit if indicator.target else ""
        message = f"“{name}”的单位“{unit}”与完成率口径{base.label}的单位不能换算"
        raise SubmissionError([Fault(str(indicator.at("target")), message, "请改用同一类单位")]) from None
    book.compute(f"{head}.gap", name=name)
    if indicator.target and not indicator.target.wants_less:
        book.compute(f"{head}.overcompletion", name=name)


def _write_score(book: Book, submission: Submission, row: Row, standard: Standard) -> None:
    indicator, head, name = row.indicator, f"indicator.{row.number}", row.indicator.name
    target = indicator.target
    if target is not None and target.kind == "number" and indicator.number is not None:
        inputs = (f"{head}.actual", f"{head}.target", f"{head}.points")
        book.compute(f"{head}.rule_score", *inputs, by=RULE_SCORE, name=name, rule=target, standard=standard)
    elif _in_full(row, submission.year, standard):
        book.compute(f"{head}.rule_score", f"{head}.points", by=FULL_POINTS, name=name)
    if indicator.score is None:
        book.compute(f"{head}.score", name=name)
    else:
        source = indicator.score.at("value")
        book.fact(f"{head}.score", Quantity(indicator.score.value, SCORE), source, name)
    book.compute(f"{head}.lost", name=name)


def _in_full(row: Row, year: int, standard: Standard) -> bool:
    """Whether a quality is in the top band, or a deadline was kept: then the rule gives full points."""
    indicator = row.indicator
    if indicator.target is not None and indicator.target.kind == "quality":
        band = standard.band(indicator.actual)
        return band is not None and band.highest == 100
    return indicator.met(year) is True
