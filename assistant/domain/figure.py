"""Entries of the ledger: facts (supplied) and figures (computed)."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.formula import Sum, Way
from assistant.domain.quantity import Quantity
from assistant.domain.role import Role
from assistant.domain.source import Source


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A named value: its ASCII id, Chinese label, quantity (or text), and what it is about."""

    id: str
    label: str
    subject: str
    role: Role
    quantity: Quantity | None
    words: str = ""

    @property
    def shown(self) -> str:
        """The shown value without unit, as `compute` prints it."""
        return self.quantity.shown_text if self.quantity else self.words

    @property
    def text(self) -> str:
        """The value as prose prints it."""
        return self.quantity.text if self.quantity else self.words

    @property
    def unit(self) -> str:
        return self.quantity.unit if self.quantity else ""


@dataclass(frozen=True, kw_only=True)
class Fact(Entry):
    """事实: supplied, never computed; knows its place."""

    source: Source


@dataclass(frozen=True, kw_only=True)
class Figure(Entry):
    """测算值: computed; knows its formula in words, the law it comes from, the ids of its inputs, and the way it is
    worked out (none: it is no arithmetic)."""

    formula: str
    law: str
    inputs: tuple[str, ...]
    way: Way | Sum | None = None


@dataclass(frozen=True)
class Work:
    """How a figure is worked out: the line with its numbers, and the spreadsheet expression over its inputs.

    `exact`: the expression takes the inputs' unrounded values. No expression where units differ. `tells_result`: the
    line is a sentence that says the result itself.
    """

    line: str = ""
    expression: str = ""
    exact: bool = False
    tells_result: bool = False
