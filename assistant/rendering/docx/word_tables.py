"""Tables: merged cells, head rows repeated on every page, no row broken over a page, columns wide enough to read."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

from assistant.domain.report import Cell, Table, runs_text, unmerged
from assistant.rendering.docx.elements import W, node
from assistant.rendering.docx.paragraphs import ParagraphWriter
from assistant.rendering.docx.styles import CAPTION, TABLE, TABLE_HEAD, TABLE_TEXT, TABLE_WORDS
from assistant.rendering.text_width import width_of

_SIGN, _ROW, _MARGINS = 210, 280, 130  # of a sign of 10.5 points, a line, the sides of a cell
_UNBROKEN = re.compile(r"[!-~≥≤±—％%]+(?:万元|亿元|元|[^\W\d_])?")
_TALL, _NAME = 6, 8  # rows of a tall cell; half characters of a head that stay on one line
_SHORT = 14  # signs up to which a cell stands in the middle


def table(writer: ParagraphWriter, block: Table, wide: int, high: int) -> Iterator[Any]:
    """The caption, kept with the table, and the table within a page of this width and height."""
    yield writer.text(CAPTION, block.caption)
    widths = column_widths(block, wide)
    made = node(
        "tbl",
        _properties(writer, sum(widths)),
        node("tblGrid", *(node("gridCol", w=item) for item in widths)),
    )
    rows = _Rows(writer, widths, high)
    made.extend(rows.row(row, head=number < block.heads) for number, row in enumerate(block.rows))
    if len(block.rows) > block.heads + 1:  # the last row, a total, does not stand alone on a page
        for paragraph in made[-2].iter(f"{W}pPr"):
            paragraph.insert(1, node("keepNext"))
    yield made


def _properties(writer: ParagraphWriter, wide: int) -> Any:
    return node(
        "tblPr",
        node("tblStyle", val=writer.styles[TABLE]),
        node("tblW", w=wide, type="dxa"),
        node("tblLayout", type="fixed"),
        node("tblLook", val="0000", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    )


class _Rows:
    """Writes the rows of a table in order; knows which cells above go on downwards."""

    def __init__(self, writer: ParagraphWriter, widths: Sequence[int], high: int):
        self._writer, self._widths, self._high = writer, widths, high
        self._going_on: dict[int, tuple[int, Cell]] = {}  # by first column: rows still to cover, and the cell

    def row(self, row: Sequence[Cell], *, head: bool) -> Any:
        """A row from the cells that begin in it."""
        cells: list[Any] = []
        height = column = 0
        waiting = iter(row)
        while column < len(self._widths):
            left, cell = self._going_on.pop(column, (0, None))
            merge = "continue"
            if cell is None:
                cell = next(waiting)
                left, merge = cell.rows, "restart" if cell.rows > 1 else ""
            if left > 1:
                self._going_on[column] = left - 1, cell
            wide = sum(self._widths[column : column + cell.columns])
            cells.append(_cell(self._writer, cell, wide, merge, head=head))
            if cell.rows == 1:
                height = max(height, _height(cell, wide))
            column += cell.columns
        properties = node("trPr")
        if height < self._high:  # a row that is higher than a page has to break
            properties.append(node("cantSplit"))
        if head:
            properties.append(node("tblHeader"))
        return node("tr", properties, *cells)


def _cell(writer: ParagraphWriter, cell: Cell, wide: int, merge: str, *, head: bool) -> Any:
    properties = node("tcPr", node("tcW", w=wide, type="dxa"))
    if cell.columns > 1:
        properties.append(node("gridSpan", val=cell.columns))
    if merge:
        properties.append(node("vMerge", val=merge))
    # Said here because LibreOffice does not take it from the table's style. A tall cell says on top what its rows are.
    properties.append(node("vAlign", val="top" if cell.rows > _TALL else "center"))
    text = runs_text(cell.runs)
    look = TABLE_HEAD if head else TABLE_TEXT if len(text) <= _SHORT or cell.head else TABLE_WORDS
    return node("tc", properties, writer.paragraph(look, () if merge == "continue" else cell.runs))


def _height(cell: Cell, wide: int) -> int:
    room = max(1, 2 * (wide - _MARGINS) // _SIGN)
    return _ROW * sum(math.ceil(max(1, width_of(line)) / room) for line in runs_text(cell.runs).split("\n"))


def column_widths(block: Table, wide: int) -> list[int]:
    """Widths by the table's shares, but no column narrower than its longest number or the name in its head.

    A column whose cells all stand on one line gives what is over to those that need several; what a column is given to
    read at all, the others give in the measure of what they can spare.
    """
    shares = [wide * share // sum(block.widths) for share in block.widths]
    least, full = _needs(block)
    least = [min(own, wide // len(shares)) for own in least]
    lean = [max(own, min(share, whole)) for own, share, whole in zip(least, shares, full, strict=True)]
    left = wide - sum(lean)
    if left < 0:
        spare = [own - low for own, low in zip(lean, least, strict=True)]
        return [own + left * part // max(1, sum(spare)) for own, part in zip(lean, spare, strict=True)]
    lacking = sorted(
        (max(0, whole - own), column) for column, (own, whole) in enumerate(zip(lean, full, strict=True))
    )
    for place, (room, column) in enumerate(lacking):  # who lacks little is served first, the rest alike
        given = min(room, left // (len(lacking) - place))
        lean[column] += given
        left -= given
    return [own + left * share // max(1, sum(shares)) for own, share in zip(lean, shares, strict=True)]


def _needs(block: Table) -> tuple[list[int], list[int]]:
    """For every column the width at which it can be read, and that at which every cell stands on one line."""
    least = [_wide(4)] * len(block.widths)
    full = list(least)
    for row in unmerged(block):
        for column, cell in enumerate(row):
            if cell.columns > 1:
                continue
            text = runs_text(cell.runs)
            whole = max(map(width_of, text.split("\n")))
            named = min(_NAME, whole) if cell.head else 0
            least[column] = max(least[column], _wide(named), _wide(_longest(text)))
            full[column] = max(full[column], _wide(whole))
    return least, full


def _longest(text: str) -> int:
    """The longest number of a text with its unit, in half characters."""
    return max((width_of(found.group()) for found in _UNBROKEN.finditer(text)), default=0)


def _wide(halves: int) -> int:
    """The width of a cell for a line of so many half characters."""
    return _MARGINS + math.ceil(halves * _SIGN / 2) + 20
