"""Figures of the indicators: completion, gap, over-completion, and their scores by the standard."""

from __future__ import annotations

from decimal import Decimal

from assistant.calculator.book import Book
from assistant.calculator.formulas import lost_points, points_between
from assistant.calculator.scoring import full_points, rule_score
from assistant.domain.facts import Row, Submission
from assistant.domain.number import decimals_of
from assistant.domain.quantity import Quantity, difference, ratio
from assistant.domain.standard import Standard
from assistant.domain.unit import PERCENT, SCORE
from assistant.errors import Fault, SubmissionError


def completion_rate(actual: Quantity, base: Quantity) -> Quantity | None:
    """实际完成值 ÷ 指标值（或填报的完成率口径）× 100%"""
    return ratio(actual, base)


def gap_to_target(actual: Quantity, target: Quantity) -> Quantity:
    """实际完成值 − 指标值"""
    if actual.unit == PERCENT:
        return points_between(actual, target)
    return difference(actual, target)


def overcompletion(completion: Quantity) -> Quantity | None:
    """印出的完成率 − 100%，以百分点计"""
    over = points_between(completion, Quantity(Decimal(100), PERCENT))
    return over if over.exact > 0 else None


def same_score(score: Quantity) -> Quantity:
    """按标准计算的得分（单位未另报得分）"""
    return score


def write_indicators(book: Book, submission: Submission, standard: Standard) -> None:
    """Figures of every row that scores."""
    for row in submission.rows:
        _write_values(book, submission, row)
        if row.indicator.number is not None:
            _write_completion(book, submission, row)
        _write_score(book, submission, row, standard)


def _write_values(book: Book, submission: Submission, row: Row) -> None:
    indicator, target = row.indicator, row.indicator.target
    if target is None:
        return
    head = f"indicator.{row.number}"
    if target.kind != "number":
        book.told(f"{head}.target", target.text, submission.source(*row.path, "target"), indicator.name)
        book.told(f"{head}.actual", indicator.actual, submission.source(*row.path, "actual"), indicator.name)
    else:
        values = (("target", target.value), ("midyear", indicator.midyear), ("actual", indicator.number))
        for key, value in values:
            if value is not None:
                bound = target.operator if key == "target" and target.operator != "=" else ""
                quantity = Quantity(value, target.unit, decimals_of(value), bound=bound)
                book.fact(f"{head}.{key}", quantity, submission.source(*row.path, key), indicator.name)
        if indicator.number is None:  # it could not be read, and is asked about
            book.told(
                f"{head}.actual", indicator.actual, submission.source(*row.path, "actual"), indicator.name
            )
    if indicator.points is not None:
        points = Quantity(indicator.points, SCORE, decimals_of(indicator.points))
        book.fact(f"{head}.points", points, submission.source(*row.path, "points"), indicator.name)


def _write_completion(book: Book, submission: Submission, row: Row) -> None:
    indicator, head, name = row.indicator, f"indicator.{row.number}", row.indicator.name
    base = indicator.completion_of or f"{head}.target"
    if base not in book.entries or book.entries[base].quantity is None:
        place = submission.source(*row.path, "completion_of")
        fault = Fault(
            str(place),
            f"“完成率口径”（completion_of）填的“{base}”不是测算值的编号",
            "一般不填；要填时编号见 ziping compute",
        )
        raise SubmissionError([fault])
    try:
        book.compute(f"{head}.completion.rate", completion_rate, f"{head}.actual", base, name=name)
    except ValueError:
        unit = indicator.target.unit if indicator.target else ""
        message = f"“{name}”的单位“{unit}”与完成率口径{book.entries[base].label}的单位不能换算"
        place = submission.source(*row.path, "target")
        raise SubmissionError([Fault(str(place), message, "请改用同一类单位")]) from None
    book.compute(f"{head}.gap", gap_to_target, f"{head}.actual", f"{head}.target", name=name)
    if indicator.target and not indicator.target.wants_less:
        book.compute(f"{head}.overcompletion", overcompletion, f"{head}.completion.rate", name=name)


def _write_score(book: Book, submission: Submission, row: Row, standard: Standard) -> None:
    indicator, head, name = row.indicator, f"indicator.{row.number}", row.indicator.name
    target = indicator.target
    if target is not None and target.kind == "number" and indicator.number is not None:
        inputs = (f"{head}.actual", f"{head}.target", f"{head}.points")
        book.compute(f"{head}.rule_score", rule_score, *inputs, name=name, rule=target, standard=standard)
    elif _in_full(row, submission.year, standard):
        book.compute(f"{head}.rule_score", full_points, f"{head}.points", name=name)
    if indicator.score is None:
        book.compute(f"{head}.score", same_score, f"{head}.rule_score", name=name)
    else:
        source = submission.source(*row.path, "score", "value")
        book.fact(f"{head}.score", Quantity(indicator.score.value, SCORE), source, name)
    book.compute(f"{head}.lost", lost_points, f"{head}.points", f"{head}.score", name=name)


def _in_full(row: Row, year: int, standard: Standard) -> bool:
    """Whether a quality is in the top band, or a deadline was kept: then the rule gives full points."""
    indicator = row.indicator
    if indicator.target is not None and indicator.target.kind == "quality":
        band = standard.band(indicator.actual)
        return band is not None and band.highest == 100
    return indicator.met(year) is True
