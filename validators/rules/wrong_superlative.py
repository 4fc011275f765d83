"""检查什么：说“最高、最低、最大、最小、最多、最少”的项目或指标，是否真是同类中的最高或最低。

为什么：最高最低没有数字也是结论；说错一个，读者就盯错了地方。
反例：基层监督建设补助经费项目执行率最低，为80%（最低的是51.74%）。
正例：疫情防控补助项目执行率最高，达到100%。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.figure import Entry
from assistant.domain.role import Role
from assistant.domain.severity import Severity
from validators.reading import Binding, Reading

CODE = "DIR005"
SEVERITY = Severity.ERROR

_MOST = re.compile("(?<![之其至])最(高|大|多|低|小|少)(?![的]?[分限额])")
_END = re.compile("[。；！？\n]")
_PART = re.compile(
    "之一|其次|次之|除[^，。；]{1,30}外|重点项目中|扣分项目|类指标|量化|支出的|以上|可计算|未用完|来源|阶段"
)
_SMALL = ("低", "小", "少")


def check(reading: Reading) -> Iterator[Diagnostic]:
    for number, binding in enumerate(reading.bindings):
        if not binding.stated:
            continue
        found = _superlative(reading, binding, number)
        if found is None:
            continue
        entries = [reading.ledger[key] for key in binding.entries]
        said = _roles_said(reading, binding, found)
        faults = [_fault(reading, entry, found.group(1)) for entry in entries if entry.role in said]
        if faults and all(faults):
            yield Diagnostic(
                code=CODE, severity=SEVERITY, start=found.start(), end=found.end(), text=found.group(),
                message=faults[0], advice="请核对是哪一个，或删去“最”字的说法", figure=binding.entries[0],
            )  # fmt: skip


def _superlative(reading: Reading, binding: Binding, number: int) -> re.Match[str] | None:
    """The superlative that this number illustrates: between the number before and it, in its sentence."""
    start = (
        binding.block.start
        if number == 0
        else max(binding.block.start, reading.bindings[number - 1].mention.end)
    )
    start = max(start, binding.mention.start - 40)
    all_found = [*_MOST.finditer(reading.text, start, binding.mention.start)]
    found = all_found[-1] if all_found else None
    if found is None or _END.search(reading.text, found.end(), binding.mention.start):
        return None
    sentence = reading.text[max(binding.block.start, found.start() - 40) : binding.mention.start]
    return None if _PART.search(_END.split(sentence)[-1]) else found


def _roles_said(reading: Reading, binding: Binding, found: re.Match[str]) -> frozenset[Role]:
    """The role that is the highest or lowest: said right before 最, else right after."""
    before = [
        hit
        for hit in reading.lexicon.hits(reading.text, _sentence_start(reading, binding, found), found.start())
        if hit.roles
    ]
    after = [
        hit for hit in reading.lexicon.hits(reading.text, found.end(), binding.mention.start) if hit.roles
    ]
    return before[-1].roles if before else after[0].roles if after else frozenset()


def _sentence_start(reading: Reading, binding: Binding, found: re.Match[str]) -> int:
    start = max(binding.block.start, found.start() - 40)
    ends = [*_END.finditer(reading.text, start, found.start())]
    return ends[-1].end() if ends else start


def _fault(reading: Reading, entry: Entry, word: str) -> str:
    family = reading.family(entry)
    if len(family) < 2:
        return ""
    wanted = family[0] if word in _SMALL else family[-1]
    if entry.quantity is None or wanted.quantity is None or entry.quantity.exact == wanted.quantity.exact:
        return ""
    return f"“最{word}”不成立：{entry.label}为{entry.text}，最{word}的是{wanted.label}{wanted.text}"
