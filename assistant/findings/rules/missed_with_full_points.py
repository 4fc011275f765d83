"""检查什么：没有按期限完成（或没有达到按文字规定的指标值）的指标，自评得分是否仍是满分。

为什么：期限和文字的指标值没有折算公式，得分由单位自报；未按时完成却报满分，等于说按时完成了，结论就变了。写明理由的，须审核理由。
反例：指标值“9月前”，实际完成值“10月”，分值5分，自评得分5分。
正例：指标值“9月前”，实际完成值“7月”，分值5分，自评得分5分。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Consequence, Severity
from assistant.findings.aspect import Aspect

CODE = "APP020"
SEVERITY = Severity.ERROR
ASPECT = Aspect.RESULTS


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    for row in submission.rows:
        indicator, head = row.indicator, f"indicator.{row.number}"
        target, score, points = indicator.target, indicator.score, indicator.points
        if target is None or score is None or points is None or indicator.met(submission.year) is not False:
            continue
        if f"{head}.rule_score" in ledger or score.value < points:
            continue
        yield Finding(
            code=CODE,
            severity=Severity.WARNING if score.reason else SEVERITY,
            subject=head,
            message=f"{indicator.name}没有达到指标值，自评却是满分{ledger[f'{head}.score'].text}："
            f"指标值{target.text}，实际完成值{indicator.actual}"
            + (f"，单位理由：{score.reason}" if score.reason else ""),
            advice="请改正自评得分，或核对实际完成值",
            figures=(f"{head}.score", f"{head}.points", f"{head}.actual"),
            source=indicator.at("score"),
            consequence=Consequence.CONCLUSION,
        )
