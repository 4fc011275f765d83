"""检查什么：“项目”表里自己写的合计行（合计、小计）是否等于各项目之和。

为什么：合计行不是项目，不参加计算；但写出来的合计与各行之和对不上，必有一行填错或漏填。
反例：各项目全年预算数之和645.26万元，合计行写655.26。
正例：各项目全年预算数之和645.26万元，合计行写645.26。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.quantity import plain
from assistant.domain.severity import Consequence, Severity
from assistant.findings.aspect import Aspect

CODE = "REC008"
SEVERITY = Severity.ERROR
ASPECT = Aspect.TOTALS

_COLUMNS = {"budget": "全年预算数", "executed": "全年执行数"}


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    unit = submission.budget.unit
    for printed in submission.printed_totals:
        ours = sum(
            (getattr(submission.projects[number], printed.column) for number in printed.projects), Decimal(0)
        )
        if ours == printed.value:
            continue
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            subject="unit",
            message=f"合计行的{_COLUMNS[printed.column]}是{plain(printed.value)}{unit}，"
            f"而上面{len(printed.projects)}个项目之和是{plain(ours)}{unit}",
            advice="请核对各项目的金额和合计",
            figures=(),
            source=printed.source,
            consequence=Consequence.INCONSISTENT,
        )
