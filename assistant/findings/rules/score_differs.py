"""检查什么：单位填报的自评得分是否与按评分标准计算的得分不同。

为什么：自评得分必须能按评分标准算出，不得刻意抬高分数；有差异须有理由，没有理由的是错误。
反例：12345热线事件办结率完成99.73%，按标准应得14.96分，自评15分，未说明理由。
正例：项目支出预算执行率完成64.01%，分值12分，自评7.68分，与按标准应得的7.68分相同。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Consequence, Severity
from assistant.findings.aspect import Aspect

CODE = "APP005"
SEVERITY = Severity.ERROR
ASPECT = Aspect.RESULTS


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    for row in submission.rows:
        number, indicator = row.number, row.indicator
        head = f"indicator.{number}"
        claimed, rule = ledger.get(f"{head}.score"), ledger.get(f"{head}.rule_score")
        if indicator.score is None or claimed is None or rule is None or claimed.shown == rule.shown:
            continue
        if indicator.deducted_in_vain(submission.year):
            continue  # APP007 tells it
        reason = indicator.score.reason
        points = indicator.points
        above = points is not None and indicator.score.value > points
        if claimed.quantity is None or rule.quantity is None:
            continue
        consequence = ledger.consequence(rule.quantity.shown - claimed.quantity.shown)
        excused = bool(reason) and not above and consequence is not Consequence.CONCLUSION
        yield Finding(
            code=CODE,
            severity=Severity.WARNING if excused else SEVERITY,
            subject=head,
            message=f"{indicator.name}自评得分{claimed.text}，按评分标准应得{rule.text}"
            + ("，且超过了分值" if above else "")
            + (f"，单位理由：{reason}" if reason else "，未说明理由"),
            advice="请改为按标准计算的得分，或在报告中说明理由",
            figures=(f"{head}.score", f"{head}.rule_score"),
            source=indicator.at("score"),
            answer=True,
            topic="score",
            consequence=consequence,
        )
