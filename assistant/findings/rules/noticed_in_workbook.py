"""检查什么：填报工作簿里有没有读的人不容易看到的东西：隐藏的行列和表、公式得出的数、写成文字的数、没有读取的列。

为什么：看不见的内容、上次保存的公式值、带单位的文字都可能不是填表人现在想报的数，读取时不猜，但要让人知道。
反例：项目的预算数写成了文字“25.86 万元”。
正例：项目的预算数只填数字25.86。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Severity
from assistant.findings.aspect import Aspect

CODE = "INP001"
SEVERITY = Severity.INFO
ASPECT = Aspect.FORM


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    for source, message in submission.notices:
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            subject="unit",
            message=message,
            advice="请看一眼这一处是不是要填报的内容",
            figures=(),
            source=source,
        )
