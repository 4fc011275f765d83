"""检查什么：预算执行率分值与各绩效指标分值之和是否等于评分标准的总分（100分）。

为什么：分值合计不是100分，总分和等级都不成立；公开报告中出现过合计110分的自评表。
反例：预算执行率10分，绩效指标合计100分，共110分。
正例：预算执行率10分，绩效指标合计90分，共100分。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.quantity import EXACT
from assistant.domain.severity import Consequence, Severity
from assistant.findings.aspect import Aspect

CODE = "REC002"
SEVERITY = Severity.ERROR
ASPECT = Aspect.TOTALS


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    points = ledger.get("total.points")
    full = ledger.standard.total.points
    own = ledger.get("budget.execution.points")
    if points and points.quantity and points.quantity.exact != full:
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            subject="total",
            message=f"分值合计{points.text}，不等于{full}分"
            f"（预算执行率{own.text if own else '不计分'}，绩效指标{ledger['indicators.points'].text}）",
            advice=f"请调整各绩效指标分值，使合计为{full}分",
            figures=("total.points", "indicators.points"),
            source=submission.at("indicators"),
            consequence=_consequence(ledger, points.quantity.exact),
        )


def _consequence(ledger: Ledger, points: Decimal) -> Consequence:
    """Whether the score, converted to the full points, would earn another grade."""
    total = ledger.get("total.score")
    if total is None or total.quantity is None or points == 0:
        return Consequence.INCONSISTENT
    score = total.quantity.shown
    converted = EXACT.divide(EXACT.multiply(score, ledger.standard.total.points), points)
    return ledger.consequence(converted - score)
