"""Band scoring of common indicators: full points up to a limit and a cut per point above, or steps."""

from __future__ import annotations

from decimal import Decimal

from assistant.calculator.book import Book
from assistant.domain.quantity import EXACT, Quantity
from assistant.domain.standard import Bands, Standard
from assistant.domain.unit import SCORE


def per_point(value: Quantity, rule: Bands) -> Quantity:
    """不超过界限得满分；每超过1个百分点按评分标准扣分，扣完为止"""
    over = max(value.exact - (rule.limit or Decimal(0)), Decimal(0))
    cut = EXACT.multiply(over, rule.per_point or Decimal(0))
    return Quantity(max(rule.points - cut, Decimal(0)), SCORE)


def by_steps(value: Quantity, rule: Bands) -> Quantity:
    """按所在档次得分（from 含下限，to 含上限）"""
    for step in rule.steps:
        above = step.lowest is None or value.exact >= step.lowest
        below = step.highest is None or value.exact <= step.highest
        if above and below:
            return Quantity(step.points, SCORE)
    return Quantity(Decimal(0), SCORE)


def write_bands(book: Book, standard: Standard) -> None:
    """The score of every figure for which the standard has bands."""
    for number, rule in enumerate(standard.bands, 1):
        if rule.figure in book.entries and book.entries[rule.figure].quantity is not None:
            formula = by_steps if rule.steps else per_point
            label = book.entries[rule.figure].label
            book.compute(f"band.{number}.score", formula, rule.figure, name=label, rule=rule)
    scores = book.present(*(f"band.{number}.score" for number in range(1, len(standard.bands) + 1)))
    book.compute("band.total", total_of_bands, *scores)


def total_of_bands(*scores: Quantity) -> Quantity:
    """各项按档得分之和"""
    exact = sum((score.shown for score in scores), Decimal(0))
    return Quantity(exact, SCORE)
