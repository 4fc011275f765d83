"""A text with places: what the gate reads, whoever wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.domain.word import NO_WORD, Word


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
class Mark:
    """A slot that was filled: `text[start:end]` prints the ledger entry `entry_id`.

    `changed`: a person has typed other characters there since this program printed it; `printed`: what it printed,
    where that is known.
    """

    start: int
    end: int
    entry_id: str
    changed: bool = False
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a table cell: `text[start:end]`, and the narrative section it stands in.

    A cell's row and column heads are its subjects. `place` says where it stands in a file that has no lines:
    第2页第5段, 表3第4行第2列, 页眉, 批注1. `printed`: the marks of a block that stands word for word as this program
    prints it from the ledger; None for any other.
    """

    kind: BlockKind
    start: int
    end: int
    section: SectionName | None = None
    row_head: str = ""
    column_head: str = ""
    place: str = ""
    printed: tuple[Mark, ...] | None = None


@dataclass(frozen=True)
class Document:
    """A text and its blocks, in order.

    `marks` are known only for drafts that this program filled; `complete` is false for a reply of a model
    that was cut off. `notices` say what of a file was not read: scanned pages, pages over the limit.
    `word`: what a .docx holds beside its text.
    """

    text: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...] = ()
    complete: bool = True
    notices: tuple[str, ...] = ()
    word: Word = NO_WORD

    def has(self, section: SectionName) -> bool:
        return any(block.section is section for block in self.blocks)


_LIST_START = re.compile(
    r"[ \t\u3000]*(?:[#>|*-]|[一二三四五六七八九十百零]+[、是]|[（(][一二三四五六七八九十百零\d]+[)）]|第[一二三四五六七八九十]|\d{1,2}[.．、](?!\d))"
)
_ENDS = tuple("。！？!?；;：:")


def is_wrapped(line: str, following: str) -> bool:
    """Whether a line of text only goes on in the next one: it ends no sentence, and the next starts no list."""
    return (
        bool(line.strip())
        and bool(following.strip())
        and not line.rstrip().endswith(_ENDS)
        and not _LIST_START.match(following)
    )


def section_document(
    text: str, section: SectionName, marks: tuple[Mark, ...] = (), complete: bool = True
) -> Document:
    """The document of one narrative section: every line is a paragraph, or goes on with the one before."""
    blocks: list[Block] = []
    start = 0
    last = ""
    for line in text.split("\n"):
        end = start + len(line)
        if blocks and is_wrapped(last, line):
            blocks[-1] = replace(blocks[-1], end=end)
        else:
            blocks.append(Block(BlockKind.PARAGRAPH, start, end, section))
        start, last = end + 1, line
    return Document(text, tuple(blocks), marks, complete)
