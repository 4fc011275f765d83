"""The record of a checked report (report.record.json): what was checked, against what, and what the gate said.

It holds hashes of everything the report rests on, every figure the text prints with its value and origin, the verdicts
with what was waived, the checked text itself, and its own hash. The same report gives the same record: no clock, no
path of a machine. It proves that a file is the one that was checked; who made it and when is in the history, whose
record of the report holds the hash of this file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.domain.draft import Section
from assistant.domain.figure import Fact, Figure
from assistant.domain.ledger import Ledger
from assistant.domain.place import Places
from assistant.domain.records import canonical, digest
from assistant.errors import InputError
from assistant.workflow.named_file import read_named
from assistant.workflow.opening import Case, inputs_of
from assistant.workflow.verification import Examined, text_of
from validators.reading import Reading, Verdict

FORMAT: Literal["ziping record 1"] = "ziping record 1"
_AROUND = 12  # characters shown before a change
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|.", re.DOTALL)


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class PrintedEntry(_Kept):
    """A ledger entry that the text prints: value, unit, formula or place of origin, and where it is printed."""

    id: str
    label: str
    value: str
    exact: str
    unit: str
    formula: str = ""
    inputs: list[str] = []
    source: str = ""
    at: list[str]


class SectionKept(_Kept):
    """A narrative section: which attempt, by whom, and hashes of what was asked, answered and printed."""

    attempt: int
    writer: str
    model: str
    prompt_sha256: str
    reply_sha256: str
    text_sha256: str


class ReportRecord(_Kept):
    """The whole record; hashes are SHA-256 in hexadecimal, places are line:column of `text`."""

    format: Literal["ziping record 1"]
    version: str
    unit: str
    year: int
    submission: str
    submission_sha256: str
    facts_sha256: str
    standard: str
    standard_sha256: str
    waivers_sha256: str
    files: dict[str, str]
    sections: dict[str, SectionKept] = {}
    mentions: int
    figures: list[PrintedEntry]
    diagnostics: list[dict[str, Any]]
    waived: list[dict[str, Any]]
    errors_in_facts: list[dict[str, Any]] = []
    text: list[str]
    record_sha256: str = ""

    def digest(self) -> str:
        """The hash of everything else in the record."""
        return digest(canonical({key: value for key, value in self.kept().items() if key != "record_sha256"}))

    def kept(self) -> dict[str, Any]:
        """What the file holds; the errors of the facts only where there are some."""
        return self.model_dump(exclude=set() if self.errors_in_facts else {"errors_in_facts"})


def make_record(
    case: Case,
    examined: Examined,
    files: Mapping[str, bytes],
    sections: Mapping[str, Section] | None = None,
    text: str = "",
) -> bytes:
    """The record as a file: of a report that was written, or of any report that was verified.

    `text`: what was printed, where notes on waivers were added to the text that was read.
    """
    inputs, reading = inputs_of(case), examined.reading
    rows: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    for item in examined.diagnostics:
        rows[item.waived is not None].append(item.as_json())
    record = ReportRecord(
        format=FORMAT,
        version=inputs.version,
        unit=case.ledger.unit_name,
        year=case.ledger.year,
        submission=Path(inputs.file).name,
        submission_sha256=digest(inputs.submission),
        facts_sha256=inputs.facts_hash,
        standard=inputs.standard_id,
        standard_sha256=digest(inputs.standard),
        waivers_sha256=digest(inputs.waivers),
        files={name: digest(data) for name, data in files.items()},
        sections={name: _section(section) for name, section in (sections or {}).items()},
        mentions=len(reading.bindings),
        figures=_printed(reading, case.ledger),
        diagnostics=rows[False],
        waived=rows[True],
        errors_in_facts=_errors(case),
        text=(text or reading.text).split("\n"),
    )
    record.record_sha256 = record.digest()
    data = json.dumps(record.kept(), ensure_ascii=False, indent=1)
    return data.encode("utf-8", "replace") + b"\n"


def _errors(case: Case) -> list[dict[str, Any]]:
    """The errors of the facts that the report stands on; their places without the folder of the file."""
    rows = [item.as_json() for item in case.standing_errors]
    for row, item in zip(rows, case.standing_errors, strict=True):
        row["source"] = item.source.as_json() | {"file": Path(item.source.file).name}
    return rows


def _section(section: Section) -> SectionKept:
    last = section.last
    asked = [[item.role, item.content] for item in last.messages]
    return SectionKept(
        attempt=last.number,
        writer=last.writer.value,
        model=last.reply.model,
        prompt_sha256=digest(canonical(asked)),
        reply_sha256=digest(last.reply.text),
        text_sha256=digest(last.text),
    )


def _printed(reading: Reading, ledger: Ledger) -> list[PrintedEntry]:
    places = Places(reading.text)
    at: dict[str, list[str]] = {}
    for binding in reading.bindings:
        if binding.verdict is Verdict.TRUE and binding.entries:
            at.setdefault(binding.entries[0], []).append(places.of(binding.mention.start))
    found = []
    for entry_id, entry in ledger.entries.items():
        if entry_id in at:
            quantity = entry.quantity
            found.append(
                PrintedEntry(
                    id=entry_id,
                    label=entry.label,
                    value=entry.shown,
                    unit=entry.unit,
                    at=at[entry_id],
                    exact=str(quantity.exact) if quantity else "",
                    formula=entry.formula if isinstance(entry, Figure) else "",
                    inputs=list(entry.inputs) if isinstance(entry, Figure) else [],
                    source=_origin(entry) if isinstance(entry, Fact) else "",
                )
            )
    return found


def _origin(fact: Fact) -> str:
    """The place of a fact, without the folder its file stood in."""
    return str(fact.source).replace(fact.source.file, Path(fact.source.file).name, 1)


def read_record(path: Path) -> ReportRecord:
    """The record in a file, whole and unchanged; raises InputError otherwise."""
    try:
        record = ReportRecord.model_validate(json.loads(read_named(path, "校验记录")))
    except (ValueError, RecursionError, ValidationError):
        raise InputError(
            f"{path} 不是 ziping 的校验记录（report.record.json 或 verify --write-record 写出的文件），或已损坏"
        ) from None
    if record.digest() != record.record_sha256:
        raise InputError(f"校验记录 {path} 的内容与它自己的摘要不符，写成之后被改动过，不能作为证明")
    return record


def recorded_name(record: ReportRecord, data: bytes) -> str:
    """Which recorded file these bytes are; nothing where they are none of them."""
    own = digest(data)
    return next((name for name, kept in record.files.items() if kept == own), "")


def rests_on(record: ReportRecord, data: bytes) -> bool:
    """Whether these bytes are the recorded submission."""
    return digest(data) == record.submission_sha256


def changed_figures(record: ReportRecord, ledger: Ledger) -> list[tuple[str, str, str]]:
    """Figures of the record that the facts give otherwise today: label, value then, value now."""
    found = []
    for kept in record.figures:
        entry = ledger.written(kept.id)
        now = f"{entry.shown}{entry.unit}" if entry else "没有这一项"
        if now != f"{kept.value}{kept.unit}":
            found.append((kept.label, f"{kept.value}{kept.unit}", now))
    return found


def changed_words(record: ReportRecord, path: Path) -> list[tuple[str, str, str]]:
    """What differs in a report from the recorded text: the words before, the recorded words, the words now.

    Texts are compared without blanks and marks of layout, which no file format keeps alike.
    """
    old, new = _plain(record.text), _plain(text_of(path).split("\n"))
    found: list[tuple[str, str, str]] = []
    for first, last, begin, end in _differing(old, new):
        if last - first == end - begin:
            pairs = list(zip(old[first:last], new[begin:end], strict=True))
        elif first == last:
            pairs = [("", line) for line in new[begin:end]]
        elif begin == end:
            pairs = [(line, "") for line in old[first:last]]
        else:
            pairs = [("".join(old[first:last]), "".join(new[begin:end]))]
        found += [change for before, after in pairs for change in _in_line(before, after)]
    return found


def _in_line(before: str, after: str) -> Iterable[tuple[str, str, str]]:
    """The words before, the words then and the words now; a number is told whole."""
    if not before or not after:
        return [("", before, after)]
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    return [
        (_words("".join(old[:first])), "".join(old[first:last]), "".join(new[begin:end]))
        for first, last, begin, end in _differing(old, new)
    ]


def _differing(old: Sequence[str], new: Sequence[str]) -> Iterable[tuple[int, int, int, int]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [(a, b, c, d) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]


def _words(text: str) -> str:
    return text[-_AROUND:]


def _plain(lines: Iterable[str]) -> list[str]:
    """Lines without blanks, Markdown signs and table rules; a table's cells are lines of their own.

    The words before a caption (表：, 附件：) are layout: a document sets them otherwise.
    """
    found = []
    for line in lines:
        for cell in line.replace("|", "\t").split("\t"):
            text = "".join(cell.replace("\\", "").split()).strip("#*-—")
            text = text.removeprefix("表：").removeprefix("附件：")
            if text and text not in ("附件", "目录"):
                found.append(text)
    return found
