"""The files of a report: composed from its sections, checked as a stranger would read them, written, recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import SectionName
from assistant.domain.draft import Section
from assistant.domain.layout import USUAL, Layout
from assistant.domain.place import Places
from assistant.domain.records import Record, digest
from assistant.domain.report import Gap, Report
from assistant.domain.waiver import Waiver
from assistant.drafting.outline.report import compose, waiver_notes
from assistant.errors import InputError
from assistant.history.folder import Folder
from assistant.loading.documents.text import read_text
from assistant.rendering.form_workbook import render_form
from assistant.rendering.html import render_html
from assistant.rendering.markdown import gaps, render_markdown
from assistant.settings.environment import environment
from assistant.workflow.margin import margin_of
from assistant.workflow.opening import Case, inputs_of
from assistant.workflow.record import make_record
from assistant.workflow.verification import examine

if TYPE_CHECKING:
    from assistant.rendering.pdf import PdfOutcome

RECORD = "report.record.json"
REPORT_FILES = ("report.md", "report.html", "report.docx", "report.xlsx", RECORD)
PDF = "report.pdf"
REPORT_SET = (*REPORT_FILES, PDF)


@dataclass(frozen=True)
class Drafted:
    """The outcome of a draft: sections with their attempts, and the files, or the diagnostics that stopped them.

    `gaps`: where the first of the files has places that the unit has still to fill in. `unused`: the waivers that
    fit no diagnostic. `decided`: what was refused is what people decided on, and nothing was written for it. `printed`:
    what came of printing the PDF, where one was asked for. `places`: where the diagnostics of a refused report stand.
    """

    sections: Mapping[SectionName, Section]
    refused: tuple[SectionName, ...]
    files: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    gaps: tuple[Gap, ...] = ()
    unused: tuple[Waiver, ...] = ()
    decided: bool = False
    printed: PdfOutcome | None = None
    places: Places | None = None

    @property
    def told(self) -> tuple[Diagnostic, ...]:
        """The diagnostics of the whole report, and of the sections that were refused."""
        refused = (item for name in self.refused for item in self.sections[name].last.diagnostics)
        return (*self.diagnostics, *refused)


@dataclass(frozen=True)
class Composed:
    """The files of a report before they are written; none where it is refused."""

    refused: tuple[SectionName, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()
    places: Places | None = None

    def hashes(self) -> dict[str, str]:
        """The SHA-256 of each file, by its name."""
        return {name: digest(data) for name, data in self.files.items()}


def publish(
    case: Case, folder: Folder, sections: Mapping[SectionName, Section], pdf: bool = False
) -> Drafted:
    """The report of sections, written and recorded; where it is refused, the one that stands is withdrawn."""
    composed = compose_files(case, sections, folder.history.sound())
    if not composed.files:
        folder.withdraw(REPORT_SET)
        return Drafted(sections, composed.refused, (), composed.diagnostics, places=composed.places)
    printed = _printed(composed.files["report.docx"]) if pdf else None
    files = dict(composed.files)
    if printed is not None and printed.data:
        files[PDF] = printed.data
    numbers = {name.value: section.last.number for name, section in sections.items()}
    written = folder.publish(files, {PDF: "report.docx"}, numbers, inputs_of(case))
    return Drafted(sections, (), written, composed.diagnostics, composed.gaps, printed=printed)


def compose_files(case: Case, sections: Mapping[SectionName, Section], records: Sequence[Record]) -> Composed:
    """The files of a report, unless a section is refused or the whole does not pass the gate.

    `records` are those of the history before this report: the review page shows every attempt among them.
    """
    refused = tuple(name for name, section in sections.items() if not section.accepted)
    if refused:
        return Composed(refused)
    report = compose(case.submission, case.ledger, {name: section.last for name, section in sections.items()})
    return _checked(case, sections, report, records)


def _checked(
    case: Case, sections: Mapping[SectionName, Section], report: Report, records: Sequence[Record]
) -> Composed:
    """Check the whole report as a stranger would read it, then make its files, with what was waived."""
    text = render_markdown(report)
    examined = examine(read_text(text, markdown=True), case)
    if examined.refused:
        return Composed((), examined.diagnostics, places=examined.places)
    report = replace(report, notes=(*report.notes, *waiver_notes(text, examined.diagnostics)))
    text = render_markdown(report)
    beside = margin_of(case, sections, records, text, examined.diagnostics)
    contents = {
        "report.md": text.encode(),
        "report.html": render_html(report, case.ledger, beside).encode(),
        "report.docx": _docx(case, report),
        "report.xlsx": render_form(report, case.ledger, case.submission.prepared_on),
    }
    named = {name.value: section for name, section in sections.items()}
    contents[RECORD] = make_record(case, examined, contents, named, text)
    return Composed((), examined.diagnostics, contents, tuple(gaps(report)))


def layout_of(template: Path | None, contents: bool | None, before: Layout = USUAL) -> Layout:
    """The layout asked for; what is not said (None) stays as `before`. Raises InputError for an unusable template."""
    layout = before
    if template is not None:
        from assistant.loading.template import load_template
        from assistant.rendering.docx.template import check_template

        data = load_template(template)
        try:
            check_template(data)
        except InputError as error:
            raise InputError(f"{template}：{error}") from None
        layout = replace(layout, template=data)
    return layout if contents is None else replace(layout, contents=contents)


def own_template() -> bytes:
    """The template that this program uses, for an office to change."""
    from assistant.rendering.docx.default_template import default_template

    return default_template()


def _docx(case: Case, report: Report) -> bytes:
    from assistant.rendering.docx.report import render_docx

    return render_docx(report, case.submission.prepared_on, case.layout.template, case.layout.contents)


def _printed(docx: bytes) -> PdfOutcome:
    """The .docx as PDF, before anything is written. Only for a person: its bytes differ from run to run."""
    from assistant.rendering.pdf import print_pdf

    return print_pdf(docx, environment())
