"""Slots (引用位): ⟦id⟧ prints a ledger entry; the model never owns a digit.

⟦budget.execution.rate⟧             90.65%
⟦budget.adjustment.amount⟧          149.15万元   (absolute; the words before it say the direction)
⟦budget.adjustment.amount|change⟧   调减149.15万元
⟦budget.execution.rate|number⟧      90.65        (for table cells whose head states the unit)
"""

from __future__ import annotations

import re

from assistant.domain.document import Mark
from assistant.domain.figure import Entry
from assistant.domain.ledger import Ledger
from assistant.domain.report import Run, Runs
from assistant.domain.role import SIGNED, Role
from assistant.domain.unit import POINT

_SLOT = re.compile(r"⟦\s*([a-z][a-z0-9_.]*)\s*(?:\|\s*(change|number)\s*)?⟧")
_CHANGE = {Role.ADJUSTMENT: ("调减", "调增", "未调整"), Role.ADJUSTMENT_RATE: ("调减", "调增", "未调整"),
           Role.YEAR_ON_YEAR: ("减少", "增加", "持平"), Role.GAP: ("低于指标值", "高于指标值", "等于指标值")}  # fmt: skip

_RATE_MOVED = ("下降", "提高", "持平")


def slot(entry_id: str, form: str = "") -> str:
    """The slot text of an entry."""
    return f"⟦{entry_id}|{form}⟧" if form else f"⟦{entry_id}⟧"


def print_entry(entry: Entry, form: str = "") -> str | None:
    """What a slot prints; None where the form does not fit the entry."""
    quantity = entry.quantity
    if quantity is None:
        return None if form else entry.words
    absolute = quantity.absolute() if entry.role in SIGNED else quantity
    if form == "number":
        return quantity.number_text + quantity.approx
    if form == "change":
        words = (
            _RATE_MOVED
            if entry.role is Role.YEAR_ON_YEAR and entry.unit == POINT
            else _CHANGE.get(entry.role)
        )
        if words is None:
            return None
        if quantity.shown == 0:
            return words[2]
        return f"{words[0] if quantity.shown < 0 else words[1]}{absolute.text}"
    return absolute.text


def fill(draft: str, ledger: Ledger) -> Runs:
    """The draft as runs of printed text. Slots that name no entry stay as they are, for the gate to refuse."""
    runs: list[Run] = []
    position = 0
    for found in _SLOT.finditer(draft):
        entry = ledger.entries.get(found.group(1))
        printed = print_entry(entry, found.group(2) or "") if entry else None
        if entry is None or printed is None:
            continue
        if found.start() > position:
            runs.append(Run(draft[position : found.start()]))
        runs.append(Run(printed, entry.id))
        position = found.end()
    if position < len(draft):
        runs.append(Run(draft[position:]))
    return tuple(runs)


def clauses(ledger: Ledger, *texts: str) -> str:
    """The clauses whose slots all name entries, joined by commas: what cannot be computed is not said."""
    return "，".join(
        text for text in texts if text and all(found.group(1) in ledger for found in _SLOT.finditer(text))
    )


def marks_of(runs: Runs) -> tuple[Mark, ...]:
    """Where the filled text prints which entries."""
    marks: list[Mark] = []
    position = 0
    for run in runs:
        if run.entry_id:
            marks.append(Mark(position, position + len(run.text), run.entry_id))
        position += len(run.text)
    return tuple(marks)


def quote(text: str) -> str:
    """Supplied text as data: it can hold no slot, no end mark and no line break."""
    return text.replace("⟦", "〔").replace("⟧", "〕").replace("<<", "＜＜").replace("\n", " ").strip()


def sentence(text: str) -> str:
    """Quoted text that ends with exactly one full stop."""
    quoted = quote(text).rstrip("。；;，,、.")
    return f"{quoted}。" if quoted else ""
