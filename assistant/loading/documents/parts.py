"""Paragraphs and tables of a report as a reader finds them, whatever kind of file they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.domain.document import Document, Mark
from assistant.loading.documents.page import Composition, ReadCell

AMOUNT = re.compile(r"[≥≤＞＜>=<]?\s*[-+]?\d[\d,，.]*\s*(?:%|％|[\u4e00-\u9fff]{0,3})")
Marks = tuple[Mark, ...]


@dataclass(frozen=True)
class ReadParagraph:
    """A paragraph and its place; `heading` None: to be judged by its look. Offsets of marks are those in `text`."""

    text: str
    place: str
    heading: bool | None = None
    marks: Marks = ()


@dataclass(frozen=True)
class ReadTable:
    """A table: a row holds the cells that begin in it; the first `heads` rows say what the columns are."""

    rows: tuple[tuple[ReadCell, ...], ...]
    heads: int = 1
    marks: tuple[tuple[Marks, ...], ...] = ()


Part = ReadParagraph | ReadTable


def document_of(parts: Iterable[Part], notices: Sequence[str] = ()) -> Document:
    """The document of the parts, in order."""
    page, marks = Composition(), []
    for part in parts:
        if isinstance(part, ReadParagraph):
            marks += _moved(part.marks, page.paragraph(part.text, part.place, part.heading))
            continue
        starts = page.table(part.rows, part.heads)
        for row, begun in zip(part.marks, starts, strict=False):
            for own, start in zip(row, begun, strict=True):
                marks += _moved(own, start)
    return replace(page.document(marks), notices=tuple(notices))


def _moved(marks: Marks, by: int) -> list[Mark]:
    return [replace(mark, start=mark.start + by, end=mark.end + by) for mark in marks]


def head_rows(rows: Sequence[Sequence[ReadCell]]) -> int:
    """How many rows say what the columns are, where the file does not: the first, and those its cells stand over."""
    if len(rows) < 2 or not rows[0]:
        return 0
    deep = max(piece.rows for piece in rows[0])
    if deep == 1 and any(piece.columns > 1 for piece in rows[0]) and len(rows[1]) > len(rows[0]):
        deep = 2
    while deep > 1 and any(AMOUNT.fullmatch(piece.text.strip()) for row in rows[1:deep] for piece in row):
        deep -= 1
    return min(deep, len(rows) - 1)
