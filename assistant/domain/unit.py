"""Units of measure: which convert, and by how much.

Money converts exactly (元, 千元, 万元, 百万元, 亿元), % and ‰ convert exactly, and any unit converts to its own multiples
(万人次 is 10,000 人次, 千米 is 1,000 米). One unit may be spelt in several ways (㎡, 平米, 平方米). Nothing else converts: %
is never 个百分点, 人 is never 人次, 万元 is never 分, 亩 is never 公顷 (GB/T 15835; they are told apart in every official text).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

PERCENT = "%"
POINT = "个百分点"
SCORE = "分"

MONEY_UNITS = ("元", "千元", "万元", "亿元")
MULTIPLES = {
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}
_RATE = {PERCENT: Decimal(1), "‰": Decimal("0.1")}
_MULTIPLE = re.compile("|".join(sorted(MULTIPLES, key=len, reverse=True)))
_NO_MULTIPLE = re.compile("[百千万]分")  # 百分点, 万分比: a rate and no multiple of 分点
_SPELLINGS = {
    "㎡": "平方米",
    "平米": "平方米",
    "m²": "平方米",
    "m2": "平方米",
    "㎥": "立方米",
    "m³": "立方米",
    "m3": "立方米",
    "平方千米": "平方公里",
    "km²": "平方公里",
    "km2": "平方公里",
    "公里": "千米",
    "km": "千米",
    "㎞": "千米",
    "m": "米",
    "公斤": "千克",
    "kg": "千克",
    "㎏": "千克",
    "t": "吨",
    "月": "个月",
    "百分比": "%",
    "人民币元": "元",
}


def split_multiple(unit: str) -> tuple[Decimal, str]:
    """How many of its base one unit is, and the base: 万人次 is 10,000 人次, 万 alone is 10,000 of no unit."""
    found = None if _NO_MULTIPLE.match(unit) else _MULTIPLE.match(unit)
    if not found:
        return Decimal(1), unit
    return Decimal(10) ** MULTIPLES[found.group()], unit[found.end() :]


@cache
def _base(unit: str) -> tuple[str, Decimal]:
    """The unit that a written one is made of, and how many of it: without its spelling, (间) behind it and /年."""
    bare = re.sub(r"[（(][^（）()]*[）)]|/年\Z", "", unit)
    bare = _SPELLINGS.get(bare, bare)
    if bare in _RATE:
        return "rate", _RATE[bare]
    times, base = split_multiple(bare)
    again, base = split_multiple(_SPELLINGS.get(base, base))  # 万公里 is 10,000 千米
    return ("money" if base == "元" else base), times * again


def dimension(unit: str) -> str:
    """What a unit measures: 'money', 'rate', or the base unit, which converts to nothing but its own multiples."""
    return _base(unit)[0]


def factor(unit: str) -> Decimal:
    """How many base units (元, %, 人次) one `unit` is."""
    return _base(unit)[1]


def convert(value: Decimal, source: str, target: str) -> Decimal | None:
    """`value` of `source` expressed in `target`, exactly; None where the two do not convert."""
    if source == target:
        return value
    if dimension(source) != dimension(target):
        return None
    return value * factor(source) / factor(target)
