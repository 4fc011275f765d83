"""The book in which the calculator writes entries, in the order of the report."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from inspect import getdoc

from assistant.domain.figure import Entry, Fact, Figure
from assistant.domain.glossary import term
from assistant.domain.quantity import Quantity
from assistant.domain.source import Source

Formula = Callable[..., Quantity | None]


class Book:
    """Entries by id. A figure whose inputs are missing, or whose formula yields nothing, is not written."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def fact(self, entry_id: str, quantity: Quantity, source: Source, name: str = "") -> None:
        """Write a supplied number with its place."""
        self._supplied(entry_id, source, name, quantity=quantity)

    def told(self, entry_id: str, words: str, source: Source, name: str = "") -> None:
        """Write a supplied value that is text (a quality, a deadline) with its place."""
        self._supplied(entry_id, source, name, words=words)

    def _supplied(
        self, entry_id: str, source: Source, name: str, quantity: Quantity | None = None, words: str = ""
    ) -> None:
        known = term(entry_id, name)
        self.entries[entry_id] = Fact(
            id=entry_id,
            label=known.label,
            subject=known.subject,
            role=known.role,
            quantity=quantity,
            words=words,
            source=source,
        )

    def compute(self, entry_id: str, formula: Formula, *inputs: str, name: str = "", **rules: object) -> None:
        """Write formula(inputs, rules); the formula's docstring is what the trace prints."""
        if not inputs or not all(key in self.entries for key in inputs):
            return
        quantity = formula(*(self.quantity(key) for key in inputs), **rules)
        if quantity is not None:
            self._figure(entry_id, getdoc(formula) or "", inputs, name, quantity=quantity)

    def count(self, entry_id: str, number: int, formula: str, *inputs: str) -> None:
        """Write how many of the inputs meet a condition, as 个."""
        self._figure(entry_id, formula, inputs, "", quantity=Quantity(Decimal(number), "个", 0))

    def words(self, entry_id: str, words: str, formula: str, *inputs: str) -> None:
        """Write a figure whose value is text, such as the grade."""
        self._figure(entry_id, formula, inputs, "", words=words)

    def quantity(self, entry_id: str) -> Quantity:
        quantity = self.entries[entry_id].quantity
        if quantity is None:
            raise KeyError(f"{entry_id} has no quantity")
        return quantity

    def present(self, *candidates: str) -> list[str]:
        """Those of the ids that are written."""
        return [key for key in candidates if key in self.entries]

    def _figure(
        self, entry_id: str, formula: str, inputs: tuple[str, ...], name: str,
        quantity: Quantity | None = None, words: str = "",
    ) -> None:  # fmt: skip
        known = term(entry_id, name)
        self.entries[entry_id] = Figure(
            id=entry_id, label=known.label, subject=known.subject, role=known.role,
            quantity=quantity, words=words, formula=formula, inputs=inputs,
        )  # fmt: skip
