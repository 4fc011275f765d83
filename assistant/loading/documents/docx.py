"""A .docx or .docm report as a text with places: body, tables, text boxes, notes, headers and footers.

It is read as it would print with all tracked revisions accepted. Comments are listed apart: what a reviewer asks about
a number (这里是不是91.65%？) is no claim of the report. The table of contents repeats headings and is not read;
numbers that Word generates (lists, pages) are no text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.domain.document import Document
from assistant.domain.word import Comment, Marked, Revision, Stretch, Word
from assistant.errors import DocumentError, SubmissionError
from assistant.loading.documents.docx_lines import MAX_AUTHOR, LineReader, WordLine
from assistant.loading.documents.docx_outline import Outline, goes_on
from assistant.loading.documents.docx_tables import WordCell, own, table_rows
from assistant.loading.documents.page import Composition, ReadCell
from assistant.loading.documents.parts import head_rows
from assistant.loading.word_file import W, WordFile, read_word

SELF = "ziping"  # the author of this program's own comments, which are not read back
MOST_NESTED = 20
_APART = (("header", "页眉"), ("footer", "页脚"))
_NOTES = (("footnotes", "footnote", "脚注"), ("endnotes", "endnote", "尾注"))


def read_docx(path: Path) -> Document:
    """The document in a .docx; raises DocumentError with one message where it cannot be read."""
    try:
        package = read_word(path)
        return _DocxReader(package).document()
    except SubmissionError as error:
        raise DocumentError(str(error)) from None


class _DocxReader:
    def __init__(self, package: WordFile) -> None:
        self._package, self._outline = package, Outline(package)
        self._page = Composition()
        self._end = 0  # of the text so far
        self._lines = LineReader(package.xml(package.main))
        self._marked: list[Marked] = []
        self._revisions: list[Revision] = []
        self._stretches: list[Stretch] = []
        self._boxes: list[Any] = []
        self._paragraphs = self._tables = self._box = 0

    def document(self) -> Document:
        package = self._package
        root = package.xml(package.main)
        self._lines = LineReader(root)
        for body in root.iterchildren(f"{W}body"):
            self._story(body, "")
        for part, tag, name in _NOTES:
            for found in package.related(part):
                self._notes(found, tag, name)
        for kind, name in _APART:
            self._heads(package.related(kind), name)
        word = Word(
            marked=tuple(self._marked),
            revisions=tuple(self._revisions),
            comments=tuple(self._comments()),
            stretches=tuple(self._stretches),
            main=package.main,
        )
        return replace(self._page.document(), word=word)

    def _story(self, container: Any, place: str, depth: int = 0) -> None:
        """The blocks of the body (`place` empty) or of a text beside it."""
        line: WordLine | None = None
        for block in own(container, "p", "tbl"):
            if block.tag == f"{W}tbl":
                self._table(block, place, depth)
                continue
            if line is None:
                line = self._lines.line(block)
                heading = self._outline.is_heading(block)
            else:
                line.add(self._lines.line(block))
            if goes_on(block):
                continue
            if not self._outline.is_contents(block):
                self._paragraph(line, place, heading)
            line = None
        if line is not None:
            self._paragraph(line, place, None)

    def _paragraph(self, line: WordLine, place: str, heading: bool | None) -> None:
        start = self._end
        if any(map(str.isalnum, line.text)) if place else line.text.strip():
            if place:
                start = self._page.apart(line.text, place)
            else:
                self._paragraphs += 1
                start = self._page.paragraph(line.text, f"第{self._paragraphs}段", heading)
            self._end = start + len(line.text)
        self._keep(line, start, anchored=not place)
        self._text_boxes(line.boxes)

    def _keep(self, line: WordLine, start: int, *, anchored: bool) -> None:
        moved = WordLine()
        moved.text = " " * start
        moved.add(line)
        self._marked += moved.marked
        self._revisions += moved.revisions
        self._stretches += moved.stretches if anchored else []

    def _text_boxes(self, boxes: list[Any]) -> None:
        for box in boxes:
            self._box += 1
            if self._box > 10_000:
                raise DocumentError(f"{self._package.name}：文本框超过10000个，没有读取")
            self._story(box, f"文本框{self._box}", 1)

    def _table(self, table: Any, place: str, depth: int) -> None:
        if depth > MOST_NESTED:
            raise DocumentError(f"{self._package.name}：表格套表格超过{MOST_NESTED}层，没有读取；请拆开")
        if not place:
            self._tables += 1
        title = f"{place}中的表" if place else f"表{self._tables}"
        rows, heads = table_rows(table, self._package.name)
        lines: list[list[tuple[WordLine, list[Any]]]] = [[self._cell(cell) for cell in row] for row in rows]
        pieces = [
            [
                ReadCell(line.text, f"{title}第{number}行第{cell.column}列", cell.columns, cell.rows)
                for cell, (line, _) in zip(row, said, strict=True)
            ]
            for number, (row, said) in enumerate(zip(rows, lines, strict=True), 1)
        ]
        if not any(pieces):
            return
        starts = self._page.table(pieces, heads if 0 < heads < len(rows) else head_rows(pieces))
        for number, (begun, said) in enumerate(zip(starts, lines, strict=True), 1):
            for start, cell, (line, nested) in zip(begun, rows[number - 1], said, strict=True):
                self._end = start + len(line.text)
                self._keep(line, start, anchored=not place.startswith(("文本框", "页", "脚注", "尾注")))
                for inner in nested:
                    self._table(inner, f"{title}第{number}行第{cell.column}列", depth + 1)
                self._text_boxes(line.boxes)

    def _cell(self, cell: WordCell) -> tuple[WordLine, list[Any]]:
        """What a cell says, its paragraphs one after another, and the tables in it."""
        whole, nested = WordLine(), []
        for block in own(cell.element, "p", "tbl"):
            if block.tag == f"{W}tbl":
                nested.append(block)
                continue
            line = self._lines.line(block)
            if whole.text and line.text:
                whole.text += "\n"
            whole.add(line)
        return whole, nested

    def _notes(self, root: Any, tag: str, name: str) -> None:
        self._lines = LineReader(root)
        notes = (
            note for note in root.iterchildren(f"{W}{tag}") if note.get(f"{W}type", "normal") == "normal"
        )
        for number, note in enumerate(notes, 1):
            self._story(note, f"{name}{number}", 1)

    def _heads(self, roots: list[Any], name: str) -> None:
        """Headers or footers, those of the same text once."""
        seen: set[str] = set()
        for root in roots:
            self._lines = LineReader(root)
            text = "\n".join(self._lines.line(item).text for item in own(root, "p"))
            if text in seen:
                continue
            seen.add(text)
            self._lines = LineReader(root)
            self._story(root, f"{name}{len(seen)}" if len(roots) > 1 else name, 1)

    def _comments(self) -> Iterator[Comment]:
        number = 0
        for root in self._package.related("comments"):
            reader = LineReader(root)
            for comment in root.iterchildren(f"{W}comment"):
                author = comment.get(f"{W}author", "")[:MAX_AUTHOR]
                if author == SELF:
                    continue
                number += 1
                text = " ".join(reader.line(item).text for item in own(comment, "p")).strip()
                yield Comment(f"批注{number}", author, text)
