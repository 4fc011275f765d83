"""The text of one paragraph of a .docx as it reads with all revisions accepted, and what stands hidden in it.

Insertions and moved text are in, deletions out; fields show their results, not their instructions; page numbers,
hidden text, the second form of an AlternateContent and text boxes (read apart) are out. Runs are joined: Word and
LibreOffice split a number over several at will.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from assistant.domain.bookmark import Bookmark, read_bookmark
from assistant.domain.word import Marked, Revision, Stretch
from assistant.loading.word_file import W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = frozenset(
    f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "txbxContent", "moveFrom", "p")
)
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}
_GENERATED = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|TOC)\b", re.IGNORECASE)
_COPY = re.compile(r"(_zp\d{4,7}_\w{8}_\w{6}_(?:END|\w{8}?)).*", re.IGNORECASE | re.DOTALL)
_NUMERIC = frozenset("0123456789０１２３４５６７８９.．,%％")
_DIGITS = re.compile("[0-9０-９]+")
_SAME, _IN, _OUT = range(3)
MAX_AUTHOR = 60


@dataclass
class WordLine:
    """What a paragraph says, what stands hidden in it (offsets are those in `text`), its text boxes."""

    text: str = ""
    marked: list[Marked] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    def add(self, other: WordLine) -> None:
        """Go on with another paragraph."""
        by = len(self.text)
        self.text += other.text
        self.marked += [Marked(item.start + by, item.end + by, item.bookmark) for item in other.marked]
        self.stretches += [Stretch(item.start + by, item.length, item.number) for item in other.stretches]
        self.revisions += [
            Revision(item.start + by, item.end + by, item.before, item.after, item.author, item.date)
            for item in other.revisions
        ]
        self.boxes += other.boxes


class LineReader:
    """Reads the paragraphs of one part in their order; fields may go over several."""

    def __init__(self, root: Any) -> None:
        self._numbers = {element: number for number, element in enumerate(root.iter(f"{W}t"))}
        kinds = [element.get(f"{W}fldCharType") for element in root.iter(f"{W}fldChar")]
        self._sound = kinds.count("begin") == kinds.count("end")  # else nothing may be hidden by a field
        self._fields: list[
            list[str]
        ] = []  # of every open field: its instruction, and whether its result has begun

    def line(self, paragraph: Any) -> WordLine:
        """What a paragraph says."""
        return _Walk(self, paragraph).line

    def number(self, element: Any) -> int:
        """The place of a text element among those of the part."""
        return self._numbers[element]

    def field(self, element: Any) -> None:
        """A field begins, shows its result, or ends."""
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(["", ""])
        elif self._fields and kind == "separate":
            self._fields[-1][1] = "result"
        elif self._fields and kind == "end":
            self._fields.pop()

    def instruct(self, text: str) -> None:
        """A piece of the instruction of the innermost field."""
        if self._fields:
            self._fields[-1][0] += text

    @property
    def shows(self) -> bool:
        """Whether text stands outside fields or in the result of one that is no page number and no contents."""
        return not self._sound or all(
            result and not _GENERATED.match(instruction) for instruction, result in self._fields
        )


class _Walk:
    """One walk over a paragraph's elements, without recursion."""

    def __init__(self, reader: LineReader, paragraph: Any) -> None:
        from lxml import etree

        self.line, self.reader = WordLine(), reader
        self._parts: list[str] = []
        self._length = 0
        self._segments: list[tuple[int, str, str, str]] = []
        self._revised: list[Any] = []  # the insertions and deletions that are open
        self._open: dict[str, tuple[int, Bookmark]] = {}
        walk = etree.iterwalk(paragraph, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                if self._revised and element is self._revised[-1]:
                    self._revised.pop()
            elif element is not paragraph and self._skips(element):
                walk.skip_subtree()
            else:
                self._take(element)
        for start, bookmark in self._open.values():
            self.line.marked.append(Marked(start, self._length, bookmark))
        self.line.marked.sort(key=lambda item: (item.start, item.end))
        self.line.text = "".join(self._parts)
        if any(kind != _SAME for kind, _, _, _ in self._segments):
            self.line.revisions = list(_revisions(self._segments))

    def _skips(self, element: Any) -> bool:
        tag = element.tag
        if tag == f"{W}txbxContent":
            self.line.boxes.append(element)
        if tag == f"{W}fldSimple":
            return bool(_GENERATED.match(element.get(f"{W}instr", "")))
        if tag == f"{MC}Fallback":
            return element.getparent().find(f"{MC}Choice") is not None
        return tag in _SKIPPED

    def _take(self, element: Any) -> None:
        tag = element.tag
        if tag in (f"{W}t", f"{W}delText"):
            self._say(element.text or "", element)
        elif tag in _BREAKS:
            if element.get(f"{W}type") not in ("page", "column"):
                self._say(_BREAKS[tag], element)
        elif tag in (f"{W}ins", f"{W}del"):
            self._revised.append(element)
        elif tag == f"{W}fldChar":
            self.reader.field(element)
        elif tag == f"{W}instrText":
            self.reader.instruct(element.text or "")
        elif tag == f"{W}bookmarkStart":
            found = _COPY.match(element.get(f"{W}name", ""))
            bookmark = read_bookmark(found[1]) if found else None
            if bookmark:
                self._open[element.get(f"{W}id", "")] = (self._length, bookmark)
        elif tag == f"{W}bookmarkEnd" and element.get(f"{W}id", "") in self._open:
            start, bookmark = self._open.pop(element.get(f"{W}id", ""))
            self.line.marked.append(Marked(start, self._length, bookmark))

    def _say(self, text: str, element: Any) -> None:
        if not text or not self.reader.shows or _is_hidden(element):
            return
        kind, author, date = _SAME, "", ""
        if self._revised:
            last = self._revised[-1]
            out = any(item.tag == f"{W}del" for item in self._revised)
            kind = _OUT if out else _IN
            author, date = last.get(f"{W}author", "")[:MAX_AUTHOR], last.get(f"{W}date", "")[:10]
        self._segments.append((kind, text, author, date))
        if kind == _OUT or element.tag == f"{W}delText":
            return
        if element.tag == f"{W}t":
            self.line.stretches.append(Stretch(self._length, len(text), self.reader.number(element)))
        self._parts.append(text)
        self._length += len(text)


def _is_hidden(element: Any) -> bool:
    hidden = element.getparent().find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val", "1") not in ("0", "false", "off")


def _revisions(segments: list[tuple[int, str, str, str]]) -> Iterator[Revision]:
    """The revisions that change numbers, each with the whole of the number around it."""
    at = start = 0
    before: list[str] = []
    after: list[str] = []
    who = ("", "")
    changed = False
    for kind, text, author, date in [*segments, (_SAME, "\n", "", "")]:
        for character in text:
            if kind == _SAME and character not in _NUMERIC:
                if changed and _digits(before) != _digits(after):
                    yield Revision(start, at, "".join(before), "".join(after), *who)
                before, after, changed = [], [], False
            else:
                start = start if before or after else at
                if kind != _SAME and not changed:
                    changed, who = True, (author, date)
                before += [character] if kind != _IN else []
                after += [character] if kind != _OUT else []
            at += kind != _OUT


def _digits(characters: list[str]) -> list[str]:
    return _DIGITS.findall("".join(characters))
