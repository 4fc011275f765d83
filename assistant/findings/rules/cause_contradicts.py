"""检查什么：填写的原因是否与指标的完成情况相反（已完成却写“未完成”的原因，未完成却写“超额完成”）。

为什么：满分而原因写“未完成”、未完成而原因写“已超额完成”，数据和文字必有一处是错的。
反例：指标值≥10件，实际完成值21件，原因写“人手不足，未能完成年度任务”。
正例：指标值≥10件，实际完成值21件，原因写“提高工作效率，超额完成年度目标任务”。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Consequence, Severity
from assistant.findings.aspect import Aspect

CODE = "APP018"
SEVERITY = Severity.WARNING
ASPECT = Aspect.CAUSES

_MISSED = re.compile(
    "未(?:能)?(?:按期|按时|全部|如期)?(?:完成|达到|达成|实现)(?:指标|目标|任务|年度)|未(?:能)?完成(?:[，。；]|$)|未达标"
)
_REACHED = re.compile("(?<![未没能])(?:超额|全部|提前|圆满|已|如期)(?:完成|达到|达成)")


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    for row in submission.rows:
        indicator, met = row.indicator, row.indicator.met(submission.year)
        if met is None or not indicator.cause:
            continue
        wrong = (_MISSED if met else _REACHED).search(indicator.cause)
        if wrong is None or (_REACHED if met else _MISSED).search(indicator.cause):
            continue
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            subject=f"indicator.{row.number}",
            message=f"{indicator.name}{'已' if met else '未'}达到指标值，填写的原因却说“{wrong.group()}”",
            advice="请核对实际完成值和原因，改正其中一处",
            figures=(f"indicator.{row.number}.actual", f"indicator.{row.number}.target"),
            source=indicator.at("cause"),
            consequence=Consequence.CONCLUSION,
        )
