"""Two versions of a Chinese text beside each other, paragraph by paragraph, with what was left out and what came in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

# A number or a word in letters is one sign; any other character stands for itself.
_SIGNS = re.compile(r"\d+(?:[.,]\d+)*%?|[A-Za-z]+|\s+|.", re.DOTALL)
_CLAUSES = re.compile(r"[^，。；：！？\n]*[，。；：！？\n]|[^，。；：！？\n]+")
_MOST = 1_500  # signs of a paragraph that are compared one by one
_ALIKE = 0.4  # from which two paragraphs are versions of one


@dataclass(frozen=True)
class ComparedStretch:
    """A stretch of text that both versions have, or only this one."""

    text: str
    own: bool


@dataclass(frozen=True)
class ParagraphPair:
    """A paragraph of the older version and the one of the newer that took its place; either may be missing."""

    older: tuple[ComparedStretch, ...]
    newer: tuple[ComparedStretch, ...]

    @property
    def changed(self) -> bool:
        return any(piece.own for piece in (*self.older, *self.newer))


def compare(older: str, newer: str) -> list[ParagraphPair]:
    """The paragraphs of two texts beside each other."""
    left, right = ([line for line in text.split("\n") if line.strip()] for text in (older, newer))
    rows: list[ParagraphPair] = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            rows += [
                ParagraphPair((ComparedStretch(line, False),), (ComparedStretch(line, False),))
                for line in left[a:b]
            ]
        else:
            rows += [_row(one, other) for one, other in _paired(left[a:b], right[c:d])]
    return rows


def _paired(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Paragraphs that are versions of each other, in order; an empty text where one has no other."""
    if len(left) == len(right):
        yield from zip_longest(left, right, fillvalue="")
        return
    used = 0
    for line in left:
        ratios = [
            (SequenceMatcher(None, line, other).quick_ratio(), -place)
            for place, other in enumerate(right[used:], used)
        ]
        best, place = max(ratios, default=(0.0, 0))
        if best < _ALIKE:
            yield line, ""
            continue
        for other in right[used:-place]:
            yield "", other
        yield line, right[-place]
        used = 1 - place
    for other in right[used:]:
        yield "", other


def _row(older: str, newer: str) -> ParagraphPair:
    if not older or not newer:
        return ParagraphPair(*(((ComparedStretch(text, True),) if text else ()) for text in (older, newer)))
    pattern = _SIGNS if max(len(older), len(newer)) <= _MOST else _CLAUSES
    left, right = pattern.findall(older), pattern.findall(newer)
    one: list[ComparedStretch] = []
    other: list[ComparedStretch] = []
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    for place, (kind, a, b, c, d) in enumerate(codes):
        # One character that two changes happen to share reads better as part of the change.
        alone = kind == "equal" and b - a == 1 and 0 < place < len(codes) - 1
        own = kind != "equal" or (alone and not left[a].isdigit())
        _add(one, "".join(left[a:b]), own)
        _add(other, "".join(right[c:d]), own)
    return ParagraphPair(tuple(one), tuple(other))


def _add(pieces: list[ComparedStretch], text: str, own: bool) -> None:
    if not text:
        return
    if pieces and pieces[-1].own == own:
        pieces[-1] = ComparedStretch(pieces[-1].text + text, own)
    else:
        pieces.append(ComparedStretch(text, own))
