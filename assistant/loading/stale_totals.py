"""Totals that the form adds up for the person's comfort: told where what the sheet shows is not what we add up."""

from __future__ import annotations

from decimal import Decimal

from assistant.domain.number import NumberFault
from assistant.domain.quantity import EXACT, plain
from assistant.domain.unit import dimension
from assistant.loading.reader import Reader
from assistant.loading.workbook import Grid
from assistant.loading.written import amount

_BASIC, _PERSONNEL, _PUBLIC, _TOTAL = (
    ("basic", "total"),
    ("basic", "personnel"),
    ("basic", "public"),
    ("total",),
)
AUTOMATIC = "不用填"


def report_stale_totals(
    grid: Grid, rows: dict[tuple[str, ...], int], columns: list[int], reader: Reader
) -> None:
    """Tell of each automatic total under the budget that differs from the sum of the parts."""
    automatic = [row for row in range(1, grid.rows + 1) if AUTOMATIC in grid.text(row, 1)]
    for row in automatic:
        for column in columns:
            parts = {path: _number(grid, number, column, reader) for path, number in rows.items()}
            basic = parts.get(_BASIC)
            lines = [parts.get(_PERSONNEL), parts.get(_PUBLIC)] if basic is None else [basic]
            lines += [
                value for path, value in parts.items() if path not in (_BASIC, _PERSONNEL, _PUBLIC, _TOTAL)
            ]
            _report(grid, row, column, [line for line in lines if line is not None], reader)


def report_stale_column(grid: Grid, row: int, column: int, rows: list[int], reader: Reader) -> None:
    """Tell of an automatic total above a table that differs from the sum of the column in the rows below it."""
    if AUTOMATIC in grid.text(row, 1):
        numbers = [_number(grid, number, column, reader) for number in rows]
        _report(grid, row, column, [number for number in numbers if number is not None], reader)


def _report(grid: Grid, row: int, column: int, parts: list[Decimal], reader: Reader) -> None:
    shown, ours = _number(grid, row, column, reader), Decimal(0)
    for part in parts:
        ours = EXACT.add(ours, part)
    if shown is not None and shown != ours:
        reader.notice(
            reader.place(grid, row, column),
            f"表格里自动计算的合计是{plain(shown)}，按所填各项相加是{plain(ours)}；表格没有重新计算，程序按所填各项计算",
        )


def _number(grid: Grid, row: int, column: int, reader: Reader) -> Decimal | None:
    """What a cell shows, in the form's unit of money where it shows one of money."""
    cell = grid.cell(row, column)
    if cell is None or cell.kind != "number":
        return None  # the sheet's own sum leaves out numbers written as text, and says nothing
    try:
        shown = amount(cell.text)
    except NumberFault:
        return None
    return shown.in_unit(reader.money) if dimension(shown.unit) == "money" else shown.number
