"""The history of one report: what was supplied, every attempt, every decision. Records are only ever added."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assistant.domain.draft import Attempt
from assistant.domain.printable import one_line
from assistant.domain.records import (
    GENESIS,
    Record,
    RecordKind,
    broken_at,
    canonical,
    digest,
    input_hashes,
    last_submission,
    storable,
)
from assistant.errors import HistoryError
from assistant.history.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

Clock = Callable[[], datetime]
_TRIES = 5


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Inputs:
    """What a report is made from, whole: the submission's bytes, standard and waivers as JSON.

    `path` is where the submission stood, `file` how its places name it, `suffix` its kind of file; `template` and
    `contents` say how the .docx was laid out, `despite_errors` that somebody decided to draft although the facts have
    errors; they are recorded only where they are not the usual.
    """

    path: str
    file: str
    suffix: str
    submission: bytes
    standard: bytes
    waivers: bytes
    standard_id: str
    facts_hash: str
    version: str
    template: bytes = b""
    contents: bool = False
    despite_errors: bool = False

    def named(self) -> dict[str, str]:
        """The content of its record: names, and the hash of each input."""
        names = {"path": self.path, "file": self.file, "suffix": self.suffix}
        if self.contents:
            names["contents"] = "yes"
        if self.despite_errors:
            names["despite_errors"] = "yes"
        return names | {digest_name: digest(data) for digest_name, data in self.blobs().items()}

    def blobs(self) -> dict[str, bytes]:
        blobs = {"submission": self.submission, "standard": self.standard, "waivers": self.waivers}
        return blobs | ({"template": self.template} if self.template else {})


class History:
    """The records of one report in a database. `who` and `clock` sign what is added."""

    def __init__(self, database: Database, report: str = "", who: str = "", clock: Clock = utc_now):
        self.database, self.report, self.who, self.clock = database, report, storable(who), clock

    def records(self) -> list[Record]:
        """Every record, in order."""
        from sqlalchemy import select

        from assistant.history.schema_tables import RECORDS

        names = [field.name for field in fields(Record)]
        question = select(*(RECORDS.c[name] for name in names)).where(RECORDS.c.report == self.report)
        with self.database.reading() as connection:
            rows = connection.execute(question.order_by(RECORDS.c.position)).all()
        return [Record(**dict(zip(names, row, strict=True))) for row in rows]

    def sound(self) -> list[Record]:
        """Every record, in order, of a chain that holds; raises HistoryError naming the first that is broken.

        Whoever decides or publishes on what the history says takes this one.
        """
        records = self.records()
        fault = broken_at(records, self.inputs(records))
        if fault:
            raise HistoryError(
                f"历史的校验链断了：{one_line(fault)}；不能据此采用、修改或生成报告，没有改动。请用 ziping history 文件夹 --check 核对，"
                "找回没有改动过的历史，或换一个文件夹重新起草"
            )
        return records

    def inputs(self, records: Sequence[Record]) -> dict[str, bytes]:
        """The inputs that records refer to, by hash; those that are missing are left out."""
        from sqlalchemy import select

        from assistant.history.schema_tables import INPUTS

        wanted = {name for record in records for name in input_hashes(record)}
        with self.database.reading() as connection:
            question = select(INPUTS.c.hash, INPUTS.c.data).where(INPUTS.c.hash.in_(sorted(wanted)))
            return {name: bytes(data) for name, data in connection.execute(question)}

    def supply(self, inputs: Inputs) -> Record:
        """Record what a report is made from, unless it is what was recorded last."""
        self.database.refuse_read_only()
        content = canonical(inputs.named())
        last = last_submission(self.records())
        if last is not None and last.content == content and last.version == inputs.version:
            return last
        blobs = {digest(data): data for data in inputs.blobs().values()}
        return self._append(RecordKind.SUBMISSION, blobs, content=content, **_of(inputs))

    def keep(self, attempt: Attempt, inputs: Inputs, note: str = "") -> int:
        """Record an attempt under the next number of its section, which is returned."""
        reply = attempt.reply
        messages = [[item.role, item.content] for item in attempt.messages]
        content = {
            "messages": messages,
            "reply": reply.text,
            "finish_reason": reply.finish_reason,
            "draft": attempt.draft,
            "text": attempt.text,
            "round": attempt.number,
            "diagnostics": [item.as_json() for item in attempt.diagnostics],
        }
        record = self._append(
            RecordKind.ATTEMPT,
            {},
            section=attempt.section.value,
            writer=attempt.writer.value,
            endpoint=reply.endpoint,
            model=reply.model,
            prompt_hash=digest(canonical(messages)),
            prompt_tokens=reply.prompt_tokens,
            reply_tokens=reply.reply_tokens,
            verdict="passed" if attempt.accepted else "refused",
            note=note,
            content=canonical(content),
            **_of(inputs),
        )
        return record.number

    def decide(self, kind: RecordKind, section: str, number: int, note: str = "") -> Record:
        """Record that an attempt was accepted, or a section locked or unlocked."""
        return self._append(kind, {}, section=section, number=number, note=note)

    def publish(
        self, connection: Connection, sections: Mapping[str, int], files: Mapping[str, str], inputs: Inputs
    ) -> str:
        """Record, in a transaction, that report files are written: the attempt of each section, the hash of each file.

        Gives the hash of the new record; nothing where the same report was recorded last.
        """
        from sqlalchemy import select

        from assistant.history.schema_tables import RECORDS

        content = canonical({"sections": dict(sections), "files": dict(files)})
        question = select(RECORDS.c.kind, RECORDS.c.content).where(RECORDS.c.report == self.report)
        last = connection.execute(question.order_by(RECORDS.c.position.desc()).limit(1)).first()
        if last is not None and last.kind == RecordKind.REPORT and last.content == content:
            return ""
        return self._add(connection, RecordKind.REPORT, {}, _clean(content=content, **_of(inputs))).hash

    def holds(self, connection: Connection, record: str) -> bool:
        """Whether a record of this hash is among those of the report."""
        from sqlalchemy import select

        from assistant.history.schema_tables import RECORDS

        question = select(RECORDS.c.hash).where(RECORDS.c.report == self.report, RECORDS.c.hash == record)
        return connection.execute(question).first() is not None

    def _append(self, kind: RecordKind, blobs: Mapping[str, bytes], **columns: Any) -> Record:
        """One transaction: the record behind the last one. Who comes second at the same moment tries again."""
        from sqlalchemy.exc import IntegrityError

        for _ in range(_TRIES):
            try:
                with self.database.writing() as connection:
                    return self._add(connection, kind, blobs, _clean(**columns))
            except IntegrityError:
                continue
        raise HistoryError(f"{self.database.place} 连续{_TRIES}次被别人抢先写入，请稍后再试")

    def _add(
        self, connection: Connection, kind: RecordKind, blobs: Mapping[str, bytes], columns: dict[str, Any]
    ) -> Record:
        from sqlalchemy import insert

        from assistant.history.schema_tables import RECORDS

        record = self._next(connection, kind, columns)
        _keep_blobs(connection, blobs)
        connection.execute(insert(RECORDS).values(**asdict(record)))
        return record

    def _next(self, connection: Connection, kind: RecordKind, columns: dict[str, Any]) -> Record:
        from sqlalchemy import func, select

        from assistant.history.schema_tables import RECORDS

        mine = select(RECORDS.c.position, RECORDS.c.hash).where(RECORDS.c.report == self.report)
        last = connection.execute(mine.order_by(RECORDS.c.position.desc()).limit(1)).first()
        if kind is RecordKind.ATTEMPT:
            numbers = select(func.max(RECORDS.c.number)).where(
                RECORDS.c.report == self.report,
                RECORDS.c.kind == RecordKind.ATTEMPT.value,
                RECORDS.c.section == columns["section"],
            )
            columns = columns | {"number": (connection.execute(numbers).scalar() or 0) + 1}
        return Record(
            report=self.report,
            position=last.position + 1 if last else 1,
            previous=last.hash if last else GENESIS,
            kind=kind.value,
            who=self.who,
            at=self.clock().astimezone(UTC).isoformat(timespec="milliseconds"),
            **columns,
        ).sealed()


def _clean(**columns: Any) -> dict[str, Any]:
    """Columns as every database takes them."""
    return {key: storable(value) if isinstance(value, str) else value for key, value in columns.items()}


def _keep_blobs(connection: Connection, blobs: Mapping[str, bytes]) -> None:
    from sqlalchemy import insert, select

    from assistant.history.schema_tables import INPUTS

    for name, data in blobs.items():
        if connection.execute(select(INPUTS.c.hash).where(INPUTS.c.hash == name)).first() is None:
            connection.execute(insert(INPUTS).values(hash=name, data=data))


def _of(inputs: Inputs) -> dict[str, str]:
    """The columns that say what a record rests on."""
    return {
        "facts_hash": inputs.facts_hash,
        "standard": inputs.standard_id,
        "standard_hash": digest(inputs.standard),
        "version": inputs.version,
    }
