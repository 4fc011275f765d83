"""The one door for a written quantity: a number, perhaps with a multiple and a unit behind it (20万人次, 6千, 3.5%, 5440套（间）)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.domain.number import NumberFault, compact, parse_number
from assistant.domain.unit import MULTIPLES, convert, factor, split_multiple

_LATIN = "km²|m²|m³|km2|m2|m3|kWh|kW|MW|km|kg|GB|TB|m|t|h"
_WORD = rf"(?:[\u4e00-\u9fff㎡㎥㎞㎏℃°²³]|{_LATIN})"
_AROUND = "(?!.*(?:以上|以下|以内|左右|上下|[余多]|不等|之间))"  # a bound or a hedge is no part of a unit
UNIT = (
    rf"(?:[%‰]|{_AROUND}{_WORD}(?:{_WORD}|·){{0,11}}(?:[（(][^（）()\d]{{1,6}}[）)])?)(?:/\d*{_WORD}{{1,8}})?"
)
_MEASURE = re.compile(rf"([-+]?[\d,.]+)({UNIT})?\Z", re.ASCII)
_RUN = re.compile(r"[十百千万亿]+(?<!千(?=[瓦克米伏卡字赫帕焦]))|[十百千万亿]+(?=千[瓦克米伏卡字赫帕焦])")
_REMARK = re.compile(r"(?<=[^（(])[（(][^（）()]*[）)]\Z")


@dataclass(frozen=True, slots=True)
class Measure:
    """`number` of `unit` (20 of 万人次), its digits as written; `remark` is what stood in brackets behind (含2座在建)."""

    number: Decimal
    digits: str
    unit: str = ""
    remark: str = ""

    @property
    def alone(self) -> bool:
        """Whether no unit and no multiple was written."""
        return not self.unit

    @property
    def text(self) -> str:
        return f"{self.digits}{self.unit}"

    def in_unit(self, unit: str) -> Decimal | None:
        """The number in a unit that was asked for; without one of its own it is in that unit, 20万 in its base.

        None where the two do not convert.
        """
        times, base = split_multiple(self.unit)
        if self.alone:
            return self.number
        if not base:
            return self.number * times * factor(split_multiple(unit)[1]) / factor(unit)
        return convert(self.number, self.unit, unit)


def read_measure(text: str) -> Measure:
    """Read a written quantity; raises NumberFault where it is none, with the reason in Chinese."""
    written = compact(text).replace("，", ",")
    found, remark = _MEASURE.match(written), ""
    if not found and (behind := _REMARK.search(written)):
        remark = behind.group()
        found = _MEASURE.match(written[: behind.start()])
    if not found:
        raise NumberFault(f"“{text.strip()}”不是数字")
    unit = found.group(2) or ""
    run = _RUN.match(unit)
    if run and run.group() not in MULTIPLES:
        raise NumberFault(f"“{text.strip()}”的单位“{unit}”看不懂，“{run.group()}”不知道是多少")
    return Measure(parse_number(found.group(1)), found.group(1), unit, remark)
