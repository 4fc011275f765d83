"""Amounts that may be in another unit of money than the form: 元 among 万元, 万元 among 元. Asked about, never converted.

An amount is in doubt where it is far from another amount of the same thing (the same part at another stage, budget and
execution of one project) and near it when read in the other unit; where a sum closes as soon as one of its lines is
read so; and where the whole form has a size that no unit has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations
from typing import Any, cast

from assistant.domain.facts import Submission
from assistant.domain.fields import Written
from assistant.domain.money import BudgetStage
from assistant.domain.quantity import EXACT, plain
from assistant.domain.source import Path, Source
from assistant.domain.unit import convert, dimension, factor

_OTHER = {"元": "万元", "千元": "元", "万元": "元", "亿元": "万元"}
_UNIT: Path = ("budget", "unit")
_FAR, _NEAR = Decimal(100), Decimal(10)
_SMALLEST = Decimal(10_000)  # 元: no unit and no project has a budget below 1万元
_TELLING = 4  # digits of an amount that do not agree by chance
_LARGEST = {"department": Decimal(30_000_000_000), "project": Decimal(3_000_000_000)}  # 元: 300亿元, 30亿元
Amounts = dict[Path, Decimal]


@dataclass(frozen=True)
class Doubt:
    """An amount with its cell, as written and as read in the other unit; that of 金额单位 where the `whole` form is in doubt."""

    path: Path
    source: Source
    written: str
    other: str

    @property
    def whole(self) -> bool:
        return self.path == _UNIT


def amounts_in_doubt(submission: Submission) -> tuple[Doubt, ...]:
    """Every amount in doubt."""
    unit = submission.budget.unit
    other = _OTHER[unit]
    times = EXACT.divide(
        factor(other), factor(unit)
    )  # an amount read in the other unit is this times as large
    whole = _of_form(submission, other)
    if whole:
        return (whole,)
    found: dict[Path, Decimal] = {}
    for pair in _pairs(submission):
        found |= _of_pair(pair, times)
    for lines, total in _sums(submission):
        found |= _of_sum(lines, total, times)
    return tuple(
        Doubt(
            path,
            _source(submission, path),
            f"{plain(value)}{unit}",
            f"{plain(value)}{other}（{plain(value * times)}{unit}）",
        )
        for path, value in found.items()
    )


def _source(submission: Submission, path: Path) -> Source:
    """The cell of an amount."""
    record: Any = submission
    for key in path[:-1]:
        record = record[key] if isinstance(key, int) else getattr(record, key)
    return cast("Written", record).at(str(path[-1]))


def _of_pair(amounts: Amounts, times: Decimal) -> Amounts:
    """Those of amounts of one thing that are far from another of them, and near it in the other unit."""
    return {
        path: value
        for (path, value), (_, like) in permutations(amounts.items(), 2)
        if like > 0
        and _far(value, like, times)
        and like <= value * times * _NEAR
        and value * times <= like * _NEAR
    }


def _far(value: Decimal, like: Decimal, times: Decimal) -> bool:
    """Too large where the other unit is the smaller one, too small where it is the larger one."""
    return value >= like * _FAR if times < 1 else 0 < value * _FAR <= like


def _of_sum(lines: Amounts, whole: Amounts, times: Decimal) -> Amounts:
    """The one line, or the sum itself, by which a sum closes when it is read in the other unit."""
    (at, stated), total = next(iter(whole.items())), sum(lines.values(), Decimal(0))
    if stated == total:
        return {}
    if total > 0 and stated * times == total:
        return whole
    found = {
        path: value for path, value in lines.items() if value and total - value + value * times == stated
    }
    return found if len(found) == 1 and at not in found else {}


def _of_form(submission: Submission, other: str) -> Doubt | None:
    """Of the whole form: all its totals are too small or too large for any unit, or the budget is that of a cost
    in the indicators when read in the other unit."""
    stages = submission.budget.stages()
    totals = {name: sum(_whole(_stage(stage, ("budget", name))).values()) for name, stage in stages.items()}
    unit, total = submission.budget.unit, totals["adjusted"]
    in_yuan = [amount * factor(unit) for amount in totals.values() if amount]
    small = unit == "元" and bool(in_yuan) and max(in_yuan) < _SMALLEST
    large = unit in ("千元", "万元") and bool(in_yuan) and min(in_yuan) >= _LARGEST[submission.kind]
    costs = any(value * factor(unit) == total * factor(other) for value in _costs(submission))
    if not (small or large or costs):
        return None
    return Doubt(
        _UNIT,
        submission.budget.at("unit"),
        f"{plain(Decimal(total))}{unit}",
        f"{plain(Decimal(total))}{other}",
    )


def _costs(submission: Submission) -> Iterator[Decimal]:
    """The targets of money among the cost indicators, in the form's unit; round ones may agree by chance."""
    for row in submission.rows:
        target = row.indicator.target
        if target is None or target.kind != "number" or dimension(target.unit) != "money":
            continue
        value = convert(target.value, target.unit, submission.budget.unit)
        if value and len(value.normalize().as_tuple().digits) >= _TELLING:
            yield value


def _stage(stage: BudgetStage | None, at: Path) -> Amounts:
    """The amounts of one stage by their paths."""
    if stage is None:
        return {}
    found = {
        (*at, name): getattr(stage, name) for name in ("total", "project", "fiscal", "carryover", "other")
    }
    if stage.basic is not None:
        found |= {
            (*at, "basic", name): getattr(stage.basic, name) for name in ("total", "personnel", "public")
        }
    return {path: value for path, value in found.items() if value is not None}


def _whole(amounts: Amounts) -> Amounts:
    """The total of a stage by its path: as supplied, or the one line, or the sum of the lines at the stage itself."""
    at, lines = next(iter(amounts))[:2], _parts(amounts)
    if (*at, "total") in amounts:
        return {(*at, "total"): amounts[*at, "total"]}
    return lines if len(lines) == 1 else {at: sum(lines.values(), Decimal(0))}


def _parts(amounts: Amounts) -> Amounts:
    """The lines of a stage that add up to its total: 基本支出 in one amount or in two, and the others."""
    in_one = any(path[-2:] == ("basic", "total") for path in amounts)
    return {
        path: value
        for path, value in amounts.items()
        if ((path[-1] == "total") is in_one if path[-2] == "basic" else path[-1] != "total")
    }


def _pairs(submission: Submission) -> Iterator[Amounts]:
    """Amounts of one thing, which are of one size."""
    stages = {name: _stage(stage, ("budget", name)) for name, stage in submission.budget.stages().items()}
    for part in {path[2:] for amounts in stages.values() for path in amounts}:
        yield {
            (*path[:2], *part): value
            for amounts in stages.values()
            for path, value in amounts.items()
            if path[2:] == part
        }
    for number, project in enumerate(submission.projects):
        at: Path = ("projects", number)
        yield {(*at, "budget"): project.budget, (*at, "executed"): project.executed}
    for name in ("three_public", "procurement", "payment", "assets", "carryover"):
        block = getattr(submission.basics, name)
        if block is not None:
            values = {("basics", name, key): getattr(block, key) for key in type(block).model_fields}
            yield {path: value for path, value in values.items() if value is not None}
    if submission.previous is not None:
        budget = submission.previous.budget
        last = {
            name: _stage(getattr(budget, name), ("previous", "budget", name))
            for name in ("initial", "adjusted", "executed")
        }
        for part in {path[3:] for amounts in last.values() for path in amounts}:
            yield {
                path: value
                for amounts in last.values()
                for path, value in amounts.items()
                if path[3:] == part
            }


def _sums(submission: Submission) -> Iterator[tuple[Amounts, Amounts]]:
    """Lines and their supplied sum: the parts of a stage, the projects and 项目支出 (or the whole of a project)."""
    for name, stage in submission.budget.stages().items():
        amounts = _stage(stage, ("budget", name))
        lines, whole = _parts(amounts), _whole(amounts)
        if lines and not whole.keys() & lines.keys():
            yield lines, whole
        column, at = {"adjusted": "budget", "executed": "executed"}.get(name), ("budget", name, "project")
        if at in amounts:
            whole = {at: amounts[at]}
        elif submission.kind != "project":
            continue
        if column and submission.projects:
            projects = enumerate(submission.projects)
            yield {("projects", number, column): getattr(one, column) for number, one in projects}, whole
