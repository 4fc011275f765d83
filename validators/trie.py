"""Many words as one regular expression that reads each character once: 预算(?:执行(?:数|率)?)?."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Characters that Markdown may escape in a name.
ESCAPED = "\\`*_<>[]"

_Node = dict[str, "_Node"]


def pattern(words: Iterable[str]) -> str:
    """A pattern that matches the longest of the words that stands at a place.

    A space may stand between digits and Chinese, and a backslash before a character that Markdown escapes.
    """
    root: _Node = {}
    for word in words:
        node = root
        for piece in _pieces(word):
            node = node.setdefault(piece, {})
        node[""] = {}
    return _branches(root)


def opening(words: Iterable[str]) -> str:
    """A look-ahead at the first characters of words: it spares most places the trying of one word after the other."""
    firsts = sorted({word[0] for word in words} | {"\\"})
    return f"(?=[{''.join(map(re.escape, firsts))}])"


def _pieces(word: str) -> list[str]:
    pieces: list[str] = []
    for before, char in zip(" " + word, word, strict=False):
        space = r"\s?" if before != " " and before.isdigit() != char.isdigit() else ""
        pieces.append(space + (r"\\?" if char in ESCAPED else "") + re.escape(char))
    return pieces


def _branches(node: _Node) -> str:
    ends = "" in node
    options = [piece + _branches(child) for piece, child in node.items() if piece]
    if not options:
        return ""
    joined = options[0] if len(options) == 1 and not ends else f"(?:{'|'.join(options)})"
    return f"{joined}?" if ends else joined
