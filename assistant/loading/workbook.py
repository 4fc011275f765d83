"""A .xlsx file as sheets of cells. The only module that reads with openpyxl; files are hostile until read.

Refused before anything is unpacked: a file that is no .xlsx (an .xls or .et renamed, a password-protected one, a
truncated one), one that unpacks to too much (zip bomb), sheets with too many rows. Macros are never read; external
links are never followed.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from assistant.domain.source import Source
from assistant.errors import Fault, SubmissionError
from assistant.loading.cells import Cell, read_cell

MAX_BYTES = 20_000_000
MAX_UNPACKED, MAX_SHEET, MAX_RATIO, MAX_PARTS = 100_000_000, 25_000_000, 200, 2000
MAX_ROWS, MAX_COLUMNS = 20_000, 200
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, KeyError, ValueError, TypeError, IndexError, AttributeError,
    SyntaxError, EOFError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True)
class Grid:
    """A sheet: its cells by row and column, 1-based, and what of it is merged or hidden.

    `covered` maps a cell inside a merged range to its first cell.
    """

    name: str
    cells: dict[tuple[int, int], Cell]
    rows: int
    columns: int
    hidden: bool = False
    covered: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell at a place; None where nothing was written."""
        return self.cells.get((row, column))

    def text(self, row: int, column: int) -> str:
        found = self.cells.get((row, column))
        return found.text if found else ""


@dataclass(frozen=True)
class Book:
    """A workbook, and what a reader should be told of it (macros, external links)."""

    file: str
    sheets: tuple[Grid, ...]
    notices: tuple[str, ...] = ()


def read_book(path: Path) -> Book:
    """All sheets of a workbook; raises SubmissionError with one message where it cannot be used."""
    name = path.as_posix()
    data = _bytes(path, name)
    notices = _guard(data, name)
    import openpyxl

    try:
        shown = openpyxl.load_workbook(BytesIO(data), data_only=True, keep_links=False)
        written = openpyxl.load_workbook(BytesIO(data), data_only=False, keep_links=False)
        sheets = tuple(
            _grid(shown[title], written[title], name)
            for title in shown.sheetnames
            if hasattr(shown[title], "iter_rows")
        )
    except SubmissionError:
        raise
    except _BROKEN as error:
        detail = type(error).__name__
        raise _refuse(
            name, f"工作簿的内容已损坏，不能读取（{detail}）", "请用 Excel 或 WPS 打开并另存为 .xlsx"
        ) from None
    return Book(name, sheets, notices)


def _bytes(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _refuse(name, f"文件超过{MAX_BYTES // 1_000_000}MB", "请删去图片和多余的工作表后另存")
        return path.read_bytes()
    except FileNotFoundError:
        raise _refuse(name, "文件不存在") from None
    except IsADirectoryError:
        raise _refuse(name, "这是文件夹，不是文件") from None
    except OSError as error:
        raise _refuse(name, f"无法读取（{error.strerror}）") from None


def _refuse(name: str, message: str, remedy: str = "") -> SubmissionError:
    return SubmissionError([Fault(name, message, remedy)])


def _guard(data: bytes, name: str) -> tuple[str, ...]:
    """Refuse what is no workbook or unpacks to too much; say what will not be read."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _refuse(name, "文件有打开密码，不能读取", "请取消密码后另存，再运行")
        raise _refuse(name, "文件是旧格式（.xls 或 .et），只是改了扩展名", "请用 Excel 或 WPS 另存为 .xlsx")
    if not data:
        raise _refuse(name, "文件是空的")
    if not data.startswith(b"PK"):
        raise _refuse(name, "不是 .xlsx 工作簿", "请用 Excel 或 WPS 另存为 .xlsx")
    try:
        parts = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, struct.error):
        raise _refuse(name, "文件不完整（可能没有传完或已损坏）", "请重新复制或另存") from None
    names = {part.filename for part in parts}
    total = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or total > MAX_UNPACKED or total > MAX_RATIO * max(len(data), 50_000):
        raise _refuse(
            name, f"文件解压后有{total // 1_000_000}MB，超过限度，没有打开", "请把数据复制到新的填报表里"
        )
    if "[Content_Types].xml" not in names or not any(item.startswith("xl/") for item in names):
        raise _refuse(name, "压缩包里没有工作簿，不是 .xlsx 文件", "请用 Excel 或 WPS 另存为 .xlsx")
    for part in parts:
        if part.filename.startswith("xl/worksheets/") and part.file_size > MAX_SHEET:
            raise _refuse(
                name, f"有一个工作表展开后有{part.file_size // 1_000_000}MB，多半是设了格式的空白行",
                "请删去数据下面的空白行（选中整行，右键删除），保存后再运行",
            )  # fmt: skip
    notices = []
    if any("vbaProject" in item for item in names):
        notices.append("工作簿含有宏，没有读取也没有运行")
    if any(item.startswith("xl/externalLinks/") for item in names):
        notices.append("工作簿引用了外部文件，只用了上次保存的值")
    return tuple(notices)


def _grid(shown: Any, written: Any, name: str) -> Grid:
    if shown.max_row > MAX_ROWS or shown.max_column > MAX_COLUMNS:
        real = [(cell.row, cell.column) for cell in shown._cells.values() if cell.value is not None]
        rows, columns = (max(place) for place in zip(*real, strict=True)) if real else (0, 0)
        if rows > MAX_ROWS or columns > MAX_COLUMNS:
            raise SubmissionError(
                [Fault(f"{name} {shown.title}", f"工作表有{rows}行{columns}列，最多{MAX_ROWS}行{MAX_COLUMNS}列", "请删去多余的行列")]
            )  # fmt: skip
    hidden_rows = {number for number, row in shown.row_dimensions.items() if row.hidden}
    hidden_columns = _hidden_columns(shown)
    cells: dict[tuple[int, int], Cell] = {}
    for place, item in shown._cells.items():
        if item.value is None and written._cells[place].value is None:
            continue
        source = Source(name, 0, shown.title, item.coordinate)
        hidden = place[0] in hidden_rows or place[1] in hidden_columns
        cells[place] = read_cell(item.value, written._cells[place].value, item.number_format, source, hidden)
    covered = {
        (row, column): (area.min_row, area.min_col)
        for area in shown.merged_cells.ranges
        if area.max_row <= MAX_ROWS
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, min(area.max_col, MAX_COLUMNS) + 1)
    }
    return Grid(
        shown.title, cells,
        max((row for row, _ in cells), default=0), max((column for _, column in cells), default=0),
        shown.sheet_state != "visible", covered,
        tuple(sorted({row for row, _ in cells} & hidden_rows)), tuple(sorted({column for _, column in cells} & hidden_columns)),
    )  # fmt: skip


def _hidden_columns(sheet: Any) -> set[int]:
    found: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min:
            found |= set(range(dimension.min, min(dimension.max, MAX_COLUMNS) + 1))
    return found
