"""A text as the gate has read it: mentions with their bindings, and the sections they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import Block, Document, Mark, SectionName
from assistant.domain.figure import Entry
from assistant.domain.ledger import Ledger
from assistant.domain.mention import Mention, MentionKind
from assistant.domain.severity import Severity
from validators.lexicon import Lexicon
from validators.names import FAMILY
from validators.rebinding import Rebound

_SENTENCE_END = re.compile("[。！？]")


def _exact(entry: Entry) -> Decimal:
    return entry.quantity.exact if entry.quantity else Decimal(0)


class Verdict(Enum):
    """What the gate says of one mention."""

    TRUE = "true"
    HEDGE = "hedge"
    ROUNDED_TWICE = "rounded twice"
    UNIT = "unit"
    MISATTRIBUTED = "misattributed"
    UNNAMED = "unnamed"
    MISMATCH = "mismatch"
    UNSOURCED = "unsourced"


@dataclass(frozen=True, slots=True)
class Binding:
    """What a mention was found to say.

    `entries`: the ledger entries that it truly states (none: it states nothing true).
    `expected`: what the words around it speak of, in a unit that converts.
    `elsewhere`: entries with this value that the words around it do not speak of.
    `named`: whether a subject is named (in the clause, carried on, or by heading or row head).
    `spoken`: whether a word says its role.
    `quoted`: it stands inside a supplied text repeated word for word.
    `soft`: its subject is named in other words than the ledger's.
    `enumeration`: it counts what the text itself lists (三个问题).
    `sizes`: for a count, how many projects or indicators are what its sentence says of them.
    `near`: all entries of what the words speak of, best first.
    `fits`: the entries that fit the words best, with their fit, for `verify --explain`.
    """

    mention: Mention
    block: Block
    subjects: frozenset[str] = frozenset()
    entries: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    same_digits: tuple[str, ...] = ()
    hedge_wrong: tuple[str, ...] = ()
    rounded_twice: tuple[str, ...] = ()
    fits: tuple[tuple[str, int], ...] = ()
    near: tuple[str, ...] = ()
    enumeration: bool = False
    sizes: tuple[int, ...] = ()
    soft: bool = False
    named: bool = False
    spoken: bool = False
    quoted: bool = False
    mark: Mark | None = None
    before: str = ""

    @property
    def stated(self) -> bool:
        """Whether it states a ledger number in the writer's own words: neither quoted nor a date."""
        return bool(self.entries) and not self.quoted and self.mention.kind is not MentionKind.DATE

    @property
    def verdict(self) -> Verdict:
        """Exactly one outcome for each mention; each rule reports one of them."""
        if self.entries or self.quoted or self.enumeration or self.mention.kind is MentionKind.DATE:
            return Verdict.TRUE
        if self.rounded_twice:
            return Verdict.ROUNDED_TWICE
        if self.hedge_wrong:
            return Verdict.HEDGE
        if self.same_digits:
            return Verdict.UNIT
        if self.elsewhere:
            return Verdict.MISATTRIBUTED if self.named else Verdict.UNNAMED
        return Verdict.MISMATCH if self.expected and (self.named or self.spoken) else Verdict.UNSOURCED


@dataclass(frozen=True)
class Reading:
    """Everything the rules look at. Rules read it and never change it."""

    document: Document
    ledger: Ledger
    lexicon: Lexicon
    bindings: tuple[Binding, ...]
    rebound: Rebound

    @property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def _by_verdict(self) -> dict[Verdict, list[Binding]]:
        found: dict[Verdict, list[Binding]] = {verdict: [] for verdict in Verdict}
        for binding in self.bindings:
            found[binding.verdict].append(binding)
        return found

    def with_verdict(self, verdict: Verdict) -> list[Binding]:
        return self._by_verdict[verdict]

    def forms(self, ids: Iterable[str], most: int = 3) -> str:
        """The allowed forms of entries, for advice: 预算执行率90.65% ⟦budget.execution.rate⟧."""
        shown = [f"{self.ledger[key].label}{self.ledger[key].text} ⟦{key}⟧" for key in list(ids)[:most]]
        return "；".join(shown)

    def topic(self, binding: Binding) -> str:
        """The names of what the words around a mention speak of."""
        names = [
            self.ledger.subjects[key].name for key in sorted(binding.subjects) if key in self.ledger.subjects
        ]
        return "、".join(names) or "本单位"

    def report(
        self, binding: Binding, code: str, severity: Severity, message: str, advice: str, figure: str = ""
    ) -> Diagnostic:
        """A diagnostic at a mention."""
        mention = binding.mention
        return Diagnostic(
            code=code,
            severity=severity,
            start=mention.start,
            end=mention.end,
            text=mention.text,
            message=message,
            advice=advice,
            figure=figure,
        )

    def topic_of(self, entry_id: str) -> str:
        """The topic of an entry."""
        return self.lexicon.kept[entry_id].facet.topic

    def family(self, entry: Entry) -> list[Entry]:
        """The numbers of the same role and unit of all projects, or of all indicators, from the least to the greatest."""
        kind = "project" if entry.subject == "projects" else entry.subject.partition(".")[0]
        if kind not in ("project", "indicator") or entry.subject in ("project", "indicators"):
            return []
        members = self.lexicon.members(f"{kind}s")
        found = [
            kept.entry
            for topic in members
            for kept in self.lexicon.of(topic)
            if kept.facet.role is entry.role and kept.entry.unit == entry.unit
        ]
        return sorted(found, key=_exact)

    def own_words(self, words: str) -> str:
        """Words without the names of subjects (公务用车经费下降率 says no direction)."""
        for hit in reversed(self.lexicon.hits(words)):
            if hit.name and not self.lexicon.says(words[hit.start : hit.end]):
                words = words[: hit.start] + "｜" + words[hit.end :]
        return words

    def topics_named(self, words: str) -> frozenset[str]:
        """The topics of single things that words name."""
        named = [
            hit.name.topics for hit in self.lexicon.hits(words) if hit.name and not hit.name.topics <= FAMILY
        ]
        return frozenset().union(*named)

    def earlier_in_sentence(self, number: int) -> list[Entry]:
        """The entries that the numbers before state, in the same sentence, the nearest first."""
        found: list[Entry] = []
        while number > 0 and len(found) < 6:
            entry = self.before_in_sentence(number)
            if entry is None:
                break
            found.append(entry)
            number -= 1
        return found

    def before_in_sentence(self, number: int) -> Entry | None:
        """The entry that the number before states, where it stands in the same sentence."""
        if number == 0:
            return None
        this, last = self.bindings[number], self.bindings[number - 1]
        if last.block is not this.block or not last.entries:
            return None
        if _SENTENCE_END.search(self.text, last.mention.end, this.mention.start):
            return None
        return self.ledger[last.entries[0]]

    def in_section(self, section: SectionName) -> list[Binding]:
        return [binding for binding in self.bindings if binding.block.section is section]

    def section_text(self, section: SectionName) -> str:
        blocks = [block for block in self.document.blocks if block.section is section]
        return "\n".join(self.text[block.start : block.end] for block in blocks)

    def section_span(self, section: SectionName) -> tuple[int, int]:
        """From the first to the last character of a section, for diagnostics about the whole of it."""
        blocks = [block for block in self.document.blocks if block.section is section]
        return (blocks[0].start, blocks[-1].end) if blocks else (0, 0)
