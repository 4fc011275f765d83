"""The drafting loop of one section: ask, clean, fill, let the gate decide, send back at most twice."""

from __future__ import annotations

from collections.abc import Callable

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import Document, SectionName, section_document
from assistant.domain.draft import Attempt, Message, Reply, Section, Writer
from assistant.domain.ledger import Ledger
from assistant.domain.report import runs_text
from assistant.domain.severity import Severity
from assistant.drafting.prompts import revision_messages
from assistant.drafting.reply import clean
from assistant.drafting.slots import fill, marks_of

MAX_REVISIONS = 2

Gate = Callable[[Document], list[Diagnostic]]
Ask = Callable[[tuple[Message, ...]], Reply]
Keep = Callable[[Attempt], None]


def judge(
    section: SectionName, number: int, writer: Writer, messages: tuple[Message, ...], reply: Reply,
    ledger: Ledger, gate: Gate,
) -> Attempt:  # fmt: skip
    """One reply as an attempt, with what the gate says of it."""
    cleaned = clean(reply)
    runs = fill(cleaned.draft, ledger)
    text = runs_text(runs)
    document = section_document(text, section, marks_of(runs), cleaned.complete)
    diagnostics = tuple(gate(document))
    accepted = not any(item.severity is Severity.ERROR and item.waived is None for item in diagnostics)
    return Attempt(
        section, number, writer, messages, reply, cleaned.draft, text, document.marks, diagnostics, accepted
    )


def write_section(
    section: SectionName, messages: tuple[Message, ...], ledger: Ledger, ask: Ask, gate: Gate, keep: Keep
) -> Section:
    """Ask a model for a section. A refused reply goes back with its diagnostics, at most twice.

    Every attempt is handed to `keep` as soon as it is judged, so that nothing paid for is lost. Raises
    ModelError where the endpoint fails.
    """
    attempts: list[Attempt] = []
    while len(attempts) <= MAX_REVISIONS:
        attempt = judge(section, len(attempts) + 1, Writer.MODEL, messages, ask(messages), ledger, gate)
        keep(attempt)
        attempts.append(attempt)
        if attempt.accepted or attempt.reply.given_up:
            break
        messages = revision_messages(attempt, ledger)
    return Section(section, tuple(attempts))
