"""Characters of a PDF page as lines of text, column by column."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from statistics import median
from typing import NamedTuple

_CLOSING = "，。；：、！？）》〉」』】”’％%,.;:!?)…"
_OPENING = "（《〈「『【“‘("
_UNIT = re.compile(
    r"[≥≤＞＜>=<]?[0-9][0-9.,]*[%％]?(?:[余多]?[十百千万亿]?[元人个件次户条场项栋年月日倍]?)|[!-~]+"
)


class Glyph(NamedTuple):
    """A character and its box, in points; `base` is the height of its base line, `em` the size of its font."""

    char: str
    left: float
    bottom: float
    right: float
    top: float
    base: float
    em: float

    @property
    def wide(self) -> bool:
        """Whether it is Chinese: written without blanks around it."""
        return self.char >= "\u2e80" or self.char in "“”‘’—…·①②③④⑤⑥⑦⑧⑨⑩≥≤"


@dataclass(frozen=True)
class PdfLine:
    """A line of text; `em` is the size of its font, `unit` that of what may not be parted at its beginning."""

    text: str
    left: float
    right: float
    base: float
    em: float
    unit: float


@dataclass(frozen=True)
class PdfColumn:
    """Lines one below the other; `part` tells apart whole pages (0), left (1) and right (2) columns."""

    part: int
    lines: tuple[PdfLine, ...]


def columns(glyphs: Sequence[Glyph]) -> list[PdfColumn]:
    """The lines of a page without its tables, in the order of reading."""
    rows = rows_of(glyphs)
    gutter = _gutter([[item for item in row if not item.char.isspace()] for row in rows])
    if gutter is None:
        return [PdfColumn(0, tuple(line_of(row) for row in rows))] if rows else []
    found: list[PdfColumn] = []
    band: list[list[Glyph]] = []
    for row in [*rows, None]:
        if row is not None and not _extent(row).crosses(gutter):
            band.append(row)
            continue
        found += _band(band, gutter)
        band = []
        if row is not None:
            found.append(PdfColumn(0, (line_of(row),)))
    return list(_together(found))


def _together(columns: Iterable[PdfColumn]) -> Iterator[PdfColumn]:
    """Lines over the whole page that follow each other, as one column."""
    for part, own in groupby(columns, key=lambda column: column.part):
        if part:
            yield from own
        else:
            yield PdfColumn(0, tuple(line for column in own for line in column.lines))


def _band(rows: list[list[Glyph]], gutter: float) -> list[PdfColumn]:
    sides = [
        [side for row in rows if (side := [item for item in row if (item.left < gutter) is left])]
        for left in (True, False)
    ]
    if not rows:
        return []
    if not sides[1] and len(rows) < 3:  # the short last lines of a paragraph over the whole page
        return [PdfColumn(0, tuple(line_of(row) for row in rows))]
    return [
        PdfColumn(part, tuple(line_of(row) for row in side)) for part, side in enumerate(sides, 1) if side
    ]


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters by lines, from the top; every line from the left. Blanks alone are no line."""
    found: list[list[Glyph]] = []
    base = size = 0.0
    for glyph in sorted(glyphs, key=lambda item: (-item.base, item.left)):
        tall = max(glyph.em, 1.0)
        if found and base - glyph.base <= 0.45 * max(min(size, 40.0), 2.0):
            found[-1].append(glyph)
            if tall > size * 1.3:  # a raised or small sign came first
                base, size = glyph.base, tall
        else:
            found.append([glyph])
            base, size = glyph.base, tall
    for row in found:
        row.sort(key=lambda item: item.left)
    return [row for row in found if any(not item.char.isspace() for item in row)]


def line_of(row: Sequence[Glyph]) -> PdfLine:
    """The text of a row: a blank where Latin words or columns stand apart, none beside Chinese characters."""
    shown = _once([item for item in row if not item.char.isspace()])
    blanks = sorted(item.left for item in row if item.char.isspace())
    em = max(median(item.em for item in shown), 1.0)
    text = shown[0].char
    for before, item in pairwise(shown):
        gap = item.left - before.right
        beside = before.wide or item.wide
        written = bisect_left(blanks, item.left) > bisect_right(blanks, before.left)
        if gap > (1.2 if beside else 0.2) * em or (written and (not beside or gap > 0.7 * em)):
            text += " "
        text += item.char
    return PdfLine(
        text, shown[0].left, shown[-1].right, median(item.base for item in shown), em, _unit(shown)
    )


def _once(row: Sequence[Glyph]) -> list[Glyph]:
    """Without characters printed twice to look bold."""
    found: list[Glyph] = []
    for item in row:
        width = max(item.right - item.left, 0.1)
        if not any(other.char == item.char and item.left - other.left < 0.3 * width for other in found[-2:]):
            found.append(item)
    return found


def _unit(row: Sequence[Glyph]) -> float:
    """How much room the beginning of a line needs: a number with its unit, a word, a bracket with what follows."""
    text = "".join(item.char for item in row)
    end = 1
    while end < len(text) and text[end - 1] in _OPENING:
        end += 1
    found = _UNIT.match(text, end - 1)
    end = max(end, found.end()) if found else end
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return row[end - 1].right - row[0].left


class _Extent(NamedTuple):
    """Where the characters of a row begin, how far those up to each reach, and the size of its font."""

    lefts: tuple[float, ...]
    reach: tuple[float, ...]
    em: float

    def crosses(self, gutter: float) -> bool:
        """Whether the row goes on over a gutter."""
        place = bisect_left(self.lefts, gutter)
        if place and self.reach[place - 1] > gutter + 1:
            return True
        return 0 < place < len(self.lefts) and self.lefts[place] - self.reach[place - 1] < self.em


def _extent(row: Sequence[Glyph]) -> _Extent:
    shown = [item for item in row if not item.char.isspace()]
    reach = tuple(accumulate((item.right for item in shown), max))
    return _Extent(tuple(item.left for item in shown), reach, max(median(item.em for item in shown), 4.0))


def _gutter(rows: Sequence[Sequence[Glyph]]) -> float | None:
    """Where two columns of text part; None where there is one, or where the rows are those of a table."""
    if len(rows) < 8:
        return None
    extents = [_extent(row) for row in rows]
    left = min(extent.lefts[0] for extent in extents)
    width = max(extent.reach[-1] for extent in extents) - left
    best: tuple[int, float] = (0, 0.0)
    for step in range(35, 66):
        place = left + width * step / 100
        apart = [extent for extent in extents if not extent.crosses(place)]
        both = min(
            sum(extent.lefts[0] < place for extent in apart),
            sum(extent.reach[-1] > place for extent in apart),
        )
        best = max(best, (both, -abs(step - 50)))
    if best[0] < 5:
        return None
    for side in (best[1], -best[1]):
        gutter = left + width * (50 + side) / 100
        if _is_filled(
            [row for row, own in zip(rows, extents, strict=True) if not own.crosses(gutter)], gutter
        ):
            return gutter
    return None


def _is_filled(rows: Sequence[Sequence[Glyph]], gutter: float) -> bool:
    """Whether lines fill both sides, as running text does and the columns of a table do not."""
    for side in (True, False):
        parts = [part for row in rows if (part := [item for item in row if (item.left < gutter) is side])]
        if len(parts) < 5:
            return False
        width = max(part[-1].right for part in parts) - min(part[0].left for part in parts)
        long = sum(part[-1].right - part[0].left > 0.7 * width for part in parts)
        if 2 * long < len(parts) or width < 60:
            return False
    return True
