"""A .xlsx file as sheets of cells. The only module that reads with openpyxl, and only what `archive` lets through.

Macros are never read; external links are never followed.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from assistant.domain.source import Source
from assistant.errors import Fault, SubmissionError
from assistant.loading.archive import BROKEN, guard, read_bytes, refuse
from assistant.loading.cells import SheetCell, read_cell
from assistant.loading.mending import bare, is_strict, transitional

MAX_ROWS, MAX_COLUMNS = 20_000, 200


@dataclass(frozen=True)
class Grid:
    """A sheet: its cells by row and column, 1-based, and what of it is merged or hidden.

    `covered` maps a cell inside a merged range to its first cell. `pictures`: cells that hold a picture and no text.
    """

    name: str
    cells: dict[tuple[int, int], SheetCell]
    rows: int
    columns: int
    hidden: bool = False
    covered: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    pictures: tuple[tuple[int, int], ...] = ()

    def cell(self, row: int, column: int) -> SheetCell | None:
        """The cell at a place; None where nothing was written."""
        return self.cells.get((row, column))

    def text(self, row: int, column: int) -> str:
        found = self.cells.get((row, column))
        return found.text if found else ""


@dataclass(frozen=True)
class Workbook:
    """A workbook, and what a reader should be told of it (macros, external links).

    `typed`: its cells know numbers from text, as those of a document do not.
    """

    file: str
    sheets: tuple[Grid, ...]
    notices: tuple[str, ...] = ()
    typed: bool = True


def read_book(path: Path) -> Workbook:
    """All sheets of a workbook; raises SubmissionError with one message where it cannot be used."""
    name = path.as_posix()
    data = read_bytes(path, name)
    notices = guard(data, name)
    data, told = readable(data, name)
    with _faults(name):
        shown, written = _loaded(data, data_only=True), _loaded(data, data_only=False)
        sheets = tuple(
            _grid(shown[title], written[title], name)
            for title in shown.sheetnames
            if hasattr(shown[title], "iter_rows")
        )
    return Workbook(name, sheets, (*notices, *told))


def read_data(path: Path) -> bytes:
    """The bytes of a workbook as openpyxl can load them; raises SubmissionError as `read_book` does."""
    name = path.as_posix()
    data = read_bytes(path, name)
    guard(data, name)
    return readable(data, name)[0]


def readable(data: bytes, name: str) -> tuple[bytes, tuple[str, ...]]:
    """A workbook that was let through, as openpyxl can load it, and what a person should be told of it."""
    try:
        if is_strict(data):
            data = transitional(data)
        _loaded(data, data_only=False)
    except _broken():
        with _faults(name):
            data, told = bare(data)
            _loaded(data, data_only=False)
            return data, told
    return data, ()


def _loaded(data: bytes, *, data_only: bool) -> Any:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl leaves out: validation, drawings
        return openpyxl.load_workbook(BytesIO(data), data_only=data_only, keep_links=False)


def _broken() -> tuple[type[Exception], ...]:
    """What loading a broken workbook may raise."""
    from openpyxl.utils import exceptions as faults

    return *BROKEN, faults.InvalidFileException, faults.CellCoordinatesException


@contextmanager
def _faults(name: str) -> Iterator[None]:
    """What a broken workbook raises, as the one fault of the file."""
    try:
        yield
    except SubmissionError:
        raise
    except _broken() as error:
        detail = type(error).__name__
        raise refuse(
            name, f"工作簿的内容已损坏，不能读取（{detail}）", "请用 Excel 或 WPS 打开并另存为 .xlsx"
        ) from None


def _grid(shown: Any, written: Any, name: str) -> Grid:
    if shown.max_row > MAX_ROWS or shown.max_column > MAX_COLUMNS:
        real = [(cell.row, cell.column) for cell in shown._cells.values() if cell.value is not None]
        rows, columns = (max(place) for place in zip(*real, strict=True)) if real else (0, 0)
        if rows > MAX_ROWS or columns > MAX_COLUMNS:
            raise too_large(name, shown.title, rows, columns)
    hidden_rows = {number for number, row in shown.row_dimensions.items() if row.hidden}
    hidden_columns = _hidden_columns(shown)
    cells: dict[tuple[int, int], SheetCell] = {}
    pictures: list[tuple[int, int]] = []
    for place, item in shown._cells.items():
        if item.value is None and written._cells[place].value is None:
            continue
        source = Source(name, 0, shown.title, item.coordinate)
        own = written._cells[place]
        formula = own.value if own.data_type == "f" else None
        empty = item.value is None and item.data_type == "str"  # a formula whose result is no text at all
        cell = read_cell("" if empty else item.value, formula, item.number_format, source)
        if cell.kind == "picture":
            pictures.append(place)
        elif cell.kind != "blank":
            cells[place] = cell
    covered = {
        (row, column): (area.min_row, area.min_col)
        for area in shown.merged_cells.ranges
        if area.max_row <= MAX_ROWS
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, min(area.max_col, MAX_COLUMNS) + 1)
    }
    return Grid(
        shown.title,
        cells,
        max((row for row, _ in cells), default=0),
        max((column for _, column in cells), default=0),
        shown.sheet_state != "visible",
        covered,
        tuple(sorted({row for row, _ in cells} & hidden_rows)),
        tuple(sorted({column for _, column in cells} & hidden_columns)),
        tuple(sorted(pictures)),
    )


def too_large(name: str, title: str, rows: int, columns: int) -> SubmissionError:
    """The fault of a sheet with more rows or columns than a form can have."""
    message = f"工作表有{rows}行{columns}列，最多{MAX_ROWS}行{MAX_COLUMNS}列"
    return SubmissionError([Fault(f"{name} {title}", message, "请删去多余的行列")])


def _hidden_columns(sheet: Any) -> set[int]:
    found: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min:
            found |= set(range(dimension.min, min(dimension.max, MAX_COLUMNS) + 1))
    return found
