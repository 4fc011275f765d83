"""检查什么：定性指标是否写明了佐证。

为什么：定性指标没有数字，结果靠佐证成立；目标笼统、没有佐证是审查中的常见问题。
反例：定性指标“社会治安进一步改善”，结果为“达成年度指标”，没有佐证。
正例：同一指标写明佐证“辖区刑事案件立案数统计表（2023年12月）”。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.form import called
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Severity
from assistant.findings.aspect import Aspect

CODE = "APP016"
SEVERITY = Severity.WARNING
ASPECT = Aspect.EVIDENCE


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    for row in submission.rows:
        target = row.indicator.target
        if target is None or target.kind != "quality" or row.indicator.evidence:
            continue
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            subject=f"indicator.{row.number}",
            message=f"{row.indicator.name}是定性指标，结果为“{row.indicator.actual}”，没有写明佐证",
            advice=f"请在{called(row.indicator.place, 'indicators', 'evidence')}中写明材料（文件、统计表、照片及其日期），或改用可以计量的指标",
            figures=(f"indicator.{row.number}.actual",),
            source=row.indicator.at("evidence"),
        )
