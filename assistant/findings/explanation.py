"""What a unit supplied to explain a deviation, told with the finding itself: one fault, one finding."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.fields import Written
from assistant.domain.finding import Finding
from assistant.domain.form import called
from assistant.domain.ledger import Subject
from assistant.domain.severity import Severity


def with_explanation(
    finding: Finding, subject: Subject, record: Written, advice: str = "", prefix: str = ""
) -> Finding:
    """A warning that says which of cause and measure is missing; where both are given, a note that it is answered.

    `record`: the row in which they belong; `advice`: what else is advised; `prefix`: what its fields for them begin with
    (execution_cause).

    Source of the rule: 财预〔2020〕10号 asks for 偏差原因分析及改进措施 of every target that was missed.
    """
    given = (("cause", "原因", subject.cause), ("measure", "改进措施", subject.measure))
    missing = {key: name for key, name, text in given if not text}
    table = "projects" if finding.subject.startswith("project.") else "budget" if prefix else "indicators"
    if not missing:
        return replace(
            finding,
            severity=Severity.INFO,
            message=f"{finding.message}；原因和改进措施已填写",
            advice=f"报告照所填的原因和改进措施写明，请审核{advice}",
        )
    keys = "和".join(called(finding.source, table, f"{prefix}{key}") for key in missing)
    return replace(
        finding,
        message=f"{finding.message}；没有填写{'和'.join(missing.values())}",
        advice=f"请补填{keys}，未填的，报告中只能写“待补充”{advice}",
        also=tuple(place for key in missing if (place := record.at(f"{prefix}{key}")) != finding.source),
    )
