"""A text with places: what the gate reads, whoever wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CELL = "cell"


class SectionName(StrEnum):
    """The narrative sections; the value is the name used on the command line."""

    PROBLEMS = "problems"
    MEASURES = "measures"
    SUGGESTIONS = "suggestions"

    @property
    def chinese(self) -> str:
        return {"problems": "存在的主要问题及原因分析", "measures": "改进措施", "suggestions": "建议"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a table cell: `text[start:end]`, and the narrative section it stands in.

    A cell's row and column heads are its subjects.
    """

    kind: BlockKind
    start: int
    end: int
    section: SectionName | None = None
    row_head: str = ""
    column_head: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A slot that was filled: `text[start:end]` prints the ledger entry `entry_id`."""

    start: int
    end: int
    entry_id: str


@dataclass(frozen=True)
class Document:
    """A text and its blocks, in order.

    `marks` are known only for drafts that this program filled; `complete` is false for a reply of a model
    that was cut off.
    """

    text: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...] = ()
    complete: bool = True

    def has(self, section: SectionName) -> bool:
        return any(block.section is section for block in self.blocks)


def section_document(
    text: str, section: SectionName, marks: tuple[Mark, ...] = (), complete: bool = True
) -> Document:
    """The document of one narrative section: every line is a paragraph."""
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(line), section))
        start += len(line) + 1
    return Document(text, tuple(blocks), marks, complete)
