"""检查什么：整篇报告中，存在的问题、改进措施、建议三节是否依次出现，且各出现一次。

为什么：措施要针对问题，建议放在最后；次序颠倒或重复出现，多是拼接改稿时留下的。
反例：
    五、改进措施
    加快支付进度。
    六、存在的主要问题及原因分析
    支付进度偏慢，原因待单位补充说明。
正例：
    五、存在的主要问题及原因分析
    支付进度偏慢，原因待单位补充说明。
    六、改进措施
    加快支付进度。
    七、建议
    加强绩效业务学习及培训。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import Block, BlockKind, SectionName
from assistant.domain.severity import Severity
from validators.reading import Reading

CODE = "STR005"
SEVERITY = Severity.WARNING

_ORDER = {section: number for number, section in enumerate(SectionName)}
_LEVELS = re.compile(
    r"[ \t\u3000]*(?:(?P<marks>#{1,6})|(?P<first>[一二三四五六七八九十百零]+、)"
    r"|(?P<second>[（(][一二三四五六七八九十百零]+[）)])|(?P<third>\d))"
)


def check(reading: Reading) -> Iterator[Diagnostic]:
    opened = list(_opened(reading))
    if len({section for section, _, _ in opened}) < 2:
        return
    seen: dict[SectionName, str] = {}
    furthest = opened[0][0]
    last: SectionName | None = None
    for section, block, level in opened:
        again = section in seen and (last is not section or (level and level == seen[section]))
        if again:
            yield _report(reading, block, f"“{section.chinese}”出现了不止一次", "请合并为一节")
        elif _ORDER[section] < _ORDER[furthest]:
            message = f"“{section.chinese}”写在“{furthest.chinese}”之后"
            yield _report(reading, block, message, "次序应为：存在的主要问题及原因分析、改进措施、建议")
        seen.setdefault(section, level)
        furthest = max(furthest, section, key=lambda name: _ORDER[name])
        last = section


def _opened(reading: Reading) -> Iterator[tuple[SectionName, Block, str]]:
    """Where a section begins: at each heading of it, and where its text stands without a heading."""
    current: SectionName | None = None
    for block in reading.document.blocks:
        if block.kind is BlockKind.CELL:
            continue
        heading = block.kind is BlockKind.HEADING
        if block.section is not None and (heading or block.section is not current):
            yield block.section, block, _level(reading.text, block) if heading else ""
        current = block.section


def _level(text: str, block: Block) -> str:
    """The level of a heading by its marks (##) or the form of its number (一、 （一） 1.)."""
    found = _LEVELS.match(text, block.start, block.end)
    if found is None:
        return ""
    return found["marks"] or found.lastgroup or ""


def _report(reading: Reading, block: Block, message: str, advice: str) -> Diagnostic:
    return Diagnostic(
        code=CODE,
        severity=SEVERITY,
        start=block.start,
        end=block.end,
        text=reading.text[block.start : block.end],
        message=message,
        advice=advice,
    )
