"""A report in a PDF: paragraphs and tables with their pages, from the text layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.loading.documents.page import Piece
from assistant.loading.documents.parts import Paragraph, Part, Table, head_rows
from assistant.loading.documents.pdf_lines import Column, Glyph, Line, columns
from assistant.loading.documents.pdf_pages import PdfPage, read_pages
from assistant.loading.documents.pdf_paragraphs import Edges, edges, goes_on, joined, running
from assistant.loading.documents.pdf_tables import Area, Lattice, cell_texts, lattices
from assistant.loading.documents.text import row_name

Row = list[tuple[int, Piece]]  # the cells that begin in it, each with its column


@dataclass
class _Ruled:
    """A table on a page, or on several."""

    page: int
    xs: tuple[float, ...]
    rows: list[Row]
    heads: int = 0


@dataclass(frozen=True)
class _Lines:
    """Lines that stand in one column of a page."""

    page: PdfPage
    column: Column


_Item = _Ruled | _Lines


def read_pdf(path: Path) -> tuple[list[Part], list[str]]:
    """The parts of the report, and what of the file was not read; raises DocumentError with one message."""
    pages, notices = read_pages(path)
    items = _without_running([list(_items(page)) for page in pages], pages)
    return list(_parts(items)), notices


def _items(page: PdfPage) -> Iterator[_Item]:
    """What stands on a page, from the top."""
    ruled = lattices(page.rulings)
    inside: list[dict[Area, list[Glyph]]] = [{area: [] for area in lattice.areas} for lattice in ruled]
    outside: list[list[Glyph]] = [[] for _ in range(len(ruled) + 1)]
    for glyph in page.glyphs:
        for own, lattice in zip(inside, ruled, strict=True):
            area = lattice.area(glyph)
            if area is not None:
                own[area].append(glyph)
                break
        else:
            outside[sum(lattice.ys[-1] > glyph.base for lattice in ruled)].append(glyph)
    number = 0
    for place, lattice in enumerate(ruled):
        yield from (_Lines(page, column) for column in columns(outside[place]))
        texts = cell_texts(lattice, {area: own for area, own in inside[place].items() if own})
        if any(text.strip() for text in texts.values()):
            number += 1
            yield _Ruled(page.number, lattice.xs, _rows(lattice, texts, f"第{page.number}页表{number}"))
    yield from (_Lines(page, column) for column in columns(outside[-1]))


def _rows(lattice: Lattice, texts: dict[Area, str], place: str) -> list[Row]:
    rows: list[Row] = [[] for _ in lattice.ys[1:]]
    for area in lattice.areas:
        where = f"{place}第{area.row + 1}行第{area.column + 1}列"
        piece = Piece(texts.get(area, ""), where, area.columns, area.rows)
        rows[area.row].append((area.column, piece))
    return rows


def _without_running(found: list[list[_Item]], pages: Sequence[PdfPage]) -> list[_Item]:
    """All items in order, without page numbers, headers and footers."""
    lines = [
        [line for item in items if isinstance(item, _Lines) for line in item.column.lines] for items in found
    ]
    dropped = running(lines, [page.height for page in pages])
    kept: list[_Item] = []
    for number, items in enumerate(found):
        for item in items:
            if isinstance(item, _Lines):
                own = tuple(line for line in item.column.lines if (number, line.base) not in dropped)
                item = _Lines(item.page, Column(item.column.part, own))
                if not own:
                    continue
            kept.append(item)
    return kept


def _parts(items: Sequence[_Item]) -> Iterator[Part]:
    own = _edges(items)
    paragraph: list[Line] = []
    begun = last = None
    count: dict[int, int] = {}
    ruled: _Ruled | None = None
    for item in items:
        if isinstance(item, _Ruled):
            if paragraph and begun is not None:
                yield _paragraph(paragraph, begun, count)
                paragraph, begun, last = [], None, None
            if ruled is not None and _continues(ruled, item):
                _append(ruled, item)
            else:
                yield from _table(ruled)
                ruled = item
            continue
        yield from _table(ruled)
        ruled = None
        new = own[_kind(item)]
        for line in item.column.lines:
            alike = last is not None and (last.column.part == 0) == (item.column.part == 0)
            if last is not None and alike and goes_on(paragraph, line, own[_kind(last)], new, last is item):
                paragraph.append(line)
            else:
                if paragraph and begun is not None:
                    yield _paragraph(paragraph, begun, count)
                paragraph, begun = [line], item
            last = item
    if paragraph and begun is not None:
        yield _paragraph(paragraph, begun, count)
    yield from _table(ruled)


def _kind(item: _Lines) -> tuple[int, int, int]:
    return round(item.page.width), round(item.page.height), item.column.part


def _edges(items: Sequence[_Item]) -> dict[tuple[int, int, int], Edges]:
    alike: dict[tuple[int, int, int], list[Column]] = {}
    for item in items:
        if isinstance(item, _Lines):
            alike.setdefault(_kind(item), []).append(item.column)
    return {kind: edges(found) for kind, found in alike.items()}


def _paragraph(lines: Sequence[Line], item: _Lines, count: dict[int, int]) -> Paragraph:
    number = count[item.page.number] = count.get(item.page.number, 0) + 1
    return Paragraph(joined([line.text for line in lines]), f"第{item.page.number}页第{number}段")


def _table(ruled: _Ruled | None) -> Iterator[Table]:
    if ruled is not None:
        rows = tuple(tuple(piece for _, piece in sorted(row, key=lambda cell: cell[0])) for row in ruled.rows)
        yield Table(rows, ruled.heads or head_rows(rows))


def _continues(above: _Ruled, below: _Ruled) -> bool:
    """Whether a table on the next page, with columns of the same widths, is the same one."""
    return (
        below.page == above.page + 1
        and len(above.xs) == len(below.xs)
        and all(abs(x - other) <= 4 for x, other in zip(above.xs, below.xs, strict=True))
    )


def _append(above: _Ruled, below: _Ruled) -> None:
    """Put the rows of the next page to a table: without the heads that are repeated, open cells going on."""
    repeated = 0
    while repeated < min(len(above.rows), len(below.rows) - 1, 6) and _same(
        above.rows[repeated], below.rows[repeated]
    ):
        repeated += 1
    above.heads = above.heads or repeated
    rows = below.rows[repeated:]
    heads = {column: piece.text for row in above.rows[: max(above.heads, 1)] for column, piece in row}
    name = row_name([heads.get(column, "") for column in range(len(above.xs) - 1)])
    first = dict(rows[0])
    if first and name in first and not first[name].text and any(piece.text for piece in first.values()):
        _go_on(above.rows, rows.pop(0))  # a row that a page break parts
    else:
        for column, piece in list(rows[0]):
            if column < name and not piece.text and _reach_down(above.rows, column, piece.rows):
                rows[0].remove((column, piece))
    above.rows += rows
    above.page = below.page


def _same(row: Row, other: Row) -> bool:
    shown = [(column, piece.text, piece.columns, piece.rows) for column, piece in row]
    return bool(shown) and shown == [
        (column, piece.text, piece.columns, piece.rows) for column, piece in other
    ]


def _go_on(rows: list[Row], more: Row) -> None:
    for column, piece in more:
        for row in reversed(rows):
            place = next((place for place, cell in enumerate(row) if cell[0] == column), None)
            if place is not None:
                text = joined([item for item in (row[place][1].text, piece.text) if item] or [""])
                row[place] = (column, replace(row[place][1], text=text))
                break


def _reach_down(rows: list[Row], column: int, by: int) -> bool:
    """Let the last cell that begins in a column stand over more rows."""
    for row in reversed(rows):
        for place, (begins, piece) in enumerate(row):
            if begins == column:
                row[place] = (begins, replace(piece, rows=piece.rows + by))
                return True
    return False
