"""`ziping history` and `ziping diff`: the versions of the sections, and two of them compared by sentence."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from assistant.cli.output_folder import folder_at
from assistant.cli.telling import say
from assistant.cli.terminal import own_paint, print_json
from assistant.domain.document import SectionName
from assistant.domain.draft import Writer
from assistant.domain.printable import one_line
from assistant.domain.records import Record, RecordKind, attempt_of, broken_at, chosen, last_attempt, locked
from assistant.errors import HistoryError
from assistant.settings.office import wants_colour

HEADS = ("章节", "稿号", "写作", "模型", "结论", "经手人", "时间（UTC）", "状态", "意见")
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+")
_COLOURS = {"-": "\x1b[31m", "+": "\x1b[32m", " ": ""}


def rows(records: Sequence[Record]) -> list[tuple[str, ...]]:
    """One row an attempt, as HEADS says."""
    found = []
    for record in records:
        if record.kind == RecordKind.ATTEMPT:
            verdict = "通过" if record.passed else f"退回（{len(record.data.get('diagnostics', []))}项诊断）"
            row = (
                record.section,
                str(record.number),
                Writer(record.writer).chinese,
                record.model,
                verdict,
                record.who,
                record.at[:19].replace("T", " "),
                state(records, record),
                record.note,
            )
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
    with own_paint():
        Console().print(table)


def as_json(records: Sequence[Record]) -> dict[str, object]:
    """The history for programs: attempts with their texts, decisions, and the end of the chain."""
    attempts: list[dict[str, object]] = []
    decisions: list[dict[str, object]] = []
    for record in records:
        signed: dict[str, object] = {
            "position": record.position,
            "section": record.section,
            "attempt": record.number,
            "note": record.note,
            "who": record.who,
            "at": record.at,
            "hash": record.hash,
        }
        if record.kind == RecordKind.ATTEMPT:
            attempts.append(signed | _attempt(records, record))
        elif record.kind in (RecordKind.ACCEPT, RecordKind.LOCK, RecordKind.UNLOCK, RecordKind.ANEW):
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
    names = (
        "writer",
        "endpoint",
        "model",
        "verdict",
        "prompt_hash",
        "facts_hash",
        "standard",
        "standard_hash",
        "version",
        "prompt_tokens",
        "reply_tokens",
    )
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
        with own_paint():  # the line itself has been made printable
            print(f"{_COLOURS[sign]}{line}\x1b[0m" if colour and sign != " " else line)


def history(path: Path, format: str, check: bool, url: str) -> int:
    """List the versions; with `check` 1 where the chain is broken."""
    folder = folder_at(path, url)
    records = folder.history.records()
    if not check:
        if format == "json":
            print_json(as_json(records), 1)
        else:
            show(records)
        return 0
    fault = broken_at(records, folder.history.inputs(records))
    head = records[-1].hash if records else ""
    if format == "json":
        print_json({"records": len(records), "head": head, "fault": fault or None})
    elif fault:
        print(f"校验链断了：{one_line(fault)}")
    else:
        print(f"校验链完整：共{len(records)}条，末条摘要 {head}")
    return 1 if fault else 0


def diff(path: Path, section: str, old: int, new: int, url: str) -> int:
    """Print two versions of a section by sentence."""
    folder, name = folder_at(path, url), SectionName(section)
    records = folder.history.records()
    last = last_attempt(records, section)
    if last is None:
        raise HistoryError(f"“{name.chinese}”还没有稿")
    after = attempt_of(records, section, new) if new else last
    before = attempt_of(records, section, old or chosen(records, section) or max(1, after.number - 1))
    print(f"“{name.chinese}”第{before.number}稿 → 第{after.number}稿")
    if before.number == after.number:
        say("两稿是同一稿；可写明稿号：ziping diff 文件夹 章节 旧稿号 新稿号")
    texts = before.part("text", str), after.part("text", str)
    show_difference(*texts, colour_wanted())
    return 0


def colour_wanted() -> bool:
    """Whether differences are shown in colour."""
    return sys.stdout.isatty() and wants_colour()
