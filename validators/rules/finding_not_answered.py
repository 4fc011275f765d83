"""检查什么：需要说明的每一项发现（未完成、超额、执行率低、调整大、得分不一致），问题部分是否引用了它的数字。

为什么：扣了分、偏离了目标却只字不提，自评就流于形式；问题必须落到具体的测算值上。
反例：水质监测项目执行进度偏慢。——发现：该项目预算执行率82.86%，低于90%；没有引用数字
正例：水质监测项目预算执行率82.86%，原因是设备到货延迟。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import SectionName
from assistant.domain.severity import Severity
from validators.reading import Reading

CODE = "GRD001"
SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Diagnostic]:
    section = SectionName.PROBLEMS
    if not reading.document.has(section):
        return
    start, end = reading.section_span(section)
    cited = {key for binding in reading.in_section(section) for key in binding.entries}
    cited |= {
        mark.entry_id for mark in reading.rebound.marks if start <= mark.start < end and not mark.changed
    }
    cited |= _told(reading, section)
    for finding in reading.ledger.to_answer():
        if cited.isdisjoint(finding.figures):
            yield Diagnostic(
                code=CODE,
                severity=SEVERITY,
                start=start,
                end=end,
                text="",
                message=f"没有回应发现：{finding.message}",
                advice=f"请写明这一问题并引用其中一个数字：{reading.forms(finding.figures)}",
                figure=finding.figures[0],
            )


def _told(reading: Reading, section: SectionName) -> set[str]:
    """The values without a number (9月底前, 优) that the section tells, with the name of what they are of."""
    text, ledger = reading.section_text(section), reading.ledger
    return {
        entry.id
        for entry in ledger.entries.values()
        if entry.words
        and entry.words in text
        and any(name in text for name in ledger.subjects[entry.subject].names)
    }
