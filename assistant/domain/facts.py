"""The submission (填报数据): what one unit supplies for one year, and nothing computed.

Field names are those of the YAML form (`ziping schema` prints them). Every number is an exact Decimal; every record knows the line or cell
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

from pydantic import BeforeValidator, Field, PrivateAttr, ValidationInfo, field_validator

from assistant.domain.basics import Basics, Previous
from assistant.domain.fields import Amount, FieldFault, Name, Number, Text, Written
from assistant.domain.indicator import Indicator
from assistant.domain.money import Budget, Project
from assistant.domain.number import compact
from assistant.domain.source import Source


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


@dataclass(frozen=True)
class PrintedTotal:
    """A total that stood among the projects: of which column (`budget`, `executed`), and of which projects."""

    column: str
    value: Decimal
    projects: tuple[int, ...]
    source: Source


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
    found = re.fullmatch(r"(20\d\d)(?:年度?)?", compact(value)) if isinstance(value, str) else None
    if not found:
        raise ValueError(f"“{value}”不是年份，应为四位数字，如 2023")
    return int(found.group(1))


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
    project: Annotated[ProjectInfo | None, Field(validate_default=True)] = None
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

    @field_validator("project", mode="after")  # of a field and not of the whole: told with all other faults
    @classmethod
    def _is_named(cls, value: ProjectInfo | None, info: ValidationInfo) -> ProjectInfo | None:
        if info.data.get("kind") == "project" and value is None:
            raise FieldFault("kind", "kind 为 project 时应填 project（项目名称、主管部门、实施单位）")
        return value

    @field_validator("prepared_on", mode="after")
    @classmethod
    def _is_after_the_year(cls, value: date, info: ValidationInfo) -> date:
        year = info.data.get("year", value.year)
        if value.year < year:
            raise ValueError(f"填报日期 {value.isoformat()} 早于自评年度 {year} 年")
        return value

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

    @property
    def questions(self) -> list[tuple[Source, str]]:
        """What has to be asked of cells that could not be read, each with its place."""
        return [
            (row.indicator.at(key), f"{row.indicator.name}：{text}")
            for row in self.rows
            for key, text in row.indicator.questions.items()
        ]

    _printed_totals: Sequence[PrintedTotal] = PrivateAttr(default=())

    @property
    def printed_totals(self) -> Sequence[PrintedTotal]:
        """The rows “合计” that stood among the projects: compared with our sums, never used."""
        return self._printed_totals

    _notices: Sequence[tuple[Source, str]] = PrivateAttr(default=())

    @property
    def notices(self) -> Sequence[tuple[Source, str]]:
        """What was met while reading that a person should know: hidden rows, formulas, numbers written as text."""
        return self._notices

    def noticed(
        self, notices: Sequence[tuple[Source, str]], printed_totals: Sequence[PrintedTotal] = ()
    ) -> Submission:
        """This submission, with what was met while reading it."""
        self._notices = notices
        self._printed_totals = printed_totals
        return self

    @property
    def file(self) -> str:
        """The file it was read from, as its places name it."""
        return self.place.file

    def renamed(self, file: str) -> Submission:
        """This submission, its places naming another file."""
        self._standing.sources.rename(file)
        totals = [replace(one, source=replace(one.source, file=file)) for one in self._printed_totals]
        return self.noticed([(replace(source, file=file), text) for source, text in self._notices], totals)
