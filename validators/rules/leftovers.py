"""检查什么：正文里是否残留模板括号、Markdown、网页标签、思考标记、结束标记、抹去的密钥或对话套话。

为什么：这些是生成过程的痕迹，不能出现在公文里。
反例：**存在问题**：以下是为您起草的内容。
正例：预算执行进度偏慢。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import BlockKind
from assistant.domain.key_shapes import BLOT
from assistant.domain.severity import Severity
from validators.reading import Reading

CODE = "STR002"
SEVERITY = Severity.ERROR

_LEFTOVER = re.compile(
    r"(?=[{}%％<`*_［万百\d#>【TXN作以希-])(?:\{\{|\}\}|\{%|%\}|</?(?:think|thinking|div|p|br|b|i|span|script|table|a|img|html)\b[^>\n]{0,80}>|<<END>>|```|\*\*|__"
    r"|[%％]{2}|(?:万元){2}|(?:百分点){2}|\d[余多]?([件个人次户条份分])\1(?![一-鿿])"
    r"|^#{1,6} |^[-*] |^> |【(?:待|请|此处)[^】\n]{0,20}】|(?:TODO|XXX|N/A)|作为(?:一个)?(?:AI|人工智能)|以下是(?:我|为您|根据)|希望(?:以上|对您)"
    rf"|{re.escape(BLOT)})",
    re.MULTILINE | re.IGNORECASE,
)


def check(reading: Reading) -> Iterator[Diagnostic]:
    supplied = reading.lexicon.quotes.markup_spans(reading.text)
    for block in reading.document.blocks:
        if block.kind is BlockKind.HEADING:
            continue
        for found in _LEFTOVER.finditer(reading.text, block.start, block.end):
            escaped = reading.text[found.start() - 1 : found.start()] == "\\"
            if escaped or any(start <= found.start() < end for start, end in supplied):
                continue  # the unit's own words, shown as they are
            yield Diagnostic(
                code=CODE,
                severity=SEVERITY,
                start=found.start(),
                end=found.end(),
                text=found.group(),
                message=f"正文中残留“{found.group()}”",
                advice="请删去，只写公文正文",
            )
