"""The book in which the calculator writes entries, in the order of the report."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.calculator.figures import GLOSSARY
from assistant.domain.entries import Entries
from assistant.domain.figure import Entry, Fact, Figure
from assistant.domain.formula import Formula, Outcome, Result
from assistant.domain.glossary import Declaration
from assistant.domain.quantity import Quantity
from assistant.domain.role import Role
from assistant.domain.source import Source
from assistant.errors import Untimely


class Book:
    """Entries by id, each as it is declared. A figure whose inputs are missing, or whose formula yields nothing, is
    not written. Every method raises Undeclared for an id that is not declared, and Untimely for an input that is written
    after the figure that needs it."""

    def __init__(self) -> None:
        self._written: dict[str, Entry] = {}
        self._missed: dict[str, str] = {}  # an input that was not there, and the figure that looked for it
        self.entries = Entries(self._written, GLOSSARY)

    def fact(
        self, entry_id: str, quantity: Quantity, source: Source, name: str = "", change_of: str = ""
    ) -> None:
        """Write a supplied number with its place; `change_of` is the subject whose change it is."""
        known = GLOSSARY.term(entry_id, name)
        known.check_unit(quantity)
        self._write(
            Fact(
                id=entry_id,
                label=known.label,
                subject=change_of or known.subject,
                role=Role.CHANGE if change_of else known.role,
                quantity=quantity,
                source=source,
            )
        )

    def told(self, entry_id: str, words: str, source: Source, name: str = "") -> None:
        """Write a supplied value that is text (a quality, a deadline) with its place."""
        known = GLOSSARY.term(entry_id, name)
        known.check_unit(None)
        self._write(
            Fact(
                id=entry_id,
                label=known.label,
                subject=known.subject,
                role=known.role,
                quantity=None,
                words=words,
                source=source,
            )
        )

    def compute(
        self, entry_id: str, *inputs: str, by: Formula | None = None, name: str = "", **rules: object
    ) -> None:
        """Write a figure by its formula (`by`: by that of several) from the inputs, the declared ones where none are
        given; `rules` are what else the formula depends on."""
        known = GLOSSARY.term(entry_id, name)
        formula = known.formula(by)
        found = tuple(inputs or (self._first(key) for key in known.inputs))
        missing = [key for key in found if key not in self.entries]
        if formula.counts:
            self._figure(known, formula, found, formula.function(**rules))
        elif found and not missing:
            quantities = (self.quantity(key) for key in found)
            self._figure(known, formula, found, formula.function(*quantities, **rules))
        else:
            self._missed |= dict.fromkeys(missing, known.id)

    def compute_all(self, terms: Iterable[Declaration], number: int = 0, name: str = "") -> None:
        """Write every figure of these whose inputs are declared; `number` is that of a project or an indicator."""
        for term in terms:
            if term.formulas and term.inputs:
                self.compute(term.id.replace("{n}", str(number)), name=name)

    def quantity(self, entry_id: str) -> Quantity:
        """The quantity of a written entry; KeyError where there is none."""
        quantity = self.entries[entry_id].quantity
        if quantity is None:
            raise KeyError(f"{entry_id} has no quantity")
        return quantity

    def present(self, *candidates: str) -> list[str]:
        """Those of the ids that are written."""
        return [key for key in candidates if key in self.entries]

    def _first(self, candidates: str) -> str:
        """The first of `a|b` that is written, else the last."""
        *earlier, last = candidates.split("|")
        return next((key for key in earlier if key in self.entries), last)

    def _figure(self, known: Declaration, formula: Formula, inputs: tuple[str, ...], result: Result) -> None:
        if result is None:
            return
        outcome = result if isinstance(result, Outcome) else Outcome(result, formula.way)
        value = outcome.value
        quantity, words = (None, value) if isinstance(value, str) else (value, "")
        known.check_unit(quantity)
        self._write(
            Figure(
                id=known.id,
                label=known.label,
                subject=known.subject,
                role=known.role,
                quantity=quantity,
                words=words,
                formula=outcome.words or formula.words,
                law=formula.law,
                inputs=inputs,
                way=outcome.way or formula.way,
            )
        )

    def _write(self, entry: Entry) -> None:
        """Raises Untimely where a figure has looked for this entry before: it would be missing without a word."""
        if entry.id in self._missed:
            raise Untimely(f"{self._missed[entry.id]!r} is computed before its input {entry.id!r} is written")
        self._written[entry.id] = entry
