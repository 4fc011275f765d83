"""One cell of a workbook as text: exact, as the spreadsheet shows it, and never a guess.

The rule for numbers. A spreadsheet stores binary doubles and shows at most 15 significant digits. So a stored number
is read as its shortest decimal of 15 significant digits (413.05000000000001 is 413.05), and as its number format shows
it: 0.9065 shown as 90.65% is 90.65%, 3157500 shown as 315.8万元 is 315.75万元, 583700 shown as 583700元 is 583700元. Where
the format shows more decimals, zeros are added (14.5 shown as 14.50 is 14.50). It is never rounded to the format: a
hidden decimal is part of the number. A day is what is shown of it: 2024年12月 where the format shows no day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Literal

from assistant.domain.source import Source
from assistant.loading.number_format import read_format

CellKind = Literal["blank", "text", "number", "percent", "date", "switch", "error", "uncalculated", "picture"]
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f])_")  # how a control character is written in a workbook
_PICTURE = re.compile(r"=?(?:_xlfn\.)?DISPIMG\(")  # how WPS keeps a picture in a cell
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What a cell shows, and how it came about. `held`: what it holds where the format shows something else than that
    (3157500 shown as 315.75万元; a day of which the month is shown)."""

    text: str
    kind: CellKind
    source: Source
    formula: str = ""
    held: str = ""


def read_cell(value: Any, formula: Any, number_format: str, source: Source) -> SheetCell:
    """The cell of a cached value, the formula it comes from if any, and its format."""
    written = ""
    if formula is not None:  # array and data-table formulas are objects
        written = formula if isinstance(formula, str) else str(getattr(formula, "text", "") or "=…")
    if _PICTURE.match(written) or (isinstance(value, str) and _PICTURE.match(value)):
        return SheetCell("", "picture", source)
    if written and value is None:
        return SheetCell("", "uncalculated", source, written)
    text, kind, held = _shown(value, number_format)
    return SheetCell(text, kind, source, written, held)


def _shown(value: Any, number_format: str) -> tuple[str, CellKind, str]:
    if value is None or value == "":
        return "", "blank", ""
    if isinstance(value, bool):
        return ("是" if value else "否"), "switch", ""
    if isinstance(value, (datetime, date)):
        day = value.date() if isinstance(value, datetime) else value
        return _day_text(day, number_format), "date", day.isoformat()
    if isinstance(value, (time, timedelta)):
        return str(value), "date", ""
    if isinstance(value, (int, float)):
        return number_text(value, number_format)
    text = _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), str(value))
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        return "", "blank", ""
    return (
        text,
        "error" if re.fullmatch(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)", text) else "text",
        "",
    )


def _day_text(day: date, number_format: str) -> str:
    """A day as it is shown: its month only, or without its year, where the format says so."""
    letters = set(_QUOTED.sub("", number_format).lower())
    if "m" in letters and "d" not in letters:
        return f"{day.year}年{day.month}月" if "y" in letters else f"{day.month}月"
    return f"{day.month}月{day.day}日" if {"m", "d"} <= letters and "y" not in letters else day.isoformat()


def number_text(value: int | float, number_format: str) -> tuple[str, CellKind, str]:
    """A stored number as text, by the rule above, and what is held where that is something else."""
    exact = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
    shown = read_format(number_format, exact)
    text = _plain(exact * shown.times)
    missing = shown.decimals - len(text.partition(".")[2])
    if missing > 0:
        text += ("" if "." in text else ".") + "0" * missing
    percent = shown.behind.startswith("%")
    held = "" if percent or (shown.times == 1 and not shown.behind) else _plain(exact)
    return f"{shown.before}{text}{shown.behind}", "percent" if percent else "number", held


def _plain(number: Decimal) -> str:
    return format(number.normalize() if number else Decimal(0), "f")
