"""检查什么：以金额表示的总成本指标，实际完成值是否等于全年执行数。

为什么：同一笔钱在自评表上下两处写成两个数，口径就不一致。
反例：成本指标实际完成190万元，全年执行数195.50万元。
正例：成本指标实际完成195.5万元，全年执行数195.50万元。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Consequence, Severity
from assistant.domain.unit import convert, dimension
from assistant.findings.aspect import Aspect

CODE = "APP013"
SEVERITY = Severity.WARNING
ASPECT = Aspect.RESULTS


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    executed, adjusted = ledger["budget.executed.total"], ledger["budget.adjusted.total"]
    for row in submission.rows:
        indicator, target, actual = row.indicator, row.indicator.target, row.indicator.number
        if (
            target is None
            or actual is None
            or dimension(target.unit) != "money"
            or "成本" not in indicator.level1 + indicator.level2
        ):
            continue
        if executed.quantity is None or adjusted.quantity is None:
            continue
        spent = convert(executed.quantity.exact, executed.unit, target.unit)
        whole = convert(adjusted.quantity.exact, adjusted.unit, target.unit) == target.value
        if whole and spent != actual:
            key = f"indicator.{row.number}.actual"
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                subject=f"indicator.{row.number}",
                message=f"{indicator.name}实际完成值{ledger[key].text}，与全年执行数{executed.text}不一致",
                advice="请核对两处金额的口径",
                figures=(key, "budget.executed.total"),
                source=indicator.at("actual"),
                consequence=Consequence.INCONSISTENT,
            )
