"""A report in an HTML file: what a reader of the page sees, as paragraphs and tables.

Of a page with a <main> only that is read. Scripts, styles, menus, tooltips, pictures and what is hidden or marked
`data-not-report` are no part of the report. Numbers that our own page wraps in <data value=ID> are bound to ID.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.errors import DocumentError
from assistant.loading.documents.encoding import decoded, marked_text
from assistant.loading.documents.html_tables import table_of
from assistant.loading.documents.html_text import BREAK, FlowingText, is_seen, tag_of, walk
from assistant.loading.documents.parts import Part, ReadParagraph

MAX_BYTES, _MAX_TAGS = 20_000_000, 1_000_000
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(
    "address article aside blockquote body center details dialog div dl fieldset figcaption figure footer form"
    " header hgroup hr html legend li main ol p pre section summary ul table caption thead tbody tfoot tr td th".split()
)
_TERMS = (("dt", "start"), ("dd", "end"))  # a term and what it stands for are one paragraph
_ENDED = frozenset("。！？；：")


def read_html(data: bytes, path: Path) -> list[Part]:
    """The parts of a page; raises DocumentError where it cannot be read."""
    return _Parts(_root(data, path)).read()


def _root(data: bytes, path: Path) -> Any:
    import lxml.html

    if len(data) > MAX_BYTES or data.count(b"<") > _MAX_TAGS:
        raise DocumentError(
            f"{path}：网页太大（最多{MAX_BYTES // 1_000_000}MB、{_MAX_TAGS}个标签），没有读取；请只存报告正文"
        )
    text = _text(data, path).replace("\0", "")
    if not text.strip():
        raise DocumentError(f"{path}：文件是空的")
    parser = lxml.html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (ValueError, lxml.etree.LxmlError):
        raise DocumentError(f"{path}：不是网页，或内容已损坏，不能读取") from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise DocumentError(f"{path}：标签嵌套太深，不是正常的网页，没有读取；请用浏览器打开，复制到 Word 里")
    main = next((item for item in root.iter("main") if is_seen(item)), None)
    return root if main is None else main


def _text(data: bytes, path: Path) -> str:
    """By the byte order mark, else what the page says of itself, else UTF-8, else GB18030."""
    text = marked_text(data, path)
    if text is not None:
        return text
    found = _CHARSET.search(data[:4096])
    said = found[1].decode("ascii", "ignore").lower() if found else ""
    own = "gb18030" if said in ("gb2312", "gbk", "gb_2312-80", "x-gbk") else said
    text = decoded(data, tuple(name for name in (own, "utf-8", "gb18030") if name and "16" not in name))
    if text is None:
        raise DocumentError(f"{path}：不是 UTF-8 或 GB18030 编码的网页；请用浏览器另存为 UTF-8")
    return text


class _Parts:
    """The parts of a page in the making."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._found: list[Part] = []
        self._words = FlowingText()
        self._paragraphs = self._tables = 0
        self._heading: bool | None = False if any(True for _ in root.iter(*_HEADINGS)) else None
        self._laid_out = set(_holders(root))

    def read(self) -> list[Part]:
        """All parts, in order."""
        steps = walk(self._root)
        for event, item in steps:
            tag = tag_of(item)
            if event == "text":
                self._words.add(item)
            elif event == "start" and tag == "table" and item not in self._laid_out:
                self._end()
                steps.skip()
                self._table(item)
            elif tag in _BLOCKS or (tag, event) in _TERMS:
                if event == "end" and tag in _HEADINGS:
                    self._end(heading=True)
                self._end()
            elif event == "start" and tag == "br":
                self._break()
            elif tag == "data":
                self._words.bind(item.get("value", "") if event == "start" else "")
        self._end()
        return self._found

    def _break(self) -> None:
        """A new line: a new paragraph where a sentence has ended, else a blank within one."""
        if self._words.last in _ENDED:
            self._end()
        else:
            self._words.add(BREAK)

    def _end(self, heading: bool | None = None) -> None:
        text, marks = self._words.take()
        if text:
            self._paragraphs += 1
            kind = self._heading if heading is None else heading
            self._found.append(ReadParagraph(text, f"第{self._paragraphs}段", kind, marks))

    def _table(self, element: Any) -> None:
        caption = element.find("caption")
        if caption is not None and is_seen(caption):
            for event, item in walk(caption):
                if event == "text":
                    self._words.add(item)
                elif tag_of(item) == "data":
                    self._words.bind(item.get("value", "") if event == "start" else "")
            self._end()
        table = table_of(element, f"表{self._tables + 1}")
        if table is not None:
            self._tables += 1
            self._found.append(table)


def _holders(root: Any) -> Iterator[Any]:
    """The tables that hold tables: they only lay out the page."""
    for table in root.iter("table"):
        holder = next(table.iterancestors("table"), None)
        if holder is not None:
            yield holder
