"""Explaining one entry down to the lines it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.calculator.worked import worked
from assistant.domain.figure import Entry, Fact, Figure, Work
from assistant.domain.ledger import Ledger


@dataclass(frozen=True)
class Trace:
    """An entry and the traces of its inputs."""

    entry: Entry
    inputs: tuple[Trace, ...]

    def lines(self, depth: int = 0) -> list[str]:
        """The tree as indented lines of Chinese."""
        entry = self.entry
        indent = "  " * depth
        line = f"{indent}{entry.label} = {entry.text}  [{entry.id}]"
        if isinstance(entry, Fact):
            return [f"{line}  ← {entry.source}"]
        lines = [line]
        if isinstance(entry, Figure):
            lines += [f"{indent}  公式：{entry.formula}", f"{indent}  依据：{entry.law}"]
        work = self.work
        if work.line:
            lines.append(f"{indent}  代入：{work.line}{'' if work.tells_result else _result(entry)}")
        return [*lines, *(text for item in self.inputs for text in item.lines(depth + 1))]

    @property
    def work(self) -> Work:
        """The formula with its numbers."""
        inputs = tuple(item.entry for item in self.inputs)
        return worked(self.entry, inputs) if isinstance(self.entry, Figure) else Work()

    def as_json(self) -> dict[str, object]:
        entry = self.entry
        data: dict[str, object] = {
            "id": entry.id,
            "label": entry.label,
            "value": entry.shown,
            "unit": entry.unit,
        }
        if isinstance(entry, Fact):
            return data | {"source": entry.source.as_json()}
        if isinstance(entry, Figure):
            data |= {
                "formula": entry.formula,
                "law": entry.law,
                "worked": self.work.line or None,
                "inputs": [item.as_json() for item in self.inputs],
            }
        return data


def _result(entry: Entry) -> str:
    quantity = entry.quantity
    if quantity is None or quantity.exact == quantity.shown:
        return f" = {entry.text}"
    return f" = {quantity.exact:.12f}…，四舍五入为{entry.text}"


def trace(ledger: Ledger, entry_id: str) -> Trace:
    """The trace of one entry; KeyError where there is none."""
    entry = ledger[entry_id]
    inputs = entry.inputs if isinstance(entry, Figure) else ()
    return Trace(entry, tuple(trace(ledger, key) for key in inputs))


def live_formulas(ledger: Ledger) -> dict[str, Work]:
    """The spreadsheet expression of every figure that has one, by id."""
    found: dict[str, Work] = {}
    for figure in ledger.figures():
        work = worked(figure, tuple(ledger[key] for key in figure.inputs))
        if work.expression:
            found[figure.id] = work
    return found
