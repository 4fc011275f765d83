"""From a submission and its standard to the ledger (without findings)."""

from __future__ import annotations

from assistant.calculator.bands import check_bands, write_bands
from assistant.calculator.book import Book
from assistant.calculator.budget import write_budget
from assistant.calculator.counted import write_facts
from assistant.calculator.department import write_common
from assistant.calculator.indicators import write_indicators
from assistant.calculator.previous import write_previous
from assistant.calculator.projects import write_projects
from assistant.calculator.scores import write_limits, write_scores
from assistant.calculator.subjects import write_quotes, write_subjects
from assistant.domain.facts import Submission
from assistant.domain.ledger import Ledger, Subject
from assistant.domain.standard import Standard


def compute(submission: Submission, standard: Standard) -> Ledger:
    """Every entry of the ledger, in the order of the report.

    Raises StandardError where a band is of a figure that nothing declares, SubmissionError where a `completion_of` names no figure, units do not convert, or an alias
    of the standard names two subjects.
    """
    check_bands(standard)
    book = Book()
    write_budget(book, submission, standard)
    write_projects(book, submission)
    write_indicators(book, submission, standard)
    write_scores(book, submission, standard)
    write_limits(book, standard)
    write_common(book, submission)
    write_previous(book, submission)
    write_bands(book, standard)
    write_facts(book, submission)
    return Ledger(
        unit_name=submission.unit.name,
        short_name=submission.unit.short_name or submission.unit.name,
        form=f"“{submission.project.name}”项目支出" if submission.project else "部门整体支出",
        year=submission.year,
        prepared_on=submission.prepared_on,
        standard=standard,
        entries=book.entries,
        subjects=write_subjects(submission, standard) | _common_subjects(book),
        quotes=write_quotes(submission),
        adjustment_cause=submission.budget.adjustment_cause,
    )


def _common_subjects(book: Book) -> dict[str, Subject]:
    """Every common indicator and base number is its own subject, named by its label."""
    found: dict[str, Subject] = {}
    for entry in book.entries.values():
        if entry.id.startswith("band."):
            found[entry.subject] = Subject(entry.subject, (entry.label,))
        if entry.id.startswith("common."):
            found[entry.id] = Subject(entry.id, (entry.label, entry.label.replace("三公经费", "“三公经费”")))
    return found
