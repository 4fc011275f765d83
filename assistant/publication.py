"""The files of a report: composed from its sections, checked as a stranger would read them, written, recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.case import Case, gate_of, inputs_of
from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import SectionName
from assistant.domain.draft import Section
from assistant.domain.report import Report
from assistant.drafting.outline.report import compose, waiver_notes
from assistant.history.folder import Folder
from assistant.history.records import digest
from assistant.loading.documents.text import read_text
from assistant.rendering.html import render_html
from assistant.rendering.markdown import render_markdown
from assistant.settings import environment
from validators import gate

if TYPE_CHECKING:
    from assistant.rendering.pdf import Printed

REPORT_FILES = ("report.md", "report.html", "report.docx")
PDF = "report.pdf"


@dataclass(frozen=True)
class Drafted:
    """The outcome of a draft: sections with their attempts, and the files, or the diagnostics that stopped them."""

    sections: Mapping[SectionName, Section]
    refused: tuple[SectionName, ...]
    files: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def publish(case: Case, folder: Folder, sections: Mapping[SectionName, Section]) -> Drafted:
    """The report of sections, written and recorded; nothing where one of them is refused."""
    result = write_report(case, folder, sections)
    if result.files:
        folder.history.supply(inputs_of(case))
        numbers = {name.value: section.last.number for name, section in sections.items()}
        folder.history.publish(numbers, hashes(result.files), inputs_of(case))
    return result


def hashes(files: Iterable[Path]) -> dict[str, str]:
    """The SHA-256 of each file, by its name."""
    return {file.name: digest(file.read_bytes()) for file in files}


def write_report(case: Case, folder: Folder, sections: Mapping[SectionName, Section]) -> Drafted:
    """The files of a report, unless a section is refused or the whole does not pass the gate."""
    refused = tuple(name for name, section in sections.items() if not section.accepted)
    if refused:
        _withdraw(folder)
        return Drafted(sections, refused)
    report = compose(case.submission, case.ledger, {name: section.last for name, section in sections.items()})
    return _write(case, folder, sections, report)


def _write(case: Case, folder: Folder, sections: Mapping[SectionName, Section], report: Report) -> Drafted:
    """Check the whole report as a stranger would read it, then write its files, with what was waived."""
    text = render_markdown(report)
    diagnostics = tuple(gate_of(case)(read_text(text, markdown=True)))
    report = replace(report, notes=(*report.notes, *waiver_notes(text, diagnostics)))
    text = render_markdown(report)
    if gate.refuses([item for item in diagnostics if item.waived is None]):
        _withdraw(folder)
        return Drafted(sections, (), (), diagnostics)
    contents = {
        "report.md": text.encode(),
        "report.html": render_html(report, case.ledger).encode(),
        "report.docx": _docx(case, report),
    }
    if not folder.holds("report.docx", contents["report.docx"]):
        folder.withdraw(PDF)  # it shows another report
    files = tuple(folder.write_report(name, data) for name, data in contents.items())
    return Drafted(sections, (), files, diagnostics)


def _docx(case: Case, report: Report) -> bytes:
    from assistant.rendering.docx.report import render_docx

    return render_docx(report, case.submission.prepared_on, case.layout.template, case.layout.contents)


def write_pdf(folder: Folder) -> Printed:
    """Print the .docx of a folder as report.pdf beside it; what came of it. Only for a person: it is not compared."""
    from assistant.rendering.pdf import print_pdf

    printed = print_pdf((folder.path / "report.docx").read_bytes(), environment())
    if printed.data:
        folder.write_report(PDF, printed.data)
    return printed


def _withdraw(folder: Folder) -> None:
    """A refused run leaves no report that looks complete."""
    for name in (*REPORT_FILES, PDF):
        folder.withdraw(name)
