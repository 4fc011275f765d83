"""检查什么：绩效指标的实际完成值是否未达到指标值，原因和改进措施是否填写。

为什么：未完成的指标须说明偏差原因和改进措施（财预〔2020〕10号自评表“偏差原因分析及改进措施”栏）。
反例：指标值≥5%，实际完成值0%。
正例：指标值≥95%，实际完成值95.5%。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Severity
from assistant.findings.aspect import Aspect
from assistant.findings.explanation import with_explanation

CODE = "APP001"
SEVERITY = Severity.WARNING
ASPECT = Aspect.RESULTS


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    for row in submission.rows:
        number, indicator = row.number, row.indicator
        head = f"indicator.{number}"
        if indicator.target is None or ledger.subjects[head].met is not False:
            continue
        keys = ("target", "actual", "completion.rate", "gap", "lost")
        figures = tuple(f"{head}.{key}" for key in keys if f"{head}.{key}" in ledger)
        deducted = ledger.get(f"{head}.lost")
        lost = deducted.quantity if deducted else None
        cost = f"，扣{lost.text}" if lost and lost.exact > 0 else ""
        wanted = indicator.target.kind == "quality" or ledger.standard.wants_cause(indicator.deviation)
        found = Finding(
            code=CODE,
            severity=SEVERITY,
            subject=head,
            message=f"{indicator.name}未达到指标值：指标值{indicator.target.text}，"
            f"实际完成值{ledger[f'{head}.actual'].text}{cost}",
            advice="请核对指标值和实际完成值",
            figures=figures,
            source=indicator.at("actual"),
            answer=wanted,
            topic="unmet",
        )
        yield with_explanation(found, ledger.subjects[head], indicator) if wanted else found
