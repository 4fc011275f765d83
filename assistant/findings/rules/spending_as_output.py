"""检查什么：产出指标是否就是花钱本身（预算执行率、支出金额、资金到位率）。

为什么：执行率已单独计分，再列为产出指标就重复计分；花了多少钱不是做成了什么事。
反例：产出指标“资金支出率”≥95%。
正例：产出指标“培训场次”≥12场。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Severity
from assistant.findings.aspect import Aspect

CODE = "APP014"
SEVERITY = Severity.INFO
ASPECT = Aspect.FORM

_SPENDING = re.compile("预算执行率|资金执行率|支出执行率|支出率|资金支出|资金使用率|资金到位率|支付进度")


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    for row in submission.rows:
        indicator = row.indicator
        if _SPENDING.search(indicator.name) and "成本" not in indicator.level1 + indicator.level2:
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                subject=f"indicator.{row.number}",
                message=f"{indicator.name}衡量的是花钱进度，预算执行率已单独计分，此处可能重复",
                advice="请考虑改用反映工作成果的指标",
                figures=(f"indicator.{row.number}.actual",),
                source=indicator.at("name"),
            )
