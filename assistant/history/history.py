"""The history of one report: what was supplied, every attempt, every decision. Records are only ever added."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assistant.domain.draft import Attempt
from assistant.domain.records import (
    GENESIS,
    Kind,
    Record,
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
    `contents` say how the .docx was laid out, and are recorded only where they are not the usual.
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

    def named(self) -> dict[str, str]:
        """The content of its record: names, and the hash of each input."""
        names = {"path": self.path, "file": self.file, "suffix": self.suffix}
        if self.contents:
            names["contents"] = "yes"
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

        from assistant.history.tables import RECORDS

        names = [field.name for field in fields(Record)]
        question = select(*(RECORDS.c[name] for name in names)).where(RECORDS.c.report == self.report)
        with self.database.reading() as connection:
            rows = connection.execute(question.order_by(RECORDS.c.position)).all()
        return [Record(**dict(zip(names, row, strict=True))) for row in rows]

    def inputs(self, records: Sequence[Record]) -> dict[str, bytes]:
        """The inputs that records refer to, by hash; those that are missing are left out."""
        from sqlalchemy import select

        from assistant.history.tables import INPUTS

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
        return self._append(Kind.SUBMISSION, blobs, content=content, **_of(inputs))

    def keep(self, attempt: Attempt, inputs: Inputs, note: str = "") -> int:
        """Record an attempt under the next number of its section, which is returned."""
        reply = attempt.reply
        messages = [[item.role, item.content] for item in attempt.messages]
        content = {
            "messages": messages, "reply": reply.text, "finish_reason": reply.finish_reason,
            "draft": attempt.draft, "text": attempt.text, "round": attempt.number,
            "diagnostics": [item.as_json() for item in attempt.diagnostics],
        }  # fmt: skip
        record = self._append(
            Kind.ATTEMPT, {}, section=attempt.section.value, writer=attempt.writer.value,
            endpoint=reply.endpoint, model=reply.model, prompt_hash=digest(canonical(messages)),
            prompt_tokens=reply.prompt_tokens, reply_tokens=reply.reply_tokens,
            verdict="passed" if attempt.accepted else "refused", note=note,
            content=canonical(content), **_of(inputs),
        )  # fmt: skip
        return record.number

    def decide(self, kind: Kind, section: str, number: int, note: str = "") -> Record:
        """Record that an attempt was accepted, or a section locked or unlocked."""
        return self._append(kind, {}, section=section, number=number, note=note)

    def publish(self, sections: Mapping[str, int], files: Mapping[str, str], inputs: Inputs) -> Record:
        """Record that report files were written: the attempt of each section, the hash of each file."""
        content = canonical({"sections": dict(sections), "files": dict(files)})
        last = self.records()[-1:]
        if last and last[0].kind == Kind.REPORT and last[0].content == content:
            return last[0]  # the same report once more
        return self._append(Kind.REPORT, {}, content=content, **_of(inputs))

    def _append(self, kind: Kind, blobs: Mapping[str, bytes], **columns: Any) -> Record:
        """One transaction: the record behind the last one. Who comes second at the same moment tries again."""
        from sqlalchemy import insert
        from sqlalchemy.exc import IntegrityError

        from assistant.history.tables import RECORDS

        clean = {key: storable(value) if isinstance(value, str) else value for key, value in columns.items()}
        for _ in range(_TRIES):
            try:
                with self.database.writing() as connection:
                    record = self._next(connection, kind, clean)
                    _keep_blobs(connection, blobs)
                    connection.execute(insert(RECORDS).values(**asdict(record)))
                return record
            except IntegrityError:
                continue
        raise HistoryError(f"{self.database.place} 连续{_TRIES}次被别人抢先写入，请稍后再试")

    def _next(self, connection: Connection, kind: Kind, columns: dict[str, Any]) -> Record:
        from sqlalchemy import func, select

        from assistant.history.tables import RECORDS

        mine = select(RECORDS.c.position, RECORDS.c.hash).where(RECORDS.c.report == self.report)
        last = connection.execute(mine.order_by(RECORDS.c.position.desc()).limit(1)).first()
        if kind is Kind.ATTEMPT:
            numbers = select(func.max(RECORDS.c.number)).where(
                RECORDS.c.report == self.report,
                RECORDS.c.kind == Kind.ATTEMPT.value,
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


def _keep_blobs(connection: Connection, blobs: Mapping[str, bytes]) -> None:
    from sqlalchemy import insert, select

    from assistant.history.tables import INPUTS

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
