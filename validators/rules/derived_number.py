"""检查什么：没有出处或与测算值不符的数，是否恰好是同一句里两个数的和、差或占比，即自行加减乘除所得。

为什么：自行计算的数没有公式、没有出处，口径一变就错；要写的合计、差额、占比须先由计算器算出。
反例：社区工作经费项目执行301.46万元，疫情防控补助项目执行86.61万元，共执行388.07万元。
正例：全年预算数2932.09万元，全年执行数2657.91万元，未执行274.18万元。
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.mention import MentionKind
from assistant.domain.quantity import EXACT, HUNDRED, half_up
from assistant.domain.severity import Severity
from assistant.domain.unit import PERCENT, POINT, convert
from validators.reading import Binding, Reading, Verdict

CODE = "SUM003"
SEVERITY = Severity.ERROR

_SENTENCE_END = re.compile("[。！？!?\n]")
_NEAR = 6  # how many bound numbers of a sentence are looked at on each side
_UNSOURCED = (Verdict.UNSOURCED, Verdict.MISMATCH)


def check(reading: Reading) -> Iterator[Diagnostic]:
    ends: list[int] = []
    for number, binding in enumerate(reading.bindings):
        value = binding.mention.number
        if not value or binding.mention.unit is None or binding.verdict not in _UNSOURCED:
            continue
        if not ends:
            ends = [found.start() for found in _SENTENCE_END.finditer(reading.text)] + [len(reading.text)]
        how = _derived(binding, _beside(reading, number, ends))
        if how:
            yield reading.report(
                binding,
                CODE,
                SEVERITY,
                f"“{binding.mention.text}”是自行算出的：{how}",
                "只有计算器算出的数才能写；请删去，或改用台账中已有的数字",
            )


def _beside(reading: Reading, number: int, ends: list[int]) -> list[Binding]:
    """The numbers of the same sentence that stand near and are in the ledger, of whatever subject."""
    this = reading.bindings[number]
    sentence = bisect_left(ends, this.mention.start)
    first, last = (ends[sentence - 1] if sentence else -1), ends[sentence]
    near = reading.bindings[max(0, number - _NEAR) : number + _NEAR + 1]
    return [
        other
        for other in near
        if first < other.mention.start < last
        and other.block is this.block
        and (other.entries or other.elsewhere)
        and other.mention.number
        and other.mention.kind is not MentionKind.DATE
    ]


def _derived(binding: Binding, others: list[Binding]) -> str:
    """How the number comes from two others, in words; empty where it does not."""
    value, unit = abs(binding.mention.number or Decimal(0)), binding.mention.unit or ""
    amounts = [_in(unit, other) for other in others]
    for (left, first), (right, second) in combinations(zip(others, amounts, strict=True), 2):
        if first is None or second is None:
            continue
        if unit != POINT and EXACT.add(first, second) == value:
            return f"{left.mention.text}＋{right.mention.text}"
        if abs(EXACT.subtract(first, second)) == value:
            high, low = (left, right) if first > second else (right, left)
            return f"{high.mention.text}－{low.mention.text}"
    if unit != PERCENT:
        return ""
    decimals = binding.mention.decimals
    for left, right in combinations(others, 2):
        for part, whole in ((left, right), (right, left)):
            if _share(part, whole, decimals) == value:
                return f"{part.mention.text}÷{whole.mention.text}"
    return ""


def _in(unit: str, other: Binding) -> Decimal | None:
    """The written number in a unit; rates differ by 个百分点."""
    value, own = other.mention.number, other.mention.unit
    if value is None or own is None:
        return None
    if unit == POINT and own == PERCENT:
        return abs(value)
    return convert(abs(value), own, unit)


def _share(part: Binding, whole: Binding, decimals: int) -> Decimal | None:
    """Part ÷ whole in per cent, to the written decimals; None where the units do not convert."""
    unit = whole.mention.unit
    if unit is None or unit in (PERCENT, POINT):
        return None
    amount, base = _in(unit, part), _in(unit, whole)
    if amount is None or not base:
        return None
    return half_up(EXACT.multiply(EXACT.divide(amount, base), HUNDRED), decimals)
