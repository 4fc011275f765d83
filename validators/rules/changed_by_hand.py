"""检查什么：本程序写出的 .docx 被人改过以后，哪些数字改了、删了、添了，修订记录里又改了哪些。

为什么：审阅人要知道哪些数字不再是程序印出来的；改得对不对，另由各条规则按该处原来的测算值判断。
反例：我单位预算执行率91.65%。——原印90.65%
正例：我单位预算执行率90.65%。——数字仍是原来印出的样子
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import Mark
from assistant.domain.mention import MentionKind
from assistant.domain.severity import Severity
from assistant.domain.word import Revision
from validators.reading import Reading, Verdict
from validators.rebinding import Lost

CODE = "NUM009"
SEVERITY = Severity.INFO

_LONGEST = 40
_KEPT = "这个数仍与台账相符；前后的词由其他规则校验"
_JUDGED = "请核对依据：数有变化应改填报数据后重新生成，改错了请改回"
_DELETED = "如不是有意删去，请补上"


def check(reading: Reading) -> Iterator[Diagnostic]:
    revised = _Revised(reading.document.word.revisions)
    true = {
        id(binding.mark) for binding in reading.bindings if binding.mark and binding.verdict is Verdict.TRUE
    }
    for mark in reading.rebound.marks:
        if mark.changed:
            yield _changed(reading, mark, revised.at(mark.start, mark.end), id(mark) in true)
    for lost in reading.rebound.lost:
        yield _lost(reading, lost)
    if reading.document.word.marked and reading.rebound.marks:
        yield from _typed(reading, revised)
    for revision in revised.untold():
        yield _diagnostic(
            reading,
            revision.start,
            revision.end,
            f"修订把数字由“{_short(revision.before)}”改为“{_short(revision.after)}”{_who(revision)}",
            _JUDGED,
        )


class _Revised:
    """Tracked revisions by place; each is told once."""

    def __init__(self, revisions: tuple[Revision, ...]) -> None:
        self._all = sorted(revisions, key=lambda item: (item.start, item.end))
        self._starts = [item.start for item in self._all]
        self._told: set[int] = set()

    def at(self, start: int, end: int) -> Revision | None:
        """The revision that touches a place."""
        for number in range(max(0, bisect_left(self._starts, start) - 1), len(self._all)):
            revision = self._all[number]
            if revision.start > end:
                return None
            if revision.end >= start:
                self._told.add(number)
                return revision
        return None

    def untold(self) -> list[Revision]:
        """Those that nothing else has told of."""
        return [revision for number, revision in enumerate(self._all) if number not in self._told]


def _changed(reading: Reading, mark: Mark, revision: Revision | None, true: bool) -> Diagnostic:
    label = reading.ledger[mark.entry_id].label
    was = f"此处原印{mark.printed}（{label}）" if mark.printed else f"此处原印的是{label}"
    message = f"{was}，现为{_short(reading.text[mark.start : mark.end])}，人工改动{_who(revision)}"
    return _diagnostic(reading, mark.start, mark.end, message, _KEPT if true else _JUDGED, mark.entry_id)


def _lost(reading: Reading, lost: Lost) -> Diagnostic:
    label = reading.ledger[lost.entry_id].label if lost.entry_id else ""
    if lost.count > 1:
        first = f"，第一个是{label}" if label else ""
        message = f"此处原印的{lost.count}个数字已被删去或改写{first}"
    else:
        message = f"此处原印的{f'{lost.printed}（{label}）' if lost.printed else label or '数字'}已被删去"
    return _diagnostic(reading, lost.at, lost.at, message, _DELETED, lost.entry_id)


def _typed(reading: Reading, revised: _Revised) -> Iterator[Diagnostic]:
    """Numbers that this program did not print: those in no bookmark, whether the ledger still has its entry or not."""
    marked = sorted((item.start, item.end) for item in reading.document.word.marked)
    for binding in reading.bindings:
        mention = binding.mention
        place = bisect_left(marked, (mention.end, 0)) - 1
        if place >= 0 and marked[place][1] > mention.start:
            continue
        if binding.mark or binding.quoted or binding.enumeration or mention.kind is MentionKind.DATE:
            continue
        message = f"“{mention.text}”不是本程序印出的数字，是人工录入的"
        true = binding.verdict is Verdict.TRUE
        who = _who(revised.at(mention.start, mention.end))
        yield _diagnostic(reading, mention.start, mention.end, f"{message}{who}", _KEPT if true else _JUDGED)


def _who(revision: Revision | None) -> str:
    if revision is None or not (revision.author or revision.date):
        return ""
    return f"（修订：{'，'.join(filter(None, (revision.author, revision.date)))}）"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _diagnostic(
    reading: Reading, start: int, end: int, message: str, advice: str, figure: str = ""
) -> Diagnostic:
    return Diagnostic(
        code=CODE,
        severity=SEVERITY,
        start=start,
        end=end,
        text=reading.text[start:end],
        message=message,
        advice=advice,
        figure=figure,
    )
