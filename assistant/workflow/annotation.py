"""Annotation: a copy of a file in which what was found stands as comments at its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.finding import Finding
from assistant.domain.severity import Severity
from assistant.errors import Fault, InputError, SubmissionError
from assistant.loading.archive import WORKBOOKS
from assistant.loading.documents.encoding import read_report
from assistant.workflow.opening import Case

if TYPE_CHECKING:
    from assistant.rendering.problem_list import Ticks
    from assistant.workflow.verification import Examined

MOST = 2000  # comments: Word slows down beyond, and nobody reads them
_WORD = (".docx", ".docm")
_GRAVE = (Severity.ERROR, Severity.WARNING, Severity.INFO)


@dataclass(frozen=True)
class Annotated:
    """The copy, how many comments it holds, and how many diagnostics were too many for it."""

    data: bytes
    comments: int
    left: int


def report_suffix(path: Path) -> str:
    """Which kind of file the annotated copy of a report is."""
    suffix = path.suffix.lower()
    return suffix if suffix in _WORD else ".docx"


def annotated_report(path: Path, examined: Examined) -> Annotated:
    """A report with each diagnostic as a Word comment at its words; of a file that is no .docx, a .docx of its text."""
    from assistant.rendering.comments import WordComment, commented_docx, plain_docx

    document, found = examined.reading.document, examined.diagnostics
    if path.suffix.lower() in _WORD:
        data, main, stretches = read_report(path), document.word.main, document.word.stretches
    else:
        main = "word/document.xml"
        data, stretches = plain_docx(document.text)
    places = examined.places
    first = sorted(found, key=lambda item: (_GRAVE.index(item.severity), item.start))[:MOST]
    first.sort(key=lambda item: (item.start, item.end, item.code))
    remarks = [WordComment(item.start, item.end, _lines(item), places.of(item.start)) for item in first]
    return Annotated(commented_docx(data, main, stretches, remarks), len(remarks), len(found) - len(first))


def _lines(item: Diagnostic) -> tuple[str, ...]:
    head = f"{item.severity.chinese} {item.code} {item.message}"
    return tuple(filter(None, (head, item.remedy, item.waived.chinese if item.waived else "")))


def takes_comments(path: Path) -> bool:
    """Whether a submission is a workbook that can be copied with comments."""
    return path.suffix.lower() in WORKBOOKS


def earlier_ticks(out: Path) -> Ticks:
    """What was ticked off in the list of an earlier copy of ours. Raises InputError for a file that is no such copy, or one
    in which somebody worked: nothing of that may be lost."""
    from assistant.loading.workbook import read_data
    from assistant.rendering.annotated import own_copy

    try:
        earlier = own_copy(read_data(out))
    except SubmissionError:
        earlier = None
    if earlier is None:
        raise InputError(f"{out} 已存在，不是批注副本，没有改动；请换一个文件名")
    if earlier.changed:
        raise InputError(
            f"{out} 是批注副本，但其中填报的内容有人改过，没有覆盖；请把改动移到原文件，或换一个文件名"
        )
    return earlier.ticks


def annotated_workbook(path: Path, case: Case, ticks: Ticks) -> bytes:
    """A workbook with the findings as comments and in a list, and the figures on a sheet of their own."""
    from assistant.calculator.trace import live_formulas
    from assistant.loading.workbook import read_data
    from assistant.rendering.annotated import annotated_workbook

    ledger = case.ledger
    return annotated_workbook(read_data(path), ledger.findings, ledger.entries, live_formulas(ledger), ticks)


def annotated_faults(path: Path, faults: Sequence[Fault], ticks: Ticks) -> bytes:
    """A workbook with its faults as comments: what cannot be computed can still be pointed at."""
    from assistant.domain.source import Source
    from assistant.loading.workbook import read_data
    from assistant.rendering.annotated import annotated_workbook

    data, found = read_data(path), []  # a file that cannot be read at all ends here
    for fault in faults:
        sheet, _, cell = fault.place.removeprefix(path.as_posix()).strip().rpartition("!")
        source = Source("", 0, sheet, cell)
        found.append(
            Finding(
                code="填报",
                severity=Severity.ERROR,
                subject="",
                message=fault.message,
                advice=fault.remedy,
                figures=(),
                source=source,
            )
        )
    return annotated_workbook(data, found, {}, {}, ticks)
