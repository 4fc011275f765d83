"""Many words as one regular expression that reads each character once: 预算(?:执行(?:数|率)?)?."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Characters that Markdown may escape in a name.
ESCAPED = "\\`*_<>[]"
# Groups within groups; words that branch further (培训, 培训班, 培训班次 …) stand side by side, the longest first.
_MOST_NESTED = 40

_Word = tuple[str, ...]


def pattern(words: Iterable[str]) -> str:
    """A pattern that matches the longest of the words that stands at a place.

    A space may stand between digits and Chinese, and a backslash before a character that Markdown escapes.
    """
    return _branches([_pieces(word) for word in dict.fromkeys(words)], 0, 0)


def literal(words: Iterable[str]) -> str:
    """A pattern of the words as they are, character by character."""
    return _branches([tuple(re.escape(char) for char in word) for word in dict.fromkeys(words)], 0, 0)


def opening(words: Iterable[str]) -> str:
    """A look-ahead at the first characters of words: it spares most places the trying of one word after the other."""
    firsts = sorted({word[0] for word in words} | {"\\"})
    return f"(?=[{''.join(map(re.escape, firsts))}])"


def _pieces(word: str) -> _Word:
    pieces: list[str] = []
    for before, char in zip(" " + word, word, strict=False):
        space = r"\s?" if before != " " and before.isdigit() != char.isdigit() else ""
        pieces.append(space + (r"\\?" if char in ESCAPED else "") + re.escape(char))
    return tuple(pieces)


def _branches(words: list[_Word], at: int, nested: int) -> str:
    """What may follow the first `at` pieces, which the words share."""
    longer = [word for word in words if len(word) > at]
    if not longer:
        return ""
    if nested < _MOST_NESTED:
        groups: dict[str, list[_Word]] = {}
        for word in longer:
            groups.setdefault(word[at], []).append(word)
        options = [_branch(group, at, nested + 1) for group in groups.values()]
    else:
        options = ["".join(word[at:]) for word in sorted(longer, key=len, reverse=True)]
    ends = len(longer) < len(words)
    joined = options[0] if len(options) == 1 and not ends else f"(?:{'|'.join(options)})"
    return f"{joined}?" if ends else joined


def _branch(words: list[_Word], at: int, nested: int) -> str:
    """Words with the same piece at `at`: what they share from there on, and what may follow it."""
    first, last = min(words), max(words)
    shared = at + 1
    while shared < min(len(first), len(last)) and first[shared] == last[shared]:
        shared += 1
    return "".join(first[at:shared]) + _branches(words, shared, nested)
