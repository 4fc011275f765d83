"""Money as supplied: budget stages of a department or of one project, and the projects."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import model_validator

from assistant.domain.fields import Amount, Name, Reason, Switch, Text, Written

USES = ("basic", "project")  # the parts of a budget by what is spent on; the others are sources of funds

MoneyUnit = Literal["元", "千元", "万元", "亿元"]


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

    @property
    def amount(self) -> Decimal:
        """The whole, as it is computed: of its two parts where both are supplied."""
        if self.personnel is not None and self.public is not None:
            return self.personnel + self.public
        return self.total or Decimal(0)


class BudgetStage(Written):
    """One stage (年初预算数, 全年预算数, 全年执行数): by 基本支出 and 项目支出, or by source of funds, or one total.

    `fiscal` 财政拨款, `carryover` 上年结转资金, `other` 其他资金. A total beside parts has to close.
    """

    total: Amount | None = None
    basic: Basic | None = None
    project: Amount | None = None
    fiscal: Amount | None = None
    carryover: Amount | None = None
    other: Amount | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_amount(cls, value: object) -> object:
        return {"total": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_form(self) -> BudgetStage:
        by_use = [part for part in (self.basic, self.project) if part is not None]
        if by_use and self.sources():
            raise ValueError(
                "请按支出性质（basic、project）或按资金来源（fiscal、carryover、other）填一种，不要混用"
            )
        if len(by_use) == 1:
            raise ValueError("basic（基本支出）和 project（项目支出）应同时填写")
        if not by_use and not self.sources() and self.total is None:
            raise ValueError("应填合计数，或填各部分的金额")
        return self

    def sources(self) -> dict[str, Decimal]:
        """The amounts by source of funds that are supplied."""
        amounts = (("fiscal", self.fiscal), ("carryover", self.carryover), ("other", self.other))
        return {name: amount for name, amount in amounts if amount is not None}


class Budget(Written):
    """预算: the three stages; 年初预算数 may be unknown (null) where the form has none.

    `execution_cause` and `execution_measure` explain a low execution of the whole, `project_cause` and `project_measure`
    that of 项目支出 (四川省自评表: below 90 % the cause is to be given).
    """

    unit: MoneyUnit
    initial: BudgetStage | None = None
    adjusted: BudgetStage
    executed: BudgetStage
    adjustment_cause: Reason = ""
    execution_cause: Reason = ""
    execution_measure: Reason = ""
    project_cause: Reason = ""
    project_measure: Reason = ""

    def stages(self) -> dict[str, BudgetStage]:
        """The stages that are supplied, by name."""
        stages = {"initial": self.initial, "adjusted": self.adjusted, "executed": self.executed}
        return {name: stage for name, stage in stages.items() if stage is not None}


class Project(Written):
    """项目: 预算数 is the adjusted budget of the year (全年预算数)."""

    name: Name
    aliases: tuple[Name, ...] = ()
    key: Switch = False
    funding: Text = ""
    budget: Amount
    executed: Amount
    benefit: Text = ""
    cause: Reason = ""
    measure: Reason = ""
