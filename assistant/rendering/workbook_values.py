"""A submission as the values of the workbook form: single values by path, tables as rows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from assistant.domain.facts import Submission
from assistant.domain.form import (
    BASICS,
    BUDGET,
    FACTS,
    INDICATORS,
    NOTES,
    PARTS,
    PREVIOUS,
    PROJECTS,
    REMARKS,
    STAGES,
    UNIT,
)
from assistant.domain.indicator import Indicator
from assistant.domain.quantity import plain
from assistant.domain.sheet import Field

Values = dict[tuple[str, ...], str | Decimal]
Rows = dict[str, list[Values]]


def fields_of(submission: Submission) -> Values:
    """Every value of the sheets 单位, 基础数据, 预算 and 上年, by its path."""
    values: Values = {("budget", "unit"): submission.budget.unit}
    grid = [
        (sheet.path + stage.path + part.path)
        for sheet in (BUDGET, PREVIOUS)
        for stage in STAGES
        for part in PARTS
    ]
    for path in [own.path for sheet in (UNIT, BASICS) for own in sheet.fields] + grid:
        value: Any = submission
        for key in path:
            value = getattr(value, key, None)
        shown = _shown(value)
        if shown is not None:
            values[path] = shown
    return values


def _shown(value: Any) -> str | Decimal | None:
    if value is None or value == "" or value == ():
        return None
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "\n".join(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def rows_of(submission: Submission) -> Rows:
    """The rows of every table, by sheet."""
    projects = [_row(project, PROJECTS.fields) for project in submission.projects]
    facts = [_row(fact, FACTS.fields) for fact in submission.facts]
    notes: list[Values] = [
        {("kind",): kind, ("text",): text} for kind, _ in NOTES for text in getattr(submission.notes, kind)
    ]
    indicators: list[Values] = []

    def walk(indicator: Indicator, depth: int) -> None:
        row = _row(indicator, INDICATORS.fields)
        if depth > 1:
            row["depth",] = Decimal(depth)
        if indicator.applicable:
            row.pop(("applicable",), None)
        row |= _target(indicator)
        indicators.append(row)
        for below in indicator.rows:
            walk(below, depth + 1)

    for indicator in submission.indicators:
        walk(indicator, 1)
    return {PROJECTS.name: projects, FACTS.name: facts, REMARKS.name: notes, INDICATORS.name: indicators}


def _row(record: Any, fields: tuple[Field, ...]) -> Values:
    row: Values = {}
    for own in fields:
        if own.path[0] == "target":
            continue
        value: Any = record
        for key in own.path:
            value = getattr(value, key, None)
        shown = _shown(value)
        if shown is not None and not (own.kind == "switch" and own.path == ("key",) and value is False):
            row[own.path] = shown
    return row


def _target(indicator: Indicator) -> Values:
    """指标性质、指标值、度量单位 where they say the same as the target's own text; else the whole text in one cell."""
    target = indicator.target
    if target is None:
        return {}
    sign = target.operator if target.text.startswith(target.operator) else ""
    if target.kind == "number" and f"{sign}{plain(target.value)}{target.unit}" == target.text:
        parts = (("operator", sign), ("value", target.value), ("unit", target.unit))
        return {("target", key): value for key, value in parts if value != ""}
    text = f"定性：{target.text}" if target.kind == "quality" and target.text != "定性" else target.text
    return {("target", "value"): text}
