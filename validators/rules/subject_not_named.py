"""检查什么：属于某个项目、指标或事实的数字，所在的句子是否写明了该对象。

为什么：没有主语的数字会被读成全单位的数字。
反例：执行率仅为58.16%。——没有说是哪个项目
正例：社区工作经费项目执行率仅为58.16%。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.severity import Severity
from validators.reading import Reading, Verdict

CODE = "SUB002"
SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Diagnostic]:
    for binding in reading.with_verdict(Verdict.UNNAMED):
        real = reading.ledger[binding.mark.entry_id if binding.mark else binding.elsewhere[0]]
        subject = reading.ledger.subjects.get(real.subject)
        name = subject.name if subject else real.label
        message = f"“{binding.mention.text}”是{real.label}，但本句没有写明对象和角色"
        yield reading.report(
            binding, CODE, SEVERITY, message, f"请在这个数之前写明“{name}”及其{real.role}", real.id
        )
