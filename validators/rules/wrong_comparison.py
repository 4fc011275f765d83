"""检查什么：高于、低于、超过、达到、不足等比较词两边的数是否真有这样的大小关系（与指标值、界限、前一个数比）。

为什么：两个数都是真的，比较说反了，结论就错了；“达到指标值”“低于90%”是评价的依据。
反例：12345热线事件办结率99.73%，达到100%；预算执行率90.65%，低于90%的界限。
正例：12345热线事件办结率99.73%，未达到100%；社区工作经费项目执行率58.16%，低于基层监督建设补助经费项目的80%。
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.figure import Entry
from assistant.domain.quantity import half_up
from assistant.domain.role import DIFFERENCES, Role
from assistant.domain.severity import Severity
from assistant.domain.unit import convert
from validators.groups import KIND_OF
from validators.reading import Binding, Reading

CODE = "DIR004"
SEVERITY = Severity.ERROR

Holds = Callable[[Decimal, Decimal], bool]
_COMPARISONS: dict[str, Holds] = {
    **dict.fromkeys(
        ("未超过", "不超过", "没有超过", "未突破", "不高于", "未超出", "不大于", "未高于", "控制在"),
        operator.le,
    ),
    **dict.fromkeys(
        (
            "未达到",
            "未达",
            "没有达到",
            "没达到",
            "低于",
            "少于",
            "小于",
            "不足",
            "不到",
            "未能达到",
            "未完成",
            "未能完成",
            "没有完成",
            "没完成",
        ),
        operator.lt,
    ),
    **dict.fromkeys(
        ("不低于", "不少于", "未低于", "不小于", "达到或超过", "达到", "达", "已达"), operator.ge
    ),
    **dict.fromkeys(
        ("高于", "高出", "超过", "超出", "多于", "大于", "突破", "优于", "好于", "高过"), operator.gt
    ),
}
_WORD = re.compile("(?<!或)(?:" + "|".join(sorted(_COMPARISONS, key=len, reverse=True)) + ")(?!或?等于)")
_DENIED = re.compile("(?:没有|无|尚无)[^，。；]{1,6}$")  # 没有项目达到100%
_OPPOSITE = {"达到": "未达到", "超过": "未超过", "低于": "不低于", "高于": "不高于", "突破": "未突破"}
_CLASS = re.compile("[^，。；]{0,2}的(?:项目|单位|部分|指标(?!值)|有|共|包括)")  # 执行率不足90%的项目
_LIST_END = re.compile("[。；！？\n]|其余|其他|另外?|除|而|但|[与比]|高于|低于")
_OTHERS = re.compile("其余|其他|除")
_STATES_TARGET = re.compile("(?:指标值|目标|要求|计划)[^，。；]{0,4}(?:不低于|不少于|不超过|不高于)[≥≤><]?$")
_IS = re.compile("，(?:仅|只|实际|约)?(?:为|有|是|达|达到)|[（(]")  # 执行率超过90%，为86.26%
_YEAR_END = re.compile("年末|全年|年底")
_MIDYEAR = re.compile("年中|上半年")
_CLAUSE = re.compile("[，。；！？：:\n]")
_RATES = frozenset(
    {
        Role.EXECUTION_RATE,
        Role.COMPLETION,
        Role.ADJUSTMENT_RATE,
        Role.GROSS_ADJUSTMENT_RATE,
        Role.INITIAL_EXECUTION_RATE,
        Role.COMMON,
    }
)
_HELD_AGAINST = {
    "limit.execution": frozenset({Role.EXECUTION_RATE, Role.INITIAL_EXECUTION_RATE}),
    "limit.project.execution": frozenset({Role.EXECUTION_RATE}),
    "limit.overcompletion": frozenset({Role.COMPLETION}),
    "limit.adjustment": frozenset({Role.ADJUSTMENT_RATE, Role.GROSS_ADJUSTMENT_RATE}),
}
_STATING = ("达到", "达", "已达", "控制在")  # these state the number itself
_PLANS = re.compile("尽快|尽早|早日|力争|争取|确保|努力|提高到|提升到|下一步|今后|须|应当|要求|对.{0,8}$")


def check(reading: Reading) -> Iterator[Diagnostic]:
    for number, binding in enumerate(reading.bindings):
        if not binding.stated:
            continue
        before = _CLAUSE.split(binding.before)[-1]
        words = [*_WORD.finditer(reading.own_words(before))] if _WORD.search(before) else []
        if not words or _OTHERS.search(binding.before):
            continue
        of_class = _CLASS.match(reading.text, binding.mention.end)
        if of_class:
            fault = _not_of_class(reading, binding, before + binding.mention.text, of_class)
            if fault:
                yield reading.report(binding, CODE, SEVERITY, fault, "请核对所列各项是否符合这一条件")
        if of_class or _PLANS.search(binding.before):
            continue
        said = words[-1].group()
        if _DENIED.search(words[-1].string[: words[-1].start()]):
            said = _OPPOSITE.get(said, said)
        faults = [_fault(reading, binding, number, reading.ledger[key], said) for key in binding.entries]
        if all(faults):
            yield reading.report(
                binding,
                CODE,
                SEVERITY,
                faults[0],
                f"请核对大小：{reading.forms(binding.entries)}",
                binding.entries[0],
            )


def _not_of_class(reading: Reading, binding: Binding, words: str, of_class: re.Match[str]) -> str:
    """What is listed as being so and is not: 执行率高于90%的项目有两个，分别是A项目（83.25%）、B项目."""
    kind = KIND_OF.get(of_class.group()[-2:], "")
    block = binding.block
    marks = (reading.text.rfind(mark, block.start, of_class.start()) + 1 for mark in "，。；：\n")
    start = max(block.start, *marks)
    scope = reading.text[start : of_class.end()]
    groups = reading.lexicon.groups
    holding = groups.counted(kind, scope, "") if kind and "率" in words else None
    if holding is None:
        return ""
    ended = _LIST_END.search(reading.text, of_class.end(), block.end)
    end = ended.start() if ended else block.end
    named = reading.topics_named(reading.text[of_class.end() : end])
    rated = {member.topic for member in groups.members[kind] if member.rate is not None}
    wrong = sorted((named & rated) - {member.topic for member in holding})
    if not wrong or len(named & rated) > len(wrong):
        return ""
    return f"“{scope}”不包括{reading.ledger.subjects[wrong[0]].name}"


def _fault(reading: Reading, binding: Binding, number: int, entry: Entry, said: str) -> str:
    if entry.quantity is None or entry.role is Role.COUNT:
        return ""
    if entry.role is Role.TARGET:
        if said in ("优于", "好于") or _STATES_TARGET.search(binding.before):
            return ""
        values = _results(reading, binding, number, entry)
    elif entry.role is Role.LIMIT:
        values = _rates(reading, binding, number, entry)
    elif said in _STATING or binding.mention.approx == said:  # 不足八成（77.63%）
        return ""
    else:
        values = _others(reading, number, entry)
    compared = [
        value
        for value in values
        if value.quantity is not None and convert(Decimal(1), value.unit, entry.unit) is not None
    ]
    if not compared or any(_holds(_COMPARISONS[said], value, entry) for value in compared):
        return ""
    value = compared[0]
    return f"“{said}”不成立：{value.label}为{value.text}，{entry.label}为{entry.text}"


def _results(reading: Reading, binding: Binding, number: int, target: Entry) -> list[Entry]:
    """What a target is held against: the value said before in the sentence, else the actual or the midyear one."""
    actual = reading.ledger.get(target.id.replace(".target", ".actual"))
    midyear = reading.ledger.get(target.id.replace(".target", ".midyear"))
    start = max(binding.block.start, binding.mention.start - 30)
    if not _YEAR_END.search(reading.text, start, binding.mention.start):
        said = [left for left in reading.earlier_in_sentence(number) if left in (actual, midyear)]
        if said:
            return said[:1]
    if midyear and _MIDYEAR.search(binding.before):
        return [midyear]
    return [actual] if actual else []


def _others(reading: Reading, number: int, entry: Entry) -> list[Entry]:
    """What another number is held against: those before it in the sentence; differences only against their like."""
    earlier = [left for left in reading.earlier_in_sentence(number) if left.id != entry.id]
    if entry.role not in DIFFERENCES:
        return earlier
    alike = entry.role in _RATES or entry.role is Role.YEAR_ON_YEAR
    return [left for left in earlier if alike and left.role is entry.role]


def _holds(holds: Holds, value: Entry, entry: Entry) -> bool:
    if value.quantity is None or entry.quantity is None:
        return True
    exact = abs(value.quantity.exact) if value.role is Role.ADJUSTMENT_RATE else value.quantity.exact
    left = convert(half_up(exact, value.quantity.digits), value.unit, entry.unit)
    return left is None or holds(left, entry.quantity.shown)


def _rates(reading: Reading, binding: Binding, number: int, limit: Entry) -> list[Entry]:
    """What a limit is held against: the rate said before in the sentence, else the rates of what is spoken of."""
    held = (roles for key, roles in _HELD_AGAINST.items() if reading.ledger.get(key) is limit)
    wanted = next(held, _RATES | {Role.ACTUAL})
    follows = _said_next(reading, binding, number)
    if follows is not None:
        return [follows]
    own = reading.topics_named(_CLAUSE.split(binding.before)[-1])
    earlier = [left for left in reading.earlier_in_sentence(number) if left.unit == "%"]
    if own and any(left.subject in own for left in earlier):
        return [left for left in earlier if left.subject in own][:1]  # 只有A项目高于90%
    for left in reading.earlier_in_sentence(number):
        if left.unit == "%" and left.role is not Role.LIMIT:
            return [left]
    spoken = [reading.ledger[key] for key in (*binding.expected, *binding.near)]
    spoken += [entry for topic in sorted(binding.subjects) for entry in reading.ledger.about(topic)]
    spoken = [entry for entry in spoken if entry.role is not Role.INITIAL_EXECUTION_RATE]
    initial = reading.ledger.get("budget.execution.initial_rate")
    before = reading.text[max(0, binding.mention.start - 60) : binding.mention.start]
    if initial is not None and limit is reading.ledger.get("limit.execution") and "年初" in before:
        spoken.append(initial)
    return [entry for entry in spoken if entry.role in wanted and entry.unit == "%"]


def _said_next(reading: Reading, binding: Binding, number: int) -> Entry | None:
    """The rate that follows a limit right away: 执行率超过90%，为86.26%."""
    if number + 1 == len(reading.bindings):
        return None
    following = reading.bindings[number + 1]
    between = reading.text[binding.mention.end : following.mention.start]
    if not following.stated or following.mention.unit != "%" or not _IS.fullmatch(between):
        return None
    return reading.ledger[following.entries[0]]
