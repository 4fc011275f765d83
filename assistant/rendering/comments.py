"""Remarks as Word comments at their exact words, in a copy of a document: everything else in it stays as it is.

Word shows no comment anchored in a header, footer, note or text box; what is said of those stands at the first words
of the body and names its place.
"""

from __future__ import annotations

import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from assistant.domain.word import Stretch
from assistant.errors import InputError
from assistant.rendering.word_parts import ILLEGAL, SPACE, CommentPart, W, element, packed, parsed

AUTHOR = "ziping"


@dataclass(frozen=True)
class WordComment:
    """What is said of `text[start:end]`: a paragraph for each line; `place` names it where no comment can stand there."""

    start: int
    end: int
    lines: tuple[str, ...]
    place: str = ""


def commented_docx(
    data: bytes, main: str, stretches: Sequence[Stretch], remarks: Sequence[WordComment]
) -> bytes:
    """A copy of a .docx with the remarks as comments; `stretches` say where the text stands in its part `main`.

    Raises InputError for the rare kind of .docx that comments cannot be written into.
    """
    with zipfile.ZipFile(BytesIO(data)) as package:
        root = parsed(package.read(main))
        if root.tag != f"{W}document":
            raise InputError("这份文档是“Strict Open XML”格式，不能写入批注；请用 Word 另存为普通的 .docx")
        part = CommentPart(package, main)
        _Writer(root, stretches).write(remarks, part)
        return packed(package, {main: root, **part.changed()})


def plain_docx(text: str) -> tuple[bytes, tuple[Stretch, ...]]:
    """A .docx of a plain text, a paragraph a line, and where the text stands in it."""
    from docx import Document
    from docx.oxml.ns import qn

    document: Any = Document()
    normal = document.styles["Normal"]
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    document.core_properties.author = ""
    body, start = document.element.body, 0
    stretches: list[Stretch] = []
    last = body[-1]  # the page's properties stand behind all paragraphs
    for line in text.split("\n"):
        paragraph = element("p")
        if line:
            words = element("t", {SPACE: "preserve"}, ILLEGAL.sub(" ", line))
            run = element("r")
            run.append(words)
            paragraph.append(run)
            stretches.append(Stretch(start, len(line), len(stretches)))
        last.addprevious(paragraph)
        start += len(line) + 1
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue(), tuple(stretches)


class _Writer:
    """Puts the ends of comments between the characters of a part."""

    def __init__(self, root: Any, stretches: Sequence[Stretch]) -> None:
        self._texts = list(root.iter(f"{W}t"))
        self._stretches = sorted(stretches, key=lambda item: item.start)
        self._starts = [item.start for item in self._stretches]
        self._ends = [item.start + item.length for item in self._stretches]
        self._root = root

    def write(self, remarks: Sequence[WordComment], part: CommentPart) -> None:
        """Every remark at its words."""
        cuts: dict[int, list[tuple[int, int, int, list[Any]]]] = {}
        for order, remark in enumerate(remarks):
            found = self._anchor(remark.start, remark.end)
            lines = remark.lines
            if found is None:
                lines = (*lines, f"（位置：{remark.place}）") if remark.place else lines
                found = self._first()
            number = part.add(lines, AUTHOR)
            (first, begin), (last, end) = found
            opening = [element("commentRangeStart", {f"{W}id": number})]
            reference = element("r")
            reference.append(element("commentReference", {f"{W}id": number}))
            closing = [element("commentRangeEnd", {f"{W}id": number}), reference]
            cuts.setdefault(first, []).append((begin, 1, order, opening))
            cuts.setdefault(last, []).append((end, 0 if end else 2, -order, closing))
        for words, places in cuts.items():
            # from the last character to the first, so that the places before stay what they are
            for place, _, _, made in sorted(places, key=lambda item: item[:3], reverse=True):
                _put(self._texts[words], place, made)

    def _anchor(self, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """The text elements and offsets where a remark begins and ends; None where no comment can stand."""
        end = max(end, start + 1)
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end) - 1
        if first > last and last >= 0 and self._ends[last] == start:  # behind the last word of a paragraph
            first, start = last, start - 1
        if first > last:
            return None
        one, other = self._stretches[first], self._stretches[last]
        begin = max(0, start - one.start)
        return (one.number, begin), (other.number, min(other.length, end - other.start))

    def _first(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The first words of the body; a document without any gets a paragraph for it."""
        if not self._stretches:
            paragraph, run, words = element("p"), element("r"), element("t", {}, " ")
            run.append(words)
            paragraph.append(run)
            self._root.find(f"{W}body").insert(0, paragraph)
            self._texts.append(words)
            self._stretches = [Stretch(0, 1, len(self._texts) - 1)]
        one = self._stretches[0]
        return (one.number, 0), (one.number, one.length)


def _put(words: Any, place: int, made: Sequence[Any]) -> None:
    """Elements before the character `place` of a text element; its run is split in two where they fall inside it."""
    run, text = words.getparent(), words.text or ""
    before = words.getprevious()
    if place <= 0 and (before is None or before.tag == f"{W}rPr"):
        for item in made:
            run.addprevious(item)
        return
    rest = list(_from(words, place))
    if rest:
        second = element("r", dict(run.attrib))
        formatting = run.find(f"{W}rPr")
        if formatting is not None:
            second.append(deepcopy(formatting))
        if 0 < place < len(text):
            words.text = text[:place]
            words.set(SPACE, "preserve")
            second.append(element("t", {SPACE: "preserve"}, text[place:]))
        for item in rest:
            if item is not words or place <= 0:
                second.append(item)
        run.addnext(second)
    for item in reversed(made):
        run.addnext(item)


def _from(words: Any, place: int) -> Iterator[Any]:
    """What of a run stands behind a place: the text itself, where it is cut or stands behind, and what follows it."""
    if place < len(words.text or ""):
        yield words
    yield from words.itersiblings()
