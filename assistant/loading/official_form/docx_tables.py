"""The tables of a .docx file as grids: cell C3 of the second table is `表2!C3`; text outside tables is `正文`.

Tracked insertions are read as
accepted and tracked deletions are left out, and a person is told of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.domain.source import Source
from assistant.loading.archive import refuse
from assistant.loading.cells import SheetCell
from assistant.loading.reader import letter
from assistant.loading.word_file import W as _W
from assistant.loading.word_file import read_word
from assistant.loading.workbook import MAX_COLUMNS, MAX_ROWS, Grid, Workbook

TEXT = "正文"


def read_tables(path: Path) -> Workbook:
    """The text and the tables of a .docx; raises SubmissionError with one message where it cannot be used."""
    package = read_word(path)
    name, root = package.name, package.xml(package.main)
    tables = [table for table in root.iter(f"{_W}tbl") if not _inside(table, "tbl")]
    grids = [_text_grid(root, name)]
    grids += [_grid(table, f"表{number}", name) for number, table in enumerate(tables, 1)]
    revised = next(root.iter(f"{_W}ins", f"{_W}del", f"{_W}moveFrom"), None) is not None
    notices = ("文档里有还没有接受的修订，按全部接受后的内容读取",) if revised else ()
    return Workbook(name, tuple(grids), notices, typed=False)


def _inside(element: Any, tag: str) -> bool:
    return next(element.iterancestors(f"{_W}{tag}"), None) is not None


def _text_grid(root: Any, name: str) -> Grid:
    cells: dict[tuple[int, int], SheetCell] = {}
    paragraphs = [item for item in root.iter(f"{_W}p") if not _inside(item, "tbl")]
    for number, paragraph in enumerate(paragraphs[:MAX_ROWS], 1):
        text = _text(paragraph)
        if text:
            cells[number, 1] = SheetCell(text, "text", Source(name, 0, TEXT, f"第{number}段"))
    return Grid(TEXT, cells, max((row for row, _ in cells), default=0), 1)


def _text(paragraph: Any) -> str:
    """What a paragraph says with all revisions accepted."""
    parts: list[str] = []
    for item in paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}tab", f"{_W}noBreakHyphen"):
        if _inside(item, "moveFrom") or next(item.iterancestors(f"{_W}p")) is not paragraph:
            continue
        kind = item.tag.removeprefix(_W)
        parts.append({"t": item.text or "", "br": "\n", "tab": "\t"}.get(kind, "-"))
    return "".join(parts).strip()


def _grid(table: Any, title: str, name: str) -> Grid:
    cells: dict[tuple[int, int], SheetCell] = {}
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    open_merges: dict[int, tuple[int, int]] = {}  # by column: the cell that goes on downwards
    rows = columns = 0
    for row, line in enumerate(_own(table, "tr"), 1):
        if row > MAX_ROWS:
            raise refuse(f"{name} {title}", f"表格超过{MAX_ROWS}行", "请删去多余的行")
        going_on: dict[int, tuple[int, int]] = {}
        for column, wide, merge, item in _row(line):
            if column + wide > MAX_COLUMNS:
                raise refuse(f"{name} {title}", f"表格超过{MAX_COLUMNS}列", "请删去多余的列")
            goes_on = merge == "continue" and column in open_merges
            anchor = open_merges[column] if goes_on else (row, column)
            if merge:
                going_on[column] = anchor
            if merge or wide > 1:
                covered |= {(row, inner): anchor for inner in range(column, column + wide)}
            text = "\n".join(filter(None, (_text(part) for part in _own(item, "p"))))
            if text and not goes_on:
                place = Source(name, 0, title, f"{letter(column)}{row}")
                cells[row, column] = SheetCell(text, "text", place)
            rows, columns = row, max(columns, column + wide - 1)
        open_merges = going_on
    return Grid(title, cells, rows, columns, covered=covered)


def _own(element: Any, tag: str) -> Iterator[Any]:
    """The rows of a table, or paragraphs of a cell, that are not those of a table inside it."""
    holder = element.tag
    for item in element.iter(f"{_W}{tag}"):
        if next(item.iterancestors(holder)) is element:
            yield item


def _row(line: Any) -> Iterator[tuple[int, int, str, Any]]:
    """Column, width, kind of vertical merge and element of every cell."""
    before = line.find(f"{_W}trPr/{_W}gridBefore")
    column = 1 + (_whole(before) if before is not None else 0)
    for item in _own(line, "tc"):
        span = item.find(f"{_W}tcPr/{_W}gridSpan")
        wide = max(1, _whole(span)) if span is not None else 1
        found = item.find(f"{_W}tcPr/{_W}vMerge")
        merge = "" if found is None else found.get(f"{_W}val", "continue")
        yield column, wide, merge, item
        column += wide


def _whole(element: Any) -> int:
    digits = element.get(f"{_W}val", "0")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else 0
