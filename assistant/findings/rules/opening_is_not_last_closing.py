"""检查什么：本年年初结转结余是否等于上年末结转结余。

为什么：两年的账要接得上；接不上的，不是抄错就是年中调账没有说明。
反例：年初结转结余22.00万元，而上年末结转结余为20.00万元。
正例：年初结转结余20.00万元，上年末结转结余20.00万元。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Consequence, Severity
from assistant.findings.aspect import Aspect

CODE = "REC007"
SEVERITY = Severity.ERROR
ASPECT = Aspect.LINKS


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    carryover = submission.basics.carryover
    opening = ledger.get("common.carryover.opening")
    closing = ledger.get("previous.carryover.closing")
    if carryover and opening and closing and opening.shown != closing.shown:
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            subject=opening.subject,
            message=f"年初结转结余{opening.text}，而上年末结转结余为{closing.text}",
            advice="请核对两年的决算数据，或说明调账原因",
            figures=(opening.id, closing.id),
            source=carryover.at("opening"),
            consequence=Consequence.INCONSISTENT,
        )
