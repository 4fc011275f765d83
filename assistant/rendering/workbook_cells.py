"""How cells of the workbook form look, and the one way in which values enter them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from assistant.domain.number import decimals_of
from assistant.domain.quantity import plain

_LINE = Side(style="thin", color="BFBFBF")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEAD = PatternFill("solid", fgColor="1F4E79")
INPUT = PatternFill("solid", fgColor="FFF9E5")
AUTO = PatternFill("solid", fgColor="EDEDED")
GREY = Font(name="宋体", size=11, italic=True, color="8C8C8C")
TEXT = Font(name="宋体", size=11)
WRAP = Alignment(wrap_text=True, vertical="center")


def put(cell: Any, value: str | Decimal | None) -> None:
    """Write a value: text never becomes a formula, a number keeps its decimals and is stored as text beyond 15 digits."""
    if isinstance(value, Decimal):
        if len(value.as_tuple().digits) > 15:
            cell.value = plain(value)
            cell.data_type = "s"
            return
        decimals = decimals_of(value)
        cell.value = int(value) if not decimals else float(value)
        cell.number_format = "0." + "0" * decimals if decimals else "0"
        return
    cell.value = value
    if value:
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in "=+-@"


def head(cell: Any, text: str) -> None:
    """A heading."""
    cell.value = text
    cell.font = Font(name="黑体", size=11, color="FFFFFF")
    cell.fill = HEAD
    cell.border = BOX
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def input_cell(cell: Any, value: str | Decimal | None = None) -> None:
    """A cell to fill in: coloured and not locked."""
    cell.font = TEXT
    cell.fill = INPUT
    cell.border = BOX
    cell.alignment = WRAP
    cell.protection = Protection(locked=False)
    put(cell, value)
