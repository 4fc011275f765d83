"""检查什么：存在的问题、改进措施、建议各节的字数（不计空格和换行）是否在评分标准规定的篇幅之内。

为什么：一句话说不清问题和措施；表格栏目有字数上限（四川自评表200字），超出的填不进去，长篇又多是堆砌。
反例：执行偏慢。——“存在的主要问题及原因分析”只有5字
正例：项目支出预算执行率64.01%，低于90%，原因是有部分支出年底审批流程未完成。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import BlockKind, SectionName
from assistant.domain.quantity import plain
from assistant.domain.severity import Severity
from validators.reading import Reading

CODE = "STR006"
SEVERITY = Severity.WARNING


def check(reading: Reading) -> Iterator[Diagnostic]:
    lengths = reading.ledger.standard.lengths
    limits = {
        SectionName.PROBLEMS: lengths.problems,
        SectionName.MEASURES: lengths.measures,
        SectionName.SUGGESTIONS: lengths.suggestions,
    }
    for section, limit in limits.items():
        size = _size(reading, section)
        if size == 0:
            continue  # 没有内容的章节由 STR004 指出
        short, long = size < limit.least, limit.most is not None and size > limit.most
        if not short and not long:
            continue
        start, end = reading.section_span(section)
        bound = f"不少于{plain(limit.least)}" if short else f"不超过{plain(limit.most or limit.least)}"
        yield Diagnostic(
            code=CODE,
            severity=SEVERITY,
            start=start,
            end=end,
            text="",
            message=f"“{section.chinese}”有{size}字，评分标准规定{bound}字",
            advice="请写明具体对象、数字和原因" if short else "请删去重复和空泛的内容，只留需要说明的对象",
        )


def _size(reading: Reading, section: SectionName) -> int:
    """The characters of a section, without its headings and spaces."""
    blocks = [item for item in reading.document.blocks if item.section is section]
    texts = [reading.text[item.start : item.end] for item in blocks if item.kind is not BlockKind.HEADING]
    return sum(len("".join(text.split())) for text in texts)
