"""How versions are shown: the list of attempts, and two texts by sentence."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from assistant.domain.document import SectionName
from assistant.domain.draft import Writer
from assistant.domain.printable import printable
from assistant.history.records import Kind, Record, chosen, locked

HEADS = ("章节", "稿号", "写作", "模型", "结论", "经手人", "时间（UTC）", "状态", "意见")
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+")
_COLOURS = {"-": "\x1b[31m", "+": "\x1b[32m", " ": ""}


def one_line(text: str) -> str:
    """Text of anybody's on one line, with nothing in it that acts on a terminal."""
    return " ".join(printable(text).split())


def rows(records: Sequence[Record]) -> list[tuple[str, ...]]:
    """One row an attempt, as HEADS says."""
    found = []
    for record in records:
        if record.kind == Kind.ATTEMPT:
            verdict = "通过" if record.passed else f"退回（{len(record.data.get('diagnostics', []))}项诊断）"
            row = (record.section, str(record.number), Writer(record.writer).chinese, record.model, verdict,
                   record.who, record.at[:19].replace("T", " "), state(records, record), record.note)  # fmt: skip
            found.append(tuple(one_line(text) for text in row))
    return found


def state(records: Sequence[Record], record: Record) -> str:
    """Whether an attempt stands in the report, and who locked it."""
    if chosen(records, record.section) != record.number:
        return ""
    holder = locked(records, record.section)
    return f"采用，已由{holder}锁定" if holder else "采用"


def show(records: Sequence[Record]) -> None:
    """Print the list: a table on a terminal, tabs elsewhere."""
    listed = rows(records)
    if not sys.stdout.isatty():
        for row in (HEADS, *listed):
            print("\t".join(row))
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(*HEADS)
    for row in listed:
        table.add_row(*(escape(text) for text in row))
    Console().print(table)


def as_json(records: Sequence[Record]) -> dict[str, object]:
    """The history for programs: attempts with their texts, decisions, and the end of the chain."""
    attempts: list[dict[str, object]] = []
    decisions: list[dict[str, object]] = []
    for record in records:
        signed: dict[str, object] = {
            "position": record.position, "section": record.section, "attempt": record.number,
            "note": record.note, "who": record.who, "at": record.at, "hash": record.hash,
        }  # fmt: skip
        if record.kind == Kind.ATTEMPT:
            attempts.append(signed | _attempt(records, record))
        elif record.kind in (Kind.ACCEPT, Kind.LOCK, Kind.UNLOCK):
            decisions.append(signed | {"decision": record.kind})
    locks = {name.value: locked(records, name.value) for name in SectionName}
    return {
        "attempts": attempts,
        "decisions": decisions,
        "locked": {name: holder for name, holder in locks.items() if holder},
        "records": len(records),
        "head": records[-1].hash if records else "",
    }


def _attempt(records: Sequence[Record], record: Record) -> dict[str, object]:
    names = ("writer", "endpoint", "model", "verdict", "prompt_hash", "facts_hash", "standard", "standard_hash",
             "version", "prompt_tokens", "reply_tokens")  # fmt: skip
    return {
        **{name: getattr(record, name) for name in names},
        "accepted": chosen(records, record.section) == record.number,
        "text": record.part("text", str),
        "diagnostics": record.part("diagnostics", list),
    }


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its mark; line ends stay with the sentence before."""
    return _SENTENCE.findall(text)


def compared(old: str, new: str) -> Iterable[tuple[str, str]]:
    """Each sentence with “ ” (in both), “-” (only in the old text) or “+” (only in the new one)."""
    before, after = sentences(old), sentences(new)
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from ((" ", item) for item in before[a:b])
            continue
        yield from (("-", item) for item in before[a:b])
        yield from (("+", item) for item in after[c:d])


def show_difference(old: str, new: str, colour: bool) -> None:
    """Print two texts by sentence, in colour where asked."""
    for sign, sentence in compared(old, new):
        line = f"{sign} {one_line(sentence)}"
        print(f"{_COLOURS[sign]}{line}\x1b[0m" if colour and sign != " " else line)
