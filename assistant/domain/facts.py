"""The submission (填报数据): what one unit supplies for one year, and nothing computed.

Field names follow `contract/CLI.md`'s YAML. Every number is an exact Decimal; `Submission.sources` knows
the file and line of every value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PrivateAttr, model_validator

from assistant.domain.fields import Amount, Name, Number, Switch, Text, Written
from assistant.domain.number import NumberFault, half_width, parse_number
from assistant.domain.source import Source

Path = tuple[str | int, ...]

_OPERATORS = {"≥": "≥", "≧": "≥", ">=": "≥", "≤": "≤", "≦": "≤", "<=": "≤", "=": "=", "═": "=", "＝": "=",
              ">": ">", "＞": ">", "<": "<", "＜": "<"}  # fmt: skip
_LATIN_UNITS = "km|kg|kWh|kW|MW|GB|TB|m|t|h"
_TARGET = re.compile(
    rf"(>=|<=|[≥≧≤≦=═＝><＞＜])?\s*([-+\d,.]+)\s*([%‰]|[\u4e00-\u9fff㎡]+|{_LATIN_UNITS}|)\Z", re.ASCII
)


class Target(Written):
    """指标值: an operator (≥ > = ≤ <), a number and its unit, as in ≥5% or =10人; no operator means =."""

    operator: Literal["≥", ">", "=", "≤", "<"]
    value: Decimal
    unit: str
    text: str

    @property
    def wants_less(self) -> bool:
        """Whether smaller is better (≤, <)."""
        return self.operator in "≤<"

    def met_by(self, actual: Decimal) -> bool:
        """Whether `actual`, in the target's unit, reaches the target."""
        if self.wants_less or (self.operator == "=" and self.value == 0):
            return actual < self.value if self.operator == "<" else actual <= self.value
        return actual > self.value if self.operator == ">" else actual >= self.value


def parse_target(value: object) -> object:
    """Read a written target; raises ValueError with a Chinese message where it is none."""
    if not isinstance(value, str):
        return value
    written = half_width(value.strip())
    found = _TARGET.match(written)
    if not found:
        raise ValueError(f"“{value}”不是指标值，应写成“≥5%”“=10人”“≤3081.24万元”这样的形式")
    sign, digits, unit = found.groups()
    try:
        number = parse_number(digits)
    except NumberFault:
        raise ValueError(f"“{value}”不是指标值，应写成“≥5%”“=10人”“≤3081.24万元”这样的形式") from None
    return Target(operator=_OPERATORS[sign or "="], value=number, unit=unit, text=written)


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


class Basic(Written):
    """基本支出: one amount, or 人员经费 and 公用经费, or all three (then they have to close)."""

    total: Amount | None = None
    personnel: Amount | None = None
    public: Amount | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_amount(cls, value: object) -> object:
        return {"total": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _something(self) -> Basic:
        if self.total is None and (self.personnel is None or self.public is None):
            raise ValueError("基本支出应填合计数，或同时填 personnel（人员经费）和 public（公用经费）")
        return self


class BudgetStage(Written):
    """One stage of the budget (年初预算数, 全年预算数 or 全年执行数), in the budget's unit of money."""

    basic: Basic
    project: Amount


class Budget(Written):
    """预算: the three stages; `unit` is 元, 千元, 万元 or 亿元."""

    unit: Literal["元", "千元", "万元", "亿元"]
    initial: BudgetStage
    adjusted: BudgetStage
    executed: BudgetStage


class Project(Written):
    """项目: 预算数 is the adjusted budget of the year (全年预算数)."""

    name: Name
    aliases: tuple[Name, ...] = ()
    key: Switch = False
    funding: Text = ""
    budget: Amount
    executed: Amount
    benefit: Text = ""
    cause: Text = ""
    measure: Text = ""


class Claim(Written):
    """自评得分 that the unit claims instead of the score by the standard, with its reason."""

    value: Amount
    reason: Text = ""


class Indicator(Written):
    """绩效指标: target, values and points; values are in the unit of the target."""

    name: Name
    aliases: tuple[Name, ...] = ()
    target: Annotated[Target, BeforeValidator(parse_target)]
    midyear: Number | None = None
    actual: Number
    completion_of: Text = ""
    points: Amount
    score: Claim | None = None
    cause: Text = ""
    measure: Text = ""


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
    kind: Literal["department"]
    unit: Unit
    year: Annotated[int, BeforeValidator(_year)]
    prepared_on: Annotated[date, BeforeValidator(_day)]
    profile: Profile = Profile()
    facts: tuple[CountedFact, ...] = ()
    budget: Budget
    projects: tuple[Project, ...] = ()
    standard: Name
    indicators: tuple[Indicator, ...] = Field(min_length=1)
    notes: Notes = Notes()

    _sources: Mapping[Path, Source] = PrivateAttr(default_factory=dict)

    def source(self, *path: str | int) -> Source:
        """The place of a value; that of the nearest enclosing one where it was not written."""
        for length in range(len(path), -1, -1):
            found = self._sources.get(path[:length])
            if found:
                return found
        return Source("")

    def located(self, sources: Mapping[Path, Source]) -> Submission:
        """This submission, knowing the places of its values."""
        self._sources = sources
        return self
