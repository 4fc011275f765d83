"""The ledger (台账): facts, figures, subjects and the unit's own words, by id. All later stages read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from assistant.domain.entries import Entries
from assistant.domain.figure import Entry, Figure
from assistant.domain.finding import Finding
from assistant.domain.severity import Consequence
from assistant.domain.source import Source
from assistant.domain.standard import Standard


@dataclass(frozen=True)
class Subject:
    """What numbers are about: the unit, a budget line, a project, an indicator, a counted fact.

    `names` are the ways the text may name it, the full name first. `cause` and `measure` are what the
    unit supplied about it, `reason` why it claims a score of its own. `classes` are the headings of the form that it
    stands under (产出指标, 数量指标; 重点项目), `met` whether an indicator reaches its target (None: not
    to be decided, or no indicator), `sample` how many people were asked for it.
    """

    id: str
    names: tuple[str, ...]
    cause: str = ""
    measure: str = ""
    reason: str = ""
    classes: tuple[str, ...] = ()
    met: bool | None = None
    sample: Decimal | None = None

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True)
class Quote:
    """A text the unit supplied, quoted as data, with its place; `name` marks names and labels."""

    text: str
    source: Source
    name: bool = False


@dataclass(frozen=True)
class Ledger:
    """Everything a narrative may say, by id, in the order of the report.

    `form` is what is evaluated: 部门整体支出, or 项目支出 with the project's name. `ledger[id]`, `ledger.get(id)` and
    `id in ledger` raise Undeclared for an id that no declaration knows, and so does a finding that names one.
    """

    unit_name: str
    short_name: str
    form: str
    year: int
    prepared_on: date
    standard: Standard
    entries: Entries
    subjects: Mapping[str, Subject]
    quotes: tuple[Quote, ...]
    adjustment_cause: str = ""
    findings: tuple[Finding, ...] = ()

    def __post_init__(self) -> None:
        for finding in self.findings:
            self.entries.require(*finding.figures)

    def __getitem__(self, entry_id: str) -> Entry:
        return self.entries[entry_id]

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self.entries

    def get(self, entry_id: str) -> Entry | None:
        """The entry of a declared id; None where this unit lacks it."""
        return self.entries.get(entry_id)

    def written(self, entry_id: str) -> Entry | None:
        """The entry whose id a person or a model wrote; None where there is none."""
        return self.entries.written(entry_id)

    def part(self, stage: str, part: str) -> str:
        """The id of a part of a stage of the budget: 基本支出 supplied in its own parts is a total of these."""
        split = f"budget.{stage}.basic.total"
        return split if part == "basic" and split in self else f"budget.{stage}.{part}"

    def about(self, subject: str) -> list[Entry]:
        """All entries about one subject."""
        return self._about.get(subject, [])

    @cached_property
    def _about(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            found[entry.subject].append(entry)
        return dict(found)

    def figures(self) -> Iterator[Figure]:
        return (entry for entry in self.entries.values() if isinstance(entry, Figure))

    def consequence(self, by: Decimal) -> Consequence:
        """What a total score that is off `by` so many points does: another grade, or only another number."""
        total = self.get("total.score")
        if total is None or total.quantity is None:
            return Consequence.INCONSISTENT
        shown, grade = total.quantity.shown, self.standard.grade
        return Consequence.CONCLUSION if grade(shown) != grade(shown + by) else Consequence.INCONSISTENT

    def to_answer(self) -> list[Finding]:
        """The findings that the narrative must answer."""
        return [finding for finding in self.findings if finding.answer]
