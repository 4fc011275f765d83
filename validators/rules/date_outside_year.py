"""检查什么：日期是否存在，年份是否为报告年度、其上一年、下一年或填报日期所在年。

为什么：沿用上年稿件时最容易留下旧年份；其他年份只能出自单位填报的原文。
反例：2019年预算执行率90.65%（报告年度为2023年）。
正例：2023年预算执行率90.65%。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.mention import Kind
from assistant.domain.severity import Severity
from validators.reading import Reading

CODE = "NUM005"
SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Diagnostic]:
    ledger = reading.ledger
    years = {ledger.year - 1, ledger.year, ledger.year + 1, ledger.prepared_on.year}
    for binding in reading.bindings:
        mention = binding.mention
        if mention.kind is not Kind.DATE or binding.quoted:
            continue
        parts = [int(part) for part in str(mention.value).lstrip("-").split("-")]
        has_year = not str(mention.value).startswith("-")
        if not _exists(parts if has_year else [ledger.year, *parts]):
            message, advice = f"“{mention.text}”不是存在的日期", "请改正月、日"
        elif has_year and parts[0] not in years:
            message = f"“{mention.text}”不在报告年度（{ledger.year}年）前后一年之内"
            advice = f"请核对年份，报告年度为{ledger.year}年"
        else:
            continue
        yield reading.report(binding, CODE, SEVERITY, message, advice)


def _exists(parts: list[int]) -> bool:
    year, month, day = (parts + [1, 1])[:3]
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
