"""Declarations of the ledger's entries: each id once, with its label, role, subject, unit, formulas and inputs.

`{n}` stands for the number of a project, indicator, band or fact; `{name}` for its name. The declarations themselves
stand in `assistant/calculator/figures`; a ledger carries them as its glossary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.domain.formula import Formula
from assistant.domain.quantity import Quantity
from assistant.domain.role import Role
from assistant.domain.unit import dimension
from assistant.errors import Undeclared

# Units that depend on what was supplied.
MONEY = "填报的金额单位"
OWN = "自己的单位"
TEXT = "文字"

_NUMBERED = re.compile(r"\.\d+(?=\.|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """The declaration of an entry. Without formulas it is only supplied; with several, the calculator says by which.

    `inputs` are the ids that the formulas take, where they are always the same; `a|b` is the first of the two that is
    written. The label and the subject may hold `{name}` and `{n}`.
    """

    id: str
    label: str
    role: Role
    subject: str
    unit: str
    formulas: tuple[Formula, ...] = ()
    inputs: tuple[str, ...] = ()

    def formula(self, by: Formula | None = None) -> Formula:
        """The formula, or that of several which is meant; Undeclared for one that is not declared for this id."""
        if by is None and len(self.formulas) == 1:
            return self.formulas[0]
        if by is None or by not in self.formulas:
            raise Undeclared(f"{self.id}: not by {by.words if by else 'no formula'}")
        return by

    def check_unit(self, quantity: Quantity | None) -> None:
        """Undeclared for a quantity in another unit than the declared one."""
        unit = TEXT if quantity is None else quantity.unit
        kind = MONEY if dimension(unit) == "money" else unit
        if self.unit not in (OWN, kind):
            raise Undeclared(f"{self.id}: in {unit}, declared in {self.unit}")


class Glossary(Mapping[str, Declaration]):
    """All declarations by id, in the order of the report. Raises ValueError where an id is declared twice, Undeclared
    where a declared input is not declared itself."""

    def __init__(self, *groups: Iterable[Declaration]) -> None:
        self._terms: dict[str, Declaration] = {}
        for term in (term for group in groups for term in group):
            if term.id in self._terms:
                raise ValueError(f"{term.id} is declared twice")
            self._terms[term.id] = term
        for term in self._terms.values():
            for key in (key for one in term.inputs for key in one.split("|")):
                self.require(key)

    def __getitem__(self, pattern: str) -> Declaration:
        return self._terms[pattern]

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)

    def __len__(self) -> int:
        return len(self._terms)

    def declares(self, entry_id: str) -> bool:
        """Whether an id, with its number where it has one, is declared."""
        return _NUMBERED.sub(".{n}", entry_id, count=1) in self._terms

    def require(self, *ids: str) -> None:
        """Raises Undeclared for the first id that is not declared."""
        for entry_id in ids:
            if not self.declares(entry_id):
                raise Undeclared(f"no declaration knows the figure {entry_id!r}")

    def term(self, entry_id: str, name: str = "") -> Declaration:
        """The declaration of an id, with `{n}` and `{name}` filled in; raises Undeclared."""
        number = _NUMBERED.search(entry_id)
        if number is None:
            self.require(entry_id)
            return self._terms[entry_id]
        found = self._terms.get(f"{entry_id[: number.start()]}.{{n}}{entry_id[number.end() :]}")
        if found is None:
            raise Undeclared(f"no declaration knows the figure {entry_id!r}")
        digits = number.group()[1:]
        return replace(
            found,
            id=entry_id,
            label=found.label.replace("{name}", name),
            subject=found.subject.replace("{n}", digits),
            inputs=tuple(key.replace("{n}", digits) for key in found.inputs),
        )
