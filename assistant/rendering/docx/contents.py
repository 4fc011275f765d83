"""The table of contents: a field whose entries are already written, each leading to its heading.

Word counts the pages; what stands there before it does is reckoned from the grid of 22 lines and 28 characters.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from assistant.domain.report import Block, Heading, Report, Table, runs_text
from assistant.rendering.docx.elements import node, run
from assistant.rendering.docx.paragraphs import ParagraphWriter
from assistant.rendering.docx.styles import CONTENTS, CONTENTS_TITLE
from assistant.rendering.text_width import width_of

_LINES, _WIDE, _SIGN, _HALF, _SEAM = 22, 1768, 63, 32, 15
_INDENT = 2 * _SIGN
_LEVELS = len(CONTENTS)


def bookmark_of(number: int) -> str:
    """The bookmark of a heading, as Word names them."""
    return f"_Toc{number:09}"


def contents(writer: ParagraphWriter, report: Report) -> list[Any]:
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


def _entry(writer: ParagraphWriter, heading: Heading, bookmark: str, page: int) -> Any:
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
    waiting = lines_waiting = line = 0  # headings that stay with what follows
    for block in report.body:
        lines = _lines(block)
        if isinstance(block, Heading):
            waiting, lines_waiting = waiting + 1, lines_waiting + lines
            continue
        first = lines if lines < 4 else 2  # no line of a paragraph stands alone
        if line % _LINES + lines_waiting + first > _LINES:
            line = math.ceil(line / _LINES) * _LINES
        pages += [line // _LINES + 1] * waiting
        line += lines_waiting + lines
        if lines >= 4 and line % _LINES == 1:
            line += 1
        waiting = lines_waiting = 0
    pages += [line // _LINES + 1] * waiting
    annexed = math.ceil((line + lines_waiting) / _LINES) + 1
    return pages + [annexed for block in report.annex if isinstance(block, Heading)]


def _lines(block: Block) -> int:
    """How many lines a block takes."""
    if isinstance(block, Table):
        return len(block.rows) + 1
    text = block.text if isinstance(block, Heading) else runs_text(block.runs)
    return sum(max(1, math.ceil((_INDENT + _width(part)) / _WIDE)) for part in text.split("\n"))


def _width(text: str) -> int:
    """The width in quarter points; Word sets Chinese and Latin signs a quarter of a character apart."""
    narrow = [width_of(sign) == 1 for sign in text]
    seams = sum(before != after for before, after in pairwise(narrow))
    return _SIGN * len(text) - _HALF * sum(narrow) + _SEAM * seams
