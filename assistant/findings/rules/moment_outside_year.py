"""检查什么：时限指标的期限和完成时间是否在自评年度之内。

为什么：年度自评只评当年的事；期限或完成时间落在别的年份，多是沿用上年的表或写错了年份。
反例：2023年度自评，指标值“2022年9月底前”。
正例：2023年度自评，指标值“9月底前”，完成时间“2023年8月”。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Severity
from assistant.findings.aspect import Aspect

CODE = "APP019"
SEVERITY = Severity.WARNING
ASPECT = Aspect.CAUSES

_YEAR = re.compile(r"(20\d\d)(?=年|-)")


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    for row in submission.rows:
        indicator, target = row.indicator, row.indicator.target
        if target is None or target.kind != "deadline":
            continue
        for key, name, written in (("target", "期限", target.text), ("actual", "完成时间", indicator.actual)):
            found = _YEAR.match(written)
            if found and int(found.group(1)) != submission.year:
                yield Finding(
                    code=CODE,
                    severity=SEVERITY,
                    subject=f"indicator.{row.number}",
                    message=f"{indicator.name}的{name}“{written}”不在{submission.year}年",
                    advice="请核对年份；确属跨年的工作请说明",
                    figures=(f"indicator.{row.number}.{key}",),
                    source=indicator.at(key),
                )
