"""A file as a tree of text scalars with places: what YAML and JSON have in common here.

No scalar is interpreted: 413.10 stays the text "413.10", so that no float is ever made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.source import Path, Source
from assistant.errors import Fault, SubmissionError

MAX_BYTES = 5_000_000
MAX_DEPTH = 40

Plain = str | None | list["Plain"] | dict[str, "Plain"]


@dataclass
class Node:
    """A scalar text, an absent value, a list or a mapping, with its place."""

    value: str | list[Node] | dict[str, Node] | None
    source: Source

    def plain(self) -> Plain:
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        if isinstance(self.value, dict):
            return {key: item.plain() for key, item in self.value.items()}
        return self.value

    def sources(self) -> dict[Path, Source]:
        """The place of every value by its path."""
        places: dict[Path, Source] = {}
        stack: list[tuple[Path, Node]] = [((), self)]
        while stack:
            path, node = stack.pop()
            places[path] = node.source
            if isinstance(node.value, dict):
                stack += [((*path, key), item) for key, item in node.value.items()]
            elif isinstance(node.value, list):
                stack += [((*path, index), item) for index, item in enumerate(node.value)]
        return places


_FOLD = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]) (?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\d“‘《])"
    r"|(?<=[\d”’》]) (?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])"
)


def unfold(text: str) -> str:
    """Chinese lines that YAML folded with a space, joined without one."""
    return _FOLD.sub("", text)


def refuse(file: str, line: int, message: str, remedy: str = "") -> SubmissionError:
    """The error for one fault of syntax at a line (1-based)."""
    return SubmissionError([Fault(str(Source(file, line)), message, remedy)])
