"""Which paragraphs of a .docx are headings, contents or deleted: by their properties and styles."""

from __future__ import annotations

import re
from typing import Any

from assistant.loading.word_file import W, WordFile

_HEADING = re.compile(r"(?:heading|标题)\s*[1-9]\Z", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]\Z", re.IGNORECASE)
_BODY_LEVEL = "9"
_DEEPEST = 20  # styles based on one another


class Outline:
    """The styles of a document, as far as they say what a paragraph is."""

    def __init__(self, package: WordFile) -> None:
        self._styles: dict[str, Any] = {}
        for root in package.related("styles"):
            self._styles |= {style.get(f"{W}styleId", ""): style for style in root.iterchildren(f"{W}style")}
        self._known: dict[str, tuple[bool, bool]] = {}

    def is_heading(self, paragraph: Any) -> bool | None:
        """True by outline level or style; None where the look of the text must decide."""
        level = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if level is not None:
            return True if level.get(f"{W}val", _BODY_LEVEL) < _BODY_LEVEL else None
        return True if self._said(paragraph)[0] else None

    def is_contents(self, paragraph: Any) -> bool:
        """Whether it is a line of the table of contents, which repeats the headings."""
        return self._said(paragraph)[1]

    def _said(self, paragraph: Any) -> tuple[bool, bool]:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val", "") if style is not None else ""
        if name not in self._known:
            self._known[name] = self._of_style(name)
        return self._known[name]

    def _of_style(self, name: str) -> tuple[bool, bool]:
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                break
            title = _value(style.find(f"{W}name"))
            level = _value(style.find(f"{W}pPr/{W}outlineLvl"))
            if _CONTENTS.match(title):
                return False, True
            if level or _HEADING.match(title):
                return level < _BODY_LEVEL, False
            name = _value(style.find(f"{W}basedOn"))
        return False, False


def goes_on(paragraph: Any) -> bool:
    """Whether its end was deleted by a tracked revision: the next paragraph then goes on in the same line."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _value(element: Any) -> str:
    return element.get(f"{W}val", "") if element is not None else ""
