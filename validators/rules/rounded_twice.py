"""检查什么：数字是否只有经过两次四舍五入才会得到（先舍入到印出位数，再舍入一次）。

为什么：两次舍入会差出最后一位；它不是抄错，但与精确值不符，须按精确值一次舍入。
反例：预算调整总额比率为16.0%。——精确值15.945%，印出15.95%，一位小数应为15.9%
正例：项目支出预算执行率64.0%。——精确值64.0130%
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.severity import Severity
from validators.reading import Reading, Verdict

CODE = "NUM006"
SEVERITY = Severity.WARNING


def check(reading: Reading) -> Iterator[Diagnostic]:
    for binding in reading.with_verdict(Verdict.ROUNDED_TWICE):
        right = reading.ledger[binding.rounded_twice[0]]
        message = (
            f"“{binding.mention.text}”由{right.label}{right.text}再次舍入得到，按精确值一次舍入不是这个数"
        )
        yield reading.report(
            binding, CODE, SEVERITY, message, f"应为：{reading.forms((right.id,))}", right.id
        )
