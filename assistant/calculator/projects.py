"""Figures of the projects: execution of each, sums, highest and lowest execution rate."""

from __future__ import annotations

from decimal import Decimal

from assistant.calculator.book import Book
from assistant.calculator.budget import money
from assistant.calculator.formulas import execution_rate, remainder, whole
from assistant.domain.facts import Submission
from assistant.domain.quantity import Quantity


def count_of(*items: Quantity) -> Quantity:
    """填报的项目个数"""
    return Quantity(Decimal(len(items)), "个", 0)


def highest(*rates: Quantity) -> Quantity:
    """各项目预算执行率中最高的一个"""
    return max(rates, key=lambda rate: rate.exact)


def lowest(*rates: Quantity) -> Quantity:
    """各项目预算执行率中最低的一个"""
    return min(rates, key=lambda rate: rate.exact)


def write_projects(book: Book, submission: Submission) -> None:
    """Figures of every project, then of all together."""
    numbers = range(1, len(submission.projects) + 1)
    for number, project in zip(numbers, submission.projects, strict=True):
        head, name = f"project.{number}", project.name
        for key, value in (("budget", project.budget), ("executed", project.executed)):
            book.fact(f"{head}.{key}", money(value, submission.budget.unit), project.at(key), name)
        book.compute(f"{head}.unexecuted", remainder, f"{head}.budget", f"{head}.executed", name=name)
        book.compute(
            f"{head}.execution.rate", execution_rate, f"{head}.executed", f"{head}.budget", name=name
        )
    budgets = [f"project.{number}.budget" for number in numbers]
    book.compute("project.count", count_of, *budgets)
    if not budgets:
        return
    book.compute("project.budget.total", whole, *budgets)
    book.compute("project.executed.total", whole, *(f"project.{number}.executed" for number in numbers))
    rates = book.present(*(f"project.{number}.execution.rate" for number in numbers))
    if rates:
        for key, pick, title in (("highest", highest, "最高"), ("lowest", lowest, "最低")):
            book.compute(f"project.{key}.execution.rate", pick, *rates)
            best = book.quantity(f"project.{key}.execution.rate").exact
            names = [
                submission.projects[int(rate.split(".")[1]) - 1].name
                for rate in rates
                if book.quantity(rate).exact == best
            ]
            book.words(f"project.{key}.name", "、".join(names), f"预算执行率{title}的项目", *rates)
