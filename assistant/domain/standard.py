"""The standard (评分标准): scoring rules as data, each with its source (document number) or marked 假定.

All points are in 分, all rates, shares and limits in per cent.
"""

from __future__ import annotations

from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from assistant.domain.alias import Aliases
from assistant.domain.fields import Amount, Name, Number, Switch, Text, Written
from assistant.errors import Undeclared


def _digits(value: object) -> int:
    if isinstance(value, str) and value in ("0", "1", "2", "3", "4"):
        return int(value)
    raise ValueError(f"“{value}”应为0到4之间的整数（小数位数）")


Digits = Annotated[int, BeforeValidator(_digits)]


class Execution(Written):
    """预算执行率: its points (0: not scored), over which budget, and from which rate the score is taken.

    `base`: 全年预算数 (adjusted) or 年初预算数 (initial). `rate`: the score comes from the exact rate or from
    the rate rounded to `decimals`. `cap`: the score does not exceed the points. `zero`: what a budget of zero
    does (unscored: no score, the rest as it is; rescale: the rest is converted to the full points; full: full
    points where nothing was spent).
    """

    points: Amount
    base: Literal["adjusted", "initial"] = "adjusted"
    rate: Literal["exact", "shown"]
    decimals: Digits = 2
    cap: Switch = True
    zero: Literal["unscored", "rescale", "full"] = "unscored"
    explain_below: Amount
    project_explain_below: Amount


class Unmet(Written):
    """未完成: how a missed indicator scores.

    `more` (≥, =): 实际值÷指标值 (ratio) or nothing (zero). `less` (≤): 指标值÷实际值 (ratio), falling to 0 at
    twice the target (linear), or nothing (zero). `tolerance`: a deviation of at most this share of the target
    still scores in full.
    """

    more: Literal["ratio", "zero"] = "ratio"
    less: Literal["ratio", "linear", "zero"]
    tolerance: Amount = Decimal(0)


class Overcompletion(Written):
    """超额完成: from which completion rate an explanation is asked for, and from which points are cut.

    `cut_from` (absent: never): from there the score is 指标值÷实际值×分值.
    """

    explain_from: Amount
    cut_from: Amount | None = None


class Band(Written):
    """定性指标的一个档次: scores from `lowest` up to (`highest`, exclusive but for the top band) per cent of the points."""

    name: Name
    aliases: tuple[Name, ...] = ()
    lowest: Amount = Field(alias="from")
    highest: Amount = Field(alias="to")


class Step(Written):
    """One step of a band: its points from `from` upward, or up to `to` (both included)."""

    lowest: Number | None = Field(default=None, alias="from")
    highest: Number | None = Field(default=None, alias="to")
    points: Amount


class Bands(Written):
    """按档计分 of one figure: `limit` and `per_point` (分 off for each percentage point above), or `steps`."""

    figure: Name
    points: Amount
    limit: Number | None = None
    per_point: Amount | None = None
    steps: tuple[Step, ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> Bands:
        if bool(self.steps) == (self.limit is not None and self.per_point is not None):
            raise ValueError("按档计分应填 limit 和 per_point，或填 steps，两者取一")
        return self


class Adjustment(Written):
    """预算调整: above which gross or net rate a reason is asked for."""

    explain_above: Amount


class Explanation(Written):
    """When a cause is mandatory: for every missed target (`unmet`), beyond `tolerance` per cent of the target."""

    unmet: Switch = True
    tolerance: Amount = Decimal(0)


class Degrees(Written):
    """Degree words and the change (per cent) from which they may be said; 基本 is a completion, 略有 an upper limit."""

    sharp: Amount = Field(alias="大幅")
    clear: Amount = Field(alias="明显")
    slight: Amount = Field(alias="略有")
    nearly: Amount = Field(alias="基本完成")
    most: Amount = Field(alias="绝大部分")


class Length(Written):
    """篇幅 of a section in characters, spaces aside: at least `from`, at most `to` (both included)."""

    least: Amount = Field(default=Decimal(0), alias="from")
    most: Amount | None = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Length:
        if self.most is not None and self.least > self.most:
            raise ValueError("篇幅的下限（from）应不大于上限（to）")
        return self


class Lengths(Written):
    """The length of each narrative section; a section left out has no limit."""

    problems: Length = Length()
    measures: Length = Length()
    suggestions: Length = Length()


class Grade(Written):
    """评价等级: `name` from `from` points upward (lower bound included)."""

    name: Name
    lowest: Amount = Field(alias="from")


class Total(Written):
    """总分: full points, and whether it sums exact or printed part scores."""

    points: Amount
    parts: Literal["exact", "shown"]


def _cited(key: str) -> str:
    if key not in citable(Standard):
        near = get_close_matches(key, citable(Standard), 1)
        hint = f"，是否想写 {near[0]}" if near else ""
        raise ValueError(f"出处所指的“{key}”不是评分标准的条目{hint}")
    return key


class Standard(Written):
    """One dated standard; `classes` are the points of first-level classes (empty: the unit is free to set them)."""

    id: Name
    title: Name
    document: Name
    date: Name
    execution: Execution
    classes: dict[str, Amount] = Field(default_factory=dict)
    unmet: Unmet
    overcompletion: Overcompletion
    qualitative: tuple[Band, ...] = ()
    bands: tuple[Bands, ...] = ()
    rescale: Switch = False
    adjustment: Adjustment
    explanation: Explanation = Explanation()
    degrees: Degrees
    lengths: Lengths = Lengths()
    aliases: Aliases = Aliases()
    total: Total
    grades: tuple[Grade, ...] = Field(min_length=1)
    sources: dict[Annotated[str, AfterValidator(_cited)], Text] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _closes(self) -> Standard:
        if self.classes and sum(self.classes.values()) + self.execution.points != self.total.points:
            raise ValueError("预算执行率分值与各类指标分值之和不等于总分")
        for band in self.qualitative:
            if band.lowest >= band.highest:
                raise ValueError(f"定性档次“{band.name}”的下限应小于上限")
        return self

    def wants_cause(self, deviation: Decimal | None) -> bool:
        """Whether a miss must be explained; `deviation` in per cent of the target, None where it has no number."""
        rules = self.explanation
        return rules.unmet and (deviation is None or deviation > rules.tolerance)

    def source_of(self, path: str) -> str:
        """The source of an entry such as execution.points, or of the table it stands in, or the document.

        Raises Undeclared for an entry that a standard does not have.
        """
        if path not in citable(type(self)):
            raise Undeclared(f"a standard has no entry {path!r}")
        while path:
            if path in self.sources:
                return self.sources[path]
            path = path.rpartition(".")[0]
        return self.document

    def band(self, achieved: str) -> Band | None:
        """The band of a qualitative result by its name or one of its aliases."""
        return next(
            (band for band in self.qualitative if achieved == band.name or achieved in band.aliases), None
        )

    def grade(self, score: Decimal) -> str:
        """The grade of a total score; the lowest grade starts at 0."""
        for grade in sorted(self.grades, key=lambda grade: grade.lowest, reverse=True):
            if score >= grade.lowest:
                return grade.name
        return min(self.grades, key=lambda grade: grade.lowest).name


@cache
def citable(model: type[Written]) -> tuple[str, ...]:
    """What of a standard may be cited: its entries, and those of its tables as table.entry."""
    found: list[str] = []
    for name, field in model.model_fields.items():
        own = field.alias or name
        found.append(own)
        if isinstance(field.annotation, type) and issubclass(field.annotation, Written):
            found += [f"{own}.{key}" for key in citable(field.annotation)]
    return tuple(found)
