"""The files of a report: composed from its sections, checked as a stranger would read them, written, recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import SectionName
from assistant.domain.draft import Section
from assistant.domain.layout import USUAL, Layout
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
    from assistant.rendering.pdf import Printed

RECORD = "report.record.json"
REPORT_FILES = ("report.md", "report.html", "report.docx", "report.xlsx", RECORD)
PDF = "report.pdf"


@dataclass(frozen=True)
class Drafted:
    """The outcome of a draft: sections with their attempts, and the files, or the diagnostics that stopped them.

    `gaps`: where the first of the files has places that the unit has still to fill in. `unused`: the waivers that
    fit no diagnostic.
    """

    sections: Mapping[SectionName, Section]
    refused: tuple[SectionName, ...]
    files: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    gaps: tuple[Gap, ...] = ()
    unused: tuple[Waiver, ...] = ()

    @property
    def told(self) -> tuple[Diagnostic, ...]:
        """The diagnostics of the whole report, and of the sections that were refused."""
        refused = (item for name in self.refused for item in self.sections[name].last.diagnostics)
        return (*self.diagnostics, *refused)


def publish(case: Case, folder: Folder, sections: Mapping[SectionName, Section]) -> Drafted:
    """The report of sections, written and recorded; nothing where one of them is refused."""
    result = write_report(case, folder, sections, folder.history.records())
    if result.files:
        folder.history.supply(inputs_of(case))
        numbers = {name.value: section.last.number for name, section in sections.items()}
        folder.history.publish(numbers, hashes(result.files), inputs_of(case))
    return result


def hashes(files: Iterable[Path]) -> dict[str, str]:
    """The SHA-256 of each file, by its name."""
    return {file.name: digest(file.read_bytes()) for file in files}


def write_report(
    case: Case, folder: Folder, sections: Mapping[SectionName, Section], records: Sequence[Record]
) -> Drafted:
    """The files of a report, unless a section is refused or the whole does not pass the gate.

    `records` are those of the history before this report: the review page shows every attempt among them.
    """
    refused = tuple(name for name, section in sections.items() if not section.accepted)
    if refused:
        _withdraw(folder)
        return Drafted(sections, refused)
    report = compose(case.submission, case.ledger, {name: section.last for name, section in sections.items()})
    return _write(case, folder, sections, report, records)


def _write(
    case: Case,
    folder: Folder,
    sections: Mapping[SectionName, Section],
    report: Report,
    records: Sequence[Record],
) -> Drafted:
    """Check the whole report as a stranger would read it, then write its files, with what was waived."""
    text = render_markdown(report)
    examined = examine(read_text(text, markdown=True), case)
    if examined.refused:
        _withdraw(folder)
        return Drafted(sections, (), (), examined.diagnostics)
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
    if not folder.holds("report.docx", contents["report.docx"]):
        folder.withdraw(PDF)  # it shows another report
    files = tuple(folder.write_report(name, data) for name, data in contents.items())
    return Drafted(sections, (), files, examined.diagnostics, tuple(gaps(report)))


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
