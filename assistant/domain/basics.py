"""基础数据: what the common department indicators of 财预〔2013〕53号 are computed from, and last year's amounts."""

from __future__ import annotations

from pydantic import model_validator

from assistant.domain.fields import Amount, Written
from assistant.domain.money import BudgetStage


class Staff(Written):
    """编制数 and 在职人员数, in 人."""

    quota: Amount
    actual: Amount


class ThreePublic(Written):
    """“三公经费”: last year's total, this year's budget, this year's total, in the budget's unit."""

    last_year: Amount | None = None
    budget: Amount | None = None
    actual: Amount


class Carryover(Written):
    """结转结余: at the start and the end of the year, in the budget's unit."""

    opening: Amount | None = None
    closing: Amount


class Planned(Written):
    """A planned and an actual amount or number (政府采购, 支付进度)."""

    planned: Amount
    actual: Amount


class Assets(Written):
    """固定资产: in use and in total, in the budget's unit."""

    in_use: Amount
    total: Amount


class Tasks(Written):
    """工作任务: planned, done, done in time, done to standard, in 项."""

    planned: Amount
    done: Amount
    in_time: Amount | None = None
    qualified: Amount | None = None


class Basics(Written):
    """基础数据; every block may be absent, and then its indicators are not computed."""

    staff: Staff | None = None
    three_public: ThreePublic | None = None
    carryover: Carryover | None = None
    procurement: Planned | None = None
    payment: Planned | None = None
    assets: Assets | None = None
    tasks: Tasks | None = None


class PreviousBudget(Written):
    """Last year's stages, in this year's unit of money."""

    initial: BudgetStage | None = None
    adjusted: BudgetStage | None = None
    executed: BudgetStage | None = None


class Previous(Written):
    """上年数: last year's budget and its 结转结余 at year end."""

    budget: PreviousBudget = PreviousBudget()
    carryover_closing: Amount | None = None

    @model_validator(mode="after")
    def _something(self) -> Previous:
        stages = (self.budget.initial, self.budget.adjusted, self.budget.executed)
        if not any(stages) and self.carryover_closing is None:
            raise ValueError("上年数至少要填一项")
        return self
