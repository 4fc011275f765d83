"""What a reviewer does with the versions of a report, in the stages' order: ask again, accept, edit, publish, replay."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from assistant.domain.document import SectionName
from assistant.domain.draft import Attempt, Reply, Section, Writer
from assistant.domain.layout import Layout
from assistant.drafting.regeneration import regeneration_messages
from assistant.drafting.reply import END_MARK
from assistant.drafting.writer import judge
from assistant.errors import HistoryError, InputError
from assistant.history.folder import Folder
from assistant.history.records import (
    Kind,
    Record,
    attempt_of,
    broken_at,
    canonical,
    chosen,
    digest,
    last_attempt,
    last_submission,
    locked,
)
from assistant.loading.kept import kept_standard, kept_submission, kept_waivers
from assistant.workflow.drafting import (
    Ask,
    Tell,
    draft_offline,
    judge_reply,
    keeper,
    kept_attempt,
    messages_for,
    refuse_locked,
    write_kept,
)
from assistant.workflow.opening import Case, Supplied, case_of, gate_of, open_case
from assistant.workflow.publication import Drafted, hashes, publish, write_report

FORMAT = "ziping-history-1"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Replayed:
    """A report made again from an exported history, and what differs from what was recorded."""

    drafted: Drafted
    differing: tuple[str, ...]
    other_prompts: tuple[SectionName, ...]
    version: str


def reopen(folder: Folder, say: Say, submission: Path | None = None) -> Case:
    """The case a report was drafted from, as the history kept it; `submission` takes a new file instead.

    Says so where the file has changed or is gone. Raises HistoryError where nothing was supplied yet.
    """
    records = folder.history.records()
    record = last_submission(records)
    if record is None:
        raise HistoryError(f"{folder.path} 的历史里还没有填报数据，请先 ziping draft")
    case = _kept_case(record, folder.history.inputs([record]))
    if submission is not None:
        return replace(open_case(submission), waivers=case.waivers, layout=case.layout)
    try:
        changed = "有改动" if Path(case.supplied.path).read_bytes() != case.supplied.data else ""
    except OSError:
        changed = "已读不到"
    if changed:
        say(
            f"注意：填报数据 {case.supplied.path} 在起草后{changed}，仍按起草时的数据进行；要用新数据请加 --submission"
        )
    return case


def _kept_case(record: Record, inputs: Mapping[str, bytes]) -> Case:
    data = record.data
    blobs: dict[str, bytes] = {}
    for name in ("submission", "standard", "waivers", *(["template"] if "template" in data else [])):
        kept = inputs.get(str(data.get(name)))
        if kept is None or digest(kept) != data.get(name):
            raise HistoryError("历史中的填报数据缺失或被改动过，请用 ziping history DIR --check 核对")
        blobs[name] = kept
    suffix, file, path = (str(data.get(name, "")) for name in ("suffix", "file", "path"))
    return case_of(
        kept_submission(blobs["submission"], suffix, file),
        kept_standard(blobs["standard"]),
        Supplied(path, suffix, blobs["submission"]),
        kept_waivers(blobs["waivers"]),
        Layout(blobs.get("template", b""), data.get("contents") == "yes"),
    )


def unlocked(folder: Folder, section: SectionName) -> list[Record]:
    """The records, if nobody holds the section locked; raises InputError naming who does."""
    refuse_locked(folder, [section])
    return folder.history.records()


def standing(records: Sequence[Record], section: SectionName) -> Record | None:
    """The version that stands in the report, else the last that passed, else the last."""
    number = chosen(records, section.value)
    if number:
        return attempt_of(records, section.value, number)
    return last_attempt(records, section.value, passed=True) or last_attempt(records, section.value)


def regenerate(
    case: Case,
    folder: Folder,
    section: SectionName,
    ask: Ask | None,
    reply: str | None,
    note: str,
    tell: Tell,
    base: str = "",
) -> Section:
    """One section again, with the reviewer's note; the others stay as they are. Raises InputError if locked.

    `base`: the draft that the note speaks of, where it is not the one that stands.
    """
    last = standing(unlocked(folder, section), section)
    draft = base or (last.part("draft", str) if last else "")
    messages = regeneration_messages(messages_for(case, section), section, draft, note)
    keep = keeper(case, folder, tell, note)
    if reply is None and ask is not None:
        return write_kept(case, section, ask, messages, keep)
    if reply is None:
        return Section(section, (keep(draft_offline(case, section)),))
    return Section(section, (keep(judge_reply(case, section, reply, messages=messages)),))


def accept(case: Case, folder: Folder, section: SectionName, number: int | None) -> Attempt:
    """Take a version into the report; one that the gate refuses now is given back and not taken."""
    records = unlocked(folder, section)
    if number is None:
        record = last_attempt(records, section.value, passed=True)
        if record is None:
            raise HistoryError(f"“{section.chinese}”还没有通过校验的稿")
    else:
        record = attempt_of(records, section.value, number)
    attempt = kept_attempt(case, record)
    if attempt.accepted:
        folder.history.decide(Kind.ACCEPT, section.value, attempt.number)
    return attempt


def lock(folder: Folder, section: SectionName) -> int:
    """Hold a section as it stands; gives the number of its version."""
    records = unlocked(folder, section)
    number = chosen(records, section.value)
    if not number:
        raise HistoryError(
            f"“{section.chinese}”还没有采用的稿，先 ziping accept {folder.path} {section.value}"
        )
    folder.history.decide(Kind.LOCK, section.value, number)
    return number


def unlock(folder: Folder, section: SectionName) -> str:
    """Let a section be changed again; gives who held it."""
    records = folder.history.records()
    holder = locked(records, section.value)
    if not holder:
        raise HistoryError(f"“{section.chinese}”没有锁定")
    folder.history.decide(Kind.UNLOCK, section.value, chosen(records, section.value))
    return holder


def edit(
    case: Case, folder: Folder, section: SectionName, change: Callable[[str], str], tell: Tell
) -> Attempt | None:
    """A person's change to the standing text, held to the gate and kept either way; None where nothing changed.

    Lines that were left alone keep their slots.
    """
    last = standing(unlocked(folder, section), section)
    if last is None:
        raise HistoryError(f"“{section.chinese}”还没有可改的稿，请先 ziping draft")
    before = kept_attempt(case, last)
    text = change(before.text).replace("\r\n", "\n").strip()
    if text == before.text.strip():
        return None
    slots = dict(zip(before.text.split("\n"), before.draft.split("\n"), strict=True))
    lines = [slots.get(line, line) for line in text.split("\n")]
    reply = Reply("\n".join([*lines, END_MARK]))
    attempt = judge(section, 1, Writer.EDITOR, (), reply, case.ledger, gate_of(case))
    return keeper(case, folder, tell)(attempt)


def render(case: Case, folder: Folder) -> Drafted:
    """The report files again from the accepted sections, judged anew; no model is called."""
    records = folder.history.records()
    sections: dict[SectionName, Section] = {}
    for name in SectionName:
        number = chosen(records, name.value)
        if not number:
            raise HistoryError(f"“{name.chinese}”还没有采用的稿，先 ziping accept {folder.path} {name.value}")
        sections[name] = Section(name, (kept_attempt(case, attempt_of(records, name.value, number)),))
    return publish(case, folder, sections)


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


def replay(data: bytes, folder: Folder) -> Replayed:
    """The last published report made again from an exported history: same numbers, same replies, no model.

    Raises HistoryError where the export is unreadable, its chain broken, or no report was ever published.
    """
    records, inputs = _imported(data)
    fault = broken_at(records, inputs)
    if fault:
        raise HistoryError(f"导出的历史的校验链断了：{fault}")
    last = max((place for place, item in enumerate(records) if item.kind == Kind.REPORT), default=-1)
    if last < 0:
        raise HistoryError("导出的历史里没有生成过报告，没有可重放的内容")
    report, before = records[last], records[:last]
    supplied = last_submission(before)
    if supplied is None:
        raise HistoryError("导出的历史里没有填报数据")
    case = _kept_case(supplied, inputs)
    numbers = {name: int(report.part("sections", dict).get(name.value, 0)) for name in SectionName}
    kept = {name: attempt_of(before, name.value, number) for name, number in numbers.items()}
    sections = {name: Section(name, (kept_attempt(case, record),)) for name, record in kept.items()}
    drafted = write_report(case, folder, sections, before)
    made, wanted = hashes(drafted.files), report.part("files", dict)
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
