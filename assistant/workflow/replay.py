"""A whole history as one file for the archives, and the report made again from it: same numbers, same replies, no model."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from assistant.domain.document import SectionName
from assistant.domain.draft import Section
from assistant.domain.records import Record, RecordKind, attempt_of, broken_at, canonical, last_submission
from assistant.errors import HistoryError, InputError
from assistant.history.folder import Folder
from assistant.workflow.attempts import kept_attempt, messages_for
from assistant.workflow.opening import Case, kept_case
from assistant.workflow.publication import REPORT_SET, Drafted, compose_files

FORMAT = "ziping-history-1"


@dataclass(frozen=True)
class Replayed:
    """A report made again from an exported history, and what differs from what was recorded."""

    drafted: Drafted
    differing: tuple[str, ...]
    other_prompts: tuple[SectionName, ...]
    version: str


def exported(folder: Folder) -> bytes:
    """The whole history as JSON: every record and every input. Raises HistoryError where its chain is broken."""
    records = folder.history.records()
    inputs = folder.history.inputs(records)
    fault = broken_at(records, inputs)
    if fault:
        raise HistoryError(f"历史的校验链断了：{fault}；没有导出")
    data = {
        "format": FORMAT,
        "records": [asdict(record) for record in records],
        "inputs": {name: base64.b64encode(inputs[name]).decode() for name in sorted(inputs)},
    }
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def replay(data: bytes, out: Path) -> Replayed:
    """The last published report of an exported history made again in the folder `out`.

    Raises HistoryError where the export is unreadable, its chain broken, or no report was ever published.
    """
    records, inputs = _imported(data)
    fault = broken_at(records, inputs)
    if fault:
        raise HistoryError(f"导出的历史的校验链断了：{fault}")
    last = max((place for place, item in enumerate(records) if item.kind == RecordKind.REPORT), default=-1)
    if last < 0:
        raise HistoryError("导出的历史里没有生成过报告，没有可重放的内容")
    report, before = records[last], records[:last]
    supplied = last_submission(before)
    if supplied is None:
        raise HistoryError("导出的历史里没有填报数据")
    case = kept_case(supplied, inputs)
    numbers = {name: int(report.part("sections", dict).get(name.value, 0)) for name in SectionName}
    kept = {name: attempt_of(before, name.value, number) for name, number in numbers.items()}
    sections = {name: Section(name, (kept_attempt(case, record),)) for name, record in kept.items()}
    composed = compose_files(case, sections, before)
    written = Folder(out).write(composed.files, REPORT_SET)
    drafted = Drafted(
        sections, composed.refused, written, composed.diagnostics, composed.gaps, places=composed.places
    )
    made, wanted = composed.hashes(), report.part("files", dict)
    differing = tuple(name for name in wanted if made.get(name) != wanted[name])
    other = tuple(name for name, record in kept.items() if _asked_otherwise(case, name, record))
    return Replayed(drafted, differing, other, report.version)


def _asked_otherwise(case: Case, name: SectionName, record: Record) -> bool:
    """Whether this program would ask a model for the section in other words than were recorded."""
    messages = record.part("messages", list)
    today = [[item.role, item.content] for item in messages_for(case, name)]
    return bool(messages) and canonical(messages[: len(today)]) != canonical(today)


def _imported(data: bytes) -> tuple[list[Record], dict[str, bytes]]:
    kinds = {field.name: int if field.type == "int" else str for field in fields(Record)}

    def record(row: Any) -> Record:
        if not isinstance(row, dict) or set(row) != set(kinds):
            raise ValueError
        if any(type(row[name]) is not kind for name, kind in kinds.items()):
            raise ValueError
        return Record(**row)

    try:
        tree = json.loads(data.decode("utf-8"))
        if tree["format"] != FORMAT:
            raise ValueError
        records = [record(row) for row in tree["records"]]
        inputs = {str(name): base64.b64decode(text, validate=True) for name, text in tree["inputs"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error):
        raise InputError("这不是 ziping export 写出的文件，或文件已损坏") from None
    return records, inputs
