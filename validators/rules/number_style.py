"""检查什么：数字写法是否合GB/T 15835—2011：范围两端的%，百、千、十不跟在阿拉伯数字后，不写3亿4500万，小数点前有0，全角半角不混用，日期不写04月，千分撇全文一致。

为什么：写法不一，读者会看错量级（15~30%是15还是15%），也不便核对；公文参照该标准。
反例：执行率在58.16~80%之间，张贴海报9千余份，2024年04月15日填报。
正例：社区工作经费项目、基层监督建设补助经费项目执行率分别为58.16%、80%，张贴海报9000余份，2024年4月15日填报。
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.severity import Severity
from validators.reading import Reading

CODE = "STY001"
SEVERITY = Severity.WARNING

_D = "[0-9０-９]"
_N = rf"{_D}+(?:[.．]{_D}+)?"
_STYLES = re.compile(
    rf"(?=[0-9０-９.．])(?:(?P<range>(?<![0-9０-９.．,%％年月日号-]){_N}\s*(?:~|～|—{{1,2}}|–|-|－)\s*{_N}\s*[%％])"
    rf"|(?P<mixed>(?<![0-9０-９.．]){_N}[亿万]零?{_N}(?:[千万]\s*元?|\s*元))"
    rf"|(?P<step>(?<![0-9０-９.．]){_N}(?:千(?!元|克|米|瓦|卡|伏|赫|字节|帕|焦|里)"
    r"|百(?!分|货|姓|强|度)|十(?![佳大强优项三四五六]|个))(?:万|亿)?)"
    rf"|(?P<point>(?<![0-9０-９A-Za-z.．、)）\]])[.．]{_D}{{1,4}}(?![0-9０-９A-Za-z.．年月、]))"
    rf"|(?P<date>(?<![0-9０-９.．])(?:{_D}{{4}}\s*年\s*)?"
    rf"(?:[0０]{_D}\s*月(?:\s*{_D}{{1,2}}\s*日)?|{_D}{{1,2}}\s*月\s*[0０]{_D}\s*日)))"
)
_SAYS = {
    "range": ("范围的两端都要写%", "请把%写在两个数后面，如15%~30%"),
    "mixed": ("不要亿、万混写", "请写成一个数，如3.45亿元"),
    "step": ("阿拉伯数字后不用十、百、千作单位", "请全写阿拉伯数字（4000）或全写汉字（四千）"),
    "point": ("小数点前缺0", "请写出0，如0.46"),
    "date": ("日期中的月、日不写前导0", "请写成4月5日"),
}
_FULL = re.compile("[０-９]+")
_HALF = re.compile("[0-9]")
_UNIT = r"(?:[.．][0-9０-９]+)?\s*(?:[百千]?[万亿]?元|人次|人|户|件|份|个|平方米|亩|公里|吨|册)"
_GROUPED = re.compile(rf"(?<![0-9.,])[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9,]){_UNIT}")
_UNGROUPED = re.compile(rf"(?<![0-9.,A-Za-z])[0-9]{{5,}}{_UNIT}")


def check(reading: Reading) -> Iterator[Diagnostic]:
    for found in _STYLES.finditer(reading.text):
        message, advice = _SAYS[found.lastgroup or "range"]
        yield _report(found, message, advice)
    yield from _two_widths(reading)
    grouped = _GROUPED.search(reading.text)
    ungrouped = _UNGROUPED.search(reading.text) if grouped else None
    if grouped and ungrouped:
        later = max(grouped, ungrouped, key=lambda found: found.start())
        other = grouped if later is ungrouped else ungrouped
        message = f"与“{other.group()}”的分节写法不一致"
        yield _report(later, message, "全文请统一：五位以上的数都用千分撇，或都不用", Severity.INFO)


def _two_widths(reading: Reading) -> Iterator[Diagnostic]:
    """Full-width digits in a paragraph that has half-width ones: one diagnostic a paragraph."""
    text, blocks = reading.text, reading.document.blocks
    starts = [block.start for block in blocks]
    done = 0
    for found in _FULL.finditer(text):
        if found.start() < done or not blocks:
            continue
        block = blocks[max(0, bisect_right(starts, found.start()) - 1)]
        done = max(block.end, found.end())
        if _HALF.search(text, block.start, block.end):
            yield _report(found, "是全角数字，同段另有半角数字", "请全部改用半角数字")


def _report(found: re.Match[str], message: str, advice: str, severity: Severity = SEVERITY) -> Diagnostic:
    return Diagnostic(
        code=CODE,
        severity=severity,
        start=found.start(),
        end=found.end(),
        text=found.group(),
        message=f"“{found.group()}”{message}",
        advice=advice,
    )
