"""检查什么：指标值和实际完成值中，哪些是换算了单位或去掉了括号里的话之后读取的。

为什么：读法没有疑问的照读，但填表人要看得见程序把它读成了多少。
反例：指标值≥10件，实际完成值“0.0021万件”，按21件读取。
正例：指标值≥10件，实际完成值“21件”。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Row, Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.measure import read_measure
from assistant.domain.number import NumberFault
from assistant.domain.quantity import plain
from assistant.domain.severity import Severity
from assistant.findings.aspect import Aspect

CODE = "INP005"
SEVERITY = Severity.INFO
ASPECT = Aspect.FORM


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    for row in submission.rows:
        told = _told(row)
        if told:
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                subject=f"indicator.{row.number}",
                message=f"{row.indicator.name}的实际完成值“{row.indicator.actual}”{told}",
                advice="请看一眼读得对不对",
                figures=(f"indicator.{row.number}.actual",),
                source=row.indicator.at("actual"),
            )


def _told(row: Row) -> str:
    target, number = row.indicator.target, row.indicator.number
    if target is None or number is None:
        return ""
    try:
        measure = read_measure(row.indicator.actual)
    except NumberFault:
        return ""
    if measure.number != number:
        return f"按{plain(number)}{target.unit}读取，与指标值{target.text}比较"
    return f"括号里的内容没有读取，按{measure.text}读取" if measure.remark else ""
