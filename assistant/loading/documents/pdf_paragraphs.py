"""Lines of a PDF as paragraphs again; page numbers and what is repeated on top and foot of pages left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.loading.documents.pdf_lines import PdfColumn, PdfLine
from assistant.loading.documents.text import is_heading

_NUMBERED = re.compile(
    r"[—–―─\-\s·~]*(?:第\s*)?(\d{1,4})(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[—–―─\-\s·~]*"
)
_BARE = re.compile(r"\d{1,4}")
_LIST = re.compile(
    r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳•●■◆○-])"
)
_CONTENTS = re.compile(r".*[.．·…‥﹒_]{6,}\s*\d{0,4}\s*|\s*目\s*录\s*")
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,12}[：:]")
_ENDED = tuple("。！？!?；;：:")


@dataclass(frozen=True)
class Edges:
    """Where the lines of a column begin and end, how far they stand apart, and whether their ends are uneven."""

    left: float
    right: float
    leading: float
    ragged: bool


def running(pages: Sequence[Sequence[PdfLine]], heights: Sequence[float]) -> set[tuple[int, float]]:
    """Page and base line of every page number, and of headers and footers that pages share.

    Lines are shared that say the same but for the page's own number: reports repeat sentences with other numbers.
    """
    outer = [
        [(line, _key(line, number, height)) for line in _outer(lines)]
        for number, (lines, height) in enumerate(zip(pages, heights, strict=True))
    ]
    shared = Counter(key for lines in outer for _, key in lines)
    found = set()
    for number, (lines, height) in enumerate(zip(outer, heights, strict=True)):
        for line, key in lines:
            repeated = (
                shared[key] >= max(2, 2 * len(pages) / 5) and not 0.14 * height < line.base < 0.88 * height
            )
            if repeated or _is_number(line, [other for other, _ in lines], height):
                found.add((number, line.base))
    return found


def is_contents(text: str) -> bool:
    """Whether a line stands in a table of contents: its heading, or an entry with its leader to a page number."""
    return _CONTENTS.fullmatch(text) is not None


def _outer(lines: Sequence[PdfLine]) -> list[PdfLine]:
    ordered = sorted(lines, key=lambda line: -line.base)
    return ordered if len(ordered) < 4 else [*ordered[:2], *ordered[-2:]]


def _key(line: PdfLine, page: int, height: float) -> tuple[str, int, int]:
    text = re.sub(rf"(?<!\d){page + 1}(?!\d)", "#", line.text)
    return text, round(line.base / 4), round(height)


def _is_number(line: PdfLine, outer: Sequence[PdfLine], height: float) -> bool:
    if line.base not in (outer[0].base, outer[-1].base) or not _NUMBERED.fullmatch(line.text):
        return False
    bare = _BARE.fullmatch(line.text.strip()) is not None
    return not bare or not 0.15 * height < line.base < 0.88 * height


def edges(columns: Sequence[PdfColumn]) -> Edges:
    """The edges of columns of one kind, from the lines of them all."""
    lines = [line for column in columns for line in column.lines]
    lefts = Counter(round(line.left / 2) for line in lines)
    often = [place for place, count in lefts.items() if count >= max(2, len(lines) * 3 // 100)]
    left = 2.0 * min(often or lefts)
    widest = max(line.right for line in lines) - left
    rights = sorted(line.right for line in lines if line.right - left > 0.6 * widest)
    gaps = sorted(
        round(above.base - below.base, 1)
        for column in columns
        for above, below in pairwise(column.lines)
        if above.base > below.base
    )
    right = rights[len(rights) * 85 // 100]
    even = sum(abs(place - right) <= 4 for place in rights)
    return Edges(left, right, gaps[len(gaps) // 2] if gaps else 0.0, 10 * even < 6 * len(rights))


def goes_on(paragraph: Sequence[PdfLine], following: PdfLine, own: Edges, new: Edges, together: bool) -> bool:
    """Whether a line goes on with a paragraph; `together`: both stand in one column of one page."""
    last, em = paragraph[-1], following.em
    if abs(last.em - em) > 0.12 * em:
        return False
    if together and own.leading and last.base - following.base > max(1.35 * own.leading, 1.1 * em):
        return False
    labels = len(paragraph) == 1 and all(_LABEL.match(line.text) for line in (last, following))
    if labels and abs(last.left - following.left) < 0.3 * em:
        return False  # 单位名称：… and 填报日期：… one below the other
    room = own.right - last.right
    tight = room < following.unit + 0.4 * em
    if _is_open(paragraph) and room < 0.5 * (own.right - own.left):
        return True
    if following.left > new.left + 0.6 * em:
        return tight and _hangs(paragraph, following, em)
    ended = last.text.endswith(_ENDED)
    if (_LIST.match(following.text) or is_heading(following.text)) and (ended or not tight):
        return False
    if tight:
        return True
    alone = len(paragraph) == 1 and is_heading(last.text)
    spare = 0.3 * (own.right - own.left) if own.ragged else following.unit + 3 * em
    return not (ended or alone or _LABEL.match(following.text)) and room < spare


def _is_open(paragraph: Sequence[PdfLine]) -> bool:
    """Whether a bracket is still open: no paragraph ends so."""
    text = "".join(line.text for line in paragraph[-3:])
    return any(text.rfind(left) > text.rfind(right) for left, right in ("（）", "《》"))


def _hangs(paragraph: Sequence[PdfLine], following: PdfLine, em: float) -> bool:
    """Whether an indented line belongs to a list item whose further lines are all indented."""
    if len(paragraph) > 1:
        return abs(paragraph[-1].left - following.left) < 0.5 * em and paragraph[0].left < following.left
    return _LIST.match(paragraph[0].text) is not None and following.left > paragraph[0].left + 0.5 * em


def joined(texts: Sequence[str]) -> str:
    """Wrapped lines as one; a blank between two letters or digits, nothing beside Chinese characters."""
    found = texts[0]
    for text in texts[1:]:
        apart = found[-1:].isascii() and found[-1:].isalnum() and text[:1].isascii() and text[:1].isalnum()
        found += f" {text}" if apart else text
    return found
