"""检查什么：增减方向词是否与测算值的正负相符；水平值（金额、比率、得分）前不得用“增长、下降”等变化词；“调增至、降至”是否与起点相符。

为什么：数字对而方向反，结论就相反；印出的是绝对值，正负全靠方向词表达。
反例：全年预算调增149.15万元；项目支出预算执行率下降64.01%。——实为调减；64.01%是水平，不是降幅
正例：全年预算调减149.15万元；项目支出预算执行率低于100%。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.figure import Entry
from assistant.domain.mention import MentionKind
from assistant.domain.role import SIGNED, Role
from assistant.domain.severity import Severity
from validators.reading import Binding, Reading
from validators.vocabulary import CHANGE_VERBS, DOWN, UP

CODE = "DIR001"
SEVERITY = Severity.ERROR

_ALL = "|".join(sorted((*UP, *DOWN), key=len, reverse=True))
_WORDS = re.compile(_ALL)
_CLAUSE = re.compile("[，。；！？：:\n]")
_MOVED_TO = re.compile(f"({'|'.join(CHANGE_VERBS)}|增|减|降|升)(?:至|到|为)(?:了|近|约)?$")
_CHANGED_BY = re.compile(f"(?:{'|'.join(CHANGE_VERBS)})(?:了|约|近|超过|幅度|幅度为|率为)?$")
_TRAILING = re.compile(f"(?:[，,]?(?:系|为|是|均为|属)(?:年中|净)?|的|（(?:净)?)({_ALL})")
_LEVELS = frozenset(
    {
        Role.INITIAL,
        Role.ADJUSTED,
        Role.EXECUTED,
        Role.UNEXECUTED,
        Role.EXECUTION_RATE,
        Role.ACTUAL,
        Role.COMPLETION,
        Role.SCORE,
        Role.POINTS,
        Role.SHARE,
    }
)
_COMPARING = ("高于", "低于", "超过", "超出", "高出", "不足", "未达到", "未达")


def check(reading: Reading) -> Iterator[Diagnostic]:
    for number, binding in enumerate(reading.bindings):
        if binding.quoted or binding.enumeration or binding.mention.kind is MentionKind.DATE:
            continue
        before = _CLAUSE.split(binding.before)[-1]
        if _WORDS.search(before) or _MOVED_TO.search(before):
            before = reading.own_words(before)
        message = _fault(reading, binding, number, before)
        if message:
            known = binding.entries or binding.elsewhere
            advice = f"请核对方向：{reading.forms(known)}"
            yield reading.report(binding, CODE, SEVERITY, message, advice, known[0])


def _fault(reading: Reading, binding: Binding, number: int, before: str) -> str:
    if not binding.entries:
        return _level_as_change(reading, binding, before)
    entries = [reading.ledger[key] for key in binding.entries]
    words = _WORDS.findall(before)
    said = words[-1] if words else ""
    if not said and any(entry.role in SIGNED for entry in entries):
        after = _TRAILING.match(reading.text, binding.mention.end)
        said = after.group(1) if after else ""
    moved = _MOVED_TO.search(before)
    if moved:
        return _moved_to(reading, binding, number, moved.group(1))
    faults = [_signed(entry, said) for entry in entries]
    return faults[0] if all(faults) else ""


def _signed(entry: Entry, said: str) -> str:
    sign = sign_said(said)
    compares = said in _COMPARING and entry.role not in (Role.GAP, Role.EXECUTION_GAP)
    if entry.quantity is None or not sign or compares:
        return ""
    if entry.role in SIGNED:
        wrong = entry.quantity.exact and (sign < 0) != (entry.quantity.exact < 0)
        return f"方向不符：{entry.label}为{entry.text}，不能说“{said}”" if wrong else ""
    if entry.role in (Role.FACT, Role.CHANGE):
        own = sign_said("".join(_WORDS.findall(entry.label)[-1:]))
        return f"方向不符：填报的是“{entry.label}”，不能说“{said}”" if own and own != sign else ""
    return ""


def _level_as_change(reading: Reading, binding: Binding, before: str) -> str:
    """下降64.01% where 64.01% is the rate itself."""
    change = _CHANGED_BY.search(before)
    if not change or not binding.elsewhere:
        return ""
    level = next(
        (
            reading.ledger[key]
            for key in binding.elsewhere
            if reading.ledger[key].role in _LEVELS and reading.topic_of(key) in binding.subjects
        ),
        None,
    )
    if level is None:
        return ""
    return f"“{change.group()}{binding.mention.text}”把{level.label}的水平值写成了变化幅度"


def _moved_to(reading: Reading, binding: Binding, number: int, said: str) -> str:
    """调增至 and 降至 must agree with where it started: the number before, else the budget at the start of the year."""
    reached = reading.ledger[binding.entries[0]]
    start = reading.before_in_sentence(number)
    if start is not None and start.subject != reached.subject:
        return ""
    if start is None or start.unit != reached.unit:
        start = next(
            (
                entry
                for entry in reading.ledger.about(reached.subject)
                if entry.role is Role.INITIAL and reached.role is Role.ADJUSTED
            ),
            None,
        )
    if start is None or start.quantity is None or reached.quantity is None:
        return ""
    if start.quantity.exact == reached.quantity.exact:
        return ""
    grew = reached.quantity.exact > start.quantity.exact
    sign = sign_said(said)
    if not sign or grew == (sign > 0):
        return ""
    return f"方向不符：由{start.label}{start.text}到{reached.label}{reached.text}，不能说“{said}至”"


def sign_said(word: str) -> int:
    """1 for a word that says up, −1 for one that says down, 0 for none."""
    return 1 if word in UP else -1 if word in DOWN else 0
