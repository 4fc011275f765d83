"""The submission (填报数据): what one unit supplies for one year, and nothing computed.

Field names follow `contract/CLI.md`'s YAML. Every number is an exact Decimal; every record knows the line or cell
of its values (`project.at("executed")`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PrivateAttr, ValidationInfo, field_validator, model_validator

from assistant.domain.basics import Basics, Previous
from assistant.domain.fields import Amount, FieldFault, Name, Number, Switch, Text, Written
from assistant.domain.money import Budget, Project
from assistant.domain.quantity import EXACT, HUNDRED
from assistant.domain.source import Source
from assistant.domain.target import Target, deadline_met, parse_actual, parse_target


class Unit(Written):
    """单位: its full name, and the name it calls itself by in running text."""

    name: Name
    short_name: Text = ""


class Profile(Written):
    """单位基本情况, quoted in the report word for word."""

    functions: Text = ""
    structure: Text = ""
    systems: tuple[Name, ...] = ()


class CountedFact(Written):
    """A counted fact; `approx: 余` means that the unit reported “9000余”."""

    group: Text = ""
    label: Name
    value: Number
    unit: Name
    approx: Literal["", "余", "多"] = ""


class Claim(Written):
    """自评得分 that the unit claims instead of the score by the standard, with its reason."""

    value: Amount
    reason: Text = ""

    @model_validator(mode="before")
    @classmethod
    def _number_alone(cls, value: object) -> object:
        return {"value": value} if isinstance(value, str) else value


class Indicator(Written):
    """绩效指标: a row of the form, or a heading with `rows` of its own (only the rows score).

    `level1` and `level2` are its classes (产出, 数量指标 …), `name` is the third level. `actual` is in the unit of
    the target. `points` are absent where a form has no points column. `applicable: false` takes it out.
    """

    level1: Text = ""
    level2: Text = ""
    name: Name
    aliases: tuple[Name, ...] = ()
    target: Annotated[Target, BeforeValidator(parse_target)] | None = None
    midyear: Number | None = None
    actual: Text = ""
    completion_of: Text = ""
    points: Amount | None = None
    score: Claim | None = None
    cause: Text = ""
    measure: Text = ""
    evidence: Text = ""
    sample: Amount | None = None
    applicable: Switch = True
    rows: tuple[Indicator, ...] = ()

    @field_validator("actual", mode="after")
    @classmethod
    def _is_a_value(cls, value: str, info: ValidationInfo) -> str:
        target = info.data.get("target")
        if value and isinstance(target, Target):
            parse_actual(value, target)
        return value

    @model_validator(mode="after")
    def _row_or_heading(self) -> Indicator:
        if self.rows and (self.target is not None or self.actual):
            raise ValueError("有下级指标（rows）的指标不填指标值和实际完成值，由下级指标填写")
        if not self.rows and self.applicable and self.target is None:
            raise ValueError("缺少 target（指标值）")
        if not self.rows and self.applicable and not self.actual:
            raise ValueError("缺少 actual（实际完成值）")
        return self

    @cached_property
    def number(self) -> Decimal | None:
        """The actual value in the target's unit; None for qualities, deadlines and headings."""
        return parse_actual(self.actual, self.target)[1] if self.target and self.actual else None

    @property
    def deviation(self) -> Decimal | None:
        """How far the actual value is from the target, in per cent of the target; None without numbers."""
        if self.number is None or self.target is None or self.target.value == 0:
            return None
        return EXACT.divide(abs(self.number - self.target.value) * HUNDRED, abs(self.target.value))

    def deducted_in_vain(self, year: int) -> bool:
        """Whether the unit takes points off a target that is reached, and does not say why."""
        if self.score is None or self.points is None or self.score.reason:
            return False
        return self.met(year) is True and self.score.value < self.points

    def met(self, year: int) -> bool | None:
        """Whether the target is reached; None where that cannot be decided from the values alone."""
        if self.target is None:
            return None
        if self.target.kind == "deadline":
            return deadline_met(self.target, self.actual, year)
        if self.target.kind == "quality":
            return None
        return self.number is not None and self.target.met_by(self.number)


@dataclass(frozen=True)
class Row:
    """A scoring row: its number in the report, and the heading it stands under."""

    number: int
    indicator: Indicator
    heading: Indicator | None = None


class Claims(Written):
    """What the unit's own form prints as results; compared with the calculator, never used."""

    execution_rate: Amount | None = None
    execution_score: Amount | None = None
    total: Amount | None = None
    grade: Text = ""


class ProjectInfo(Written):
    """项目支出自评: the project, 主管部门 and 实施单位."""

    name: Name
    authority: Text = ""
    implementer: Text = ""


class Notes(Written):
    """What the unit says of itself: the ground of the narrative sections."""

    problems: tuple[Name, ...] = ()
    measures: tuple[Name, ...] = ()
    suggestions: tuple[Name, ...] = ()


def _year(value: object) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"20\d\d", value):
        raise ValueError(f"“{value}”不是年份，应为四位数字，如 2023")
    return int(value)


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"“{value}”不是日期，应写成 2024-04-15") from None


class Submission(Written):
    """One unit, one year, as supplied."""

    format: Literal["1"]
    kind: Literal["department", "project"]
    unit: Unit
    year: Annotated[int, BeforeValidator(_year)]
    prepared_on: Annotated[date, BeforeValidator(_day)]
    project: ProjectInfo | None = None
    profile: Profile = Profile()
    facts: tuple[CountedFact, ...] = ()
    budget: Budget
    projects: tuple[Project, ...] = ()
    standard: Name
    indicators: tuple[Indicator, ...] = Field(min_length=1)
    basics: Basics = Basics()
    previous: Previous | None = None
    claimed: Claims = Claims()
    notes: Notes = Notes()

    @model_validator(mode="after")
    def _project_is_named(self) -> Submission:
        if self.kind == "project" and self.project is None:
            raise FieldFault("kind", "kind 为 project 时应填 project（项目名称、主管部门、实施单位）")
        if self.prepared_on.year < self.year:
            raise FieldFault(
                "prepared_on", f"填报日期 {self.prepared_on.isoformat()} 早于自评年度 {self.year} 年"
            )
        return self

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows that score, numbered in the order of the report; headings and rows out of use are left out."""
        listed: list[tuple[Indicator, Indicator | None]] = []

        def walk(indicator: Indicator, heading: Indicator | None) -> None:
            if not indicator.applicable:
                return
            if not indicator.rows:
                listed.append((indicator, heading))
            for row in indicator.rows:
                walk(row, indicator)

        for indicator in self.indicators:
            walk(indicator, None)
        return tuple(Row(number, row, heading) for number, (row, heading) in enumerate(listed, 1))

    @cached_property
    def written_indicators(self) -> tuple[Indicator, ...]:
        """Every row and heading as written, at any depth."""
        listed: list[Indicator] = []

        def walk(indicator: Indicator) -> None:
            listed.append(indicator)
            for row in indicator.rows:
                walk(row)

        for indicator in self.indicators:
            walk(indicator)
        return tuple(listed)

    _notices: Sequence[tuple[Source, str]] = PrivateAttr(default=())

    @property
    def notices(self) -> Sequence[tuple[Source, str]]:
        """What was met while reading that a person should know: hidden rows, formulas, numbers written as text."""
        return self._notices

    def noticed(self, notices: Sequence[tuple[Source, str]]) -> Submission:
        """This submission, with what was met while reading it."""
        self._notices = notices
        return self

    @property
    def file(self) -> str:
        """The file it was read from, as its places name it."""
        return self.place.file

    def renamed(self, file: str) -> Submission:
        """This submission, its places naming another file."""
        self._standing.sources.rename(file)
        return self.noticed([(replace(source, file=file), text) for source, text in self._notices])
