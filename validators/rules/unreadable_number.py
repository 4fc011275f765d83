"""检查什么：读不出数值的写法：3.4.5、1,23、2024.4.15一类的数字串，小数超过12位的数，624 000元一类用空格分节的数，几十万元、数百人、若干万元等没有确数的数量。

为什么：读不出的数就核对不了；不能确认的不放过，也不猜，只指出位置请人改写。
反例：全年支出1,23万元，慰问群众数百人。
正例：张贴海报9000余份。
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import Block
from assistant.domain.severity import Severity
from validators.mentions import MOST_DECIMALS, MOST_DIGITS, extract
from validators.reading import Reading

CODE = "NUM007"
SEVERITY = Severity.WARNING

_D = "[0-9０-９]"
_DIGITS = re.compile(
    rf"(?=[0-9０-９])(?:(?<![A-Za-z0-9０-９/.．,-]){_D}+(?:[.．,]+{_D}+)+"
    rf"|(?<![0-9０-９.．,]){_D}{{1,3}}(?:[ \xa0\u2009]{_D}{{3}})+(?=(?:\.{_D}+)?[百千]?[万亿]?元)|{_D}{{{MOST_DIGITS + 1}}}{_D}*)"
)
_WELL_FORMED = re.compile(rf"(?:{_D}{{1,3}}(?:,{_D}{{3}})+|{_D}+)(?:[.．]{_D}{{1,{MOST_DECIMALS}}})?")
_NUMBERING = re.compile(r"[#\s\u3000*>|-]*|[^\n]*第\s*")  # 1.1.2 at the start of a paragraph, 第3.1.2条

_MONEY = "[百千]?[万亿]*元"
_MEASURE = (
    f"{_MONEY}|人次|户次|人|名|户|件|个百分点|百分点|个|场|次|栋|条|份|项|家|处|台|套|辆|吨|亩|天|册|倍"
)
_LARGE = "[百千万亿]"
_VAGUE = re.compile(
    "(?=[数上好几若近一二三四五六七八九十百千万])(?:"
    rf"(?:(?<![人户件总算行个])数十[百千万亿]*|数{_LARGE}+|(?<!以)上{_LARGE}+|好?几十?{_LARGE}+|好?几十)"
    rf"(?![分之])[余多]?(?:{_MEASURE})"
    rf"|[一二三四五六七八九]?十几{_LARGE}?(?:{_MEASURE})"
    rf"|(?:若干|好?几)(?:{_MONEY}|个百分点)|若干(?:人次|人|户|件|名)"
    rf"|(?:(?<![附最靠临])近|(?<![一二三四五六七八九十百千万几数上两半0-9０-９])(?=[百千万]余)){_LARGE}余?(?![分之])(?:{_MEASURE}))"
)


def check(reading: Reading) -> Iterator[Diagnostic]:
    yield from _malformed(reading)
    vague = [*_VAGUE.finditer(reading.text)]
    supplied = reading.lexicon.quotes.prose_spans(reading.text) if vague else []
    starts = [start for start, _ in supplied]
    for found in vague:
        place = bisect_right(starts, found.start())
        if any(found.end() <= end for _, end in supplied[max(0, place - 4) : place]):
            continue  # the unit's own words
        yield _report(found, "不是确数，无法核对", "请写填报的数（可带“余”“约”），或删去")


def _malformed(reading: Reading) -> Iterator[Diagnostic]:
    """Strings of digits that no one mention covers."""
    text, blocks = reading.text, reading.document.blocks
    starts = [block.start for block in blocks]
    read, spans = -1, [(0, 0)]
    for found in _DIGITS.finditer(text):
        if len(found.group()) <= MOST_DIGITS and _WELL_FORMED.fullmatch(found.group()):
            continue  # the extractor reads whatever is well formed
        number = max(0, bisect_right(starts, found.start()) - 1)
        if not blocks or _is_numbering(text, blocks[number], found.start()):
            continue
        if read != number:
            read, spans = number, _spans(text, blocks[number])
        place = bisect_right(spans, (found.start(), len(text))) - 1
        if place < 0 or spans[place][1] < found.end():
            yield _report(
                found,
                "读不出是什么数",
                "请写成一个数：小数点只用一个、小数不超过12位，分节只用半角逗号、每三位一节",
            )


def _spans(text: str, block: Block) -> list[tuple[int, int]]:
    """What the extractor reads in a block, by place."""
    found = extract(text[block.start : block.end])
    return [(mention.start + block.start, mention.end + block.start) for mention in found]


def _is_numbering(text: str, block: Block, start: int) -> bool:
    """1.1.2 at the start of a paragraph, 第3.1.2条."""
    return bool(_NUMBERING.fullmatch(text, max(block.start, start - 8), start))


def _report(found: re.Match[str], message: str, advice: str) -> Diagnostic:
    return Diagnostic(
        code=CODE,
        severity=SEVERITY if len(found.group()) <= MOST_DIGITS else Severity.ERROR,
        start=found.start(),
        end=found.end(),
        text=found.group(),
        message=f"“{found.group()}”{message}",
        advice=advice,
    )
