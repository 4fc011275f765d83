"""Common department indicators, where their inputs are supplied."""

from __future__ import annotations

from decimal import Decimal

from assistant.calculator.book import Book
from assistant.calculator.budget import money
from assistant.calculator.figures import department as declared
from assistant.domain.facts import Submission
from assistant.domain.number import decimals_of
from assistant.domain.quantity import Quantity

_UNITS = {"staff": "人", "tasks": "项"}


def write_common(book: Book, submission: Submission) -> None:
    """Every common indicator whose inputs are there."""
    _write_supplied(book, submission)
    book.compute_all(declared.INDICATORS)
    key = [f"project.{number}.budget" for number, project in enumerate(submission.projects, 1) if project.key]
    book.compute("common.key_projects.amount", *key)
    book.compute("common.key_projects.share")


def _write_supplied(book: Book, submission: Submission) -> None:
    for block in type(submission.basics).model_fields:
        record = getattr(submission.basics, block)
        for name in type(record).model_fields if record is not None else ():
            value: Decimal | None = getattr(record, name)
            if value is None:
                continue
            unit = _UNITS.get(block)
            quantity = (
                Quantity(value, unit, decimals_of(value)) if unit else money(value, submission.budget.unit)
            )
            book.fact(f"common.{block}.{name}", quantity, record.at(name))
