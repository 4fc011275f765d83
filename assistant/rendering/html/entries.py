"""The ledger as one block of JSON: what the card of a number shows, once for each entry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal

from assistant.domain.figure import Entry, Fact, Figure
from assistant.domain.ledger import Ledger
from assistant.domain.quantity import half_up, plain
from assistant.rendering.html.remarks import PanelLine
from assistant.rendering.html.visible import visible

_DIGITS = 12  # decimals of an exact value


def ledger_json(
    ledger: Ledger, worked: Mapping[str, str], remarks: Iterable[PanelLine], first: Iterable[str]
) -> str:
    """The entries that are printed or remarked on, and all their inputs; safe between script tags.

    A row is [id, name, value, exact value, formula, inputs, worked line, source, remarks]; a formula is a number of
    the list `formulas`, an input a number of the list `entries`.
    """
    remarked: dict[str, list[str]] = {}
    for remark in remarks:
        for key, *_ in remark.figures:
            remarked.setdefault(key, []).append(remark.id)
    listed = _reached(ledger, {*first, *remarked})
    index = {key: place for place, key in enumerate(listed)}
    formulas: dict[str, int] = {}
    rows = [_row(ledger[key], index, formulas, worked.get(key, ""), remarked.get(key, [])) for key in listed]
    return _safe({"formulas": list(formulas), "entries": rows})


def _reached(ledger: Ledger, wanted: set[str]) -> list[str]:
    """The wanted entries and what they rest on, in the order of the ledger."""
    found, open_ = set(wanted), list(wanted)
    while open_:
        entry = ledger[open_.pop()]
        new = {*entry.inputs} - found if isinstance(entry, Figure) else set()
        found |= new
        open_ += new
    return [key for key in ledger.entries if key in found]


def _row(
    entry: Entry, index: Mapping[str, int], formulas: dict[str, int], worked: str, remarks: list[str]
) -> list[object]:
    formula, inputs = -1, []
    if isinstance(entry, Figure):
        formula = formulas.setdefault(entry.formula, len(formulas))
        inputs = [index[key] for key in entry.inputs]
    exact = _exact(entry) if formula >= 0 else ""
    source = str(entry.source) if isinstance(entry, Fact) else ""
    return [
        entry.id,
        visible(entry.label),
        visible(entry.text),
        exact,
        formula,
        inputs,
        visible(worked),
        visible(source),
        remarks,
    ]


def _exact(entry: Entry) -> str:
    """The unrounded value; nothing where it is the printed one."""
    quantity = entry.quantity
    if quantity is None or quantity.exact == quantity.shown:
        return ""
    value: Decimal = half_up(quantity.exact, _DIGITS)
    return f"{plain(value)}{'' if value == quantity.exact else '…'}{quantity.unit}"


def _safe(data: object) -> str:
    """JSON that neither closes a script element nor begins a comment, whatever the unit wrote."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
