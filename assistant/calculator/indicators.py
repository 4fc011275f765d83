"""Figures of the indicators: completion, gap, score by the standard, points lost."""

from __future__ import annotations

from decimal import Decimal

from assistant.calculator.book import Book
from assistant.calculator.formulas import lost_points, points_between
from assistant.domain.facts import Indicator, Submission, Target
from assistant.domain.number import decimals_of
from assistant.domain.quantity import EXACT, Quantity, difference, ratio
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


def rule_score(actual: Quantity, target: Quantity, points: Quantity, rule: Target, less: str) -> Quantity:
    """达到指标值得满分；未达到的，≥ 和 = 按 实际完成值÷指标值×分值，≤ 按评分标准的逆向公式；最低0分"""
    if rule.met_by(actual.exact):
        return Quantity(points.exact, SCORE)
    if rule.wants_less and less == "linear":
        excess = EXACT.divide(actual.exact - target.exact, target.exact) if target.exact else Decimal(1)
        part = 1 - excess
    elif rule.wants_less:
        part = EXACT.divide(target.exact, actual.exact)
    else:
        part = EXACT.divide(actual.exact, target.exact) if target.exact else Decimal(0)
    return points.times(max(part, Decimal(0)), SCORE, digits=2)


def same_score(score: Quantity) -> Quantity:
    """按标准计算的得分（单位未另报得分）"""
    return score


def write_indicators(book: Book, submission: Submission, standard: Standard) -> None:
    """Figures of every indicator."""
    for number, indicator in enumerate(submission.indicators, 1):
        _write_values(book, submission, number, indicator)
        _write_completion(book, submission, number, indicator)
        _write_score(book, submission, number, indicator, standard)


def _write_values(book: Book, submission: Submission, number: int, indicator: Indicator) -> None:
    target = indicator.target
    values = (("target", target.value), ("midyear", indicator.midyear), ("actual", indicator.actual))
    for key, value in values:
        if value is not None:
            source = submission.source("indicators", number - 1, key)
            bound = target.operator if key == "target" and target.operator != "=" else ""
            quantity = Quantity(value, target.unit, decimals_of(value), bound=bound)
            book.fact(f"indicator.{number}.{key}", quantity, source, indicator.name)
    source = submission.source("indicators", number - 1, "points")
    points = Quantity(indicator.points, SCORE, decimals_of(indicator.points))
    book.fact(f"indicator.{number}.points", points, source, indicator.name)


def _write_completion(book: Book, submission: Submission, number: int, indicator: Indicator) -> None:
    head, name = f"indicator.{number}", indicator.name
    base = indicator.completion_of or f"{head}.target"
    if base not in book.entries or book.entries[base].quantity is None:
        place = submission.source("indicators", number - 1, "completion_of")
        fault = Fault(
            f"{place} indicators.第{number}项.completion_of",
            f"没有测算值“{base}”",
            "可用的名称见 ziping compute",
        )
        raise SubmissionError([fault])
    try:
        book.compute(f"{head}.completion.rate", completion_rate, f"{head}.actual", base, name=name)
    except ValueError:
        place = submission.source("indicators", number - 1, "target")
        message = (
            f"“{name}”的单位“{indicator.target.unit}”与完成率口径{book.entries[base].label}的单位不能换算"
        )
        raise SubmissionError([Fault(str(place), message, "请改用同一类单位")]) from None
    book.compute(f"{head}.gap", gap_to_target, f"{head}.actual", f"{head}.target", name=name)
    if not indicator.target.wants_less:
        book.compute(f"{head}.overcompletion", overcompletion, f"{head}.completion.rate", name=name)


def _write_score(
    book: Book, submission: Submission, number: int, indicator: Indicator, standard: Standard
) -> None:
    head, name = f"indicator.{number}", indicator.name
    inputs = (f"{head}.actual", f"{head}.target", f"{head}.points")
    book.compute(
        f"{head}.rule_score", rule_score, *inputs, name=name, rule=indicator.target, less=standard.unmet.less
    )
    if indicator.score is None:
        book.compute(f"{head}.score", same_score, f"{head}.rule_score", name=name)
    else:
        source = submission.source("indicators", number - 1, "score", "value")
        book.fact(f"{head}.score", Quantity(indicator.score.value, SCORE), source, name)
    book.compute(f"{head}.lost", lost_points, f"{head}.points", f"{head}.score", name=name)
