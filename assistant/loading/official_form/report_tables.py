"""The tables of a .pdf, .html or .md file as grids: cell C3 of the second table is `表2!C3`; other text is `正文`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.domain.source import Source
from assistant.domain.spans import lay_out
from assistant.errors import DocumentError
from assistant.loading.archive import refuse
from assistant.loading.cells import SheetCell
from assistant.loading.documents.page import ReadCell
from assistant.loading.documents.parts import Part, ReadTable
from assistant.loading.documents.reader import load_parts
from assistant.loading.official_form.docx_tables import TEXT
from assistant.loading.reader import letter
from assistant.loading.workbook import MAX_COLUMNS, MAX_ROWS, Grid, Workbook


def read_report_tables(path: Path) -> Workbook:
    """The text and the tables of a report; raises SubmissionError with one message where it cannot be used."""
    name = path.as_posix()
    try:
        parts, notices = load_parts(path)
    except DocumentError as error:
        raise refuse(name, str(error).removeprefix(f"{path}：")) from None
    tables = [part for part in parts if isinstance(part, ReadTable)]
    grids = [_grid(table.rows, f"表{number}", name) for number, table in enumerate(tables, 1)]
    return Workbook(name, (_text_grid(parts, name), *grids), tuple(notices), typed=False)


def _text_grid(parts: Iterable[Part], name: str) -> Grid:
    own = [part for part in parts if not isinstance(part, ReadTable)][:MAX_ROWS]
    cells = {
        (row, 1): SheetCell(part.text, "text", Source(name, 0, TEXT, part.place))
        for row, part in enumerate(own, 1)
        if part.text
    }
    return Grid(TEXT, cells, max((row for row, _ in cells), default=0), 1)


def _grid(rows: Sequence[Sequence[ReadCell]], title: str, name: str) -> Grid:
    if len(rows) > MAX_ROWS:
        raise refuse(f"{name} {title}", f"表格超过{MAX_ROWS}行", "请删去多余的行")
    cells: dict[tuple[int, int], SheetCell] = {}
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    column_of = lay_out(rows).column_of
    columns = 0
    for row, pieces in enumerate(rows, 1):
        for number, piece in enumerate(pieces):
            column = column_of[row - 1, number] + 1
            deep = min(piece.rows, len(rows) - row + 1)
            area = [(row + down, column + right) for down in range(deep) for right in range(piece.columns)]
            if len(area) > 1:
                covered |= dict.fromkeys(area, (row, column))
            if piece.text.strip():
                place = Source(name, 0, title, f"{letter(column)}{row}")
                cells[row, column] = SheetCell(piece.text.strip(), "text", place)
            columns = max(columns, column + piece.columns - 1)
    if columns > MAX_COLUMNS:
        raise refuse(f"{name} {title}", f"表格超过{MAX_COLUMNS}列", "请删去多余的列")
    return Grid(title, cells, len(rows), columns, covered=covered)
