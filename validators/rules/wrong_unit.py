"""检查什么：数字的计量单位是否与测算值相同，或可以准确换算（元、千元、万元、亿元；%、‰）。

为什么：百分比与百分点、人与人次、万元与分永不等同；把万元写成元，金额就差了一万倍。
反例：项目支出预算执行率与指标值的差距为35.99%。——应为35.99个百分点
正例：项目支出预算执行率与指标值的差距为35.99个百分点。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.severity import Severity
from validators.reading import Reading, Verdict

CODE = "NUM003"
SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Diagnostic]:
    for binding in reading.with_verdict(Verdict.UNIT):
        right = reading.ledger[binding.same_digits[0]]
        message = f"“{binding.mention.text}”的单位不对：{right.label}的单位是“{right.unit}”"
        advice = f"应为：{reading.forms(binding.same_digits)}"
        yield reading.report(binding, CODE, SEVERITY, message, advice, right.id)
