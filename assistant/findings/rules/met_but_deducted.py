"""检查什么：已达到指标值的指标，自评得分是否仍低于分值而没有理由。

为什么：达到指标值应为满分（指标值98%、完成98%得满分，不是得98%）；扣分须有理由。没有理由又看不出扣法的是错误；
单位自己的扣法（分值乘以实际完成值）只是与评分标准不同。
反例：指标值≥98%，实际完成98%，分值20分，自评19.60分，没有理由。
正例：指标值≥98%，实际完成98%，分值20分，自评20分。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.form import called
from assistant.domain.indicator import Indicator
from assistant.domain.ledger import Ledger
from assistant.domain.quantity import EXACT, HUNDRED, half_up
from assistant.domain.severity import Severity
from assistant.findings.aspect import Aspect

CODE = "APP007"
SEVERITY = Severity.ERROR
ASPECT = Aspect.RESULTS


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    for row in submission.rows:
        indicator, head = row.indicator, f"indicator.{row.number}"
        if (
            indicator.score is None
            or indicator.points is None
            or not indicator.deducted_in_vain(submission.year)
        ):
            continue
        own_rule = _points_by_value(indicator) == half_up(indicator.score.value, 2)
        yield Finding(
            code=CODE,
            severity=Severity.WARNING if own_rule else SEVERITY,
            subject=head,
            message=f"{indicator.name}已达到指标值，应得{ledger[f'{head}.points'].text}，自评{ledger[f'{head}.score'].text}，未说明扣分理由"
            + ("；所得恰为分值与实际完成值的乘积" if own_rule else ""),
            advice=f"请改为满分，或在{called(indicator.place, 'indicators', 'score', 'reason')}中说明扣分理由",
            figures=(f"{head}.score", f"{head}.points"),
            source=indicator.at("score"),
            answer=True,
            topic="score",
            consequence=ledger.consequence(indicator.points - indicator.score.value),
        )


def _points_by_value(indicator: Indicator) -> Decimal | None:
    """The score by the way of some units: the points times the actual value; None where that is no percentage."""
    value, target = indicator.number, indicator.target
    if value is None or indicator.points is None or target is None or target.unit != "%":
        return None
    return half_up(EXACT.divide(EXACT.multiply(indicator.points, value), HUNDRED), 2)
