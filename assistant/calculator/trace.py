"""Explaining one entry down to the lines it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.figure import Entry, Fact, Figure
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
        how = f"{indent}  公式：{entry.formula}" if isinstance(entry, Figure) else ""
        if entry.quantity and entry.quantity.exact != entry.quantity.shown:
            how += f"；精确值 {entry.quantity.exact:.12f}…，四舍五入印出"
        return [line, how, *(text for item in self.inputs for text in item.lines(depth + 1))]

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
            data |= {"formula": entry.formula, "inputs": [item.as_json() for item in self.inputs]}
        return data


def trace(ledger: Ledger, entry_id: str) -> Trace:
    """The trace of one entry; KeyError where there is none."""
    entry = ledger[entry_id]
    inputs = entry.inputs if isinstance(entry, Figure) else ()
    return Trace(entry, tuple(trace(ledger, key) for key in inputs))
