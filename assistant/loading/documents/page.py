"""The text of a report as it is read from a file, piece by piece, with the place of every piece.

`Document.text` is what `ziping verify --text` prints: a paragraph a line, a row of a table a line with tabs between its
cells. A line break within a paragraph or cell stands as a blank, so that offsets in a piece hold in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.document import Block, BlockKind, Document, Mark, SectionName
from assistant.domain.spans import Spans, lay_out
from assistant.loading.documents.text import is_heading, row_name, section_named

_BREAK = re.compile(r"[\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True)
class ReadCell:
    """A cell of a table: its text, its place, and over how many columns and rows it stands."""

    text: str
    place: str
    columns: int = 1
    rows: int = 1


class Composition:
    """A document in the making."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0
        self._section: SectionName | None = None

    def paragraph(self, text: str, place: str, heading: bool | None = None) -> int:
        """Add a paragraph, and give where its text begins; `heading` None: by the look of its number."""
        kind = BlockKind.PARAGRAPH
        if is_heading(text) if heading is None else heading:
            kind, self._section = BlockKind.HEADING, section_named(text)
        start = self._add(text)
        self._blocks.append(Block(kind, start, self._length, self._section, place=place))
        self._end("\n")
        return start

    def apart(self, text: str, place: str) -> int:
        """Add a text beside the report (header, footer, note, comment): it belongs to no section."""
        start = self._add(text)
        self._blocks.append(Block(BlockKind.PARAGRAPH, start, self._length, place=place))
        self._end("\n")
        return start

    def table(self, rows: Sequence[Sequence[ReadCell]], heads: int = 1) -> list[list[int]]:
        """Add a table, and give where the text of every cell begins.

        A row holds the cells that begin in it. The first `heads` rows say what the columns are; a cell over several
        rows or columns is the head of all of them.
        """
        grid = lay_out(rows)
        own = _name_column(rows, grid, heads)
        starts: list[list[int]] = []
        for number, row in enumerate(rows):
            begun = []
            for place, piece in enumerate(row):
                start = self._add(piece.text)
                column = grid.column_of[number, place]
                names = [_at(rows, grid.cell_at.get((above, column))) for above in range(heads)]
                self._blocks.append(
                    Block(
                        BlockKind.CELL,
                        start,
                        self._length,
                        None,
                        _at(rows, grid.cell_at.get((number, own)))
                        if number >= heads and own < column
                        else "",
                        "".join(dict.fromkeys(names)) if number >= heads else "",
                        piece.place,
                    )
                )
                begun.append(start)
                self._end("\t" if place + 1 < len(row) else "\n")
            starts.append(begun)
        return starts

    def document(self, marks: Sequence[Mark] = ()) -> Document:
        """The document so far."""
        return Document("".join(self._parts), tuple(self._blocks), tuple(marks))

    def _add(self, text: str) -> int:
        start = self._length
        self._parts.append(_BREAK.sub(" ", text))
        self._length += len(text)
        return start

    def _end(self, mark: str) -> None:
        self._parts.append(mark)
        self._length += 1


def _at(rows: Sequence[Sequence[ReadCell]], cell: tuple[int, int] | None) -> str:
    return _BREAK.sub("", rows[cell[0]][cell[1]].text).strip() if cell else ""


def _name_column(rows: Sequence[Sequence[ReadCell]], grid: Spans, heads: int) -> int:
    """The column whose cells name the rows, for the cells right of it."""
    width = max((place for _, place in grid.cell_at), default=-1) + 1
    last = max(heads - 1, 0)
    return row_name([_at(rows, grid.cell_at.get((last, place))) for place in range(width)])
