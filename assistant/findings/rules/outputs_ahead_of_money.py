"""检查什么：完成指标值的绩效指标所占的比例是否远高于预算执行率（如钱花了一成，产出全部完成）。

为什么：产出与资金明显不匹配，说明指标或数据失真，“流于形式”是审查中的常见问题（预算系统超过5%示警）。
反例：预算执行率10.77%，8个绩效指标中8个完成指标值。
正例：预算执行率90.65%，8个绩效指标中5个完成指标值。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Severity
from assistant.findings.aspect import Aspect

CODE = "APP009"
SEVERITY = Severity.WARNING
ASPECT = Aspect.RESULTS

_APART = 30  # percentage points between the share of reached targets and the execution rate; an assumption


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    rate, count = ledger.get("budget.execution.rate"), ledger["indicator.count"]
    met = ledger["indicator.met.count"]
    if (
        rate is None
        or rate.quantity is None
        or count.quantity is None
        or met.quantity is None
        or count.quantity.exact == 0
    ):
        return
    share = met.quantity.exact * 100 / count.quantity.exact
    if share - rate.quantity.exact > _APART:
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            subject="unit",
            message=f"预算执行率只有{rate.text}，而{count.text}绩效指标中{met.text}完成指标值，产出与资金不匹配",
            advice="请核实指标完成数据，或说明少花钱也能完成的原因",
            figures=("budget.execution.rate", "indicator.met.count"),
            source=submission.at("indicators"),
        )
