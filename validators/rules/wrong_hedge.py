"""检查什么：余、约、近、超过、不足等约数词是否与数值相符；以“余”填报的事实是否照“余”印出。

为什么：单位填报“9000余份”就只能写“9000余份”，写成9000份是失实；精确数也不应随意加“余”。
反例：张贴海报9000份。——填报为9000余份
正例：张贴海报9000余份。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.severity import Severity
from validators.reading import Reading, Verdict

CODE = "NUM004"
SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Diagnostic]:
    for binding in reading.with_verdict(Verdict.HEDGE):
        right = reading.ledger[binding.hedge_wrong[0]]
        message = f"“{binding.mention.text}”的约数词与{right.label}不符"
        yield reading.report(
            binding, CODE, SEVERITY, message, f"应为：{reading.forms((right.id,))}", right.id
        )
