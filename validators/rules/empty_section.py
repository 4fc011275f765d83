"""检查什么：叙述性章节是否有内容。

为什么：有扣分、有偏差而“存在的主要问题”为空或只写“无”，是审查中的常见问题。
反例：无。
正例：项目支出预算执行率64.01%，执行进度偏慢。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import BlockKind, SectionName
from assistant.domain.severity import Severity
from validators.reading import Reading

CODE = "STR004"
SEVERITY = Severity.ERROR

_NOTHING = frozenset({"", "无", "无。", "暂无", "暂无。"})


def check(reading: Reading) -> Iterator[Diagnostic]:
    for section in SectionName:
        blocks = [block for block in reading.document.blocks if block.section is section]
        body = "".join(
            reading.text[block.start : block.end] for block in blocks if block.kind is not BlockKind.HEADING
        )
        if blocks and body.strip() in _NOTHING:
            start, end = reading.section_span(section)
            yield Diagnostic(
                code=CODE,
                severity=SEVERITY,
                start=start,
                end=end,
                text=body.strip(),
                message=f"“{section.chinese}”没有内容",
                advice="请针对各项发现逐条写明",
            )
