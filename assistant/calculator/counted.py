"""Counted facts of the submission (张贴海报9000余份) as entries; 在职人数增加 is the change of 在职人数."""

from __future__ import annotations

from dataclasses import replace

from assistant.calculator.book import Book
from assistant.domain.facts import Submission
from assistant.domain.number import decimals_of
from assistant.domain.quantity import Quantity
from assistant.domain.role import Role

_CHANGES = ("增加", "减少", "增长", "下降")


def write_facts(book: Book, submission: Submission) -> None:
    """Every counted fact."""
    labels = {fact.label: number for number, fact in enumerate(submission.facts, 1)}
    for number, fact in enumerate(submission.facts, 1):
        quantity = Quantity(fact.value, fact.unit, decimals_of(fact.value), fact.approx)
        entry_id = f"fact.{number}"
        book.fact(entry_id, quantity, fact.at("value"), fact.label)
        stem = labels.get(fact.label[:-2]) if fact.label.endswith(_CHANGES) else None
        if stem:
            changed = replace(book.entries[entry_id], role=Role.CHANGE, subject=f"fact.{stem}")
            book.entries[entry_id] = changed
