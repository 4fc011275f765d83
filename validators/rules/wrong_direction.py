"""检查什么：增减、高低等方向词是否与测算值的正负相符；水平值（金额、比率、得分）前不得用“增长、下降”等变化词。

为什么：数字对而方向反，结论就相反；印出的是绝对值，正负全靠方向词表达。
反例：全年预算调增149.15万元（实为调减）；执行率下降64.01%（64.01%是水平，不是降幅）。
正例：全年预算调减149.15万元；项目支出预算执行率低于100%。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.figure import Entry
from assistant.domain.mention import Kind
from assistant.domain.role import SIGNED, Role
from assistant.domain.severity import Severity
from validators.reading import Binding, Reading
from validators.vocabulary import CHANGE_VERBS, DOWN, UP

CODE = "DIR001"
SEVERITY = Severity.ERROR

_WORDS = re.compile("|".join(sorted((*UP, *DOWN), key=len, reverse=True)))
_CLAUSE = re.compile("[，。；！？\n]")
_UPWARD = ("调增", "增加", "追加", "增")
_MOVED_TO = re.compile("(调增|调减|增加|减少|追加|压减|增|减)[至到]$")
_REACHED = re.compile("(?<!未)(?<!没有)达到?$")
_TRAILING = re.compile(
    f"[，,]?(?:系|为|是|均为|属)(?:年中|净)?({'|'.join(sorted((*UP, *DOWN), key=len, reverse=True))})"
)
_CHANGED_BY = re.compile(f"(?:{'|'.join(CHANGE_VERBS)})(?:了|约|近|超过|幅度|幅度为|率为)?$")
_EXECUTED = frozenset({Role.EXECUTION_RATE, Role.COMPLETION})
_ADJUSTED = frozenset({Role.GROSS_ADJUSTMENT_RATE, Role.ADJUSTMENT_RATE})
_COMPARED = frozenset({Role.TARGET, Role.LIMIT})
_OPEN = frozenset({Role.FACT, Role.CHANGE, Role.TARGET, Role.LIMIT, Role.OVERCOMPLETION, Role.GROSS_ADJUSTMENT,
                   Role.GROSS_ADJUSTMENT_RATE})  # fmt: skip


def check(reading: Reading) -> Iterator[Diagnostic]:
    for binding in reading.bindings:
        if not binding.entries or binding.quoted or binding.mention.kind is Kind.DATE:
            continue
        entries = [reading.ledger[key] for key in binding.entries]
        message = _fault(reading, binding, entries)
        if message:
            yield reading.report(binding, CODE, SEVERITY, message, f"请核对方向：{reading.forms(binding.entries)}",
                                 binding.entries[0])  # fmt: skip


def _fault(reading: Reading, binding: Binding, entries: list[Entry]) -> str:
    before = _own_words(reading, _CLAUSE.split(binding.before)[-1])
    words = _WORDS.findall(before)
    said = words[-1] if words else ""
    if not said and any(entry.role in SIGNED for entry in entries):
        after = _TRAILING.match(reading.text, binding.mention.end)
        said = after.group(1) if after else ""
    written = binding.mention.text
    faults = [_entry_fault(reading, entry, said, before, written, binding.subjects) for entry in entries]
    return "" if not all(faults) else faults[0]


def _entry_fault(
    reading: Reading, entry: Entry, said: str, before: str, written: str, subjects: frozenset[str]
) -> str:
    quantity = entry.quantity
    if quantity is None:
        return ""
    if entry.role in SIGNED:
        sign = _sign_said(said)
        negative = quantity.exact < 0
        if sign and quantity.exact and (sign < 0) != negative:
            return f"方向不符：{entry.label}为{entry.text}，不能说“{said}”"
        return ""
    if entry.role in _COMPARED:
        return _comparison_fault(reading, entry, said, before, subjects)
    if entry.role in (Role.FACT, Role.CHANGE):
        own = _sign_said("".join(_WORDS.findall(entry.label)[-1:]))
        said_sign = _sign_said(said)
        return (
            f"方向不符：填报的是“{entry.label}”，不能说“{said}”"
            if own and said_sign and own != said_sign
            else ""
        )
    moved = _MOVED_TO.search(before)
    if moved and entry.role is Role.ADJUSTED:
        return _move_fault(reading, entry, moved.group(1))
    change = _CHANGED_BY.search(before)
    if change and entry.role not in _OPEN:
        return f"“{change.group()}{written}”把{entry.label}的水平值写成了变化幅度"
    return ""


def _move_fault(reading: Reading, adjusted: Entry, said: str) -> str:
    """调增至 and 调减至 must agree with the budget at the start of the year."""
    starts = [
        entry.quantity.exact
        for entry in reading.ledger.entries.values()
        if entry.subject == adjusted.subject and entry.role is Role.INITIAL and entry.quantity
    ]
    if not starts or adjusted.quantity is None:
        return ""
    grew = adjusted.quantity.exact > starts[0]
    return (
        "" if grew == (said in _UPWARD) else f"方向不符：{adjusted.label}为{adjusted.text}，不能说“{said}至”"
    )


def _missed(reading: Reading, target: Entry) -> bool:
    gap = reading.ledger.entries.get(target.id.replace(".target", ".gap"))
    if gap is None or gap.quantity is None or target.quantity is None:
        return False
    less = target.quantity.bound in ("≤", "<")
    return gap.quantity.exact > 0 if less else gap.quantity.exact < 0


def _limit_fault(reading: Reading, limit: Entry, said: str, subjects: frozenset[str]) -> str:
    """低于90% and the like must hold for a rate of the subject."""
    wanted = _ADJUSTED if limit.id == "limit.adjustment" else _EXECUTED
    rates = [
        entry.quantity.exact
        for entry in reading.ledger.entries.values()
        if entry.subject in subjects and entry.role in wanted and entry.quantity
    ]
    if not rates or limit.quantity is None:
        return ""
    below = _sign_said(said) < 0
    holds = any(rate < limit.quantity.exact if below else rate >= limit.quantity.exact for rate in rates)
    return "" if holds else f"方向不符：没有“{said}{limit.text}”的比率"


def _comparison_fault(
    reading: Reading, entry: Entry, said: str, before: str, subjects: frozenset[str]
) -> str:
    """低于/高于 a target or a limit must agree with the actual value."""
    if entry.quantity is None:
        return ""
    if entry.role is Role.TARGET and _REACHED.search(before) and _missed(reading, entry):
        return f"{entry.label}为{entry.text}，实际没有达到"
    reached = _REACHED.search(before)
    if entry.role is Role.LIMIT and reached:
        return _limit_fault(reading, entry, "达到", subjects)
    if not said:
        return ""
    if entry.role is Role.LIMIT:
        return _limit_fault(reading, entry, said, subjects)
    gap = reading.ledger.entries.get(entry.id.replace(".target", ".gap"))
    if gap is None or gap.quantity is None or gap.role is not Role.GAP:
        return ""
    sign = _sign_said(said)
    if sign > 0 and gap.quantity.exact <= 0:
        return f"方向不符：{entry.label}为{entry.text}，实际没有“{said}”"
    if sign < 0 and gap.quantity.exact >= 0 and "不" + said not in before:
        return f"方向不符：{entry.label}为{entry.text}，实际并未“{said}”"
    return ""


def _own_words(reading: Reading, before: str) -> str:
    """The words before a mention without the names of subjects (公务用车经费下降率 says no direction)."""
    for hit in reversed(reading.lexicon.hits(before)):
        if hit.name:
            before = before[: hit.start] + "｜" + before[hit.end :]
    return before


def _sign_said(word: str) -> int:
    return 1 if word in UP else -1 if word in DOWN else 0
