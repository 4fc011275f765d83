"""指标值 as offices write it, and actual values against it.

A number with an operator (≥5%, 不低于90%, 95%以上), a range (2—12个月), a quality (定性：…), a deadline (9月底前, 2024年12月),
or words that are only reached as they stand (长期, 按时完成, Ⅲ类, 1:3). What says none of these, or more than one, is kept as it
is written, with the question to be asked of its cell: one cell never stops a whole form.
"""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Literal

from assistant.domain.fields import Written
from assistant.domain.measure import UNIT, Measure, read_measure
from assistant.domain.moment import Moment, read_moment
from assistant.domain.number import NumberFault, compact, half_width
from assistant.domain.unit import split_multiple

Operator = Literal["≥", ">", "=", "≤", "<", ""]
Kind = Literal["number", "range", "quality", "deadline", "words", "unread"]

OPERATOR_SIGNS: dict[str, Operator] = {
    "≥": "≥",
    "≧": "≥",
    ">=": "≥",
    "≤": "≤",
    "≦": "≤",
    "<=": "≤",
    "=": "=",
    "═": "=",
    "＝": "=",
    ">": ">",
    "＞": ">",
    "<": "<",
    "＜": "<",
}
SIGNS: dict[str, Operator] = OPERATOR_SIGNS | {
    "大于等于": "≥",
    "大于或等于": "≥",
    "不低于": "≥",
    "不少于": "≥",
    "不小于": "≥",
    "不短于": "≥",
    "至少": "≥",
    "小于等于": "≤",
    "小于或等于": "≤",
    "不高于": "≤",
    "不超过": "≤",
    "不多于": "≤",
    "不大于": "≤",
    "不超": "≤",
    "控制在": "≤",
    "最多": "≤",
    "等于": "=",
    "大于": ">",
    "高于": ">",
    "多于": ">",
    "超过": ">",
    "小于": "<",
    "低于": "<",
    "少于": "<",
}
_SIGN = re.compile("|".join(sorted(map(re.escape, SIGNS), key=len, reverse=True)))
_REACHES = re.compile(r"(?:实际)?(?:达到|达|完成|为)(?=[-+\d])")
# 民法典第一千二百五十九条: 以上, 以下 and 以内 include the number.
_BEHIND = re.compile(r"(?:[（(]含[）)])?(?:及|之)?(?P<sign>以上|以下|以内|内)(?:[（(]含[^（）()]*[）)])?\Z")
_BEHIND_SIGNS: dict[str, Operator] = {"以上": "≥", "以下": "≤", "以内": "≤", "内": "≤"}
_EVERY = re.compile(r"每(年|月|季度|季|周|天|日)(?=\d)")
_QUALITY = re.compile(r"定性(?:[：:]\s*(.*))?\Z", re.DOTALL)
_RANGE = re.compile(rf"(\d[\d,.]*)({UNIT})?(?:[-—–~～至]|——)(\d[\d,.]*)({UNIT})?\Z", re.ASCII)
_BARE_MONTH = re.compile(r"\d{1,2}月\Z", re.ASCII)
_CLASS = "(?:[ⅠⅡⅢⅣⅤⅥ一二三四五六七八九十甲乙丙丁]|[IVX]+|[A-E]+)"
_WORDS = re.compile(
    rf"长期(?:有效|坚持|稳定)?|常年|持续|可持续|(?:按时|按期|及时|如期|按计划|按进度|按要求|按规定)(?:完成|支付|拨付|开展)?"
    rf"|\d+(?:\.\d+)?[:：]\d+(?:\.\d+)?|(?:优于)?{_CLASS}(?:类|级|等|等级)(?:标准|水质)?"
)
_DENIED = re.compile(r"(?:未能|未|没有|没|不能|尚未)")
_FORMS = "请写成“≥5%”“=10人”“≤3081.24万元”，定性指标写成“定性：……”，时限写成“9月底前”或“2024年12月31日前”"


class Target(Written):
    """An operator (≥ > = ≤ <), a number and its unit; a range up to `highest`; a quality; a deadline (`day`, the last in
    time); words. `question` is what has to be asked where it is none of these."""

    kind: Kind = "number"
    operator: Operator = "="
    value: Decimal = Decimal(0)
    highest: Decimal = Decimal(0)
    unit: str = ""
    text: str
    month: int = 0
    day: int = 0
    year: int = 0
    question: str = ""

    @property
    def wants_less(self) -> bool:
        """Whether smaller is better (≤, <)."""
        return self.operator in ("≤", "<")

    def met_by(self, actual: Decimal) -> bool:
        """Whether `actual`, in the target's unit, reaches the target."""
        if self.kind == "range":
            return self.value <= actual <= self.highest
        if self.wants_less or (self.operator == "=" and self.value == 0):
            return actual < self.value if self.operator == "<" else actual <= self.value
        return actual > self.value if self.operator == ">" else actual >= self.value


def parse_target(value: object) -> object:
    """Read a written target; raises ValueError only where nothing is written."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if not text:
        raise ValueError("缺少指标值")
    quality = _QUALITY.match(text)
    if quality:
        return Target(kind="quality", operator="", text=(quality.group(1) or "").strip() or "定性")
    try:
        return _read(text)
    except ValueError as fault:
        return Target(kind="unread", operator="", text=text, question=f"{fault}，{_FORMS}")


def _read(text: str) -> Target:
    written = _EVERY.sub("", compact(text))
    every = _EVERY.search(compact(text))
    sign, bare = split_sign(written)
    found = (
        _deadline(sign, bare, written) or _range(sign, bare, written) or _words(sign, bare, half_width(text))
    )
    if found:
        return found
    try:
        measure = read_measure(bare)
    except NumberFault as fault:
        raise ValueError(f"“{text}”不是指标值" if "不是数字" in str(fault) else str(fault)) from None
    unit = f"{measure.unit}/{every.group(1)}" if every else measure.unit
    number, unit = (measure.number, unit) if split_multiple(unit)[1] or not unit else _multiplied(measure)
    shown = f"{sign}{measure.text}{f'/{every.group(1)}' if every else ''}"
    return Target(operator=sign or "=", value=number, unit=unit, text=shown)


def _multiplied(measure: Measure) -> tuple[Decimal, str]:
    """≥20万: a number of no unit."""
    return measure.number * split_multiple(measure.unit)[0], ""


def split_sign(text: str) -> tuple[Operator, str]:
    """The operator, written as a sign or in words before or behind (不低于90%, 90%及以上), and what is left."""
    text = _REACHES.sub("", text, count=1)
    before = _SIGN.match(text)
    bare = text[before.end() :] if before else text
    behind = _BEHIND.search(bare)
    if not behind or not re.match(r"[-+]?\d", bare) or re.search(r"\d月内\Z", bare):
        return (SIGNS[before.group()] if before else ""), bare
    own = _BEHIND_SIGNS[behind["sign"]]
    said = SIGNS[before.group()] if before else own
    if said not in (own, "="):
        raise ValueError(f"“{text}”前后说法不一")
    return own, bare[: behind.start()]


def _deadline(sign: Operator, bare: str, written: str) -> Target | None:
    if sign in ("≤", "<", "≥", ">") and _BARE_MONTH.match(bare):
        return None  # ≤12月 is how long
    moment = read_moment(bare)
    if moment is None:
        return None
    if sign in ("≥", ">"):
        raise ValueError(f"“{written}”是时限，运算符却是{sign}")
    strict = (moment.before and not moment.end) or sign == "<"
    month, day = moment.first if strict else moment.last
    text = bare if sign in ("", "=") else written
    return Target(
        kind="deadline", operator="<" if strict else "≤", text=text, year=moment.year, month=month, day=day
    )


def _range(sign: Operator, bare: str, written: str) -> Target | None:
    """2—12个月, 95%-100%: both ends are in."""
    found = _RANGE.match(bare)
    if not found:
        return None
    if sign not in ("", "="):
        raise ValueError(f"“{written}”是一个范围，运算符却是{sign}")
    low, unit = read_measure(found.group(1)), found.group(4) or found.group(2) or ""
    high, own = read_measure(found.group(3) + unit), read_measure(found.group(1) + (found.group(2) or unit))
    lowest, highest = own.in_unit(unit), high.in_unit(unit)
    if lowest is None or highest is None or low.number < 0 or lowest >= highest:
        raise ValueError(f"“{written}”不是由小到大的范围")
    return Target(kind="range", operator="=", value=lowest, highest=highest, unit=unit, text=bare)


def _words(sign: Operator, bare: str, text: str) -> Target | None:
    """长期, 按时完成, 1:3, Ⅲ类: reached as they stand. Chinese words without a number are a quality."""
    if _WORDS.fullmatch(re.sub(r"\A(?:达到|达|保持)", "", _BEHIND.sub("", bare))):
        return Target(kind="words", operator=sign or "=", text=compact(text))
    if not re.search(r"\d", bare) and sign in ("", "=") and re.search("[\u4e00-\u9fff]{2}", bare):
        return Target(kind="quality", operator="", text=text)
    return None


def parse_actual(value: object, target: Target) -> tuple[str, Decimal | None]:
    """Read a written actual value against its target: (text, number in the target's unit).

    The number may carry the target's unit or one that converts to it. Against a quality, a deadline or words the value
    stays text. Raises ValueError, with what to write, where it is no value of such a target.
    """
    text = half_width(str(value or "").strip())
    if not text:
        raise ValueError("缺少实际完成值")
    if target.kind not in ("number", "range"):
        return (str(value).strip() if target.kind == "quality" else text), None
    try:
        number = _actual_number(text, target)
    except NumberFault as fault:
        wanted = f"实际完成值应是一个数，单位与指标值相同（{target.unit or '无单位'}）"
        raise ValueError(f"{fault}；{wanted}" if "不是数字" in str(fault) else str(fault)) from None
    return text, number


def _actual_number(text: str, target: Target) -> Decimal:
    sign, bare = split_sign(compact(text))
    if sign and sign != "=":
        raise ValueError(f"“{text}”是一个范围，不是实际完成的数；请填实际完成了多少")
    measure = read_measure(_EVERY.sub("", bare))
    number = measure.in_unit(target.unit)
    if number is None:
        raise ValueError(f"“{text}”的单位“{measure.unit}”与指标值的单位“{target.unit or '无'}”不同，不能换算")
    return number


def deadline_met(target: Target, actual: str, year: int) -> bool | None:
    """Whether a moment is in time; None where it is no moment, or one that leaves it open (9月 against 9月15日前)."""
    written = compact(actual)
    if _DENIED.match(written) and "完成" in written:
        return False
    try:
        moment = read_moment(written)
        limit = Moment(target.year, (target.month, target.day), (target.month, target.day)).days(year)[1]
        if moment is None:
            return None
        first, last = moment.days(year)
    except ValueError:
        return None
    if moment.before:  # 9月底前 is at the latest that day, 9月前 the day before it begins
        last = last if moment.end else first - timedelta(days=1)
    met = [day < limit if target.operator == "<" else day <= limit for day in (first, last)]
    return met[1] if met[0] == met[1] or (moment.before and met[1]) else None


def words_met(target: Target, actual: str) -> bool | None:
    """Whether words are reached: said again as they stand, or denied; None where they say something else."""
    wanted, said = (_core(text) for text in (target.text, actual))
    if said == wanted:
        return True
    denied = _DENIED.match(said)
    return False if denied and _core(said[denied.end() :]) == wanted else None


def _core(text: str) -> str:
    bare = _BEHIND.sub("", compact(text).replace("：", ":"))
    bare = re.sub(r"\A(?:均|都|全部)?(?:已经|已|达到|达|实现|保持|符合|为)+|(?:标准|水质|要求)\Z", "", bare)
    return bare.removeprefix("不低于").removesuffix("完成") or bare
