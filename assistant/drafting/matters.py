"""What a section's prompt holds of the ledger: the findings by what they are about, and their figures as rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.domain.document import SectionName
from assistant.domain.figure import Entry
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger, Subject
from assistant.domain.quantity import plain
from assistant.domain.role import Role
from assistant.drafting.slots import print_entry, slot

# What a finding says of its subject; the numbers stand in the rows, the unit's words in the quotations.
_SITUATIONS = {
    "execution": "预算执行率低于评分标准规定的说明界限",
    "over_executed": "执行数超过全年预算数",
    "unmet": "未达到指标值",
    "over": "超额完成幅度较大",
    "adjustment": "预算调整幅度较大",
    "score": "自评得分与按标准计算的得分不一致",
}
AFTER_NAME = "直接接全称"


@dataclass(frozen=True)
class Offer:
    """How one entry is offered: its slot, the words before it, what it prints, the words that may be said of it."""

    slot: str
    label: str
    shown: str
    words: str = ""


@dataclass(frozen=True)
class Matter:
    """What the findings about one subject ask for; `words` are those of which a measure must hold one."""

    number: int
    name: str
    situations: tuple[str, ...]
    rows: tuple[Offer, ...]
    cause: str
    measure: str
    reason: str
    words: tuple[str, ...]


def matters(ledger: Ledger) -> list[Matter]:
    """The findings to answer, gathered by what they are about."""
    by_subject: dict[str, list[Finding]] = {}
    for finding in ledger.to_answer():
        by_subject.setdefault(finding.subject, []).append(finding)
    return [
        _matter(number, ledger.subjects[key], found, ledger)
        for number, (key, found) in enumerate(by_subject.items(), 1)
    ]


def totals(ledger: Ledger) -> list[Offer]:
    """The figures of the whole unit that a suggestion may cite; those that cannot be computed are told as such."""
    wanted = (
        ("total.score", "自评总分", "部分指标没有得分，不能计算"),
        ("budget.execution.rate", "预算执行率", "全年预算数为0，不能计算"),
    )
    return [
        row
        for key, label, why in wanted
        for row in (_rows(key, "", ledger) if key in ledger else [Offer("没有引用位", label, why)])
    ]


def length(section: SectionName, ledger: Ledger) -> str:
    """How long a section may be, in characters, as the standard says."""
    limit = getattr(ledger.standard.lengths, section.value)
    least = f"不少于{plain(limit.least)}字" if limit.least else ""
    most = f"不超过{plain(limit.most)}字" if limit.most is not None else ""
    return "，".join(text for text in (least, most) if text) or "篇幅不限，写完为止"


def _matter(number: int, subject: Subject, found: list[Finding], ledger: Ledger) -> Matter:
    amounts = [entry.id for entry in ledger.about(subject.id) if entry.id.endswith((".budget", ".executed"))]
    keys = dict.fromkeys([*amounts, *(key for finding in found for key in finding.figures)])
    topics = dict.fromkeys(finding.topic for finding in found)
    return Matter(
        number=number,
        name="我单位" if subject.id == "unit" else subject.name,
        situations=tuple(_SITUATIONS[topic] for topic in topics),
        rows=tuple(row for key in keys for row in _rows(key, subject.id, ledger)),
        cause=_cause(subject, topics, ledger),
        measure=subject.measure,
        reason=subject.reason,
        words=tuple(word for finding in found for word in finding.words if subject.id == "unit"),
    )


def _cause(subject: Subject, topics: Iterable[str], ledger: Ledger) -> str:
    """What the unit gave as the cause; that of its low execution and that of its adjustment are told apart."""
    adjusted = ledger.adjustment_cause if "adjustment" in topics else ""
    if subject.cause and adjusted:
        return f"预算执行率偏低：{subject.cause}；预算调整：{adjusted}"
    return subject.cause or adjusted


def _rows(key: str, subject: str, ledger: Ledger) -> list[Offer]:
    """An entry by its role where the matter names the subject, with its direction where it has one."""
    entry = ledger[key]
    if entry.quantity is None or (entry.role is Role.LOST and entry.quantity.exact == 0):
        return []
    change = print_entry(entry, "change")
    label = entry.role.value if entry.subject == subject and subject != "unit" else entry.label
    if change and entry.role is Role.GAP:
        label = AFTER_NAME
    words = "、".join(f"“{word}”" for word in said_of(entry, ledger))
    return [Offer(slot(key, "change" if change else ""), label, change or print_entry(entry) or "", words)]


def said_of(entry: Entry, ledger: Ledger) -> tuple[str, ...]:
    """The degree words that the standard allows for an entry, before its slot where that prints a direction."""
    if entry.quantity is None:
        return ()
    degrees, size = ledger.standard.degrees, abs(entry.quantity.shown)
    if entry.role is Role.ADJUSTMENT_RATE and size:
        levels = (
            (size >= degrees.sharp, "大幅"),
            (size >= degrees.clear, "明显"),
            (size <= degrees.slight, "略有"),
        )
        return tuple(word for allowed, word in levels if allowed)
    rules = ledger.standard.execution
    if entry.role is Role.EXECUTION_RATE:
        single = entry.subject.startswith("project")
        limit = rules.project_explain_below if single else rules.explain_below
        return ("偏低",) if entry.quantity.shown < limit else ()
    if entry.role is Role.COMPLETION:
        met = ledger.subjects[entry.subject].met
        return {True: ("达到指标值",), False: ("未达到指标值",), None: ()}[met]
    return ()
