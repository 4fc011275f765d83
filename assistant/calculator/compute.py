"""From a submission and its standard to the ledger (without findings)."""

from __future__ import annotations

from dataclasses import replace

from assistant.calculator.book import Book
from assistant.calculator.budget import write_budget
from assistant.calculator.department import write_common
from assistant.calculator.indicators import write_indicators
from assistant.calculator.previous import write_previous
from assistant.calculator.projects import write_projects
from assistant.calculator.scores import write_limits, write_scores
from assistant.calculator.subjects import write_quotes, write_subjects
from assistant.domain.facts import Submission
from assistant.domain.ledger import Ledger, Subject
from assistant.domain.number import decimals_of
from assistant.domain.quantity import Quantity
from assistant.domain.role import Role
from assistant.domain.standard import Standard

_CHANGES = ("增加", "减少", "增长", "下降")


def compute(submission: Submission, standard: Standard) -> Ledger:
    """Every entry of the ledger, in the order of the report.

    Raises SubmissionError where a `completion_of` names no figure or units do not convert.
    """
    book = Book()
    write_budget(book, submission, standard)
    write_projects(book, submission)
    write_indicators(book, submission, standard)
    write_scores(book, submission, standard)
    write_limits(book, standard)
    write_common(book, submission)
    write_previous(book, submission)
    labels = {fact.label: number for number, fact in enumerate(submission.facts, 1)}
    for number, fact in enumerate(submission.facts, 1):
        quantity = Quantity(fact.value, fact.unit, decimals_of(fact.value), fact.approx)
        book.fact(f"fact.{number}", quantity, submission.source("facts", number - 1, "value"), fact.label)
        stem = next(
            (
                labels[fact.label[:-2]]
                for end in _CHANGES
                if fact.label.endswith(end) and fact.label[:-2] in labels
            ),
            0,
        )
        if stem:  # 在职人数增加 is the change of 在职人数
            book.entries[f"fact.{number}"] = replace(
                book.entries[f"fact.{number}"], role=Role.CHANGE, subject=f"fact.{stem}"
            )
    return Ledger(
        unit_name=submission.unit.name,
        short_name=submission.unit.short_name or submission.unit.name,
        form=f"“{submission.project.name}”项目支出" if submission.project else "部门整体支出",
        year=submission.year,
        prepared_on=submission.prepared_on,
        standard=standard,
        entries=book.entries,
        subjects=write_subjects(submission) | _common_subjects(book),
        quotes=write_quotes(submission),
    )


def _common_subjects(book: Book) -> dict[str, Subject]:
    """Every common indicator and base number is its own subject, named by its label."""
    found: dict[str, Subject] = {}
    for entry in book.entries.values():
        if entry.id.startswith("common."):
            found[entry.id] = Subject(entry.id, (entry.label, entry.label.replace("三公经费", "“三公经费”")))
    return found
