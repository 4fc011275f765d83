"""How cells of the workbook form look, and the one way in which values enter them."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.page import PageMargins

from assistant.domain.number import decimals_of
from assistant.domain.quantity import plain
from assistant.rendering.text_width import width_of

_LINE = Side(style="thin", color="BFBFBF")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEAD = PatternFill("solid", fgColor="1F4E79")
INPUT = PatternFill("solid", fgColor="FFF9E5")
AUTO = PatternFill("solid", fgColor="EDEDED")
GREY = Font(name="宋体", size=11, italic=True, color="8C8C8C")
TEXT = Font(name="宋体", size=11)
WRAP = Alignment(wrap_text=True, vertical="center")
CENTRE = Alignment(horizontal="center", vertical="center")
_LINE_HEIGHT, _LEAST, _TALLEST = 15, 18, 400  # points; a row of a sheet may be 409 points high


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


def fit_rows(page: Any, first: int) -> None:
    """Make the rows from `first` on as high as their wrapped text: not every program does so by itself."""
    for row in page.iter_rows(min_row=first):
        lines = max(
            (lines_of(cell.value, page.column_dimensions[cell.column_letter].width) for cell in row),
            default=1,
        )
        wanted = min(_LINE_HEIGHT * lines + 3, _TALLEST)
        page.row_dimensions[row[0].row].height = max(wanted, _LEAST)


def lines_of(value: object, width: float) -> int:
    """How many lines a text takes in a column of this width; a Chinese character is two wide."""
    if not isinstance(value, str) or value.startswith("="):
        return 1
    room = max(int(width) - 1, 2)
    wide = [width_of(line) for line in value.split("\n")]
    return sum(max(1, math.ceil(length / room)) for length in wide)


def print_on(page: Any, *, landscape: bool, pages_wide: int = 1) -> None:
    """A4, narrow margins, as wide as `pages_wide` sheets of paper, with the page number below."""
    page.sheet_view.showGridLines = False
    page.page_setup.paperSize = 9
    page.page_setup.orientation = "landscape" if landscape else "portrait"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = pages_wide, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_options.horizontalCentered = pages_wide == 1
    page.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6, header=0.3, footer=0.3)
    page.oddFooter.center.text = "&A　第&P页　共&N页"
