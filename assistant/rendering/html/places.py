"""Where a diagnostic, whose position refers to the Markdown text, stands among the blocks of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.report import Block, Cell, Heading, Report, Table, runs_text, unmerged
from assistant.rendering.markdown import escape

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Highlight:
    """`start:end` of the text of a block, or of one of its cells, that the diagnostic number `item` is about."""

    item: int
    start: int
    end: int


Key = tuple[int, int]  # the number of a block; 0, or the identity of a cell


@dataclass(frozen=True)
class _Stretch:
    """`start:end` of the Markdown text prints a block, or the cells of a row."""

    start: int
    end: int
    block: int
    cells: tuple[Cell, ...] = ()


def spots(report: Report, text: str, diagnostics: Sequence[Diagnostic]) -> dict[Key, list[Highlight]]:
    """The spots of the diagnostics, by block and cell; those about no block (the cover, a note) are left out."""
    found: dict[Key, list[Highlight]] = {}
    stretches = list(_stretches((*report.body, *report.annex), text))
    for item, diagnostic in enumerate(diagnostics):
        for stretch in stretches:
            if stretch.start <= diagnostic.start < stretch.end:
                key, spot = _spot(stretch, text, item, diagnostic)
                found.setdefault(key, []).append(spot)
                break
    return found


def _stretches(blocks: Sequence[Block], text: str) -> Iterator[_Stretch]:
    """The blocks as they follow each other in the text."""
    position = 0
    for number, block in enumerate(blocks):
        words = _words(block)
        start = text.find(words, position)
        if start < 0:
            continue
        position = start + len(words)
        if isinstance(block, Table):
            for cells, place, end in _rows(block, text, position):
                yield _Stretch(place, end, number, cells)
                position = end
        else:
            marks = block.level + 2 if isinstance(block, Heading) else 0  # of Markdown, before a heading
            yield _Stretch(start + marks, position, number)


def _words(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 1)} {escape(block.text)}"
    return f"表：{escape(block.caption)}" if isinstance(block, Table) else escape(runs_text(block.runs))


def _rows(table: Table, text: str, position: int) -> Iterator[tuple[tuple[Cell, ...], int, int]]:
    """The rows of a table with their stretch of text; the line below the head is no row."""
    line = 0
    for number, row in enumerate(unmerged(table)):
        line = text.find("\n|", position) + 1
        if number == 1:
            line = text.find("\n|", line) + 1
        if not line:
            return
        position = text.find("\n", line) if "\n" in text[line:] else len(text)
        yield tuple(row), line, position


def _spot(stretch: _Stretch, text: str, item: int, diagnostic: Diagnostic) -> tuple[Key, Highlight]:
    start, end = stretch.start, min(diagnostic.end, stretch.end)
    cell = 0
    if stretch.cells:
        bars = [start + bar.start() for bar in _BAR.finditer(text[start : stretch.end])]
        column = max(0, sum(bar < diagnostic.start for bar in bars) - 1)
        cell = id(stretch.cells[min(column, len(stretch.cells) - 1)])
        start = bars[column] + 2
    low, high = (len(_ESCAPED.sub(r"\1", text[start:place])) for place in (diagnostic.start, end))
    return (stretch.block, cell), Highlight(item, low, max(low + 1, high))
