"""One unit and year: what it supplied and everything that follows from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from assistant.calculator.compute import compute
from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import Document
from assistant.domain.facts import Submission
from assistant.domain.layout import USUAL, Layout
from assistant.domain.ledger import Ledger
from assistant.domain.own_text import OwnText
from assistant.domain.standard import Standard
from assistant.domain.waiver import Waiver, waive
from assistant.errors import DocumentError
from assistant.findings.registry import find
from assistant.history.history import Inputs
from assistant.loading.documents.reader import load_document
from assistant.loading.kept import facts_json, standard_json, waivers_json
from assistant.loading.standards import load_standard
from assistant.loading.submission import load_submission
from assistant.workflow.own_text import own_text
from validators import gate
from validators.lexicon import Lexicon
from validators.reading import Reading


@dataclass(frozen=True)
class Supplied:
    """The submission as a file: where it stands and what it holds."""

    path: str
    suffix: str
    data: bytes


@dataclass(frozen=True)
class Case:
    """One unit and year: what it supplied, everything that follows from it, what somebody waived, and how its report
    is laid out."""

    submission: Submission
    ledger: Ledger
    waivers: tuple[Waiver, ...] = ()
    supplied: Supplied = Supplied("", ".json", b"")
    layout: Layout = USUAL

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of the ledger, made once."""
        return Lexicon(self.ledger)

    @cached_property
    def own_text(self) -> OwnText:
        """What this program itself prints of the case, by which it knows its own sentences again."""
        return own_text(self.submission, self.ledger)


def open_case(path: Path) -> Case:
    """Load a submission, compute its figures, find what is noteworthy."""
    submission = load_submission(path)
    supplied = Supplied(str(path.absolute()), path.suffix.lower(), path.read_bytes())
    return case_of(submission, load_standard(submission.standard, path.parent), supplied)


def case_of(
    submission: Submission, standard: Standard, supplied: Supplied, waivers: tuple[Waiver, ...] = (),
    layout: Layout = USUAL,
) -> Case:  # fmt: skip
    """Compute the figures of a submission and find what is noteworthy."""
    ledger = compute(submission, standard)
    return Case(submission, replace(ledger, findings=find(submission, ledger)), waivers, supplied, layout)


def inputs_of(case: Case) -> Inputs:
    """What the history keeps of a case, so that it can be opened again without the file."""
    try:
        running = version("ziping")
    except PackageNotFoundError:
        running = "unknown"
    return Inputs(
        path=case.supplied.path,
        file=case.submission.file,
        suffix=case.supplied.suffix,
        submission=case.supplied.data,
        standard=standard_json(case.ledger.standard),
        waivers=waivers_json(case.waivers),
        standard_id=case.ledger.standard.id,
        facts_hash=sha256(facts_json(case.submission)).hexdigest(),
        version=running,
        template=case.layout.template,
        contents=case.layout.contents,
    )


def verify(case: Case, path: Path) -> tuple[Reading, list[Diagnostic]]:
    """Read a report and say what is wrong with its numbers. Raises DocumentError where it says nothing at all."""
    document = load_document(path)
    if not document.text.strip():
        raise DocumentError(f"{path}：没有可校验的文字；请检查是不是空文件，或内容全是图片")
    return gate.examine(case.own_text.recognised(document), case.ledger, case.lexicon)


def gate_of(case: Case) -> Callable[[Document], list[Diagnostic]]:
    """The gate over the ledger of a case, with its waivers."""

    def judged(document: Document) -> list[Diagnostic]:
        found = gate.check(case.own_text.recognised(document), case.ledger, case.lexicon)
        return waive(document.text, found, case.waivers)[0]

    return judged
