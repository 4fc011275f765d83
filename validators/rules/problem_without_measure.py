"""检查什么：每一项需要说明的发现，改进措施部分是否点到了它的对象。

为什么：问题与措施须一一对应（财预〔2020〕10号自评表“偏差原因分析及改进措施”）。
反例：加强预算管理，严格考核。——发现：水质监测项目预算执行率82.86%，低于90%；没有点到该项目
正例：针对水质监测项目，提前采购设备。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import SectionName
from assistant.domain.severity import Severity
from validators.reading import Reading

CODE = "GRD002"
SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Diagnostic]:
    section = SectionName.MEASURES
    if not reading.document.has(section):
        return
    text = reading.section_text(section)
    named = reading.lexicon.named(text)
    start, end = reading.section_span(section)
    seen: set[str] = set()
    for finding in reading.ledger.to_answer():
        if finding.subject in seen or finding.subject in named or any(word in text for word in finding.words):
            continue
        seen.add(finding.subject)
        name = (
            reading.ledger.subjects[finding.subject].name
            if not finding.words
            else f"“{'”或“'.join(finding.words)}”"
        )
        yield Diagnostic(
            code=CODE,
            severity=SEVERITY,
            start=start,
            end=end,
            text="",
            message=f"没有对应的改进措施：{finding.message}",
            advice=f"请针对{name}写明改进措施（须写出名称）",
            figure=finding.figures[0],
        )
