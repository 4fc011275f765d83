"""A written moment as the days it may be: 2024年12月31日, 2024-12, 12月, 9月底, 12月中旬, 年底, 第三季度, 上半年, 1-10月."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_DAY = re.compile(
    r"(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})[日号]?\Z|(20\d\d)([-./])(\d{1,2})\5(\d{1,2})\Z", re.ASCII
)
_MONTH = re.compile(
    r"(?:(20\d\d)年)?(\d{1,2})月份?(底|末|初|上旬|中旬|下旬)?\Z|(20\d\d)[-/](\d{1,2})\Z", re.ASCII
)
_PART = re.compile(r"(?:(20\d\d)年)?(?:第?([一二三四1-4])季度|([上下])半年)(底|末)?\Z", re.ASCII)
_YEAR = re.compile(
    r"(20\d\d)年(?:度内?|内|底|末|全年)?\Z|(?:本年度?内?|年内|全年|年底|年末|年度内)\Z", re.ASCII
)
_RANGE = re.compile(
    r"(?P<first>(?:(?P<year>20\d\d)年)?\d{1,2}月?(?:\d{1,2}日)?)(?:[-—–~～至到]+)(?P<last>(?:20\d\d年)?\d{1,2}月.*)\Z",
    re.ASCII,
)
_LEADING = re.compile(
    r"\A(?:最迟不晚于|不晚于|不迟于|截止到|截至|截止|最迟|确保|力争|计划|预计|应|于|在|到|至)+"
)
_TRAILING = re.compile(
    r"(?:已|全部|全面|基本)?(?:完成|完工|竣工|办结|交付|建成|开工|投入使用|通过验收|验收|支付|拨付|到位)(?:使用|任务|目标)?\Z"
)
_BEFORE = re.compile(r"(?:之?前|以前)\Z")
_WITHIN = re.compile(r"(?<=[月日底末])(?:以内|之内|内)\Z")
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "初": (1, 10)}


@dataclass(frozen=True, slots=True)
class Moment:
    """The first and the last day, each (month, day), and the year where it is written (else 0).

    `end`: whether it is itself an end (9月底, 12月31日), so that “前” behind it includes it. `before`: whether “前” is
    written behind it.
    """

    year: int
    first: tuple[int, int]
    last: tuple[int, int]
    end: bool = False
    before: bool = False

    def days(self, year: int) -> tuple[date, date]:
        """The first and the last day, in `year` where none is written."""
        own = self.year or year
        return _day(own, *self.first), _day(own, *self.last)


def read_moment(text: str) -> Moment | None:
    """The moment in a text without spaces; None where it is none. Raises ValueError for a day that does not exist."""
    bare = _TRAILING.sub("", _LEADING.sub("", text))
    before = bool(_BEFORE.search(bare))
    bare = _WITHIN.sub("", _BEFORE.sub("", bare))
    found = _whole_range(bare) or _one(bare)
    if found is None:
        return None
    for month, day in (found.first, found.last):
        if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(found.year or 2000, month)[1]:
            raise ValueError(f"“{text}”不是存在的日期")
    return Moment(found.year, found.first, found.last, found.end, before)


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _whole_range(text: str) -> Moment | None:
    """From one moment to another: its last day is that of the second."""
    found = _RANGE.match(text)
    if not found:
        return None
    first = _one(found["first"] if "月" in found["first"] else f"{found['first']}月")
    last = _one(found["last"])
    if first is None or last is None:
        return None
    return Moment(
        last.year or first.year,
        first.first if first.year in (0, last.year or first.year) else (1, 1),
        last.last,
    )


def _one(text: str) -> Moment | None:
    day = _DAY.match(text)
    if day:
        year, month, number = (
            int(part or 0) for part in (day[1] or day[4], day[2] or day[6], day[3] or day[7])
        )
        return Moment(year, (month, number), (month, number), end=True)
    month_found = _MONTH.match(text)
    if month_found:
        year, month = int(month_found[1] or month_found[4] or 0), int(month_found[2] or month_found[5])
        return _in_month(year, month, month_found[3] or "")
    part = _PART.match(text)
    if part:
        size, number = (6, "上下".index(part[3]) + 1) if part[3] else (3, _quarter(part[2]))
        last = (size * number, _length(0, size * number))
        first = last if part[4] else (last[0] - size + 1, 1)
        return Moment(int(part[1] or 0), first, last, end=bool(part[4]))
    found = _YEAR.match(text)
    if found:
        ending = text[-1] in "底末"
        return Moment(
            int(found[1] or 0), (12, 31) if ending else (1, 1), (12, 31), end=ending or "内" in text
        )
    return None


def _in_month(year: int, month: int, part: str) -> Moment:
    final = _length(year, month)
    if part in _THIRDS:
        first, last = _THIRDS[part]
        return Moment(year, (month, first), (month, last), end=True)
    if part in ("底", "末"):
        return Moment(year, (month, final), (month, final), end=True)
    return Moment(year, (month, 21 if part else 1), (month, final), end=bool(part))


def _quarter(text: str) -> int:
    return "一二三四".index(text) + 1 if text in "一二三四" else int(text)


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year or 2000, month)[1] if 1 <= month <= 12 else 31
