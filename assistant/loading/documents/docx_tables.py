"""The rows and cells of a table of a .docx with what they cover, and the blocks of any container in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.errors import DocumentError
from assistant.loading.documents.docx_lines import MC
from assistant.loading.word_file import W

MAX_COLUMNS, MAX_COVERED = 100, 300_000
_THROUGH = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
) | {
    f"{MC}AlternateContent",
    f"{MC}Choice",
}


@dataclass
class WordCell:
    """A cell where it begins: its element, its column from 1, over how many columns and rows it stands."""

    element: Any
    column: int
    columns: int
    rows: int = 1


def own(container: Any, *tags: str) -> Iterator[Any]:
    """The blocks, rows or cells of a container in their order; those that a tracked revision took away are out."""
    wanted = {f"{W}{tag}" for tag in tags}
    stack = [container.iterchildren()]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag in wanted:
            yield element
        elif element.tag in _THROUGH and not _is_contents(element):
            stack.append(element.iterchildren())


def table_rows(table: Any, name: str) -> tuple[list[list[WordCell]], int]:
    """The cells that begin in each row, and how many rows are heads (0: the table does not say).

    Raises DocumentError for a table that is larger than any report's.
    """
    rows: list[list[WordCell]] = []
    above: dict[int, WordCell] = {}  # by column: the cell that goes on downwards
    heads = covered = 0
    for line in own(table, "tr"):
        if line.find(f"{W}trPr/{W}del") is not None:
            continue
        if heads == len(rows) and line.find(f"{W}trPr/{W}tblHeader") is not None:
            heads += 1
        begun: list[WordCell] = []
        going_on: dict[int, WordCell] = {}
        for cell, merge in _cells(line):
            if cell.column + cell.columns > MAX_COLUMNS + 1:
                raise DocumentError(f"{name}：有一个表格超过{MAX_COLUMNS}列，没有读取；请删去多余的列")
            covered += cell.columns
            if merge == "continue" and cell.column in above:
                cell = above[cell.column]
                cell.rows += 1
            else:
                begun.append(cell)
            if merge:
                going_on[cell.column] = cell
        if covered > MAX_COVERED:
            raise DocumentError(f"{name}：有一个表格超过{MAX_COVERED}格，没有读取；请把它分成几个")
        rows.append(begun)
        above = going_on
    return rows, heads


def _cells(line: Any) -> Iterator[tuple[WordCell, str]]:
    column = 1 + _whole(line.find(f"{W}trPr/{W}gridBefore"))
    for element in own(line, "tc"):
        if element.find(f"{W}tcPr/{W}cellDel") is not None:
            continue
        wide = max(1, _whole(element.find(f"{W}tcPr/{W}gridSpan")))
        found = element.find(f"{W}tcPr/{W}vMerge")
        yield WordCell(element, column, wide), "" if found is None else found.get(f"{W}val", "continue")
        column += wide


def _is_contents(element: Any) -> bool:
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def _whole(element: Any) -> int:
    """A whole number from an attribute; one that no table has counts as too many."""
    digits = element.get(f"{W}val", "0") if element is not None else "0"
    if not (digits.isascii() and digits.isdigit()):
        return 0
    return int(digits) if len(digits) < 4 else MAX_COLUMNS + 1
