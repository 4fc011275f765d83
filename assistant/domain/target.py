"""指标值: a number with an operator (≥5%), a quality (定性：…), or a deadline (9月底前); and actual values."""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import Decimal
from typing import Literal

from assistant.domain.fields import Written
from assistant.domain.number import NumberFault, half_width, parse_number
from assistant.domain.unit import convert

OPERATOR_SIGNS = {"≥": "≥", "≧": "≥", ">=": "≥", "≤": "≤", "≦": "≤", "<=": "≤", "=": "=", "═": "=", "＝": "=",
              ">": ">", "＞": ">", "<": "<", "＜": "<"}  # fmt: skip
_LATIN_UNITS = "km|kg|kWh|kW|MW|GB|TB|m|t|h"
_UNIT = rf"(?:[%‰]|(?:[\u4e00-\u9fff㎡℃]|{_LATIN_UNITS})(?:[\u4e00-\u9fff㎡·/²³]|(?<=/)(?:{_LATIN_UNITS}))*|)"
_TARGET = re.compile(
    rf"(>=|<=|[≥≧≤≦=═＝><＞＜])?\s*([-+\d,.]+)\s*(?:(百|千|万|亿)(?=\Z))?({_UNIT})\Z",
    re.ASCII,
)
_ACTUAL = re.compile(rf"([-+]?[\d,.]+)\s*({_UNIT})\Z", re.ASCII)
_QUALITY = re.compile(r"定性(?:[：:]\s*(.*))?\Z", re.DOTALL)
_DEADLINE = re.compile(r"(?:(20\d\d)年)?(\d{1,2})月(?:(\d{1,2})日|(底|末))?(之?前|以前)\Z", re.ASCII)
_MOMENT = re.compile(
    r"(?:(20\d\d)年)?(\d{1,2})月(?:(\d{1,2})日|(底|末))?\Z|(20\d\d)-(\d\d)-(\d\d)\Z", re.ASCII
)
_MULTIPLES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_FORMS = "应写成“≥5%”“=10人”“≤3081.24万元”；定性指标写成“定性：……”，时限写成“9月底前”"

Kind = Literal["number", "quality", "deadline"]


class Target(Written):
    """An operator (≥ > = ≤ <), a number and its unit; or a quality; or a deadline (`day`, the last day in time)."""

    kind: Kind = "number"
    operator: Literal["≥", ">", "=", "≤", "<", ""] = "="
    value: Decimal = Decimal(0)
    unit: str = ""
    text: str
    month: int = 0
    day: int = 0
    year: int = 0

    @property
    def wants_less(self) -> bool:
        """Whether smaller is better (≤, <)."""
        return self.operator in ("≤", "<")

    def met_by(self, actual: Decimal) -> bool:
        """Whether `actual`, in the target's unit, reaches the target."""
        if self.wants_less or (self.operator == "=" and self.value == 0):
            return actual < self.value if self.operator == "<" else actual <= self.value
        return actual > self.value if self.operator == ">" else actual >= self.value


def parse_target(value: object) -> object:
    """Read a written target; raises ValueError with a Chinese message where it is none."""
    if not isinstance(value, str):
        return value
    written = half_width(value.strip())
    quality = _QUALITY.match(value.strip())
    if quality:
        return Target(kind="quality", operator="", text=(quality.group(1) or "").strip() or "定性")
    deadline = _DEADLINE.match(written)
    if deadline:
        return _deadline(deadline, written)
    found = _TARGET.match(written)
    if not found:
        raise ValueError(f"“{value}”不是指标值，{_FORMS}")
    sign, digits, multiple, unit = found.groups()
    try:
        number = parse_number(digits)
    except NumberFault:
        raise ValueError(f"“{value}”不是指标值，{_FORMS}") from None
    if multiple:
        number *= _MULTIPLES[multiple]
    operator: Literal["≥", ">", "=", "≤", "<"] = OPERATOR_SIGNS[sign or "="]  # type: ignore[assignment]
    return Target(operator=operator, value=number, unit=unit, text=written)


def _deadline(found: re.Match[str], written: str) -> Target:
    year, month, day, end, _ = found.groups()
    if not day and not end:
        day = "1"  # 9月前 is before the first of September; by its end is written 9月底前
        before = True
    else:
        before = False
    last = int(day) if day else calendar.monthrange(int(year or 2000), max(1, min(12, int(month))))[1]
    if not 1 <= int(month) <= 12 or not 1 <= last <= 31:
        raise ValueError(f"“{written}”不是存在的日期")
    strict: Literal["<", "≤"] = "<" if before else "≤"
    return Target(
        kind="deadline", operator=strict, text=written, year=int(year or 0), month=int(month), day=last
    )


def parse_actual(value: object, target: Target) -> tuple[str, Decimal | None]:
    """Read a written actual value against its target: (text, number). Raises ValueError where it is none.

    Numbers may carry the target's unit, one that converts to it, or 万/亿 before it. A moment (7月, 2023年5月30日)
    becomes the number of months and days, 7.00 or 5.30, for comparison with the deadline only.
    """
    text = half_width(str(value or "").strip())
    if not text:
        raise ValueError("缺少实际完成值")
    if target.kind == "quality":
        return str(value).strip(), None
    if target.kind == "deadline":
        return text, None
    found = _ACTUAL.match(text)
    if not found:
        raise ValueError(
            f"“{value}”不是数字；实际完成值应是一个数，单位与指标值相同（{target.unit or '无单位'}）"
        )
    try:
        number = parse_number(found.group(1))
    except NumberFault as fault:
        raise ValueError(str(fault)) from None
    return text, _in_target_unit(number, found.group(2), target, text)


def _in_target_unit(number: Decimal, unit: str, target: Target, written: str) -> Decimal:
    if unit in ("", target.unit):
        return number
    if (
        unit[0] in _MULTIPLES
        and unit[1:] in ("", target.unit)
        and target.unit not in ("万元", "亿元", "千元")
    ):
        return number * _MULTIPLES[unit[0]]
    converted = convert(number, unit, target.unit)
    if converted is None:
        raise ValueError(f"“{written}”的单位“{unit}”与指标值的单位“{target.unit or '无'}”不同，不能换算")
    return converted


def deadline_met(target: Target, actual: str, year: int) -> bool | None:
    """Whether a moment is in time; None where it is no moment, or one that leaves it open (9月 against 9月15日前)."""
    found = _MOMENT.match(half_width(actual))
    if not found:
        return None
    own_year, month, day, end, iso_year, iso_month, iso_day = found.groups()
    try:
        limit = date(target.year or year, target.month, target.day)
        if iso_year:
            first = last = date(int(iso_year), int(iso_month), int(iso_day))
        else:
            years, months = int(own_year or year), int(month)
            final = calendar.monthrange(years, months)[1]
            first = date(years, months, int(day) if day else final if end else 1)
            last = date(years, months, int(day) if day else final)
    except (ValueError, calendar.IllegalMonthError):
        return None
    met = [moment < limit if target.operator == "<" else moment <= limit for moment in (first, last)]
    return met[0] if met[0] == met[1] else None
