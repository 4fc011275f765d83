"""The submission (填报数据): what one unit supplies for one year, and nothing computed.

Field names follow `contract/CLI.md`'s YAML. Every number is an exact Decimal; `Submission.sources` knows
the file and line of every value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PrivateAttr, ValidationInfo, field_validator

from assistant.domain.basics import Basics, Previous
from assistant.domain.fields import Amount, Name, Number, Text, Written
from assistant.domain.indicator import Indicator
from assistant.domain.money import Budget, Project
from assistant.domain.number import compact
from assistant.domain.source import Source

Path = tuple[str | int, ...]


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
    """A scoring row: its number in the report, its path in the file, and the heading it stands under."""

    number: int
    indicator: Indicator
    path: Path
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

    @field_validator("project", mode="after")
    @classmethod
    def _is_named(cls, value: ProjectInfo | None, info: ValidationInfo) -> ProjectInfo | None:
        if info.data.get("kind") == "project" and value is None:
            raise ValueError("kind 为 project 时应填 project（项目名称、主管部门、实施单位）")
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
        listed: list[tuple[Path, Indicator, Indicator | None]] = []

        def walk(indicator: Indicator, path: Path, heading: Indicator | None) -> None:
            if not indicator.applicable:
                return
            if not indicator.rows:
                listed.append((path, indicator, heading))
            for place, row in enumerate(indicator.rows):
                walk(row, (*path, "rows", place), indicator)

        for index, indicator in enumerate(self.indicators):
            walk(indicator, ("indicators", index), None)
        found = [Row(number, row, path, heading) for number, (path, row, heading) in enumerate(listed, 1)]
        return tuple(found)

    @cached_property
    def written_indicators(self) -> tuple[tuple[Path, Indicator], ...]:
        """Every row and heading as written, at any depth, with its path."""
        listed: list[tuple[Path, Indicator]] = []

        def walk(indicator: Indicator, path: Path) -> None:
            listed.append((path, indicator))
            for place, row in enumerate(indicator.rows):
                walk(row, (*path, "rows", place))

        for index, indicator in enumerate(self.indicators):
            walk(indicator, ("indicators", index))
        return tuple(listed)

    _sources: Mapping[Path, Source] = PrivateAttr(default_factory=dict)

    def source(self, *path: str | int) -> Source:
        """The place of a value; that of the nearest enclosing one where it was not written."""
        for length in range(len(path), -1, -1):
            found = self._sources.get(path[:length])
            if found:
                return found
        return Source("")

    @property
    def questions(self) -> list[tuple[Source, str]]:
        """What has to be asked of cells that could not be read, each with its place."""
        return [
            (self.source(*row.path, key), f"{row.indicator.name}：{text}")
            for row in self.rows
            for key, text in row.indicator.questions.items()
        ]

    _notices: Sequence[tuple[Source, str]] = PrivateAttr(default=())

    @property
    def notices(self) -> Sequence[tuple[Source, str]]:
        """What was met while reading that a person should know: hidden rows, formulas, numbers written as text."""
        return self._notices

    _printed_totals: Sequence[PrintedTotal] = PrivateAttr(default=())

    @property
    def printed_totals(self) -> Sequence[PrintedTotal]:
        """The rows “合计” that stood among the projects: compared with our sums, never used."""
        return self._printed_totals

    def located(
        self,
        sources: Mapping[Path, Source],
        notices: Sequence[tuple[Source, str]] = (),
        printed_totals: Sequence[PrintedTotal] = (),
    ) -> Submission:
        """This submission, knowing the places of its values."""
        self._sources = sources
        self._notices = notices
        self._printed_totals = printed_totals
        return self

    @property
    def file(self) -> str:
        """The file it was read from, as its places name it."""
        return next((source.file for source in self._sources.values()), "")

    def renamed(self, file: str) -> Submission:
        """This submission, its places naming another file."""
        self._sources = {path: replace(source, file=file) for path, source in self._sources.items()}
        self._notices = [(replace(source, file=file), text) for source, text in self._notices]
        self._printed_totals = [
            replace(one, source=replace(one.source, file=file)) for one in self._printed_totals
        ]
        return self
