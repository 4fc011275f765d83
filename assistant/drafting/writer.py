"""The drafting loop of one section: ask, clean, fill, let the gate decide, send back at most twice."""

from __future__ import annotations

from collections.abc import Callable

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import Document, SectionName, section_document
from assistant.domain.draft import Answer, Attempt, Message, Reply, Section, Writer
from assistant.domain.ledger import Ledger
from assistant.domain.report import runs_text
from assistant.drafting.reply import clean
from assistant.drafting.revision import keep_faultless, revision_messages
from assistant.drafting.slots import fill, marks_of

MAX_REVISIONS = 2

Gate = Callable[[Document], list[Diagnostic]]
Ask = Callable[[tuple[Message, ...]], Reply]
Keep = Callable[[Attempt], None]


def judge(
    answer: Answer, ledger: Ledger, gate: Gate, previous: Attempt | None = None, kept: str | None = None
) -> Attempt:
    """An answer as an attempt, with what the gate says of it.

    Of a revision of `previous` only what replaces a fault is taken; see `keep_faultless`. `kept` is the draft that was
    once taken of this answer, where it is judged again later.
    """
    cleaned = clean(answer.reply)
    draft = cleaned.draft if kept is None else kept
    if previous is not None and draft and cleaned.complete:
        draft = keep_faultless(previous, draft, ledger)
    runs = fill(draft, ledger)
    document = section_document(runs_text(runs), answer.section, marks_of(runs), cleaned.complete)
    return Attempt(
        section=answer.section,
        number=answer.number,
        writer=answer.writer,
        messages=answer.messages,
        reply=answer.reply,
        draft=draft,
        text=document.text,
        marks=document.marks,
        diagnostics=tuple(gate(document)),
    )


def write_section(
    section: SectionName, messages: tuple[Message, ...], ledger: Ledger, ask: Ask, gate: Gate, keep: Keep
) -> Section:
    """Ask a model for a section. A refused reply goes back with its diagnostics, at most twice.

    A revision with more faults than the draft it answers ends the loop: the model has lost its way, and another
    call would only cost. Every attempt is handed to `keep` as soon as it is judged, so that nothing paid for is
    lost. Raises ModelError where the endpoint fails.
    """
    attempts: list[Attempt] = []
    while len(attempts) <= MAX_REVISIONS:
        previous = attempts[-1] if attempts else None
        answer = Answer(section, len(attempts) + 1, Writer.MODEL, messages, ask(messages))
        attempt = judge(answer, ledger, gate, previous)
        keep(attempt)
        attempts.append(attempt)
        worse = previous is not None and attempt.faults > previous.faults
        if attempt.accepted or worse or attempt.reply.given_up:
            break
        messages = revision_messages(attempt, ledger)
    return Section(section, tuple(attempts))
