"""What a repeated draft owes to those who worked on a section before: people's decisions, and what was paid for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain.draft import Message, Writer
from assistant.domain.records import Record, RecordKind, canonical, chosen, signed


@dataclass(frozen=True)
class Decision:
    """What a person last decided on a section: `record` says who and when, `number` which attempt."""

    record: Record

    @property
    def number(self) -> int:
        return self.record.number

    @property
    def locks(self) -> bool:
        return self.record.kind == RecordKind.LOCK

    @property
    def chinese(self) -> str:
        """第2稿由李某于2026-03-01 12:00（UTC）采用"""
        verb = {RecordKind.ACCEPT.value: "采用", RecordKind.LOCK.value: "锁定"}.get(self.record.kind, "修改")
        return f"第{self.number}稿由{signed(self.record)}{verb}"


def decision(records: Iterable[Record], section: str) -> Decision | None:
    """What holds of a person's decisions: a lock, or else what was accepted or edited last.

    A passed edit is a decision though nobody accepted it: they are a person's words. Unlocking ends a lock, and having
    the section drafted anew ends everything.
    """
    lock: Record | None = None
    last: Record | None = None
    for record in records:
        if record.section != section:
            continue
        if record.kind == RecordKind.LOCK:
            lock = record
        elif record.kind == RecordKind.UNLOCK:
            lock = None
        elif record.kind == RecordKind.ANEW:
            lock = last = None
        elif record.kind == RecordKind.ACCEPT or (record.writer == Writer.EDITOR and record.passed):
            last = record
    held = lock or last
    return Decision(held) if held else None


def refused_words(records: Iterable[Record], section: str) -> Record | None:
    """A person's edit that was refused, if it is the last that people did to the section."""
    words: Record | None = None
    for record in records:
        if record.section != section:
            continue
        if record.writer == Writer.EDITOR:
            words = None if record.passed else record
        elif record.kind in (RecordKind.ACCEPT, RecordKind.LOCK, RecordKind.ANEW):
            words = None
    return words


def paid_before(
    records: Sequence[Record], section: str, messages: Sequence[Message], facts_hash: str
) -> Record | None:
    """A passed reply to the same prompt over the same facts, from a model or a file; the one that stands before the last.

    An attempt that was asked for with a reviewer's note counts only where it stands in the report.
    """
    today = [[item.role, item.content] for item in messages]
    standing = chosen(records, section)
    found = [
        record
        for record in records
        if record.section == section
        and record.passed
        and record.writer in (Writer.MODEL, Writer.FILE)
        and record.facts_hash == facts_hash
        and (not record.note or record.number == standing)
        and canonical(record.part("messages", list)[: len(today)]) == canonical(today)
    ]
    return next((record for record in found if record.number == standing), found[-1] if found else None)
