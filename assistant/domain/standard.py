"""The standard (评分标准): scoring rules as data, each with its source (document number) or marked as assumption."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.domain.fields import Amount, Name, Text, Written


class Execution(Written):
    """预算执行率: its points, and whether its score comes from the exact or the printed rate."""

    points: Amount
    rate: Literal["exact", "shown"]
    explain_below: Amount
    project_explain_below: Amount


class Unmet(Written):
    """未完成: how a missed ≤ indicator scores: 指标值÷实际值 (ratio), or falling to 0 at twice the target (linear)."""

    less: Literal["ratio", "linear"]


class Overcompletion(Written):
    """超额完成: from which completion rate (%) an explanation is asked for."""

    explain_from: Amount


class Adjustment(Written):
    """预算调整: above which gross or net rate (%) a reason is asked for."""

    explain_above: Amount


class Grade(Written):
    """评价等级: `name` from `from` points upward (lower bound included)."""

    name: Name
    lowest: Amount = Field(alias="from")


class Total(Written):
    """总分: full points, and whether it sums exact or printed part scores."""

    points: Amount
    parts: Literal["exact", "shown"]


class Standard(Written):
    """One dated standard; `sources` names where each entry comes from, or says 假定."""

    id: Name
    title: Name
    document: Name
    date: Name
    execution: Execution
    unmet: Unmet
    overcompletion: Overcompletion
    adjustment: Adjustment
    total: Total
    grades: tuple[Grade, ...] = Field(min_length=1)
    sources: dict[str, Text] = Field(default_factory=dict)

    def grade(self, score: Amount) -> str:
        """The grade of a total score; the lowest grade starts at 0."""
        for grade in sorted(self.grades, key=lambda grade: grade.lowest, reverse=True):
            if score >= grade.lowest:
                return grade.name
        return min(self.grades, key=lambda grade: grade.lowest).name
