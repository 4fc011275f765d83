"""Where a position of a text stands: as its file names it (第12段, 表2第4行第3列), else its line and column.

For people who work in Word: under which heading, and which paragraph there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from assistant.domain.document import Block, BlockKind


class Places:
    """Where the lines and blocks of a text begin; each look-up is a search among them, not a walk through the text."""

    def __init__(self, text: str, blocks: Sequence[Block] = ()) -> None:
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._text, self._blocks = text, blocks
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

    def heading(self, position: int) -> str:
        """The heading that a position stands under, or is in; nothing before the first."""
        return self._under(position)[0]

    def in_words(self, position: int, title: str = "") -> str:
        """改进措施 第2段: the heading (before the first one `title`) and the paragraph, or the row and column of a table."""
        heading, paragraph, block = self._under(position)
        where = f"第{paragraph}段" if paragraph else "标题"
        if block is not None and block.kind is BlockKind.CELL:
            heads = (("行", block.row_head), ("列", block.column_head))
            where = "表中" + ("".join(f"“{name}”{kind}" for kind, name in heads if name) or "表头")
        return f"{heading or title} {where}".strip()

    def _under(self, position: int) -> tuple[str, int, Block | None]:
        """The heading above a position, how many paragraphs stand below that up to the position, and its block."""
        heading, paragraph, last = "", 0, None
        for block in self._blocks:
            if block.start > position:
                break
            words = self._text[block.start : block.end].strip()
            last = block
            if block.kind is BlockKind.HEADING:
                heading, paragraph = words.lstrip("# "), 0
            elif block.kind is BlockKind.PARAGRAPH and words:
                paragraph += 1
        return heading, paragraph, last
