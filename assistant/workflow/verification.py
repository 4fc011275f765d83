"""Verification of a report that anybody wrote: read it, hold it against the ledger, mark what somebody waived."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.diagnostic import Diagnostic, refusing
from assistant.domain.document import Document
from assistant.domain.place import Places
from assistant.domain.rule import Documentation, Rule, by_code
from assistant.domain.waiver import Waiver, waive
from assistant.errors import DocumentError, InputError
from assistant.findings.registry import RULES as FINDING_RULES
from assistant.loading.documents.reader import load_document
from assistant.workflow.opening import Case
from validators import gate
from validators.reading import Reading


@dataclass(frozen=True)
class Examined:
    """A text as the gate has read it: its numbers with what each was held against, and what is wrong with it.

    `used`: the waivers that a diagnostic had.
    """

    reading: Reading
    diagnostics: tuple[Diagnostic, ...]
    used: frozenset[Waiver] = frozenset()

    @property
    def refused(self) -> bool:
        """Whether the gate stops this text."""
        return bool(refusing(self.diagnostics))

    @property
    def places(self) -> Places:
        """Where its positions stand in the file that it was read from."""
        return Places(self.reading.text, self.reading.document.blocks)


def examine(document: Document, case: Case) -> Examined:
    """What the gate says of a document, with the waivers of the case. No other place applies waivers."""
    reading, found = gate.examine(case.own_text.recognised(document), case.ledger, case.lexicon)
    marked, used = waive(reading.text, found, case.waivers)
    return Examined(reading, tuple(marked), frozenset(used))


def gate_of(case: Case) -> Callable[[Document], list[Diagnostic]]:
    """The gate over the ledger of a case, with its waivers."""
    return lambda document: list(examine(document, case).diagnostics)


def verify(case: Case, path: Path) -> Examined:
    """Read a report and say what is wrong with its numbers. Raises DocumentError where it says nothing at all."""
    document = load_document(path)
    if not document.text.strip():
        raise DocumentError(f"{path}：没有可校验的文字；请检查是不是空文件，或内容全是图片")
    return examine(document, case)


def text_of(path: Path) -> str:
    """The text of a report, to which the offsets of diagnostics refer."""
    return load_document(path).text


def rules() -> dict[str, Rule]:
    """Every rule of both families by its code."""
    return by_code((*FINDING_RULES, *gate.RULES))


def rule_of(code: str) -> Rule:
    """The rule of a code, in capitals or not; raises InputError, naming those that there are."""
    known = rules()
    rule = known.get(code.upper())
    if rule is None:
        raise InputError(f"没有规则“{code}”，可用的有：{'、'.join(sorted(known))}")
    return rule


def why(code: str) -> str:
    """Why a rule matters, as its documentation says."""
    return Documentation.of(rule_of(code)).why
