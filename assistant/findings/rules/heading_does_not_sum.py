"""检查什么：有下级指标的行，自评得分和分值是否等于下级各行之和。

为什么：上级行与下级行都带分，直接相加会重复计算；只有下级行计分，上级行只能是它们的合计。
反例：一级指标自评得15分，其下三行各得4分，合计12分。
正例：一级指标自评得15分，其下三行各得5分。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.indicator import Indicator
from assistant.domain.ledger import Ledger
from assistant.domain.quantity import plain
from assistant.domain.severity import Consequence, Severity
from assistant.findings.aspect import Aspect

CODE = "REC003"
SEVERITY = Severity.ERROR
ASPECT = Aspect.LINKS


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    for heading in submission.written_indicators:
        if not heading.rows:
            continue
        scored = heading.score.value if heading.score else None
        scores = [row.score.value if row.score else None for row in heading.rows]
        for key, name, own, parts in (
            ("score", "自评得分", scored, scores),
            ("points", "分值", heading.points, [row.points for row in heading.rows]),
        ):
            known = [part for part in parts if part is not None]
            if own is None or len(known) < len(parts) or sum(known, Decimal(0)) == own:
                continue
            yield _finding(
                submission,
                heading,
                key,
                f"{name}{plain(own)}分，而其下各行之和为{plain(sum(known, Decimal(0)))}分",
            )


def _finding(submission: Submission, heading: Indicator, key: str, what: str) -> Finding:
    numbers = [row.number for row in submission.rows if row.heading is heading]
    return Finding(
        code=CODE,
        severity=SEVERITY,
        subject=f"indicator.{numbers[0]}" if numbers else "indicators",
        message=f"{heading.name}{what}",
        advice="请改正上级行或下级各行；总分只计下级行",
        figures=tuple(f"indicator.{number}.score" for number in numbers),
        source=heading.at(key),
        consequence=Consequence.INCONSISTENT,
    )
