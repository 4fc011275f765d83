"""Cells that stand over several columns or rows: a row holds the cells that begin in it, as in HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

Place = tuple[int, int]


class Spanning(Protocol):
    """A cell, and over how many columns and rows it stands."""

    @property
    def columns(self) -> int: ...

    @property
    def rows(self) -> int: ...


@dataclass(frozen=True)
class Spans:
    """Which cell (row, number in the row) stands at which place (row, column), and the column of every cell."""

    cell_at: dict[Place, Place]
    column_of: dict[Place, int]


def lay_out(rows: Sequence[Sequence[Spanning]]) -> Spans:
    """Where the cells of a table stand; rows and columns are counted from 0. Of two cells at a place the first stands."""
    cell_at: dict[Place, Place] = {}
    column_of: dict[Place, int] = {}
    for number, row in enumerate(rows):
        column = 0
        for place, cell in enumerate(row):
            while (number, column) in cell_at:
                column += 1
            column_of[number, place] = column
            for down in range(min(cell.rows, len(rows) - number)):
                for right in range(cell.columns):
                    cell_at.setdefault((number + down, column + right), (number, place))
            column += cell.columns
    return Spans(cell_at, column_of)
