"""检查什么：指标是否都有分值。

为什么：没有分值（有的表式不设分值栏）就不能按标准计算得分，自评得分只能照录，无从核对。
反例：指标只填了自评得分15分，没有分值。
正例：分值20分，自评得分20分。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.form import called
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Severity
from assistant.findings.aspect import Aspect

CODE = "APP015"
SEVERITY = Severity.INFO
ASPECT = Aspect.FORM


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    without = [row for row in submission.rows if row.indicator.points is None]
    if without:
        names = "、".join(row.indicator.name for row in without[:5]) + ("等" if len(without) > 5 else "")
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            subject="indicators",
            message=f"{len(without)}个指标没有分值（{names}），得分照单位填报，无法按标准核对",
            advice=f"请补填{called(without[0].indicator.place, 'indicators', 'points')}",
            figures=tuple(
                f"indicator.{row.number}.score"
                for row in without
                if f"indicator.{row.number}.score" in ledger
            ),
            source=without[0].indicator.at("points"),
        )
