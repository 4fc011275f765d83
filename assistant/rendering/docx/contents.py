"""The table of contents: a field whose entries are already written, each leading to its heading.

Word counts the pages; what stands there before it does is reckoned from the grid of 22 lines and 28 characters.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from assistant.domain.report import Block, Heading, Report, Table, runs_text
from assistant.rendering.docx.elements import node, run
from assistant.rendering.docx.paragraphs import Writer
from assistant.rendering.docx.styles import CONTENTS, CONTENTS_TITLE
from assistant.rendering.docx.tables import width_of

_LINES, _HALVES, _INDENT = 22, 56, 4
_LEVELS = len(CONTENTS)


def bookmark_of(number: int) -> str:
    """The bookmark of a heading, as Word names them."""
    return f"_Toc{number:09}"


def contents(writer: Writer, report: Report) -> list[Any]:
    """The paragraphs of the table of contents, from the headings down to level 3."""
    headings = [block for block in (*report.body, *report.annex) if isinstance(block, Heading)]
    pages = reckoned_pages(report)
    paragraphs = [writer.text(CONTENTS_TITLE, "目录")]
    for number, (heading, page) in enumerate(zip(headings, pages, strict=True), 1):
        if heading.level <= _LEVELS:
            paragraphs.append(_entry(writer, heading, bookmark_of(number), page))
    if len(paragraphs) > 1:
        paragraphs[1][1:1] = _begin(f' TOC \\o "1-{_LEVELS}" \\h \\z \\u ')
        paragraphs[-1].append(_end())
    return paragraphs


def _entry(writer: Writer, heading: Heading, bookmark: str, page: int) -> Any:
    made = writer.paragraph(CONTENTS[heading.level - 1], ())
    words = heading.text.replace("\n", " ").replace("\t", " ")
    number = [*_begin(f" PAGEREF {bookmark} \\h "), run(str(page)), _end()]
    made.append(node("hyperlink", run(words), node("r", node("tab")), *number, anchor=bookmark, history=1))
    return made


def _begin(instruction: str) -> list[Any]:
    words = node("instrText")
    words.text = instruction
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    kinds = [node("r", node("fldChar", fldCharType=kind)) for kind in ("begin", "separate")]
    return [kinds[0], node("r", words), kinds[1]]


def _end() -> Any:
    return node("r", node("fldChar", fldCharType="end"))


def reckoned_pages(report: Report) -> list[int]:
    """The page of every heading, as the grid would have it; the annex begins a new page."""
    pages: list[int] = []
    line = 0
    for lines, heading in _heights(report.body):
        if heading and line % _LINES + lines >= _LINES:  # a heading does not stand alone at the foot of a page
            line = math.ceil(line / _LINES) * _LINES
        if heading:
            pages.append(line // _LINES + 1)
        line += lines
    annexed = math.ceil(line / _LINES) + 1
    return pages + [annexed for block in report.annex if isinstance(block, Heading)]


def _heights(blocks: tuple[Block, ...]) -> Iterator[tuple[int, bool]]:
    """How many lines a block takes, and whether it is a heading."""
    for block in blocks:
        if isinstance(block, Table):
            yield len(block.rows) + 1, False
        else:
            heading = isinstance(block, Heading)
            text = block.text if isinstance(block, Heading) else runs_text(block.runs)
            yield sum(max(1, math.ceil((_INDENT + width_of(part)) / _HALVES)) for part in text.split("\n")), heading
