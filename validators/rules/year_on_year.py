"""检查什么：写“同比”“比上年”“较上年”的数字，是否真是与上年比较的测算值。

为什么：本年数字与指标值的差距被说成同比增减，是模型常见的错误；没有上年数据就不能写同比。
反例：受益人员满意度同比提高0.5个百分点。——0.5个百分点是高于指标值的幅度
正例：受益人员满意度高于指标值0.5个百分点。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.figure import Entry
from assistant.domain.role import Role
from assistant.domain.severity import Severity
from validators.facets import Period
from validators.reading import Reading

CODE = "DIR002"
SEVERITY = Severity.ERROR

_COMPARES = re.compile(r"同比|环比|(?:比|较|与)(?:上年度?|去年|前一?年|上一年度?)")
_SAID = frozenset({Role.FACT, Role.CHANGE, Role.YEAR_ON_YEAR})


def check(reading: Reading) -> Iterator[Diagnostic]:
    for binding in reading.bindings:
        if not binding.stated:
            continue
        clause = re.split("[，。；！？\n]", binding.before)[-1]
        found = _COMPARES.search(clause)
        entries = [reading.ledger[key] for key in binding.entries]
        if found and not any(_of_years(reading, entry) for entry in entries):
            message = f"“{found.group()}……{binding.mention.text}”不是与上年比较的数：它是{entries[0].label}"
            yield reading.report(
                binding, CODE, SEVERITY, message, "请删去与上年比较的说法，或先填报上年数据", entries[0].id
            )


def _of_years(reading: Reading, entry: Entry) -> bool:
    return entry.role in _SAID or reading.lexicon.kept[entry.id].facet.period is not Period.THIS
