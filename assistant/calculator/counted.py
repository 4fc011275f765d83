"""Counted facts of the submission (张贴海报9000余份) as entries; 在职人数增加 is the change of 在职人数."""

from __future__ import annotations

from assistant.calculator.book import Book
from assistant.domain.facts import Submission
from assistant.domain.number import decimals_of
from assistant.domain.quantity import Quantity

_CHANGES = ("增加", "减少", "增长", "下降")


def write_facts(book: Book, submission: Submission) -> None:
    """Every counted fact."""
    labels = {fact.label: number for number, fact in enumerate(submission.facts, 1)}
    for number, fact in enumerate(submission.facts, 1):
        quantity = Quantity(fact.value, fact.unit, decimals_of(fact.value), fact.approx)
        stem = labels.get(fact.label[:-2]) if fact.label.endswith(_CHANGES) else None
        change_of = f"fact.{stem}" if stem else ""
        book.fact(f"fact.{number}", quantity, fact.at("value"), fact.label, change_of)
