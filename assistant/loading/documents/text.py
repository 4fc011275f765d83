"""A .md or .txt report: headings, paragraphs, table cells and sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.domain.document import Block, BlockKind, Document, SectionName, is_wrapped

_MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+")
_TEXT_HEADING = re.compile(
    r"[ \t\u3000]*(?:[一二三四五六七八九十百零]+、|[（(][一二三四五六七八九十百零]+[）)]|\d{1,2}[.．、](?!\d))[^。；！？]{1,40}\Z"
)
_NUMBERING = re.compile(
    r"\A[#\s\u3000]*(?:[一二三四五六七八九十百零]+、|[（(][一二三四五六七八九十百零\d]+[）)]|\d{1,2}[.．、])?\s*"
)
_ROW_NAME = re.compile(r"三级指标|绩效指标|指标名称|项目名称|指标内容|名称")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_RULE_ROW = re.compile(r"[ \t]*\|?[ \t:|-]+\|?[ \t]*\Z")
_SECTIONS = {
    SectionName.PROBLEMS: re.compile(r"(?:存在的?)?(?:主要)?问题(?:及|和|与)?(?:原因分析)?\Z"),
    SectionName.MEASURES: re.compile(r"(?:下一步)?(?:拟)?改进措施(?:(?:和|及|与)有?关?建议)?\Z"),
    SectionName.SUGGESTIONS: re.compile(r"(?:有关|几点)?建议\Z"),
}


def read_text(text: str, *, markdown: bool) -> Document:
    """The blocks of a text. In Markdown, headings begin with # and tables stand between bars."""
    blocks: list[Block] = []
    section: SectionName | None = None
    columns: list[str] | None = None
    start, last = 0, ""
    for line in text.split("\n"):
        end = start + len(line)
        if markdown and line.lstrip().startswith("|"):
            cells = [(start + first, start + last) for first, last in bars(line)]
            if columns is None:
                columns = [text[first:last].strip() for first, last in cells]
                blocks += [Block(BlockKind.CELL, first, last) for first, last in cells]
            elif not is_rule_row(line):
                blocks += _row(text, cells, columns)
        elif line.strip():
            columns = None
            heading = _MARKDOWN_HEADING.match(line) if markdown else _TEXT_HEADING.match(line)
            if heading:
                section = section_named(line)
            goes_on = not markdown and not heading and blocks and blocks[-1].kind is BlockKind.PARAGRAPH
            if goes_on and blocks[-1].end == start - 1 and is_wrapped(last, line):
                blocks[-1] = replace(blocks[-1], end=end)
            else:
                blocks.append(
                    Block(BlockKind.HEADING if heading else BlockKind.PARAGRAPH, start, end, section)
                )
        else:
            columns = None
        start, last = end + 1, line
    return Document(text, tuple(blocks))


def without_comments(text: str) -> str:
    """The text with its HTML comments blanked out, so that all places stay as they are in the file."""
    return _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def bars(line: str) -> list[tuple[int, int]]:
    """Where the cells of a row of a Markdown table begin and end."""
    found = [bar.start() for bar in re.finditer(r"(?<!\\)\|", line)]
    return [(first + 1, last) for first, last in pairwise(found)]


def is_rule_row(line: str) -> bool:
    """Whether a row of a Markdown table only parts the heads from what stands below them."""
    return _RULE_ROW.match(line) is not None


def is_heading(line: str) -> bool:
    """Whether a line of plain text is a heading: a number in front, short, no full stop."""
    return _TEXT_HEADING.match(line) is not None


def row_name(columns: Sequence[str]) -> int:
    """The column that names the rows of a table: 三级指标, 指标名称, 项目名称, else the first."""
    found = (number for number, name in enumerate(columns) if _ROW_NAME.fullmatch(name))
    return next(found, 0)


def section_named(heading: str) -> SectionName | None:
    """The narrative section that a heading begins; None for any other."""
    title = _NUMBERING.sub("", heading, count=1).strip()
    for name, pattern in _SECTIONS.items():
        if pattern.match(title):
            return name
    return None


def _row(text: str, cells: list[tuple[int, int]], columns: list[str]) -> list[Block]:
    own = row_name(columns)
    names = [name for first, last in cells[: own + 1] if (name := text[first:last].strip())]
    head = names[-1] if names else ""
    return [
        Block(
            BlockKind.CELL,
            first,
            last,
            None,
            head if number > own else "",
            columns[number] if number < len(columns) else "",
        )
        for number, (first, last) in enumerate(cells)
    ]
