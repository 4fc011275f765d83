"""The words of an HTML page that a reader sees, with the numbers that are bound in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.domain.document import Mark

BREAK = "\v"  # a new line within a paragraph
_UNSEEN = frozenset(
    "script style template head title nav svg noscript iframe object embed canvas audio video button select option"
    " datalist input textarea map math del rp rt".split()
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"([\s\u3000\xa0\u200b]+)")
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uffee“”‘’—…·]")


def tag_of(item: Any) -> str:
    """The name of an element in small letters; nothing for a text."""
    tag = getattr(item, "tag", "")
    return tag.lower() if isinstance(tag, str) else ""


def is_seen(element: Any) -> bool:
    """Whether an element is shown and belongs to the report (those around it are not looked at)."""
    tag = tag_of(element)
    return not (
        not tag
        or tag in _UNSEEN
        or element.get("hidden") is not None
        or element.get("data-not-report") is not None
        or element.get("aria-hidden") == "true"
        or element.get("role") in ("tooltip", "navigation")
        or _HIDING.search(element.get("style") or "")
    )


class Steps(Iterator[tuple[str, Any]]):
    """The elements and texts below an element in order: ("start", element), ("text", text), ("end", element)."""

    def __init__(self, root: Any) -> None:
        from lxml import etree

        self._root = root
        self._walk: Any = etree.iterwalk(root, events=("start", "end"))
        self._waiting: list[tuple[str, Any]] = []
        self._unseen: Any = None

    def skip(self) -> None:
        """Leave out what is inside the element that has just begun."""
        self._waiting.clear()
        self._walk.skip_subtree()

    def __next__(self) -> tuple[str, Any]:
        while not self._waiting:
            event, item = next(self._walk)
            if event == "start" and item is not self._root and not is_seen(item):
                self._walk.skip_subtree()
                self._unseen = item
            elif event == "start":
                self._waiting += [("start", item)] + ([("text", item.text)] if item.text else [])
            else:
                if item is not self._unseen:
                    self._waiting.append(("end", item))
                if item is not self._root and item.tail:
                    self._waiting.append(("text", item.tail))
        return self._waiting.pop(0)


def walk(root: Any) -> Steps:
    """What is seen of an element, in order."""
    return Steps(root)


class FlowingText:
    """A text that grows: blanks as a browser shows them, none where a line of Chinese goes on in the next."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._blank = ""
        self._marks: list[Mark] = []
        self._bound: tuple[int, str] | None = None

    @property
    def last(self) -> str:
        """The last character so far."""
        return self._pieces[-1][-1] if self._pieces else ""

    def add(self, text: str) -> None:
        """Add a piece of text."""
        for piece in _SPACES.split(text):
            if _SPACES.fullmatch(piece):
                self._blank += piece
            elif piece:
                if self._blank and self._pieces:
                    self._put(_between(self.last, self._blank, piece[0]))
                self._blank = ""
                if self._bound is not None and self._bound[0] < 0:
                    self._bound = (self._length, self._bound[1])
                self._put(piece)

    def bind(self, entry_id: str) -> None:
        """Begin a number of a ledger entry; without an id, end it."""
        if self._bound is not None and 0 <= self._bound[0] < self._length:
            self._marks.append(Mark(self._bound[0], self._length, self._bound[1]))
        self._bound = (-1, entry_id) if entry_id else None

    def take(self) -> tuple[str, tuple[Mark, ...]]:
        """The text so far with its marks, and begin anew."""
        self.bind("")
        found = "".join(self._pieces), tuple(self._marks)
        self._pieces, self._length, self._blank, self._marks = [], 0, "", []
        return found

    def _put(self, piece: str) -> None:
        if piece:
            self._pieces.append(piece)
            self._length += len(piece)


def _between(last: str, blank: str, first: str) -> str:
    if BREAK in blank:
        return "\n"
    wraps = "\n" in blank and _CHINESE.match(last) and _CHINESE.match(first)
    return "" if wraps else " "
