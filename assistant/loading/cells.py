"""One cell of a workbook as text: exact, as the spreadsheet shows it, and never a guess.

The rule for numbers. A spreadsheet stores binary doubles and shows at most 15 significant digits. So a stored number
is read as its shortest decimal of 15 significant digits (413.05000000000001 is 413.05), and where the number format
shows more decimals, zeros are added (14.5 shown as 14.50 is 14.50). It is never rounded to the format: a hidden
decimal is part of the number. A percent format multiplies by 100 exactly (0.9065 shown as 90.65%).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Literal

from assistant.domain.source import Source

CellKind = Literal["blank", "text", "number", "percent", "date", "switch", "error", "uncalculated"]
_DECIMALS = re.compile(r"[0#?]\.(0+)")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f])_")  # how a control character is written in a workbook
_SCALED = re.compile(r"[0#?],+(?![0#?])|!\.")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows, and how it came about. `scaled`: its format shows a multiple of what it holds."""

    text: str
    kind: CellKind
    source: Source
    formula: str = ""
    scaled: bool = False


def read_cell(value: Any, formula: Any, number_format: str, source: Source) -> Cell:
    """The cell of a cached value, the formula it comes from if any, and its format."""
    written = ""
    if formula is not None:  # array and data-table formulas are objects
        written = formula if isinstance(formula, str) else str(getattr(formula, "text", "") or "=…")
    if written and value is None:
        return Cell("", "uncalculated", source, written)
    text, kind = _shown(value, number_format)
    format_ = _QUOTED.sub("", number_format.partition(";")[0])
    scaled = kind in ("number", "percent") and bool(_SCALED.search(format_))
    return Cell(text, kind, source, written, scaled)


def _shown(value: Any, number_format: str) -> tuple[str, CellKind]:
    if value is None or value == "":
        return "", "blank"
    if isinstance(value, bool):
        return ("是" if value else "否"), "switch"
    if isinstance(value, (datetime, date)):
        day = value.date() if isinstance(value, datetime) else value
        return day.isoformat(), "date"
    if isinstance(value, (time, timedelta)):
        return str(value), "date"
    if isinstance(value, (int, float)):
        return number_text(value, number_format)
    text = _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), str(value))
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        return "", "blank"
    return text, "error" if re.fullmatch(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)", text) else "text"


def number_text(value: int | float, number_format: str) -> tuple[str, CellKind]:
    """A stored number as text, by the rule above."""
    exact = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
    format_ = _QUOTED.sub("", number_format.partition(";")[0])
    percent = "%" in format_
    if percent:
        exact *= 100
    text = format(exact.normalize() if exact else Decimal(0), "f")
    shown = _DECIMALS.search(format_)
    decimals = len(shown.group(1)) if shown else 0
    missing = decimals - len(text.partition(".")[2])
    if missing > 0:
        text += ("" if "." in text else ".") + "0" * missing
    return (f"{text}%", "percent") if percent else (text, "number")
