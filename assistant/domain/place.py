"""Where a position of a text stands: as its file names it (第12段, 表2第4行第3列), else its line and column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from assistant.domain.document import Block


class Places:
    """Where the lines and blocks of a text begin; each look-up is a search among them, not a walk through the text."""

    def __init__(self, text: str, blocks: Sequence[Block] = ()) -> None:
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._named = [block for block in blocks if block.place]
        self._named_starts = [block.start for block in self._named]

    def line(self, position: int) -> int:
        """The line of a position."""
        return bisect_right(self._starts, position)

    def of(self, position: int) -> str:
        """The place of a position where its file has names for places, else line and column from 1, as line:column."""
        number = bisect_right(self._named_starts, position) - 1
        if number >= 0:
            return self._named[number].place
        line = self.line(position)
        return f"{line}:{position - self._starts[line - 1] + 1}"
