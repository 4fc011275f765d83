"""检查什么：“以下三个问题”“三方面原因：”等所说的个数，是否等于后面列出的条数（一是、第一、1.、（1）、（一））。

为什么：说三个只列两个，读者会以为漏了一个；这是改稿时最常留下的错。至少认出两条、且个数不同时才报。
反例：存在以下三个问题：一是执行偏慢；二是指标不够明确。
正例：存在以下两个问题：一是执行偏慢；二是指标不够明确。
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.severity import Severity
from validators.numerals import arabic, chinese
from validators.reading import Reading

CODE = "SUM002"
SEVERITY = Severity.ERROR

_N = r"(?P<count>[一二两三四五六七八九十]{1,3}|[0-9０-９]{1,2})"
_NOUN = "问题|方面|原因|措施|建议"
_INTRO = re.compile(
    rf"(?<![第前后每余多至到或—~～\-、0-9０-９.．〇零一二两三四五六七八九十百千]){_N}\s*"
    r"(?:(?:个方面|大方面|个层面|方面|大类|大项|个|大|点|条|项|类|种)的?"
    rf"(?:主要|突出|明显|薄弱|重要|具体|共性|改进|整改|工作|有关|相关|客观|主观)*的?(?:{_NOUN})"
    r"|(?:个方面|大方面|方面|项|点|条)(?=[：:，。]))"
    r"(?P<gap>[^，。；：:\n]{0,12}(?:，(?:具体|主要|分别|现|详)[^，。；：:\n]{0,8})?[：:。，]?[ \t\u3000]*)"
)
_THESE = re.compile(r"(?:以下|如下|下列)[^，。；：、\n]{0,2}\Z")
_POINTS_DOWN = re.compile("以下|如下|下列|[：:]")
_OF_ELSEWHERE = re.compile(
    r"(?:上述|前述|以上|这|该|此|其他|其余|另外|另|对照|针对|围绕|对于|对|解决|整改)[^，。；：\n]{0,4}\Z"
)
_OTHER_LIST = re.compile("问题|方面|原因|措施|建议|对策|办法|做法|工作|意见|要求")
_MORE = re.compile("最后|此外|另外|再次|再者|还有|同时|其[一二三四五]")
_SENTENCE_END = re.compile("[。！？\n]")
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_MARKER = re.compile(
    rf"(?P<shi>{_NUMERAL})(?:是|则|要)(?=[^否非])"
    rf"|第(?P<di>{_NUMERAL}|[0-9]{{1,2}})(?:[，,、：:。]|是)"
    rf"|(?<![0-9０-９.．])(?P<dot>[0-9０-９]{{1,2}})(?:[.．](?![0-9０-９])|[、)）])"
    rf"|[（(](?P<paren>[0-9０-９]{{1,2}})[)）]"
    rf"|[（(](?P<zhparen>{_NUMERAL})[)）]"
    rf"|(?P<zhdot>{_NUMERAL})、"
)
# A marker opens a point: it stands at the start of a line or behind a mark of punctuation.
_OPENS = frozenset("\n，。；：！？,;:!? \t\u3000）)”》】")
_MOST = 99

Marker = tuple[int, int]  # place, number
Lists = dict[str, list[Marker]]


def check(reading: Reading) -> Iterator[Diagnostic]:
    text = reading.text
    intros = [found for found in _INTRO.finditer(text) if _counts(text, found)]
    if not intros:
        return
    lists = _markers(text)
    for found in intros:
        said = _number(found["count"])
        listed, restart = _listed(text, lists, found)
        if said is None or len(listed) in (0, 1, said) or _unsure(text, listed, restart, said):
            continue
        start = found.start()
        end = found.end("gap") - len(found["gap"])
        yield Diagnostic(
            code=CODE,
            severity=SEVERITY,
            start=start,
            end=end,
            text=text[start:end],
            message=f"“{text[start:end]}”与后面列出的{len(listed)}条不符",
            advice=f"请改为{len(listed)}条，或补齐、删去所列各条",
        )


def _counts(text: str, found: re.Match[str]) -> bool:
    """Whether these words announce a list of their own."""
    gap = found["gap"]
    before = text[max(0, found.start() - 10) : found.start()]
    if not _THESE.search(before) and not _POINTS_DOWN.search(gap):
        return False
    return not _OTHER_LIST.search(gap) and not _OF_ELSEWHERE.search(before)


def _markers(text: str) -> Lists:
    """All markers of points, by kind, each list in the order of the text."""
    lists: Lists = {}
    for found in _MARKER.finditer(text):
        kind = found.lastgroup or ""
        number = _number(found[kind])
        opens = found.start() == 0 or text[found.start() - 1] in _OPENS
        if number is not None and opens:
            lists.setdefault(kind, []).append((found.start(), number))
    return lists


def _listed(text: str, lists: Lists, intro: re.Match[str]) -> tuple[list[Marker], int]:
    """The points 1, 2, 3 … right behind the words that announce them, and where a list restarts."""
    end = intro.end()
    for markers in lists.values():
        first = bisect_left(markers, (end, 0))
        if first == len(markers) or markers[first][1] != 1 or text[end : markers[first][0]].strip():
            continue
        listed = [markers[first]]
        for place, number in markers[first + 1 : first + 1 + _MOST]:
            if number != len(listed) + 1:
                return listed, place
            listed.append((place, number))
        return listed, len(text)
    return [], len(text)


def _unsure(text: str, listed: list[Marker], restart: int, said: int) -> bool:
    """Whether the list may go on in another way: 最后, or the same markers used for a list within a point."""
    last = listed[-1][0]
    end = _end_of_paragraph(text, last)
    if restart < end:
        if not _SENTENCE_END.search(text, last, restart):
            return True
        end = restart
    if len(listed) > said:
        return False
    return bool(_MORE.search(text, last, end) or _next(len(listed)).search(text, last, end))


@cache
def _next(listed: int) -> re.Pattern[str]:
    """How the next point may be marked, wherever it stands in a sentence."""
    chinese_next = "一二三四五六七八九十"[listed] if listed < 10 else "十"
    return re.compile(
        rf"{chinese_next}[是则要、]|[第其]{chinese_next}[，,、：:点是条]|{listed + 1}[.．、)）](?![0-9])"
    )


def _end_of_paragraph(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _number(written: str) -> int | None:
    value = arabic(written) if written[0] in "0123456789０１２３４５６７８９" else chinese(written)
    return None if value is None else int(value)
