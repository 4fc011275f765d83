"""检查什么：写明了对象和角色的数字，是否等于该对象的测算值或填报值。

为什么：抄错、换位、自行取舍都会使报告与账表不一致。整数须完全相等；小数须等于印出值或其四舍五入值。
反例：预算执行率95.06%。——测算值为90.65%
正例：预算执行率90.65%。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.severity import Severity
from validators.reading import Reading, Verdict

CODE = "NUM002"
SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Diagnostic]:
    for binding in reading.with_verdict(Verdict.MISMATCH):
        forms = reading.forms(binding.expected)
        message = f"“{binding.mention.text}”与{reading.topic(binding)}的数值不符"
        if binding.sizes:
            advice = f"按台账，符合本句所说条件的有{binding.sizes[0]}个"
            yield reading.report(binding, CODE, SEVERITY, message, advice)
            continue
        yield reading.report(binding, CODE, SEVERITY, message, f"应为：{forms}", binding.expected[0])
