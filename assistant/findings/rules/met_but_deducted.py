"""检查什么：已达到指标值的指标，自评得分是否仍低于分值而没有理由。

为什么：达到指标值应为满分（指标值98%、完成98%得满分，不是得98%）；扣分须有理由。
反例：指标值≥98%，实际完成98%，分值20分，自评19.60分，没有理由。
正例：指标值≥98%，实际完成98%，分值20分，自评20分。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
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
        by_value = EXACT.divide(
            EXACT.multiply(indicator.points, indicator.number or indicator.points * 0), HUNDRED
        )
        hint = (
            "；所得恰为分值与实际完成值的乘积"
            if half_up(by_value, 2) == half_up(indicator.score.value, 2)
            else ""
        )
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            subject=head,
            message=f"{indicator.name}已达到指标值，应得{ledger[f'{head}.points'].text}，自评{ledger[f'{head}.score'].text}，未说明扣分理由{hint}",
            advice="请改为满分，或在“得分理由”（score.reason）中说明扣分理由",
            figures=(f"{head}.score", f"{head}.points"),
            source=indicator.at("score"),
            answer=True,
            topic="score",
            consequence=ledger.consequence(indicator.points - indicator.score.value),
        )
