"""Lines and columns of a text, from 1, as they are printed."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate


class Places:
    """Where the lines of a text begin; each look-up is a search among them, not a walk through the text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def line(self, position: int) -> int:
        """The line of a position."""
        return bisect_right(self._starts, position)

    def of(self, position: int) -> str:
        """Line and column of a position, as line:column."""
        line = self.line(position)
        return f"{line}:{position - self._starts[line - 1] + 1}"
