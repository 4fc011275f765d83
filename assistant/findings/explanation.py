"""What a unit supplied to explain a deviation, told with the finding itself: one fault, one finding."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.finding import Finding
from assistant.domain.ledger import Subject
from assistant.domain.severity import Severity


def with_explanation(finding: Finding, subject: Subject, also: str = "") -> Finding:
    """A warning that says which of cause and measure is missing; where both are given, a note that it is answered.

    `also`: what else is advised.

    Source of the rule: 财预〔2020〕10号 asks for 偏差原因分析及改进措施 of every target that was missed.
    """
    given = (("原因（cause）", subject.cause), ("改进措施（measure）", subject.measure))
    missing = [name for name, text in given if not text]
    if not missing:
        return replace(
            finding,
            severity=Severity.INFO,
            message=f"{finding.message}；原因和改进措施已填写",
            advice=f"报告照所填的原因和改进措施写明，请审核{also}",
        )
    names = "和".join(name.partition("（")[0] for name in missing)
    return replace(
        finding,
        message=f"{finding.message}；没有填写{names}",
        advice=f"请补填{'和'.join(missing)}，未填的，报告中只能写“待补充”{also}",
    )
