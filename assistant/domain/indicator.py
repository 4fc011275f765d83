"""绩效指标 as supplied: a target, what came of it, its points, and what the unit says of it."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator, model_validator

from assistant.domain.fields import Amount, Name, Number, Reason, Switch, Text, Written
from assistant.domain.quantity import EXACT, HUNDRED
from assistant.domain.target import Target, deadline_met, parse_actual, parse_target, words_met


class Claim(Written):
    """自评得分 that the unit claims instead of the score by the standard, with its reason."""

    value: Amount
    reason: Reason = ""

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
    cause: Reason = ""
    measure: Reason = ""
    evidence: Text = ""
    sample: Amount | None = None
    applicable: Switch = True
    rows: tuple[Indicator, ...] = ()

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
    def _read(self) -> tuple[Decimal | None, str]:
        """The actual value in the target's unit, and why it cannot be read where it cannot."""
        if self.target is None or not self.actual:
            return None, ""
        try:
            return parse_actual(self.actual, self.target)[1], ""
        except ValueError as fault:
            return None, str(fault)

    @property
    def number(self) -> Decimal | None:
        """The actual value in the target's unit; None where the target is no number, or the value cannot be read."""
        return self._read[0] if self.target and self.target.kind == "number" else None

    @property
    def questions(self) -> dict[str, str]:
        """What has to be asked, by the key of its cell (`target`, `actual`); nothing where both can be read."""
        asked = {"target": self.target.question if self.target else "", "actual": self._read[1]}
        return {key: text for key, text in asked.items() if text}

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
        if self.target is None or self.target.kind in ("quality", "unread"):
            return None
        if self.target.kind == "deadline":
            return deadline_met(self.target, self.actual, year)
        if self.target.kind == "words":
            return words_met(self.target, self.actual)
        return None if self._read[0] is None else self.target.met_by(self._read[0])
