"""The order of the stages, told once: load → compute → find → write → fill → check → render."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.calculator.compute import compute
from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import Document, SectionName
from assistant.domain.draft import Attempt, Message, Reply, Section, Writer
from assistant.domain.facts import Submission
from assistant.domain.ledger import Ledger
from assistant.domain.report import Report
from assistant.domain.waiver import Waiver, waive
from assistant.drafting.offline import write_offline
from assistant.drafting.outline.report import compose, waiver_notes
from assistant.drafting.prompts import section_messages
from assistant.drafting.reply import END_MARK
from assistant.drafting.writer import judge, write_section
from assistant.findings.registry import find
from assistant.history.attempts import Folder
from assistant.loading.documents import load_document, read_text
from assistant.loading.standards import load_standard
from assistant.loading.submission import load_submission
from assistant.rendering.docx import render_docx
from assistant.rendering.html import render_html
from assistant.rendering.markdown import render_markdown
from validators import gate
from validators.reading import Reading

REPORT_FILES = ("report.md", "report.html", "report.docx")

Ask = Callable[[tuple[Message, ...]], Reply]
Tell = Callable[[Attempt], None]


@dataclass(frozen=True)
class Case:
    """One unit and year: what it supplied, everything that follows from it, and what somebody waived."""

    submission: Submission
    ledger: Ledger
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True)
class Drafted:
    """The outcome of a draft: sections with their attempts, and the files, or the diagnostics that stopped them."""

    sections: Mapping[SectionName, Section]
    refused: tuple[SectionName, ...]
    files: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def open_case(path: Path) -> Case:
    """Load a submission, compute its figures, find what is noteworthy."""
    submission = load_submission(path)
    ledger = compute(submission, load_standard(submission.standard, path.parent))
    return Case(submission, replace(ledger, findings=find(submission, ledger)))


def notes_for(case: Case, section: SectionName) -> tuple[str, ...]:
    """What the unit says of itself for a section."""
    return tuple(getattr(case.submission.notes, section.value))


def messages_for(case: Case, section: SectionName) -> tuple[Message, ...]:
    """The exact messages a model gets for a section."""
    return section_messages(section, case.ledger, notes_for(case, section))


def judge_reply(case: Case, section: SectionName, text: str, number: int = 1) -> Attempt:
    """What the gate says of a reply that came by other ways than an endpoint."""
    return judge(
        section, number, Writer.FILE, messages_for(case, section), Reply(text), case.ledger, _gate(case)
    )


def draft_offline(case: Case, section: SectionName) -> Attempt:
    """A section by the offline writer, held to the same gate."""
    text = write_offline(section, case.ledger, notes_for(case, section))
    reply = Reply(f"{text}\n{END_MARK}", model="offline")
    return judge(section, 1, Writer.OFFLINE, (), reply, case.ledger, _gate(case))


def draft_section(
    case: Case, section: SectionName, folder: Folder, ask: Ask | None, reply: str | None, tell: Tell
) -> Section:
    """One section: from a reply file, from the model, or by the offline writer. Every attempt is kept and told."""

    def keep(attempt: Attempt) -> None:
        folder.keep(attempt)
        tell(attempt)

    if reply is None and ask is not None:
        return write_section(section, messages_for(case, section), case.ledger, ask, _gate(case), keep)
    attempt = draft_offline(case, section) if reply is None else judge_reply(case, section, reply)
    keep(attempt)
    return Section(section, (attempt,))


def draft(
    case: Case,
    folder: Folder,
    ask: Ask | None,
    replies: Mapping[SectionName, str],
    offline_on_refusal: bool,
    tell: Tell,
) -> Drafted:
    """All sections, then the report; where a section stays refused, no report."""
    sections: dict[SectionName, Section] = {}
    for name in SectionName:
        section = draft_section(case, name, folder, ask, replies.get(name), tell)
        if not section.accepted and offline_on_refusal:
            fallback = draft_offline(case, name)
            folder.keep(fallback)
            tell(fallback)
            section = Section(name, (*section.attempts, fallback))
        sections[name] = section
    refused = tuple(name for name, section in sections.items() if not section.accepted)
    if refused:
        _withdraw(folder)
        return Drafted(sections, refused)
    report = compose(case.submission, case.ledger, {name: section.last for name, section in sections.items()})
    return _publish(case, folder, sections, report)


def _publish(case: Case, folder: Folder, sections: Mapping[SectionName, Section], report: Report) -> Drafted:
    """Check the whole report as a stranger would read it, then write its files, with what was waived."""
    text = render_markdown(report)
    diagnostics = tuple(_gate(case)(read_text(text, markdown=True)))
    report = replace(report, notes=(*report.notes, *waiver_notes(text, diagnostics)))
    text = render_markdown(report)
    if gate.refuses([item for item in diagnostics if item.waived is None]):
        _withdraw(folder)
        return Drafted(sections, (), (), diagnostics)
    contents = {
        "report.md": text.encode(),
        "report.html": render_html(report, case.ledger).encode(),
        "report.docx": render_docx(report, case.submission.prepared_on),
    }
    files = tuple(folder.write_report(name, data) for name, data in contents.items())
    return Drafted(sections, (), files, diagnostics)


def _withdraw(folder: Folder) -> None:
    """A refused run leaves no report that looks complete."""
    for name in REPORT_FILES:
        folder.withdraw(name)


def verify(case: Case, path: Path) -> tuple[Reading, list[Diagnostic]]:
    """Read a report and say what is wrong with its numbers."""
    return gate.examine(load_document(path), case.ledger)


def _gate(case: Case) -> Callable[[Document], list[Diagnostic]]:
    return lambda document: waive(document.text, gate.check(document, case.ledger), case.waivers)[0]
