"""The order of the stages, told once: load → compute → find → write → fill → check → render."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from assistant.calculator.compute import compute
from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import Document, SectionName
from assistant.domain.draft import Attempt, Message, Reply, Section, Writer
from assistant.domain.facts import Submission
from assistant.domain.ledger import Ledger
from assistant.domain.report import Report
from assistant.domain.standard import Standard
from assistant.domain.waiver import Waiver, waive
from assistant.drafting.offline import write_offline
from assistant.drafting.outline.report import compose, waiver_notes
from assistant.drafting.prompts import section_messages
from assistant.drafting.reply import END_MARK
from assistant.drafting.writer import judge, write_section
from assistant.errors import HistoryError, InputError
from assistant.findings.registry import find
from assistant.history.folder import Folder
from assistant.history.history import Inputs
from assistant.history.records import Record, attempt_of, chosen, digest, locked
from assistant.loading.documents.reader import load_document
from assistant.loading.documents.text import read_text
from assistant.loading.kept import facts_json, standard_json, waivers_json
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
class Supplied:
    """The submission as a file: where it stands and what it holds."""

    path: str
    suffix: str
    data: bytes


@dataclass(frozen=True)
class Case:
    """One unit and year: what it supplied, everything that follows from it, and what somebody waived."""

    submission: Submission
    ledger: Ledger
    waivers: tuple[Waiver, ...] = ()
    supplied: Supplied = Supplied("", ".json", b"")


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
    supplied = Supplied(str(path.absolute()), path.suffix.lower(), path.read_bytes())
    return case_of(submission, load_standard(submission.standard, path.parent), supplied)


def case_of(
    submission: Submission, standard: Standard, supplied: Supplied, waivers: tuple[Waiver, ...] = ()
) -> Case:
    """Compute the figures of a submission and find what is noteworthy."""
    ledger = compute(submission, standard)
    return Case(submission, replace(ledger, findings=find(submission, ledger)), waivers, supplied)


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
    )


def notes_for(case: Case, section: SectionName) -> tuple[str, ...]:
    """What the unit says of itself for a section."""
    return tuple(getattr(case.submission.notes, section.value))


def messages_for(case: Case, section: SectionName) -> tuple[Message, ...]:
    """The exact messages a model gets for a section."""
    return section_messages(section, case.ledger, notes_for(case, section))


def judge_reply(
    case: Case, section: SectionName, text: str, number: int = 1, messages: tuple[Message, ...] | None = None
) -> Attempt:
    """What the gate says of a reply that came by other ways than an endpoint."""
    asked = messages_for(case, section) if messages is None else messages
    return judge(section, number, Writer.FILE, asked, Reply(text), case.ledger, gate_of(case))


def draft_offline(case: Case, section: SectionName) -> Attempt:
    """A section by the offline writer, held to the same gate."""
    text = write_offline(section, case.ledger, notes_for(case, section))
    reply = Reply(f"{text}\n{END_MARK}", model="offline")
    return judge(section, 1, Writer.OFFLINE, (), reply, case.ledger, gate_of(case))


def keeper(case: Case, folder: Folder, tell: Tell, note: str = "") -> Callable[[Attempt], Attempt]:
    """What records an attempt, tells it, and gives it back with its number in the history."""
    inputs = inputs_of(case)
    folder.history.supply(inputs)

    def keep(attempt: Attempt) -> Attempt:
        try:
            kept = replace(attempt, number=folder.history.keep(attempt, inputs, note))
        except HistoryError as error:
            if attempt.writer is not Writer.MODEL:
                raise
            place = folder.set_down(attempt.section.value, attempt.reply.text)
            raise HistoryError(f"{error}。模型的回复没有丢，存在 {place}，可用 --reply 交回") from None
        tell(kept)
        return kept

    return keep


def write_kept(
    case: Case,
    section: SectionName,
    ask: Ask,
    messages: tuple[Message, ...],
    keep: Callable[[Attempt], Attempt],
) -> Section:
    """A section by the model; its attempts with their numbers in the history."""
    kept: list[Attempt] = []
    write_section(
        section, messages, case.ledger, ask, gate_of(case), lambda attempt: kept.append(keep(attempt))
    )
    return Section(section, tuple(kept))


def draft_section(
    case: Case, section: SectionName, folder: Folder, ask: Ask | None, reply: str | None, tell: Tell
) -> Section:
    """One section: from a reply file, from the model, or by the offline writer. Every attempt is kept and told.

    A locked section stays as it is; where the gate now refuses it, it comes back refused.
    """
    records = folder.history.records()
    if locked(records, section.value):
        refuse_locked(folder, [section] if reply is not None else [])
        attempt = kept_attempt(case, attempt_of(records, section.value, chosen(records, section.value)))
        tell(attempt)
        return Section(section, (attempt,))
    keep = keeper(case, folder, tell)
    if reply is None and ask is not None:
        return write_kept(case, section, ask, messages_for(case, section), keep)
    attempt = draft_offline(case, section) if reply is None else judge_reply(case, section, reply)
    return Section(section, (keep(attempt),))


def refuse_locked(folder: Folder, sections: Iterable[SectionName]) -> None:
    """Raise InputError where one of the sections is locked, naming who locked it."""
    records = folder.history.records()
    for section in sections:
        holder = locked(records, section.value)
        if holder:
            raise InputError(
                f"“{section.chinese}”已由{holder}锁定；先 ziping unlock {folder.path} {section.value}"
            )


def kept_attempt(case: Case, record: Record) -> Attempt:
    """An attempt of the history, filled and judged again over the facts of this case."""
    pairs = record.part("messages", list)
    if not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
        raise HistoryError(f"历史第{record.position}条的提示词读不出来")
    messages = tuple(Message(str(role), str(content)) for role, content in pairs)
    reply = Reply(
        text=record.part("reply", str), finish_reason=record.part("finish_reason", str), model=record.model,
        prompt_tokens=record.prompt_tokens, reply_tokens=record.reply_tokens, endpoint=record.endpoint,
    )  # fmt: skip
    try:
        name, writer = SectionName(record.section), Writer(record.writer)
    except ValueError:
        raise HistoryError(f"历史第{record.position}条的章节或写作方式不认识") from None
    draft = record.part("draft", str)
    return judge(name, record.number, writer, messages, reply, case.ledger, gate_of(case), kept=draft)


def draft(
    case: Case,
    folder: Folder,
    ask: Ask | None,
    replies: Mapping[SectionName, str],
    offline_on_refusal: bool,
    tell: Tell,
) -> Drafted:
    """All sections, then the report; where a section stays refused, no report."""
    refuse_locked(folder, replies)
    sections: dict[SectionName, Section] = {}
    for name in SectionName:
        section = draft_section(case, name, folder, ask, replies.get(name), tell)
        if not section.accepted and offline_on_refusal and not locked(folder.history.records(), name.value):
            fallback = keeper(case, folder, tell)(draft_offline(case, name))
            section = Section(name, (*section.attempts, fallback))
        sections[name] = section
    return publish(case, folder, sections)


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


def gate_of(case: Case) -> Callable[[Document], list[Diagnostic]]:
    """The gate over the ledger of a case, with its waivers."""
    return lambda document: waive(document.text, gate.check(document, case.ledger), case.waivers)[0]
