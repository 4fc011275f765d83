"""检查什么：说各项目、各指标的数“在甲至乙之间”，两端是否就是其中的最低和最高。

为什么：区间只有两端都对才成立；一端换成中间的数，就把最差或最好的一项藏了起来。
反例：各绩效指标完成率在64.01%至210%之间。——最低的是0%
正例：各项目预算执行率在51.74%至100%之间。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.figure import Entry
from assistant.domain.severity import Severity
from validators.reading import Binding, Reading

CODE = "NUM008"
SEVERITY = Severity.ERROR

_TO = re.compile(r"\s*(?:至|到|—|–|-|~|～)\s*\Z")
_ALL = re.compile("各|全部|所有|可量化|量化指标|项目(?:的)?(?:预算)?执行率|个项目|个(?:绩效)?指标")


def check(reading: Reading) -> Iterator[Diagnostic]:
    for low, high in zip(reading.bindings, reading.bindings[1:], strict=False):
        if not low.entries or not high.entries or low.block is not high.block:
            continue
        if not _TO.match(reading.text[low.mention.end : high.mention.start]):
            continue
        before = reading.text[max(low.block.start, low.mention.start - 30) : low.mention.start]
        first, last = reading.ledger[low.entries[0]], reading.ledger[high.entries[0]]
        if _ALL.search(before) and first.role is last.role and first.subject != last.subject:
            yield from _ends(reading, low, high, first, last)


def _ends(reading: Reading, low: Binding, high: Binding, first: Entry, last: Entry) -> Iterator[Diagnostic]:
    family = reading.family(first) or reading.family(last)
    if len(family) < 2:
        return
    lowest, highest = family[0], family[-1]
    for binding, wanted, name in ((low, lowest, "最低"), (high, highest, "最高")):
        stated = {reading.ledger[key].shown for key in binding.entries}
        if wanted.shown not in stated:
            message = f"区间的一端“{binding.mention.text}”不是{name}的：{name}的是{wanted.label}{wanted.text}"
            yield reading.report(
                binding, CODE, SEVERITY, message, f"应为：{reading.forms((wanted.id,))}", wanted.id
            )
