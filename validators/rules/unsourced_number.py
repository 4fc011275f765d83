"""检查什么：文中的数字是否出自测算值或填报事实。

为什么：审计时每个数字都要有出处；写作器和模型都不得自造数字，也不得自行加减乘除。
反例：培训覆盖率达到97.3%。——台账中没有任何数值为97.3%
正例：预算执行率90.65%。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.severity import Severity
from validators.reading import Reading, Verdict

CODE = "NUM001"
SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Diagnostic]:
    for binding in reading.with_verdict(Verdict.UNSOURCED):
        message = f"“{binding.mention.text}”没有出处：测算值和填报事实中都没有这个数"
        yield reading.report(binding, CODE, SEVERITY, message, "请删去，或改用台账中已有的数字（引用位 ⟦…⟧）")
