"""检查什么：绩效指标完成率是否达到或超过评分标准规定的说明界限（如130%），原因和改进措施是否填写。

为什么：大幅超额完成多因指标值定得过低，须分析原因（财预〔2020〕10号；广西等地规定达到130%须说明）。
反例：指标值≥10件，实际完成值21件，完成率210%。
正例：指标值≥10件，实际完成值11件，完成率110%。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.quantity import plain
from assistant.domain.severity import Severity
from assistant.findings.aspect import Aspect
from assistant.findings.explanation import with_explanation

CODE = "APP002"
SEVERITY = Severity.WARNING
ASPECT = Aspect.RESULTS


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    limit = ledger.standard.overcompletion.explain_from
    for row in submission.rows:
        number, indicator = row.number, row.indicator
        head = f"indicator.{number}"
        if indicator.target is None or f"{head}.overcompletion" not in ledger:
            continue
        rate = ledger[f"{head}.completion.rate"]
        if rate.quantity and rate.quantity.shown >= limit:
            found = Finding(
                code=CODE,
                severity=SEVERITY,
                subject=head,
                message=f"{indicator.name}完成率{rate.text}，达到或超过{plain(limit)}%："
                f"指标值{indicator.target.text}，实际完成值{ledger[f'{head}.actual'].text}",
                advice="",
                figures=(
                    f"{head}.target",
                    f"{head}.actual",
                    f"{head}.completion.rate",
                    f"{head}.overcompletion",
                ),
                source=indicator.at("actual"),
                answer=True,
                topic="over",
            )
            yield with_explanation(found, ledger.subjects[head], indicator, "；并检查指标值是否定得过低")
