"""Tables on a PDF page, from its ruling lines: cells with the columns and rows they stand over, and their text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.loading.documents.pdf_lines import Glyph, PdfLine, line_of, rows_of
from assistant.loading.documents.pdf_paragraphs import joined

_SNAP = 3.0  # points within which two rulings are one, or touch
_OVERHANG = 6.0  # points that rulings stand over the outermost crossing one where a border is left open
_SPILL = 30.0  # points that a text may stand over the outer border of its cell
_MAX_RULINGS, _MAX_CELLS = 1_200, 5_000
Ruling = tuple[float, float, float]  # its place across, and from where to where


@dataclass(frozen=True)
class Area:
    """A cell: its first row and column, counted from 0, and how many of each it stands over."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Lattice:
    """A table as it is ruled: the places of its columns from the left, of its rows from the top, and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    areas: tuple[Area, ...]

    def area(self, glyph: Glyph) -> Area | None:
        """The cell that a character stands in."""
        x, y = (glyph.left + glyph.right) / 2, glyph.base + 0.25 * (glyph.top - glyph.base)
        if not (self.xs[0] - _SPILL <= x <= self.xs[-1] + _SPILL and self.ys[-1] <= y <= self.ys[0]):
            return None
        column = min(max(bisect_right(self.xs, x), 1), len(self.xs) - 1) - 1
        row = min(sum(place >= y for place in self.ys), len(self.ys) - 1) - 1
        return self._at.get((row, column))

    @cached_property
    def _at(self) -> dict[tuple[int, int], Area]:
        """The cell at every place of the lattice."""
        return {
            (row, column): area
            for area in reversed(self.areas)
            for row in range(area.row, area.row + area.rows)
            for column in range(area.column, area.column + area.columns)
        }


def lattices(rulings: Iterable[Sequence[float]]) -> list[Lattice]:
    """The tables of a page, from the top; frames around text and single lines are none."""
    flat, upright = [], []
    for left, bottom, right, top in rulings:
        if right - left >= top - bottom:
            flat.append(((bottom + top) / 2, left, right))
        else:
            upright.append(((left + right) / 2, bottom, top))
    flat, upright = _merged(flat)[:_MAX_RULINGS], _merged(upright)[:_MAX_RULINGS]
    found = [_lattice(own_flat, own_upright) for own_flat, own_upright in _connected(flat, upright)]
    return sorted((item for item in found if item is not None), key=lambda item: -item.ys[0])


def _merged(rulings: list[Ruling]) -> list[Ruling]:
    """Rulings in one line that touch, as one."""
    found: list[list[float]] = []
    ranks: list[tuple[float, list[Ruling]]] = []
    for ruling in sorted(rulings):
        if ranks and ruling[0] - ranks[-1][0] <= 1.5:
            ranks[-1][1].append(ruling)
        else:
            ranks.append((ruling[0], [ruling]))
    for place, rank in ranks:
        begin = len(found)
        for _, start, end in sorted(rank, key=lambda item: item[1]):
            if len(found) > begin and start <= found[-1][2] + _SNAP:
                found[-1][2] = max(found[-1][2], end)
            else:
                found.append([place, start, end])
    return [(place, start, end) for place, start, end in found]


def _connected(flat: list[Ruling], upright: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Rulings by the tables they belong to: those that cross or touch, directly or through others."""
    group = list(range(len(flat) + len(upright)))

    def root(item: int) -> int:
        while group[item] != item:
            group[item] = group[group[item]]
            item = group[item]
        return item

    for number, (y, left, right) in enumerate(flat):
        for other, (x, bottom, top) in enumerate(upright, len(flat)):
            if left - _SNAP <= x <= right + _SNAP and bottom - _SNAP <= y <= top + _SNAP:
                group[root(number)] = root(other)
    found: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for number in range(len(group)):
        own = found.setdefault(root(number), ([], []))
        if number < len(flat):
            own[0].append(flat[number])
        else:
            own[1].append(upright[number - len(flat)])
    return [own for own in found.values() if own[0] and own[1]]


def _places(rulings: list[Ruling], across: list[Ruling]) -> list[float]:
    """Where columns or rows part; an outer border that was not drawn is where the crossing rulings end."""
    found: list[float] = []
    for place in sorted(ruling[0] for ruling in rulings):
        if not found or place - found[-1] > _SNAP:
            found.append(place)
    first, last = min(item[1] for item in across), max(item[2] for item in across)
    if found[0] - first > _OVERHANG:
        found.insert(0, first)
    if last - found[-1] > _OVERHANG:
        found.append(last)
    return found


def _lattice(flat: list[Ruling], upright: list[Ruling]) -> Lattice | None:
    xs, ys = _places(upright, flat), _places(flat, upright)[::-1]
    if len(xs) < 3 or len(ys) < (2 if len(xs) > 3 else 3) or len(xs) * len(ys) > _MAX_CELLS:
        return None
    wide, tall = len(xs) - 1, len(ys) - 1
    whole: dict[tuple[int, int], tuple[int, int]] = {}

    def root(cell: tuple[int, int]) -> tuple[int, int]:
        while whole.get(cell, cell) != cell:
            cell = whole[cell]
        return cell

    for row in range(tall):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(wide):
            centre = (xs[column] + xs[column + 1]) / 2
            if column + 1 < wide and not _ruled(upright, xs[column + 1], middle):
                whole[root((row, column + 1))] = root((row, column))
            if row + 1 < tall and not _ruled(flat, ys[row + 1], centre):
                whole[root((row + 1, column))] = root((row, column))
    cells = [(row, column) for row in range(tall) for column in range(wide)]
    return Lattice(tuple(xs), tuple(ys), tuple(_areas([root(cell) for cell in cells], cells)))


def _ruled(rulings: list[Ruling], place: float, at: float) -> bool:
    return any(abs(ruling[0] - place) <= _SNAP and ruling[1] <= at <= ruling[2] for ruling in rulings)


def _areas(roots: list[tuple[int, int]], cells: list[tuple[int, int]]) -> list[Area]:
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for own, cell in zip(roots, cells, strict=True):
        members.setdefault(own, []).append(cell)
    found = []
    for own_cells in members.values():
        rows, columns = [row for row, _ in own_cells], [column for _, column in own_cells]
        row, column = min(rows), min(columns)
        found.append(Area(row, column, max(rows) - row + 1, max(columns) - column + 1))
    return sorted(found, key=lambda area: (area.row, area.column))


def cell_texts(lattice: Lattice, glyphs: dict[Area, list[Glyph]]) -> dict[Area, str]:
    """The text of every cell: wrapped lines joined, others apart by a line break."""
    inset = [min(item.left for item in own) - lattice.xs[area.column] for area, own in glyphs.items() if own]
    padding = min(max(min(inset, default=0.0), 0.0), 12.0)
    return {
        area: _cell_text(
            [line_of(row) for row in rows_of(own)],
            lattice.xs[area.column + area.columns] - lattice.xs[area.column] - 2 * padding,
        )
        for area, own in glyphs.items()
    }


def _cell_text(lines: Sequence[PdfLine], width: float) -> str:
    found: list[list[PdfLine]] = []
    for line in lines:
        if found:
            last = found[-1][-1]
            room = width - (last.right - last.left)
            if room < line.unit + 0.5 * line.em:
                found[-1].append(line)
                continue
        found.append([line])
    return "\n".join(joined([line.text for line in lines]) for lines in found)
