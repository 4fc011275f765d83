"""检查什么：指标值和实际完成值是否看得懂：指标值说的是一件事，实际完成值是这样一个指标值的完成情况。

为什么：看不懂的不能猜，也不能因为一格看不懂就整张表不算；这一格要问清楚，其余照常计算（财预〔2020〕10号要求指标值明确、可衡量）。
反例：指标值≥10件，实际完成值“21人”。——单位不同，不能换算；同样要问的有指标值“大约5%”、实际完成值“≥266”
正例：指标值≥10件，实际完成值“21件”。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Severity
from assistant.findings.aspect import Aspect

CODE = "INP002"
SEVERITY = Severity.ERROR
ASPECT = Aspect.FORM

_NAMES = {"target": "指标值", "actual": "实际完成值"}


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    for row in submission.rows:
        for key, question in row.indicator.questions.items():
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                subject=f"indicator.{row.number}",
                message=f"{row.indicator.name}的{_NAMES[key]}看不懂：{question}",
                advice="请改写这一格；改好之前这个指标没有完成率，也没有按标准计算的得分",
                figures=(f"indicator.{row.number}.{key}",),
                source=row.indicator.at(key),
            )
