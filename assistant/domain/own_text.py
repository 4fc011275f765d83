"""What this program itself prints of a ledger: met again word for word, it is known and need not be guessed.

A sentence of our own comes with its slots, so that which entry a number is stands beyond doubt, whatever the unit calls
its indicators. A paragraph or a cell that a person changed by one character is no longer known, and is read as a
stranger's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.domain.document import Block, BlockKind, Document, Mark
from assistant.domain.report import Runs, runs_text

_ESCAPED = re.compile(r"\\([\\`*_<>\[\]|#+-])")
_HEADING = re.compile(r"\s*#{1,6}[ \t]+")
_Key = tuple[str, str, str]


@dataclass(frozen=True)
class Passage:
    """A paragraph, a heading or a cell as it is printed; a cell with the heads of its row and column."""

    runs: Runs
    row_head: str = ""
    column_head: str = ""


class OwnText:
    """The passages that one case prints, by their words."""

    def __init__(self, passages: Iterable[Passage] = ()):
        self._marks: dict[_Key, tuple[Mark, ...]] = {}
        for passage in passages:
            text = runs_text(passage.runs)
            if "⟦" in text:
                continue  # a slot that was not filled: a fault of ours, which the gate must see
            lead = len(text) - len(text.lstrip())
            key = (text.strip(), passage.row_head.strip(), passage.column_head.strip())
            self._marks.setdefault(key, tuple(_marks(passage.runs, lead)))

    def recognised(self, document: Document) -> Document:
        """The document, its blocks knowing what was printed there where they stand word for word as printed."""
        blocks = tuple(self._recognised(block, document.text) for block in document.blocks)
        return replace(document, blocks=blocks)

    def _recognised(self, block: Block, text: str) -> Block:
        signs = _HEADING.match(text, block.start, block.end) if block.kind is BlockKind.HEADING else None
        start = signs.end() if signs else block.start
        written = text[start : block.end]
        start += len(written) - len(written.lstrip())
        written = written.strip()
        row, column = block.row_head.strip(), block.column_head.strip()
        marks = self._marks.get((written, row, column))
        if marks is not None:
            return replace(block, printed=tuple(_moved(mark, start) for mark in marks))
        plain, places = _unescaped(written)
        marks = self._marks.get((plain, _unescaped(row)[0], _unescaped(column)[0]))
        if not plain or marks is None:
            return block
        moved = (
            replace(mark, start=start + places[mark.start], end=start + places[mark.end]) for mark in marks
        )
        return replace(block, printed=tuple(moved))


def _marks(runs: Runs, lead: int) -> Iterable[Mark]:
    position = -lead
    for run in runs:
        if run.entry_id:
            yield Mark(position, position + len(run.text), run.entry_id)
        position += len(run.text)


def _moved(mark: Mark, by: int) -> Mark:
    return replace(mark, start=mark.start + by, end=mark.end + by)


def _unescaped(text: str) -> tuple[str, list[int]]:
    """The text without the backslashes of Markdown, and where each of its characters (and its end) stands."""
    pieces: list[str] = []
    places: list[int] = []
    last = 0
    for found in _ESCAPED.finditer(text):
        pieces += [text[last : found.start()], found.group(1)]
        places += [*range(last, found.start()), found.start()]
        last = found.end()
    places += range(last, len(text) + 1)
    return "".join([*pieces, text[last:]]), places
