"""Figures of the projects: execution of each, sums, highest and lowest execution rate."""

from __future__ import annotations

from assistant.calculator.book import Book
from assistant.calculator.budget import money
from assistant.calculator.figures.projects import EACH
from assistant.domain.facts import Submission


def write_projects(book: Book, submission: Submission) -> None:
    """Figures of every project, then of all together."""
    names = {f"project.{number}": project.name for number, project in enumerate(submission.projects, 1)}
    for number, project in enumerate(submission.projects, 1):
        for key, value in (("budget", project.budget), ("executed", project.executed)):
            amount = money(value, submission.budget.unit)
            book.fact(f"project.{number}.{key}", amount, project.at(key), project.name)
        book.compute_all(EACH, number, project.name)
    budgets = [f"{head}.budget" for head in names]
    book.compute("project.count", *budgets)
    book.compute("project.budget.total", *budgets)
    book.compute("project.executed.total", *(f"{head}.executed" for head in names))
    rated = [head for head in names if f"{head}.execution.rate" in book.entries]
    rates = [f"{head}.execution.rate" for head in rated]
    for end in ("highest", "lowest"):
        book.compute(f"project.{end}.execution.rate", *rates)
        book.compute(f"project.{end}.name", *rates, names=[names[head] for head in rated])
