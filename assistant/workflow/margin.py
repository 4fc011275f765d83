"""What the review page shows beside the report: diagnostics, worked lines, and the attempts that the history holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.calculator.worked import worked
from assistant.domain.diagnostic import Diagnostic, Waived
from assistant.domain.document import SectionName
from assistant.domain.draft import Section, Writer
from assistant.domain.records import Record, RecordKind
from assistant.domain.severity import Severity
from assistant.errors import HistoryError
from assistant.rendering.html import Review, Version
from assistant.workflow.opening import Case


def margin_of(
    case: Case,
    sections: Mapping[SectionName, Section],
    records: Sequence[Record],
    text: str,
    diagnostics: Sequence[Diagnostic],
) -> Review:
    """The review of a report whose Markdown is `text`; `records` are those before it, so that it can be made again.

    Raises HistoryError where a record cannot be read.
    """
    ledger = case.ledger
    lines = {
        figure.id: worked(figure, tuple(ledger[key] for key in figure.inputs)).line
        for figure in ledger.figures()
    }
    versions = {
        name: tuple(
            _version(record, section.last.number)
            for record in records
            if record.kind == RecordKind.ATTEMPT and record.section == name.value
        )
        for name, section in sections.items()
    }
    return Review(text, tuple(diagnostics), lines, versions, case.standing_errors)


def _version(record: Record, chosen: int) -> Version:
    try:
        writer = Writer(record.writer).chinese
        said = tuple(_diagnostic(row) for row in record.part("diagnostics", list))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise HistoryError(f"历史第{record.position}条的诊断或写作方式读不出来") from None
    return Version(
        number=record.number,
        writer=f"{writer} {record.model}" if record.writer == Writer.MODEL else writer,
        text=record.part("text", str),
        passed=record.passed,
        chosen=record.number == chosen,
        diagnostics=said,
        note=record.note,
    )


def _diagnostic(row: Mapping[str, object]) -> Diagnostic:
    """A diagnostic as `Diagnostic.as_json` kept it."""
    waived = row.get("waived")
    words = {name: str(row[name]) for name in ("code", "text", "message", "advice")}
    return Diagnostic(
        **words,
        severity=Severity(str(row["severity"])),
        start=int(str(row["start"])),
        end=int(str(row["end"])),
        waived=Waived(str(waived["reason"]), str(waived["by"] or "")) if isinstance(waived, dict) else None,
    )
