"""检查什么：日期是否存在；年份是否为报告年度、其上一年、下一年或填报日期所在年；具体到日的日期是否有出处。

为什么：沿用上年稿件时最容易留下旧年份；其他年份和具体日期只能出自填报日期或单位填报的原文。
反例：2019年我单位完成年度目标。——报告年度为2023年
正例：2023年我单位完成年度目标。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.mention import MentionKind
from assistant.domain.severity import Severity
from validators.reading import Binding, Reading

CODE = "NUM005"
SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Diagnostic]:
    supplied = reading.lexicon.quotes.dates
    for binding in reading.bindings:
        if binding.mention.kind is MentionKind.DATE and not binding.quoted:
            after = reading.text[binding.mention.end : binding.mention.end + 4]
            severity, message, advice = _fault(reading, binding, supplied.get(after, set()))
            if message:
                yield reading.report(binding, CODE, severity, message, advice)


def _fault(reading: Reading, binding: Binding, supplied: set[str]) -> tuple[Severity, str, str]:
    ledger, value, written = reading.ledger, str(binding.mention.value), binding.mention.text
    has_year = not value.startswith("-")
    parts = [int(part) for part in value.lstrip("-").split("-") if part]
    if not parts:
        return SEVERITY, f"“{written}”不是存在的日期", "请改正月、日"
    if not has_year:
        parts = [ledger.year, *parts]
    if not _exists(parts):
        return SEVERITY, f"“{written}”不是存在的日期", "请改正月、日"
    known = reading.lexicon.quotes.moments | {
        ledger.prepared_on.isoformat(),
        f"{ledger.year}-12-31",
        f"{ledger.year}-01-01",
    }
    if value in supplied or value in known:
        return SEVERITY, "", ""
    if supplied:
        return SEVERITY, f"“{written}”与单位填报的原文不符", f"原文此处为{'、'.join(sorted(supplied))}"
    if has_year and parts[0] not in {ledger.year - 1, ledger.year, ledger.year + 1, ledger.prepared_on.year}:
        message = f"“{written}”不在报告年度（{ledger.year}年）前后一年之内"
        return SEVERITY, message, f"请核对年份，报告年度为{ledger.year}年"
    if len(parts) == 3:
        return (
            SEVERITY,
            f"日期“{written}”没有出处",
            f"填报日期为{ledger.prepared_on.isoformat()}；其他日期请先填入填报数据",
        )
    if len(parts) == 2:
        return Severity.WARNING, f"月份“{written}”没有出处，请核对", "请核对，或删去"
    return SEVERITY, "", ""


def _exists(parts: list[int]) -> bool:
    year, month, day = [*parts, 1, 1][:3]
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
