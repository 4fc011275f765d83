"""检查什么：项目之间、指标之间、同一类别的事实之间是否重名。

为什么：重名的项目或指标在报告里分不清是谁的数字，校验也无从判断。
反例：两个项目都叫“社区工作经费项目”。
正例：“社区工作经费项目”和“疫情防控补助项目”。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Severity
from assistant.domain.source import Source
from assistant.findings.aspect import Aspect

CODE = "REC006"
SEVERITY = Severity.ERROR
ASPECT = Aspect.NAMES


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    named: list[tuple[str, str, Source]] = [
        (f"project.{number}", project.name, project.at("name"))
        for number, project in enumerate(submission.projects, 1)
    ]
    named += [
        (f"indicator.{row.number}", row.indicator.name, row.indicator.at("name")) for row in submission.rows
    ]
    named += [
        (
            f"fact.{number}",
            f"{fact.group}：{fact.label}" if fact.group else fact.label,
            fact.at("label"),
        )
        for number, fact in enumerate(submission.facts, 1)
    ]
    seen: dict[tuple[str, str], Source] = {}
    for subject, name, place in named:
        key = (subject.partition(".")[0], name)
        if key in seen:
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                subject=subject,
                message=f"“{name}”重名，前一处在{seen[key]}",
                advice="请改成能区分的名称",
                figures=(),
                source=place,
            )
        seen.setdefault(key, place)
