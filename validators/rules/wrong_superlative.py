"""检查什么：说“最高、最低、最大、最小、最多、最少”的项目或指标，是否真是同类中的最高或最低。

为什么：最高最低没有数字也是结论；说错一个，读者就盯错了地方。
反例：基层监督建设补助经费项目执行率最低，为80%。——最低的是51.74%
正例：疫情防控补助项目执行率最高，达到100%。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import Block
from assistant.domain.figure import Entry
from assistant.domain.mention import MentionKind
from assistant.domain.role import DIFFERENCES, Role
from assistant.domain.severity import Severity
from validators.reading import Binding, Reading
from validators.vocabulary import Effect

CODE = "DIR005"
SEVERITY = Severity.ERROR

_MOST = re.compile("(?<![之其至])最(高|大|多|低|小|少)(?![的]?[分限额])")
_END = re.compile("[。；！？\n]")
_FULL_STOP = re.compile("[。！？\n]")
_BUT = re.compile("之一|除[^，。；]{1,30}外")  # of all but some: not judged
_REST = re.compile("(?:其余|其他)(?!资金|支出)")  # of all but those named before
_PART = re.compile(
    "其次|次之|重点项目中|类指标|支出的|以上|未用完|来源|阶段"
)  # of some only: of those in the sentence
_NEXT = re.compile("其次|次之|分别")
_OF_GROUP = re.compile(
    "[^，。；：]{2,40}(?P<kind>项目|指标)(?:之)?中(?=[，,])|重点(?P<key>项目)[^，。；]{0,10}："
)  # 四项未完成指标中，
_IS_THE = re.compile("的(?:项目|指标|一项|一个)")  # 支出140万元，是支出金额最大的项目
_SMALL = ("低", "小", "少")
_LINES = (("basic", "project"), ("personnel", "public"), ("fiscal", "carryover", "other"))
_GROUPS = {"total", "indicators", "projects", "unit"}
_REACH = 40


def check(reading: Reading) -> Iterator[Diagnostic]:
    for block in reading.document.blocks:
        for found in _MOST.finditer(reading.text, block.start, block.end):
            binding = _illustrates(reading, block, found)
            if binding is None:
                continue
            roles = _roles_said(reading, block, binding, found)
            faults = [
                _fault(reading, entry, found.group(1), _among(reading, block, binding, found))
                for entry in _meant(reading, binding, roles)
            ]
            if faults and all(faults):
                yield Diagnostic(
                    code=CODE,
                    severity=SEVERITY,
                    start=found.start(),
                    end=found.end(),
                    text=found.group(),
                    message=faults[0],
                    advice="请核对是哪一个，或删去“最”字的说法",
                    figure=binding.entries[0],
                )


def _illustrates(reading: Reading, block: Block, found: re.Match[str]) -> Binding | None:
    """The number that a superlative is said with: the next one of its part of the sentence, or the one before it."""
    numbers = [
        item for item in reading.bindings if item.block is block and item.mention.kind is not MentionKind.DATE
    ]
    start, end = _part(reading, block, found, _END)
    if _BUT.search(reading.text, start, found.start()):
        return None
    after = next((item for item in numbers if item.mention.start >= found.end()), None)
    near = after is not None and after.mention.start < min(end, found.end() + _REACH)
    if near and after is not None and _NEXT.search(reading.text, found.end(), after.mention.start):
        return None
    if after is not None and near and not _MOST.search(reading.text, found.end(), after.mention.start):
        return (
            after
            if after.stated and not _BUT.search(reading.text, found.end(), after.mention.start)
            else None
        )
    before = [item for item in numbers if start <= item.mention.start < found.start()]
    if before and _IS_THE.match(reading.text, found.end()) and before[-1].stated:
        return before[-1]
    return None


def _part(reading: Reading, block: Block, found: re.Match[str], ends: re.Pattern[str]) -> tuple[int, int]:
    """The part of the sentence, or the whole sentence, that a superlative stands in."""
    before = [*ends.finditer(reading.text, block.start, found.start())]
    after = ends.search(reading.text, found.end(), block.end)
    return before[-1].end() if before else block.start, after.start() if after else block.end


def _roles_said(reading: Reading, block: Block, binding: Binding, found: re.Match[str]) -> frozenset[Role]:
    """The role that is the highest or lowest: said right before 最, else right after, else earlier in the sentence."""
    start, _ = _part(reading, block, found, _END)
    sentence, _ = _part(reading, block, found, _FULL_STOP)
    for first, last, place in (
        (start, found.start(), -1),
        (found.end(), binding.mention.end, 0),
        (sentence, start, -1),
    ):
        hits = reading.lexicon.hits(reading.text, first, max(first, last))
        said = [
            hit.roles
            for hit in hits
            if hit.roles
            and (place == 0 or hit.mark is not Effect.COMPARE or reading.text.startswith("差距", hit.start))
        ]
        if said:
            return said[place]
    return frozenset()


def _meant(reading: Reading, binding: Binding, said: frozenset[Role]) -> list[Entry]:
    """The entries that may be meant: the number's own, or another role of what it is about."""
    entries = [reading.ledger[key] for key in binding.entries]
    meant = [entry for entry in entries if entry.role in said]
    if not meant and len({entry.subject for entry in entries}) == 1:
        about = [entry for entry in reading.ledger.about(entries[0].subject) if entry.role in said]
        meant = about if len(about) == 1 else []
    return meant


def _among(reading: Reading, block: Block, binding: Binding, found: re.Match[str]) -> set[str] | None:
    """Of what alone it is the most: of what the sentence states, where it speaks of some only; else of all."""
    start, end = _part(reading, block, found, _FULL_STOP)
    till = max(found.end(), binding.mention.start)
    rest = _REST.search(reading.text, start, till)
    if rest is not None:
        hits = reading.lexicon.hits(reading.text, max(block.start, rest.start() - 2 * _REACH), rest.start())
        spared = {topic for hit in hits if hit.name for topic in hit.name.topics}
        return {
            entry.id for entry in reading.ledger.entries.values() if entry.subject not in spared | _GROUPS
        }
    whole = _OF_GROUP.search(reading.text, start, till)
    if whole is not None:
        kind = "project" if (whole["kind"] or whole["key"]) == "项目" else "indicator"
        members = reading.lexicon.groups.counted(kind, whole.group(), "")
        if members is not None and len(members) > 1:
            topics = {member.topic for member in members}
            return {entry.id for entry in reading.ledger.entries.values() if entry.subject in topics}
    if not _PART.search(reading.text, start, till):
        return None
    inside = [item for item in reading.bindings if item.block is block and start <= item.mention.start < end]
    return {key for item in inside if item.stated for key in item.entries}


def _fault(reading: Reading, entry: Entry, word: str, among: set[str] | None) -> str:
    known = _family(reading, entry)
    if among is not None:
        known = [
            other for other in known or map(reading.ledger.__getitem__, sorted(among)) if other.id in among
        ]
    alike = [other for other in known if other.role is entry.role and other.unit == entry.unit]
    family = [(_size(other), other) for other in alike if _same_side(entry, other)]
    if len(family) < 2 or entry.quantity is None:
        return ""
    wanted = min(family, key=_first) if word in _SMALL else max(family, key=_first)
    if wanted[0] == _size(entry):
        return ""
    return f"“最{word}”不成立：{entry.label}为{entry.text}，最{word}的是{wanted[1].label}{wanted[1].text}"


def _family(reading: Reading, entry: Entry) -> list[Entry]:
    """All projects or indicators; for a budget line, the lines of its kind; for points lost, all that lost some."""
    if entry.role is Role.LOST:
        lost = [item for item in reading.ledger.entries.values() if item.role is Role.LOST]
        return [item for item in lost if item.subject not in _GROUPS]
    for lines in _LINES:
        if entry.subject in lines:
            found = [item for line in lines for item in reading.ledger.about(line)]
            return [item for item in found if item.role is entry.role and item.unit == entry.unit]
    return reading.family(entry)


def _size(entry: Entry) -> Decimal:
    """How large a number is; a distance from the target is as large as it is far."""
    exact = entry.quantity.exact if entry.quantity else Decimal(0)
    return abs(exact) if entry.role in DIFFERENCES else exact


def _same_side(entry: Entry, other: Entry) -> bool:
    """Whether both are on the same side, where distances are compared."""
    if entry.role not in DIFFERENCES or entry.quantity is None or other.quantity is None:
        return True
    return (entry.quantity.exact > 0) is (other.quantity.exact > 0) and other.quantity.exact != 0


def _first(pair: tuple[Decimal, Entry]) -> Decimal:
    return pair[0]
