"""Slots (引用位): ⟦id⟧ prints a ledger entry; the model never owns a digit.

⟦budget.execution.rate⟧             90.65%
⟦budget.adjustment.amount⟧          149.15万元   (absolute; the words before it say the direction)
⟦budget.adjustment.amount|change⟧   调减149.15万元
⟦budget.execution.rate|number⟧      90.65        (for table cells whose head states the unit)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.document import Mark
from assistant.domain.figure import Entry
from assistant.domain.ledger import Ledger
from assistant.domain.report import Run, Runs
from assistant.domain.role import SIGNED, Role
from assistant.domain.unit import POINT

_SLOT = re.compile(r"⟦\s*([a-z][a-z0-9_.]*)\s*(?:\|\s*(change|number)\s*)?⟧")
_CHANGE = {
    Role.ADJUSTMENT: ("调减", "调增", "未调整"),
    Role.ADJUSTMENT_RATE: ("调减", "调增", "未调整"),
    Role.YEAR_ON_YEAR: ("减少", "增加", "持平"),
    Role.GAP: ("低于指标值", "高于指标值", "等于指标值"),
}

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
    return tuple(run for run, _, _ in _filled(draft, ledger))


def places_in_draft(draft: str, ledger: Ledger, start: int, end: int) -> tuple[int, int]:
    """The span of a draft that prints `start:end` of its filled text; whole slots where they print part of it."""
    printed = 0
    low, high = len(draft), 0
    for run, begin, stop in _filled(draft, ledger):
        size = len(run.text)
        if printed < max(end, start + 1) and printed + size > start:
            inside = not run.entry_id
            low = min(low, begin + max(0, start - printed) if inside else begin)
            high = max(high, begin + min(size, end - printed) if inside else stop)
        printed += size
    return (low, high) if low < len(draft) else (len(draft), len(draft))


def _filled(draft: str, ledger: Ledger) -> Iterator[tuple[Run, int, int]]:
    """Runs of printed text, each with its place in the draft."""
    position = 0
    for found in _SLOT.finditer(draft):
        entry = ledger.written(found.group(1))
        printed = print_entry(entry, found.group(2) or "") if entry else None
        if entry is None or printed is None:
            continue
        if found.start() > position:
            yield Run(draft[position : found.start()]), position, found.start()
        yield Run(printed, entry.id), found.start(), found.end()
        position = found.end()
    if position < len(draft):
        yield Run(draft[position:]), position, len(draft)


def declared(text: str, ledger: Ledger) -> str:
    """A text of this program, not of a model or a person; raises Undeclared for a slot that no declaration knows."""
    ledger.entries.require(*(found.group(1) for found in _SLOT.finditer(text)))
    return text


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


def fence(text: str, slots: bool = False) -> str:
    """Supplied text in quotation marks that it cannot close: no slot, no end mark, no line break, no hidden character.

    `slots`: the text is a draft or an advice, whose slots are to be read as they are.
    """
    shown = "".join(character if character.isprintable() else " " for character in text)
    shown = shown.replace("「", "『").replace("」", "』").replace("<<", "＜＜").strip()
    return f"「{shown if slots else quote(shown)}」"


def sentence(text: str) -> str:
    """Quoted text that ends with exactly one full stop."""
    quoted = quote(text).rstrip("。；;，,、.")
    return f"{quoted}。" if quoted else ""
