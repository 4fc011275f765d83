"""The report's blocks as the page shows them: by chapter, every printed number with a place of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.domain.report import Block, Cell, Heading, Paragraph, Report, Runs
from assistant.rendering.html.places import Highlight, Key

_LONG = 12  # characters from which a cell is set to the left


@dataclass(frozen=True)
class TextPiece:
    """A stretch of text: `number` is its place among the printed numbers (0 for words), `items` the diagnostics on it."""

    text: str
    entry_id: str = ""
    number: int = 0
    items: tuple[int, ...] = ()
    last_of: tuple[int, ...] = ()


@dataclass(frozen=True)
class Box:
    """A cell with what the page needs to set it."""

    cell: Cell
    pieces: tuple[TextPiece, ...]
    scope: str
    kind: str


@dataclass
class ChapterNode:
    """A heading, paragraph or table of a chapter."""

    kind: str
    level: int = 0
    id: str = ""
    text: str = ""
    pieces: tuple[TextPiece, ...] = ()
    heads: list[list[Box]] = field(default_factory=list)
    rows: list[list[Box]] = field(default_factory=list)
    widths: tuple[int, ...] = ()


@dataclass
class Chapter:
    """A chapter: its nodes, its second-level headings, and the entries that it prints."""

    number: int
    title: str
    annexed: bool
    nodes: list[ChapterNode] = field(default_factory=list)
    parts: list[ChapterNode] = field(default_factory=list)
    entries: set[str] = field(default_factory=set)
    items: set[int] = field(default_factory=set)


class Chapters:
    """The chapters of a report; `first` is where each entry is printed first, by the number of the place."""

    def __init__(self, report: Report, spots: Mapping[Key, Sequence[Highlight]]) -> None:
        self.listed: list[Chapter] = []
        self.first: dict[str, int] = {}
        self._numbers, self._spots = 0, spots
        for place, block in enumerate((*report.body, *report.annex)):
            if not self.listed or (isinstance(block, Heading) and block.level == 1):
                title = block.text if isinstance(block, Heading) else ""
                self.listed.append(Chapter(len(self.listed) + 1, title, place >= len(report.body)))
            self._add(self.listed[-1], block, place)

    def _add(self, chapter: Chapter, block: Block, place: int) -> None:
        if isinstance(block, Heading):
            pieces = self._pieces(chapter, (), (place, 0), block.text)
            name = f"h{chapter.number}-{len(chapter.nodes)}"
            node = ChapterNode("heading", min(block.level + 1, 6), name, block.text, pieces)
            if block.level == 2:
                chapter.parts.append(node)
        elif isinstance(block, Paragraph):
            node = ChapterNode("paragraph", pieces=self._pieces(chapter, block.runs, (place, 0)))
        else:
            rows = [
                [self._box(chapter, cell, place, number < block.heads) for cell in row]
                for number, row in enumerate(block.rows)
            ]
            shares = tuple(width * 100 // sum(block.widths) for width in block.widths)
            node = ChapterNode(
                "table",
                text=block.caption,
                heads=rows[: block.heads],
                rows=rows[block.heads :],
                widths=shares,
            )
        chapter.nodes.append(node)

    def _box(self, chapter: Chapter, cell: Cell, place: int, on_top: bool) -> Box:
        pieces = self._pieces(chapter, cell.runs, (place, id(cell)))
        wide, tall = ("colgroup", "col") if on_top else ("rowgroup", "row")
        scope = wide if (cell.columns if on_top else cell.rows) > 1 else tall
        size = sum(len(piece.text) for piece in pieces)
        alone = len(pieces) == 1 and bool(pieces[0].entry_id)
        return Box(
            cell,
            pieces,
            scope,
            "long" if size > _LONG and not cell.head else "number" if alone and size <= _LONG else "",
        )

    def _pieces(self, chapter: Chapter, runs: Runs, key: Key, text: str = "") -> tuple[TextPiece, ...]:
        """The runs cut where diagnostics begin and end; a printed number is never cut."""
        spots = self._spots.get(key, ())
        pieces: list[TextPiece] = []
        position = 0
        for words, entry_id in [(run.text, run.entry_id) for run in runs] or [(text, "")]:
            edges = sorted(
                {position, position + len(words)}
                | (
                    {
                        edge
                        for spot in spots
                        for edge in (spot.start, spot.end)
                        if position < edge < position + len(words)
                    }
                    if not entry_id
                    else set()
                )
            )
            for start, end in pairwise(edges):
                items = tuple(spot.item for spot in spots if spot.start < end and start < spot.end)
                closing = tuple(spot.item for spot in spots if start < spot.end <= end)
                number = self._number(chapter, entry_id) if entry_id else 0
                pieces.append(
                    TextPiece(words[start - position : end - position], entry_id, number, items, closing)
                )
                chapter.items.update(items)
            position += len(words)
        return tuple(pieces)

    def _number(self, chapter: Chapter, entry_id: str) -> int:
        self._numbers += 1
        chapter.entries.add(entry_id)
        self.first.setdefault(entry_id, self._numbers)
        return self._numbers
