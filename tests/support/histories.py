"""What tests write into a history, and whether it is whole."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.domain.document import SectionName
from assistant.domain.records import broken_at
from assistant.history.history import History
from assistant.workflow import attempts
from assistant.workflow.opening import Case, inputs_of

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOSTILE = "'); DROP TABLE ziping_records; --\0\ud800"


def add(case: Case, history: History, note: str = "") -> int:
    """Keep another version of a section; gives its number."""
    attempt = attempts.draft_offline(case, SectionName.SUGGESTIONS)
    return history.keep(attempt, inputs_of(case), note)


def fault(history: History) -> str:
    """What is wrong with the chain of a history; nothing where it is whole."""
    records = history.records()
    return broken_at(records, history.inputs(records))
