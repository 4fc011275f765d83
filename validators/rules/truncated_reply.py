"""检查什么：模型的回复是否完整（有结束标记，且没有因长度限制中断）。

为什么：半截的段落看起来通顺，却会漏掉后面的问题和措施。
反例：社区工作经费项目执行率58.16%，主要原因是——后面没有结束标记
正例：社区工作经费项目执行率58.16%。——下一行为结束标记
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.severity import Severity
from validators.reading import Reading

CODE = "STR003"
SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Diagnostic]:
    if not reading.document.complete:
        end = len(reading.text)
        yield Diagnostic(
            code=CODE,
            severity=SEVERITY,
            start=max(0, end - 20),
            end=end,
            text=reading.text[-20:],
            message="回复不完整：没有结束标记，或因长度限制中断",
            advice="请重新完整地写出本节，最后单独一行写结束标记",
        )
