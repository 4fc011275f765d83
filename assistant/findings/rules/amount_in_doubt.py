"""检查什么：金额会不会用了另一个金额单位：万元表里有一格是元，元表里有一格是万元，或整张表与“金额单位”不符。

为什么：同一项金额在年初、全年、执行三栏之间相差近一万倍，多半是单位写错；错一万倍的执行率、总分都没有意义，程序不猜是哪一个。
反例：金额单位万元的项目，全年预算数25.86万元，全年执行数填133800。——是133800万元，还是133800元
正例：金额单位万元的项目，全年预算数25.86万元，全年执行数填13.38。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Consequence, Severity
from assistant.findings.amounts_in_doubt import amounts_in_doubt
from assistant.findings.aspect import Aspect

CODE = "INP004"
SEVERITY = Severity.ERROR
ASPECT = Aspect.FORM


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    for doubt in amounts_in_doubt(submission):
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            subject="unit",
            message=f"“金额单位”与金额不符：全年预算数共{doubt.written}，还是{doubt.other}？"
            if doubt.whole
            else f"这一格的金额单位存疑：是{doubt.written}，还是{doubt.other}？",
            advice="请核对“金额单位”；金额没有错的，请换一个金额单位重填，使数不大不小"
            if doubt.whole
            else f"这张表的金额单位是{submission.budget.unit}，请改正这一格",
            figures=(),
            source=doubt.source,
            consequence=Consequence.CONCLUSION,
        )
