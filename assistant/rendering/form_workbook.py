"""The 绩效自评表 as .xlsx in its official layout: one sheet, A4 across, merged cells, numbers as numbers."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from assistant.domain.ledger import Ledger
from assistant.domain.report import Cell, Report, Table, runs_text
from assistant.domain.spans import lay_out
from assistant.rendering.package import with_fixed_dates
from assistant.rendering.workbook_cells import lines_of, print_on, put

_THIN = Side(style="thin", color="000000")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_LINE, _LEAST, _TALLEST = 15, 22, 400
_FIRST = 3  # the row below title and year


def render_form(report: Report, ledger: Ledger, filed: date) -> bytes:
    """The form's bytes; the same report gives the same bytes. Text never becomes a formula."""
    table = report.form
    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = "自评表"
    _title(page, table, report)
    heights: dict[int, int] = {}
    column_of = lay_out(table.rows).column_of
    for number, row in enumerate(table.rows, _FIRST):
        for place, cell in enumerate(row):
            lines = _draw(page, number, column_of[number - _FIRST, place] + 1, cell, table, ledger)
            if cell.rows == 1:
                heights[number] = max(heights.get(number, 1), lines)
        page.row_dimensions[number].height = min(max(_LEAST, _LINE * heights.get(number, 1) + 6), _TALLEST)
    _goals_stand_high(page, table)
    print_on(page, landscape=True)
    moment = datetime(filed.year, filed.month, filed.day)
    book.properties.creator, book.properties.title = "", f"{table.caption}{report.subtitle}"
    book.properties.created = moment
    stream = BytesIO()
    book.save(stream)
    return with_fixed_dates(stream.getvalue(), moment)


def _title(page: Any, table: Table, report: Report) -> None:
    wide = len(table.widths)
    for row, text, font in (
        (1, table.caption, Font(name="方正小标宋简体", size=18)),
        (2, report.subtitle, Font(name="仿宋_GB2312", size=12)),
    ):
        page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=wide)
        cell = page.cell(row, 1)
        put(cell, text)
        cell.font, cell.alignment = font, Alignment(horizontal="center", vertical="center")
        page.row_dimensions[row].height = 30 if row == 1 else 20
    for column, width in enumerate(table.widths, 1):
        page.column_dimensions[get_column_letter(column)].width = width


def _draw(page: Any, row: int, column: int, cell: Cell, table: Table, ledger: Ledger) -> int:
    """Draw a cell, and give how many lines its text takes."""
    last_row, last = row + cell.rows - 1, column + cell.columns - 1
    if cell.rows * cell.columns > 1:
        page.merge_cells(start_row=row, start_column=column, end_row=last_row, end_column=last)
    for down in range(row, last_row + 1):
        for right in range(column, last + 1):
            page.cell(down, right).border = _BOX
    text = runs_text(cell.runs)
    target = page.cell(row, column)
    _write(target, cell, text, ledger)
    target.font = Font(name="黑体" if cell.head else "宋体", size=10.5)
    left = not cell.head and len(text) > 14
    target.alignment = Alignment(horizontal="left" if left else "center", vertical="center", wrap_text=True)
    return lines_of(text, sum(table.widths[column - 1 : last]))


def _write(target: Any, cell: Cell, text: str, ledger: Ledger) -> None:
    """A cell that prints one figure holds a number, in the digits that are printed; a rate is one in per cent."""
    entry = ledger.written(cell.runs[0].entry_id) if len(cell.runs) == 1 else None
    quantity = entry.quantity if entry is not None else None
    put(target, text)
    if quantity is None or quantity.approx or len(quantity.shown.as_tuple().digits) > 15:
        return
    written = quantity.number_text.partition(".")[2]
    decimals = f".{'0' * len(written)}" if written else ""
    if text == quantity.number_text:
        put(target, quantity.shown)
        target.number_format = f"0{decimals}"
    elif text == f"{quantity.number_text}%":
        put(target, quantity.shown / 100)
        target.number_format = f"0{decimals}%"


def _goals_stand_high(page: Any, table: Table) -> None:
    """Room to write in the cells that are left to fill in."""
    for number, row in enumerate(table.rows, _FIRST):
        if not any(cell.head or runs_text(cell.runs) for cell in row):
            page.row_dimensions[number].height = 48
