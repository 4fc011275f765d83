"""Records of the history: append-only, each holding the hash of the one before it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Any, TypeVar

from assistant.errors import HistoryError

Part = TypeVar("Part")
GENESIS = "0" * 64


class RecordKind(StrEnum):
    """What a record records. SUBMISSION: what was supplied; ANEW: a section that people had decided on is drafted from
    the beginning, because somebody wants it; REPORT: files were written."""

    SUBMISSION = "submission"
    ATTEMPT = "attempt"
    ACCEPT = "accept"
    LOCK = "lock"
    UNLOCK = "unlock"
    ANEW = "anew"
    REPORT = "report"


@dataclass(frozen=True, kw_only=True)
class Record:
    """One row. `number` is the attempt of the section that is recorded or decided on; `content` is canonical JSON.

    `at` is UTC in ISO 8601; hashes are SHA-256 in hexadecimal. What does not apply is empty.
    """

    report: str
    position: int
    kind: str
    section: str = ""
    number: int = 0
    writer: str = ""
    endpoint: str = ""
    model: str = ""
    prompt_hash: str = ""
    facts_hash: str = ""
    standard: str = ""
    standard_hash: str = ""
    version: str = ""
    prompt_tokens: int = 0
    reply_tokens: int = 0
    verdict: str = ""
    note: str = ""
    who: str = ""
    at: str = ""
    content: str = "{}"
    previous: str = GENESIS
    hash: str = ""

    def sealed(self) -> Record:
        """This record with its own hash."""
        return replace(self, hash=self.digest())

    def digest(self) -> str:
        """The hash of everything else in the record."""
        return digest(canonical({key: value for key, value in asdict(self).items() if key != "hash"}))

    @cached_property
    def data(self) -> dict[str, Any]:
        """The content, read; raises HistoryError where it is not readable."""
        try:
            data = json.loads(self.content)
        except ValueError:
            data = None
        if not isinstance(data, dict):
            raise HistoryError(
                f"历史第{self.position}条的内容读不出来，请用 ziping history 文件夹 --check 核对"
            )
        return data

    def part(self, name: str, kind: type[Part]) -> Part:
        """One part of the content; raises HistoryError where it is not there or of another kind."""
        part = self.data.get(name)
        if not isinstance(part, kind):
            raise HistoryError(f"历史第{self.position}条缺少“{name}”，不是 ziping 写成的")
        return part

    @property
    def passed(self) -> bool:
        """Whether the gate let the attempt pass when it was made."""
        return self.kind == RecordKind.ATTEMPT and self.verdict == "passed"


def canonical(value: object) -> str:
    """JSON that is the same for the same value: sorted keys, no spaces, UTF-8 without lone surrogates."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode()


def digest(data: str | bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(data.encode("utf-8", "replace") if isinstance(data, str) else data).hexdigest()


def storable(text: str) -> str:
    """Text that every database takes: no NUL, no lone surrogates."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def broken_at(records: Sequence[Record], inputs: Mapping[str, bytes]) -> str:
    """What is wrong with the first broken record of a chain; nothing where the chain holds."""
    previous = GENESIS
    for expected, record in enumerate(records, 1):
        place = f"第{record.position}条（{record.kind} {record.section} {record.number or ''}".rstrip() + "）"
        if record.position != expected:
            return f"第{expected}条缺失，后面紧接{place}"
        if record.previous != previous:
            return f"{place}与前一条接不上"
        if record.digest() != record.hash:
            return f"{place}的内容与它的摘要不符，被改动过"
        for name in input_hashes(record):
            if name not in inputs:
                return f"{place}所用的填报数据缺失（{name[:12]}）"
            if digest(inputs[name]) != name:
                return f"{place}所用的填报数据被改动过（{name[:12]}）"
        previous = record.hash
    return ""


def input_hashes(record: Record) -> tuple[str, ...]:
    """The inputs that a record of a submission refers to."""
    if record.kind != RecordKind.SUBMISSION:
        return ()
    wanted = ("submission", "standard", "waivers", *(["template"] if "template" in record.data else []))
    return tuple(str(record.data.get(key, "")) for key in wanted)


def attempt_of(records: Iterable[Record], section: str, number: int) -> Record:
    """One attempt; raises HistoryError where there is none of that number."""
    known = [item for item in records if item.kind == RecordKind.ATTEMPT and item.section == section]
    for record in known:
        if record.number == number:
            return record
    have = "、".join(str(item.number) for item in known) or "无"
    raise HistoryError(f"{section} 没有第{number}稿（现有：{have}）")


def last_attempt(records: Iterable[Record], section: str, passed: bool = False) -> Record | None:
    """The last attempt at a section, or the last that the gate let pass."""
    found = [item for item in records if item.kind == RecordKind.ATTEMPT and item.section == section]
    found = [item for item in found if item.passed] if passed else found
    return found[-1] if found else None


def chosen(records: Iterable[Record], section: str) -> int:
    """The attempt that stands in the report: what was accepted or published last; 0 where nothing was."""
    number = 0
    for record in records:
        if record.kind == RecordKind.ACCEPT and record.section == section:
            number = record.number
        elif record.kind == RecordKind.REPORT:
            number = int(record.part("sections", dict).get(section, number))
    return number


def locked(records: Iterable[Record], section: str) -> str:
    """Who holds a section locked; nothing where it is free."""
    holder = ""
    for record in records:
        if record.section == section and record.kind in (RecordKind.LOCK, RecordKind.UNLOCK, RecordKind.ANEW):
            holder = (record.who or "未署名") if record.kind == RecordKind.LOCK else ""
    return holder


def signed(record: Record) -> str:
    """Who made a record, and when: 李某于2026-03-01 12:00（UTC）."""
    return f"{record.who or '未署名者'}于{record.at[:16].replace('T', ' ')}（UTC）"


def last_submission(records: Iterable[Record]) -> Record | None:
    """What was supplied last."""
    found = [item for item in records if item.kind == RecordKind.SUBMISSION]
    return found[-1] if found else None
