"""A workbook of an older or other format (.xls, .et, .ods) as sheets of cells, with python-calamine (extra `xls`).

calamine gives values without formats and formulas: a cell that shows 90.65% holds 0.9065 and is read so. Every number
between 0 and 1 is therefore told, with its cell, and .xlsx remains the better way.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from assistant.domain.source import Source
from assistant.errors import SubmissionError
from assistant.loading.archive import BROKEN, MAX_CELLS, OLE, guard_sizes, read_bytes, refuse
from assistant.loading.cells import SheetCell, read_cell
from assistant.loading.reader import letter
from assistant.loading.workbook import MAX_COLUMNS, MAX_ROWS, Grid, Workbook, too_large

_SAVE = "请用 Excel 或 WPS 另存为 .xlsx"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_VALUE_TYPE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
_TOLD = 5  # cells named in one notice


def read_old_book(path: Path) -> Workbook:
    """All sheets of an old workbook; raises SubmissionError with one message where it cannot be used."""
    name = path.as_posix()
    data = read_bytes(path, name)
    _guard(data, name, path.suffix.lower())
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise refuse(
            name,
            f"没有安装读取“{path.suffix}”文件的组件",
            f"{_SAVE}，或运行 python -m pip install 'ziping[xls]'",
        ) from None
    try:
        book = CalamineWorkbook.from_object(BytesIO(data))
        sheets = tuple(_grid(book, number, name) for number in range(len(book.sheet_names)))
    except SubmissionError:
        raise
    except (CalamineError, *BROKEN) as error:
        locked = "assword" in type(error).__name__ or "assword" in str(error)
        raise refuse(
            name,
            "文件有打开密码，不能读取" if locked else "文件的内容已损坏，不能读取",
            "请取消密码后另存，再运行" if locked else _SAVE,
        ) from None
    except BaseException as error:  # a panic of the reader is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise refuse(name, "文件的内容已损坏，不能读取", _SAVE) from None
    return Workbook(name, sheets, (f"“{path.suffix}”文件读不出单元格格式和公式，只读数值", *_small(sheets)))


def _guard(data: bytes, name: str, suffix: str) -> None:
    if not data:
        raise refuse(name, "文件是空的")
    if suffix != ".ods":
        if data.startswith(b"PK"):
            raise refuse(name, f"文件其实是 .xlsx，只是扩展名写成了“{suffix}”", "请把扩展名改为 .xlsx")
        if not data.startswith(OLE):
            raise refuse(name, f"不是“{suffix}”工作簿", _SAVE)
        return
    from defusedxml import DefusedXmlException

    try:
        archive = zipfile.ZipFile(BytesIO(data))
        guard_sizes(archive.infolist(), len(data), name)
        with archive.open("content.xml") as stream:
            _guard_repeats(stream, name)
    except SubmissionError:
        raise
    except DefusedXmlException:
        raise refuse(name, "文件含有实体声明，可能有害，没有打开", _SAVE) from None
    except BROKEN:
        raise refuse(name, "不是“.ods”工作簿，或文件不完整", _SAVE) from None


def _guard_repeats(stream: Any, name: str) -> None:
    """Refuse what a repeated cell or row would unfold to; the reader would list every one."""
    from defusedxml.ElementTree import iterparse

    cells = row = column = filled = 0
    for _, element in iterparse(stream, events=("end",)):
        kind = str(element.tag).rpartition("}")[2]
        if kind in ("table-cell", "covered-table-cell"):
            repeated = _repeated(element, "columns")
            column += repeated
            if len(element) or element.get(_VALUE_TYPE):
                filled, width = filled + repeated, column
                if width > MAX_COLUMNS:
                    raise refuse(name, f"有一个单元格重复到第{width}列，超过限度", "请删去多余的行列")
        elif kind == "table-row":
            repeated = _repeated(element, "rows")
            row, cells = row + repeated, cells + repeated * filled
            if filled and (row > MAX_ROWS or cells > MAX_CELLS):
                raise refuse(name, f"有一行重复到第{row}行，超过限度", "请删去多余的行列")
            column = filled = 0
            element.clear()
        elif kind == "table":
            row = 0


def _repeated(element: Any, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))


def _grid(book: Any, number: int, name: str) -> Grid:
    sheet, meta = book.get_sheet_by_index(number), book.sheets_metadata[number]
    if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
        raise too_large(name, meta.name, sheet.total_height, sheet.total_width)
    cells: dict[tuple[int, int], SheetCell] = {}
    pictures: list[tuple[int, int]] = []
    for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
        for column, value in enumerate(values, 1):
            source = Source(name, 0, meta.name, f"{letter(column)}{row}")
            cell = read_cell(value, None, "General", source)
            if cell.kind == "picture":
                pictures.append((row, column))
            elif cell.kind != "blank":
                cells[(row, column)] = cell
    covered = {
        (row + 1, column + 1): (first[0] + 1, first[1] + 1)
        for first, last in sheet.merged_cell_ranges or ()
        for row in range(first[0], min(last[0], MAX_ROWS) + 1)
        for column in range(first[1], min(last[1], MAX_COLUMNS) + 1)
    }
    return Grid(
        meta.name,
        cells,
        max((row for row, _ in cells), default=0),
        max((column for _, column in cells), default=0),
        "Visible" not in str(meta.visible),
        covered,
        pictures=tuple(pictures),
    )


def _small(sheets: tuple[Grid, ...]) -> tuple[str, ...]:
    """Numbers that may be percentages."""
    found = [
        f"{cell.source.sheet}!{cell.source.cell} {cell.text}"
        for sheet in sheets
        for cell in sheet.cells.values()
        if cell.kind == "number" and cell.text.startswith("0.")
    ]
    if not found:
        return ()
    more = f"等{len(found)}格" if len(found) > _TOLD else ""
    return (f"{'、'.join(found[:_TOLD])}{more}是小数；如果表里显示为百分数，请另存为 .xlsx 再读",)
