"""A table of an HTML page: its cells with the columns and rows they stand over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.errors import DocumentError
from assistant.loading.documents.html_text import BREAK, FlowingText, is_seen, tag_of, walk
from assistant.loading.documents.page import ReadCell
from assistant.loading.documents.parts import Marks, ReadTable, head_rows

MAX_ROWS, MAX_COLUMNS, MAX_PLACES = 20_000, 200, 400_000
_LINES = frozenset({"p", "div", "li", "br", "ul", "ol"})


def table_of(element: Any, place: str) -> ReadTable | None:
    """The table of an element without tables inside it; None where no cell says anything.

    Raises DocumentError for one of more cells than a report can have.
    """
    rows: list[tuple[ReadCell, ...]] = []
    marks: list[tuple[Marks, ...]] = []
    heads = named = places = 0
    lines = list(_lines(element))
    if len(lines) > MAX_ROWS:
        raise DocumentError(f"{place}超过{MAX_ROWS}行，没有读取")
    for number, line in enumerate(lines, 1):
        cells = [item for item in line.iterchildren("td", "th") if is_seen(item)]
        pieces, own = [], []
        for column, cell in enumerate(cells, 1):
            text, bound = _words(cell)
            wide = min(_span(cell, "colspan"), MAX_COLUMNS)
            deep = min(_span(cell, "rowspan") or len(lines), len(lines) - number + 1)
            places += wide * deep
            pieces.append(ReadCell(text, f"{place}第{number}行第{column}格", max(wide, 1), max(deep, 1)))
            own.append(bound)
        if places > MAX_PLACES or len(pieces) > MAX_COLUMNS:
            raise DocumentError(f"{place}的合并单元格或列数超过限度，没有读取")
        heads += tag_of(line.getparent()) == "thead"
        named += len(rows) == named and bool(cells) and all(tag_of(cell) == "th" for cell in cells)
        rows.append(tuple(pieces))
        marks.append(tuple(own))
    if not any(piece.text for row in rows for piece in row):
        return None
    found = heads or (named if named < len(rows) else 0) or head_rows(rows)
    return ReadTable(tuple(rows), min(found, len(rows) - 1), tuple(marks))


def _lines(table: Any) -> Iterator[Any]:
    """The rows that are seen."""
    for item in table.iterchildren("thead", "tbody", "tfoot", "tr"):
        if not is_seen(item):
            continue
        if tag_of(item) == "tr":
            yield item
        else:
            yield from (line for line in item.iterchildren("tr") if is_seen(line))


def _words(cell: Any) -> tuple[str, Marks]:
    words = FlowingText()
    for event, item in walk(cell):
        if event == "text":
            words.add(item)
        elif tag_of(item) in _LINES:
            words.add(BREAK)
        elif tag_of(item) == "data":
            words.bind(item.get("value", "") if event == "start" else "")
    return words.take()


def _span(cell: Any, name: str) -> int:
    """How many columns or rows a cell stands over; 0 rows are all that follow."""
    text = (cell.get(name) or "1").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
