"""检查什么：“其中”后面各部分的金额（同一角色、同一年度）相加，或其中单独一项，是否大于“其中”前面的总数。

为什么：部分不能大于整体；每个数都是真的，放错了总数下面，读者就会得出错误的构成。金额先换算成同一单位再比较。
反例：项目支出全年执行413.05万元，其中基本支出2244.86万元。
正例：全年执行2657.91万元，其中基本支出2244.86万元，项目支出413.05万元。
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import BlockKind
from assistant.domain.quantity import EXACT, plain
from assistant.domain.role import Role
from assistant.domain.severity import Severity
from assistant.domain.unit import convert, dimension
from validators.facets import Period
from validators.reading import Binding, Reading

CODE = "SUM001"
SEVERITY = Severity.ERROR

Key = tuple[Role, Period]
Part = tuple[Binding, str, Decimal]

_AMONG = re.compile("其中(?!央|间|心|学|期|旬|层|型|途|部|东|西)")
_SENTENCE_END = re.compile("[。！？!?\n]")
_CLAUSE = re.compile("[，。；：、,;:（）()]")
_BREAK = re.compile("[，；,;]")
# Words that make a number what a part is compared with, or what the whole is without: no part itself.
_NO_PART = re.compile("比|较|于|除|扣|不含|剔|占|超|差|多|少|合计|共计|总计|总额|其余|其他")
_ROLES = frozenset({Role.INITIAL, Role.ADJUSTED, Role.EXECUTED, Role.UNEXECUTED})
_BEFORE, _AFTER = 8, 24  # how many numbers of a sentence are looked at on each side of 其中
_PROJECTS = frozenset({"project", "projects"})
_OF_UNIT = frozenset({"basic", "personnel", "public", "fiscal", "carryover", "other"}) | _PROJECTS
_OF_BASIC = frozenset({"personnel", "public"})


def check(reading: Reading) -> Iterator[Diagnostic]:
    places = [found.span() for found in _AMONG.finditer(reading.text)]
    if not places:
        return
    starts = [binding.mention.start for binding in reading.bindings]
    ends = [found.start() for found in _SENTENCE_END.finditer(reading.text)] + [len(reading.text)]
    for number, (start, end) in enumerate(places):
        sentence = bisect_left(ends, start)
        first = ends[sentence - 1] + 1 if sentence else 0
        stop = ends[sentence]
        nested = number > 0 and places[number - 1][0] >= first
        if nested:
            continue  # 其中 within parts: whose part it is cannot be told for certain
        if number + 1 < len(places):
            stop = min(stop, places[number + 1][0])
        middle = bisect_left(starts, start)
        low = max(bisect_left(starts, first), middle - _BEFORE)
        high = min(bisect_left(starts, stop), middle + _AFTER)
        before, after = reading.bindings[low:middle], reading.bindings[middle:high]
        fault = _fault(reading, before, after, end)
        if fault is not None:
            yield fault


def _fault(
    reading: Reading, before: tuple[Binding, ...], after: tuple[Binding, ...], end: int
) -> Diagnostic | None:
    """What is wrong of the parts behind one 其中 that ends at `end`."""
    for key in _keys_of(reading, after):
        wholes = [binding for binding in before if key in _keys(reading, binding)]
        if not wholes or wholes[-1].block.kind is BlockKind.CELL:
            continue
        whole = wholes[-1]
        limit = sum((_yuan(reading, binding, key) for binding in wholes), Decimal(0))
        stated = {entry for binding in before for entry in binding.entries}
        parts = list(_parts(reading, whole, after, key, end, stated))
        for binding, _, amount in parts:
            if amount > limit:
                return _report(reading, binding, whole, f"“其中”的{binding.mention.text}")
        if parts and _together(parts) > limit:
            total = plain(convert(_together(parts), "元", whole.mention.unit or "元") or Decimal(0))
            said = f"“其中”的各部分相加为{total}{whole.mention.unit}，"
            return _report(reading, parts[-1][0], whole, said)
    return None


def _parts(
    reading: Reading, whole: Binding, after: tuple[Binding, ...], key: Key, end: int, stated: set[str]
) -> Iterator[Part]:
    """The certain parts: the first, those joined to it by 、, and what can only be part of the whole."""
    topics = {reading.topic_of(entry) for entry in whole.entries}
    last = end
    joined = True
    for binding in after:
        mention = binding.mention
        joined = joined and (last == end or not _BREAK.search(reading.text, last, mention.start))
        last = mention.end
        clause = _CLAUSE.split(reading.text[max(end, mention.start - 24) : mention.start])[-1]
        if binding.block is not whole.block or key not in _keys(reading, binding) or _NO_PART.search(clause):
            continue
        if stated.intersection(binding.entries):
            continue
        own = [entry for entry in binding.entries if _key(reading, entry) == key]
        topic = reading.topic_of(own[0])
        if joined or _belongs(topic, topics):
            yield binding, topic, _yuan(reading, binding, key)


def _belongs(topic: str, wholes: set[str]) -> bool:
    if "unit" in wholes:
        return topic in _OF_UNIT or topic.startswith("project.")
    if wholes & _PROJECTS:
        return topic.startswith("project.")
    return "basic" in wholes and topic in _OF_BASIC


def _together(parts: list[Part]) -> Decimal:
    """The least that the parts can make together, where one may hold another (项目支出 and its projects)."""
    amounts: dict[str, Decimal] = {}
    for _, topic, amount in parts:
        amounts[topic] = max(amount, amounts.get(topic, Decimal(0)))
    none = Decimal(0)
    each = sum((amount for topic, amount in amounts.items() if topic.startswith("project.")), none)
    projects = max([each, *(amounts.get(topic, none) for topic in _PROJECTS)])
    staff = amounts.get("personnel", none) + amounts.get("public", none)
    kinds = max(amounts.get("basic", none), staff) + projects
    sources = sum((amounts.get(topic, none) for topic in ("fiscal", "carryover", "other")), none)
    return max([kinds, sources, *amounts.values()])


def _keys_of(reading: Reading, bindings: tuple[Binding, ...]) -> list[Key]:
    return sorted({key for binding in bindings for key in _keys(reading, binding)})


def _keys(reading: Reading, binding: Binding) -> set[Key]:
    """The roles, with their periods, that a bound money number can have here."""
    if not binding.entries or dimension(binding.mention.unit or "") != "money":
        return set()
    return {
        key
        for key in (_key(reading, entry) for entry in binding.entries)
        if key[0] in _ROLES and key[1] is not Period.CHANGE
    }


def _key(reading: Reading, entry: str) -> Key:
    about = reading.lexicon.kept[entry].facet
    return about.role, about.period


def _yuan(reading: Reading, binding: Binding, key: Key) -> Decimal:
    """The exact amount in 元: sums of rounded amounts (约2658万元) prove nothing."""
    for entry in binding.entries:
        quantity = reading.ledger[entry].quantity
        if quantity is not None and _key(reading, entry) == key:
            amount = convert(quantity.exact, quantity.unit, "元")
            return Decimal(0) if amount is None else EXACT.plus(amount)
    return Decimal(0)


def _report(reading: Reading, part: Binding, whole: Binding, said: str) -> Diagnostic:
    message = f"{said}大于总数{whole.mention.text}"
    advice = f"请核对“其中”是谁的部分：{reading.forms((*whole.entries[:1], *part.entries[:1]))}"
    return reading.report(part, CODE, SEVERITY, message, advice, whole.entries[0])
