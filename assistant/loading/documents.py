"""Reports to verify: .md and .txt into a text with places (headings, paragraphs, table cells, sections)."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from assistant.domain.document import Block, BlockKind, Document, SectionName, is_wrapped
from assistant.errors import DocumentError

MAX_BYTES = 50_000_000

_MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+")
_TEXT_HEADING = re.compile(
    r"[ \t\u3000]*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.．、](?!\d))[^。；！？]{1,40}\Z"
)
_NUMBERING = re.compile(
    r"\A[#\s\u3000]*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、])?\s*"
)
_RULE_ROW = re.compile(r"[ \t]*\|?[ \t:|-]+\|?[ \t]*\Z")
_SECTIONS = {
    SectionName.PROBLEMS: re.compile(r"(?:存在的?)?(?:主要)?问题(?:及|和|与)?(?:原因分析)?\Z"),
    SectionName.MEASURES: re.compile(r"(?:下一步)?(?:拟)?改进措施(?:(?:和|及|与)有?关?建议)?\Z"),
    SectionName.SUGGESTIONS: re.compile(r"(?:有关|几点)?建议\Z"),
}


def load_document(path: Path) -> Document:
    """The document in a .md or .txt file; raises DocumentError where it cannot be read."""
    if path.suffix.lower() not in (".md", ".txt"):
        raise DocumentError(f"{path}：目前可以校验 .md 和 .txt 文件，不能读取“{path.suffix}”")
    return read_text(_decode(path), markdown=path.suffix.lower() == ".md")


def _decode(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DocumentError(f"{path}：文件超过{MAX_BYTES // 1_000_000}MB")
        data = path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"{path}：文件不存在") from None
    except OSError as error:
        raise DocumentError(f"{path}：无法读取（{error.strerror}）") from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    raise DocumentError(f"{path}：不是 UTF-8 或 GB18030 编码的文本")


def read_text(text: str, *, markdown: bool) -> Document:
    """The blocks of a text. In Markdown, headings begin with # and tables stand between bars."""
    blocks: list[Block] = []
    section: SectionName | None = None
    columns: list[str] | None = None
    start, last = 0, ""
    for line in text.split("\n"):
        end = start + len(line)
        if markdown and line.lstrip().startswith("|"):
            cells = _cells(line, start)
            if columns is None:
                columns = [text[first:last].strip() for first, last in cells]
                blocks += [Block(BlockKind.CELL, first, last) for first, last in cells]
            elif not _RULE_ROW.match(line):
                blocks += _row(text, cells, columns)
        elif line.strip():
            columns = None
            heading = _MARKDOWN_HEADING.match(line) if markdown else _TEXT_HEADING.match(line)
            if heading:
                section = _section(line)
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


def _section(heading: str) -> SectionName | None:
    title = _NUMBERING.sub("", heading, count=1).strip()
    for name, pattern in _SECTIONS.items():
        if pattern.match(title):
            return name
    return None


def _cells(line: str, start: int) -> list[tuple[int, int]]:
    bars = [found.start() for found in re.finditer(r"(?<!\\)\|", line)]
    return [(start + first + 1, start + last) for first, last in pairwise(bars)]


def _row(text: str, cells: list[tuple[int, int]], columns: list[str]) -> list[Block]:
    head = text[slice(*cells[0])].strip() if cells else ""
    return [
        Block(
            BlockKind.CELL,
            first,
            last,
            None,
            head if number else "",
            columns[number] if number < len(columns) else "",
        )
        for number, (first, last) in enumerate(cells)
    ]
