"""检查什么：满意度指标是否写明了样本数。

为什么：满意度来自调查，样本太少或没有调查，百分比就没有依据；写明样本数才能核对（GRIM检验，APP011）。
反例：受益人员满意度95.5%，没有样本数。
正例：受益人员满意度95.5%，样本200份。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.form import called
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Severity
from assistant.findings.aspect import Aspect

CODE = "APP017"
SEVERITY = Severity.INFO
ASPECT = Aspect.EVIDENCE

_SMALL = 30  # fewer answers than this say little about a rate; an assumption


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    for row in submission.rows:
        indicator, target = row.indicator, row.indicator.target
        if (
            target is None
            or target.unit != "%"
            or "满意" not in indicator.level1 + indicator.level2 + indicator.name
        ):
            continue
        if indicator.sample is not None and indicator.sample >= _SMALL:
            continue
        few = f"样本只有{indicator.sample}份" if indicator.sample is not None else "没有写明样本数"
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            subject=f"indicator.{row.number}",
            message=f"{indicator.name}{ledger[f'indicator.{row.number}.actual'].text}，{few}",
            advice=f"请在{called(row.indicator.place, 'indicators', 'sample')}中填写有效问卷数（不宜少于{_SMALL}份），并留存问卷",
            figures=(f"indicator.{row.number}.actual",),
            source=indicator.at("actual"),
        )
