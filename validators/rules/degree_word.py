"""检查什么：大幅、明显、略有、基本完成、绝大部分等程度词，是否符合评分标准规定的幅度。

为什么：程度词没有数字也是判断；4.84%写成“大幅调减”、58.16%写成“基本完成”会误导读者。
反例：我单位全年预算大幅调减4.84%。——评分标准：20%起为大幅
正例：项目支出预算大幅调减33.17%；我单位预算执行率90.65%，绝大部分预算已执行。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.role import Role
from assistant.domain.severity import Severity
from validators.reading import Binding, Reading

CODE = "DIR007"
SEVERITY = Severity.WARNING

_CHANGES = frozenset(
    {Role.ADJUSTMENT_RATE, Role.GROSS_ADJUSTMENT_RATE, Role.YEAR_ON_YEAR, Role.OVERCOMPLETION}
)
_DONE = frozenset({Role.EXECUTION_RATE, Role.COMPLETION})
_CHANGE_WORD = re.compile(
    "(大幅|显著|明显|略有|略微|小幅)(?:度)?(?:净)?(?:增|减|提|上|下|调|压|追|回|超|扩|缩|降)[^，。；0-9]{0,6}\\Z"
)
_DONE_WORD = re.compile("(基本(?:完成|执行完毕|用完|到位)|绝大部分|大部分)[^。；0-9]{0,12}\\Z")
_DONE_AFTER = re.compile("[，,](?:预算)?(?:资金)?(?:已)?(基本(?:完成|执行完毕|用完)|绝大部分)")


def check(reading: Reading) -> Iterator[Diagnostic]:
    for binding in reading.bindings:
        if not binding.stated or binding.mention.unit != "%":
            continue
        found = _fault(reading, binding)
        if found is not None:
            word, message = found
            start = max(binding.block.start, binding.mention.start - 24)
            at = reading.text.find(word, start)
            yield Diagnostic(
                code=CODE,
                severity=SEVERITY,
                start=at,
                end=at + len(word),
                text=word,
                message=message,
                advice="请按评分标准的程度词改写，或删去程度词",
                figure=binding.entries[0],
            )


def _fault(reading: Reading, binding: Binding) -> tuple[str, str] | None:
    entry, rules = reading.ledger[binding.entries[0]], reading.ledger.standard.degrees
    if entry.quantity is None:
        return None
    size = abs(entry.quantity.shown)
    change = _CHANGE_WORD.search(binding.before)
    if change and entry.role in _CHANGES:
        word = change.group(1)
        least = {"大幅": rules.sharp, "显著": rules.sharp, "明显": rules.clear}.get(word)
        if least is not None and size < least:
            return word, f"{entry.label}{entry.text}，评分标准规定{least}%起才可说“{word}”"
        if least is None and size > rules.slight:
            return word, f"{entry.label}{entry.text}，评分标准规定{rules.slight}%以内才可说“{word}”"
    done = _DONE_WORD.search(binding.before) or _DONE_AFTER.match(reading.text, binding.mention.end)
    if done and entry.role in _DONE:
        word = done.group(1)
        least = (
            rules.nearly if word.startswith("基本") else rules.most if word.startswith("绝") else Decimal(50)
        )
        if size < least:
            return word, f"{entry.label}{entry.text}，评分标准规定{least}%起才可说“{word}”"
    return None
