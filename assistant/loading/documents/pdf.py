"""A report in a PDF: paragraphs and tables with their pages, from the text layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import DocumentError
from assistant.loading.documents.page import ReadCell
from assistant.loading.documents.parts import Part, ReadParagraph, ReadTable, head_rows
from assistant.loading.documents.pdf_joining import Row, Ruled, append, goes_on_with
from assistant.loading.documents.pdf_lines import Glyph, PdfColumn, PdfLine, columns
from assistant.loading.documents.pdf_pages import PdfPage, read_pages
from assistant.loading.documents.pdf_paragraphs import Edges, edges, goes_on, is_contents, joined, running
from assistant.loading.documents.pdf_tables import Area, Lattice, cell_texts, lattices

MAX_CELLS = 100_000


@dataclass(frozen=True)
class _Lines:
    """Lines that stand in one column of a page."""

    page: PdfPage
    column: PdfColumn


_Item = Ruled | _Lines


def read_pdf(path: Path) -> tuple[list[Part], list[str]]:
    """The parts of the report, and what of the file was not read; raises DocumentError with one message."""
    pages, notices = read_pages(path)
    found = [list(_items(page)) for page in pages]
    cells = sum(len(row) for items in found for item in items if isinstance(item, Ruled) for row in item.rows)
    if cells > MAX_CELLS:
        raise DocumentError(f"{path}：表格共有{cells}格，超过限度（{MAX_CELLS}格），没有读取；请分开校验")
    items = _without_running(found, pages)
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
            yield Ruled(page.number, lattice.xs, _rows(lattice, texts, f"第{page.number}页表{number}"))
    yield from (_Lines(page, column) for column in columns(outside[-1]))


def _rows(lattice: Lattice, texts: dict[Area, str], place: str) -> list[Row]:
    rows: list[Row] = [[] for _ in lattice.ys[1:]]
    for area in lattice.areas:
        where = f"{place}第{area.row + 1}行第{area.column + 1}列"
        piece = ReadCell(texts.get(area, ""), where, area.columns, area.rows)
        rows[area.row].append((area.column, piece))
    return rows


def _without_running(found: list[list[_Item]], pages: Sequence[PdfPage]) -> list[_Item]:
    """All items in order, without page numbers, headers, footers and the table of contents."""
    lines = [
        [line for item in items if isinstance(item, _Lines) for line in item.column.lines] for items in found
    ]
    dropped = running(lines, [page.height for page in pages])
    kept: list[_Item] = []
    for number, items in enumerate(found):
        for item in items:
            if isinstance(item, _Lines):
                own = tuple(
                    line
                    for line in item.column.lines
                    if (number, line.base) not in dropped and not is_contents(line.text)
                )
                item = _Lines(item.page, PdfColumn(item.column.part, own))
                if not own:
                    continue
            kept.append(item)
    return kept


def _parts(items: Sequence[_Item]) -> Iterator[Part]:
    own = _edges(items)
    paragraph: list[PdfLine] = []
    begun = last = None
    count: dict[int, int] = {}
    ruled: Ruled | None = None
    for item in items:
        if isinstance(item, Ruled):
            if paragraph and begun is not None:
                yield _paragraph(paragraph, begun, count)
                paragraph, begun, last = [], None, None
            if ruled is not None and goes_on_with(ruled, item):
                append(ruled, item)
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
    alike: dict[tuple[int, int, int], list[PdfColumn]] = {}
    for item in items:
        if isinstance(item, _Lines):
            alike.setdefault(_kind(item), []).append(item.column)
    return {kind: edges(found) for kind, found in alike.items()}


def _paragraph(lines: Sequence[PdfLine], item: _Lines, count: dict[int, int]) -> ReadParagraph:
    number = count[item.page.number] = count.get(item.page.number, 0) + 1
    return ReadParagraph(joined([line.text for line in lines]), f"第{item.page.number}页第{number}段")


def _table(ruled: Ruled | None) -> Iterator[ReadTable]:
    if ruled is not None:
        rows = tuple(tuple(piece for _, piece in sorted(row, key=lambda cell: cell[0])) for row in ruled.rows)
        yield ReadTable(rows, ruled.heads or head_rows(rows))
