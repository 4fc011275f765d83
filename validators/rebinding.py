"""Binding again by the hidden bookmarks of a .docx: which numbers a person has changed, deleted or typed.

A bookmark may have been copied, moved, shifted by a character, emptied, or deleted (Word does so when the whole number
is typed over). One that is gone is noticed by the gap in the running numbers; its neighbour before names its entry.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.domain.bookmark import Bookmark, entries_by_key
from assistant.domain.document import Document, Mark
from assistant.domain.figure import Entry
from assistant.domain.ledger import Ledger
from assistant.domain.mention import Mention, MentionKind
from assistant.domain.role import SIGNED
from assistant.domain.word import Marked

_IN_NUMBER = frozenset("0123456789０１２３４５６７８９.．")
_MOVES = ("", "调减", "调增", "减少", "增加", "下降", "提高", "低于指标值", "高于指标值")
_UNMOVED = ("未调整", "持平", "等于指标值")


@dataclass(frozen=True, slots=True)
class Lost:
    """`count` printed numbers in a row that are gone from `at`; `entry_id` and `printed` of the first, where known."""

    at: int
    entry_id: str = ""
    printed: str = ""
    count: int = 1


@dataclass(frozen=True)
class Rebound:
    """The marks of a document, in its order, and the numbers that are gone."""

    marks: tuple[Mark, ...]
    lost: tuple[Lost, ...] = ()


def rebind(
    document: Document, ledger: Ledger, mentions: Sequence[Mention], quoted: Callable[[Mention], bool]
) -> Rebound:
    """The marks that the bookmarks of a document make; its own marks where it has none."""
    known = entries_by_key(ledger.entries)
    if not any(marked.bookmark.entry in known for marked in document.word.marked):
        return Rebound(document.marks)  # none, or those of another submission
    return _Rebinder(document, ledger, mentions, quoted).rebound()


def forms_of(entry: Entry) -> Iterator[str]:
    """Every form in which this program prints an entry."""
    quantity = entry.quantity
    if quantity is None:
        yield entry.words
        return
    absolute = quantity.absolute() if entry.role in SIGNED else quantity
    yield from (f"{words}{absolute.text}" for words in _MOVES)
    yield quantity.text
    yield quantity.number_text + quantity.approx
    yield from _UNMOVED


class _Rebinder:
    def __init__(
        self,
        document: Document,
        ledger: Ledger,
        mentions: Sequence[Mention],
        quoted: Callable[[Mention], bool],
    ) -> None:
        self.text, self.ledger, self.quoted = document.text, ledger, quoted
        self.marked = sorted(document.word.marked, key=lambda item: (item.start, item.end))
        self.mentions = [item for item in mentions if item.checkable and item.kind is not MentionKind.DATE]
        self.starts = [item.start for item in self.mentions]
        self.entries = entries_by_key(ledger.entries)
        self.covered = {
            item.start
            for marked in self.marked
            if marked.end > marked.start
            for item in self._touched(marked.start, marked.end)
        }

    def rebound(self) -> Rebound:
        marks: list[Mark] = []
        lost: list[Lost] = []
        for found in (*map(self._found, self.marked), *self._gaps()):
            if isinstance(found, Mark):
                marks.append(found)
            elif found is not None:
                lost.append(found)
        return Rebound(
            tuple(sorted(marks, key=lambda mark: (mark.start, mark.end))),
            tuple(sorted(lost, key=lambda item: item.at)),
        )

    def _found(self, marked: Marked) -> Mark | Lost | None:
        """What a bookmark still binds; None where the ledger has no such entry."""
        entry_id = self.entries.get(marked.bookmark.entry)
        if entry_id is None:
            return None
        start, end, printed = marked.start, marked.end, self._printed(entry_id, marked.bookmark)
        if marked.bookmark.prints(self.text[start:end]) and not self._grown(start, end):
            return Mark(start, end, entry_id, printed=printed)
        place = self._near(start, end, printed)
        if place >= 0:
            return Mark(place, place + len(printed), entry_id, printed=printed)
        touched = self._touched(start, end)
        if not self.text[start:end].strip():
            touched = [mention for mention in touched if self._is_free(mention)]
            if not touched:
                return Lost(start, entry_id, printed)
        if printed.endswith(
            self.text[start:end]
        ):  # 调减 typed over, in front of what is left of the bookmark
            start = max(self.text.rfind("\n", 0, start) + 1, end - len(printed))
        start, end = (
            min([start, *(item.start for item in touched)]),
            max([end, *(item.end for item in touched)]),
        )
        return Mark(start, end, entry_id, changed=True, printed=printed)

    def _printed(self, entry_id: str, bookmark: Bookmark) -> str:
        return next((form for form in forms_of(self.ledger[entry_id]) if bookmark.prints(form)), "")

    def _grown(self, start: int, end: int) -> bool:
        """Whether a digit was typed right before or behind."""
        edges = ((start - 1, start), (end - 1, end))
        return any(
            left >= 0 and right < len(self.text) and {self.text[left], self.text[right]} <= _IN_NUMBER
            for left, right in edges
        )

    def _near(self, start: int, end: int, printed: str) -> int:
        """Where the printed text stands, if the bookmark only shifted or took in words beside it; else −1."""
        if not printed or end - start > 4 * len(printed):
            return -1
        low = max(0, start - len(printed))
        place = self.text.find(printed, low, end + len(printed))
        return -1 if place < 0 or self._grown(place, place + len(printed)) else place

    def _touched(self, start: int, end: int) -> list[Mention]:
        """The numbers that overlap a place; those that touch it, where it is empty."""
        reach = int(start == end)
        found = []
        for number in range(max(0, bisect_left(self.starts, start) - 1), len(self.mentions)):
            mention = self.mentions[number]
            if mention.start >= end + reach:
                break
            if mention.end + reach > start:
                found.append(mention)
        return found

    def _is_free(self, mention: Mention) -> bool:
        return mention.start not in self.covered and not self.quoted(mention)

    def _gaps(self) -> Iterator[Mark | Lost]:
        """The numbers whose bookmark is gone."""
        by_number: dict[int, Marked] = {}
        for marked in self.marked:
            by_number.setdefault(marked.bookmark.number, marked)
        numbers = sorted(by_number)
        after = {marked: following for marked, following in pairwise(self.marked)}
        if numbers[0] > 1:
            yield Lost(by_number[numbers[0]].start, count=numbers[0] - 1)
        for number, coming in pairwise([*numbers, 0]):
            marked = by_number[number]
            if coming == number + 1 or marked.bookmark.following == "END":
                continue
            end = after[marked].start if marked in after else len(self.text)
            yield self._gap(marked, end, max(1, coming - number - 1))

    def _gap(self, marked: Marked, end: int, count: int) -> Mark | Lost:
        entry_id = self.entries.get(marked.bookmark.following, "")
        first = bisect_left(self.starts, marked.end)
        free = [item for item in self.mentions[first : bisect_left(self.starts, end)] if self._is_free(item)]
        if entry_id and count == 1 and len(free) > 1:
            unit = self.ledger[entry_id].unit
            free = [mention for mention in free if mention.unit == unit]
        if entry_id and len(free) == count:
            return Mark(free[0].start, free[0].end, entry_id, changed=True)
        return Lost(marked.end, entry_id, count=count)
