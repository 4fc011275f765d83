"""检查什么：写着本年度数字的句子，年份是否为报告年度；单独成行的“某某年度”是否为报告年度。

为什么：数字是今年的，年份是去年的，就成了另一个期间的数字。
反例：2022年我单位全年预算数2932.09万元。——2932.09万元是2023年的
正例：2023年我单位全年预算数2932.09万元。
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.mention import MentionKind
from assistant.domain.severity import Severity
from validators.facets import Period
from validators.reading import Binding, Reading

CODE = "SUB003"
SEVERITY = Severity.ERROR

_ALONE = re.compile(r"[#\s（(]*(?:20\d\d)\s*年(?:度)?[)）\s]*\Z")
_BREAK = re.compile("[。！？；\n]")
_LONGEST_NAME = 600


def check(reading: Reading) -> Iterator[Diagnostic]:
    yield from _last_year(reading)
    year = reading.ledger.year
    for number, binding in enumerate(reading.bindings):
        mention = binding.mention
        value = str(mention.value)
        if mention.kind is not MentionKind.DATE or binding.quoted or value.startswith("-") or len(value) != 4:
            continue
        if int(value) == year:
            continue
        line = reading.text[binding.block.start : binding.block.end]
        if _ALONE.match(line) or _says_figures(reading, binding, reading.bindings[number + 1 :]):
            message = f"“{mention.text}”与报告年度不符：这里的数字是{year}年的"
            yield reading.report(binding, CODE, SEVERITY, message, f"应为：{year}年")


_LAST_YEAR = re.compile("(?:^|[。；，\n])(?:去年|上年度|上年|上一年度)(?!末|结转|结余)")


def _last_year(reading: Reading) -> Iterator[Diagnostic]:
    """去年……2657.91万元: a figure of this year told of the year before."""
    starts = [binding.mention.start for binding in reading.bindings]
    for found in _LAST_YEAR.finditer(reading.text):
        if _in_a_name(reading, found):
            continue
        for binding in islice(reading.bindings, bisect_left(starts, found.end()), None):
            if not binding.entries or binding.quoted:
                continue
            if not _BREAK.search(reading.text, found.end(), binding.mention.start) and _of_this_year(
                reading, binding
            ):
                message = f"“{found.group().lstrip('。；，')}……{binding.mention.text}”：这是{reading.ledger.year}年的数"
                yield reading.report(binding, CODE, SEVERITY, message, "请改为本年，或删去")
            break


def _in_a_name(reading: Reading, found: re.Match[str]) -> bool:
    """Whether 上年 begins a name (上年结转设备款), and says no time of its own."""
    hits = reading.lexicon.hits(reading.text, found.start(), found.end() + _LONGEST_NAME)
    start = found.end() - len(found.group().lstrip("。；，\n"))
    return any(hit.name is not None and hit.start <= start and hit.end > found.end() for hit in hits)


def _of_this_year(reading: Reading, binding: Binding) -> bool:
    """Whether none of the entries that a mention states is one of last year."""
    return not any(reading.lexicon.kept[key].facet.period is not Period.THIS for key in binding.entries)


def _says_figures(reading: Reading, binding: Binding, later: tuple[Binding, ...]) -> bool:
    """Whether a figure of this year follows in the same sentence, before another year."""
    for other in later:
        if _BREAK.search(reading.text, binding.mention.end, other.mention.start):
            return False
        if other.mention.kind is MentionKind.DATE:
            return False
        if other.entries:
            return _of_this_year(reading, other)
    return False
