"""The history as a store: a chain that shows every change, writers side by side, kills, older and newer databases."""

from __future__ import annotations

import os
import signal
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace

import pytest
from sqlalchemy import insert

from assistant.domain.document import SectionName
from assistant.domain.draft import Message, Reply
from assistant.domain.records import Record, RecordKind
from assistant.errors import HistoryError
from assistant.history.database import FILE
from assistant.history.folder import Folder
from assistant.history.schema_tables import RECORDS
from assistant.loading.kept import kept_standard, kept_waivers, standard_json, waivers_json
from assistant.loading.standards import load_standard, standard_ids
from assistant.workflow.drafting import Means, draft_section
from assistant.workflow.opening import Case
from tests.support.histories import HOSTILE, add, fault

SUGGESTIONS = SectionName.SUGGESTIONS


def tamper(folder: Folder, statement: str) -> None:
    """What somebody does who gets at the file: the triggers go first."""
    with sqlite3.connect(folder.path / FILE) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        assert connection.execute(statement).rowcount == 1


def test_a_run_is_recorded_whole(case: Case, folder: Folder) -> None:
    records = folder.history.records()
    assert [item.kind for item in records] == ["submission", "attempt", "attempt", "attempt", "report"]
    assert {item.who for item in records} == {"李某"} and {item.at for item in records} == {
        "2026-03-01T12:00:00.000+00:00"
    }
    attempt = records[1]
    assert (attempt.section, attempt.number, attempt.writer, attempt.verdict) == (
        "problems",
        1,
        "offline",
        "passed",
    )
    assert attempt.standard == "mof-2020" and attempt.data["text"].startswith("1.") and attempt.facts_hash
    given = folder.history.inputs(records)[records[0].data["submission"]]
    assert given == case.supplied.data
    assert fault(folder.history) == ""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ziping_records SET note = 'x' WHERE position = 3",
        "DELETE FROM ziping_records WHERE position = 5",
        "DELETE FROM ziping_inputs",
        "UPDATE ziping_inputs SET data = x'00'",
        "INSERT OR REPLACE INTO ziping_records SELECT * FROM ziping_records WHERE position = 2",
    ],
)
def test_the_database_refuses_changes(folder: Folder, statement: str) -> None:
    assert folder.history.records()
    connection = sqlite3.connect(folder.path / FILE)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
    connection.close()
    assert len(folder.history.records()) == 5 and fault(folder.history) == ""


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (
            "UPDATE ziping_records SET verdict = 'refused' WHERE position = 3",
            "第3条（attempt measures 1）的内容与它的摘要不符",
        ),
        (
            "UPDATE ziping_records SET content = replace(content, '预算', '决算') WHERE position = 2",
            "第2条（attempt problems 1）",
        ),
        ("DELETE FROM ziping_records WHERE position = 2", "第2条缺失"),
        ("UPDATE ziping_records SET position = 9 WHERE position = 5", "第5条缺失"),
        (
            "UPDATE ziping_inputs SET data = x'00' WHERE length(data) > 5000",
            "第1条（submission）所用的填报数据被改动过",
        ),
        ("DELETE FROM ziping_inputs WHERE length(data) > 5000", "所用的填报数据缺失"),
    ],
)
def test_a_raw_change_is_found_at_its_record(folder: Folder, statement: str, says: str) -> None:
    assert folder.history.records()
    tamper(folder, statement)
    assert says in fault(folder.history)


def test_a_record_forged_with_its_hash_breaks_the_next(folder: Folder) -> None:
    record = folder.history.records()[2]
    forged = replace(record, note="另有说法").sealed()
    assert forged.hash != record.hash
    tamper(folder, f"UPDATE ziping_records SET note = '另有说法', hash = '{forged.hash}' WHERE position = 3")
    assert fault(folder.history).startswith("第4条") and "接不上" in fault(folder.history)


def test_hostile_text_is_kept_as_text(case: Case, folder: Folder) -> None:
    number = add(case, folder.history, HOSTILE)
    last = folder.history.records()[-1]
    assert (last.number, last.note) == (number, "'); DROP TABLE ziping_records; --\ufffd?")
    assert fault(folder.history) == ""


def test_writers_side_by_side_share_no_number(case: Case, folder: Folder) -> None:
    def some(worker: int) -> list[int]:
        history = Folder(folder.path, who=f"w{worker}").history
        return [add(case, history) for _ in range(6)]

    assert folder.history.records()
    with ThreadPoolExecutor(4) as pool:
        numbers = [number for found in pool.map(some, range(4)) for number in found]
    assert sorted(numbers) == list(range(2, 26)) and fault(folder.history) == ""


def test_a_second_writer_is_told_who_wrote(case: Case, folder: Folder) -> None:
    assert folder.history.records()
    other = sqlite3.connect(folder.path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = Folder(folder.path, wait=0.05).history
    with pytest.raises(HistoryError, match=r"最近一条由“李某”写入.*等了0\.05秒"):
        add(case, waiting)
    other.execute("ROLLBACK")
    other.close()
    assert add(case, waiting) == 2


@pytest.mark.parametrize("committed", [False, True])
def test_a_killed_writer_leaves_a_readable_history(case: Case, folder: Folder, committed: bool) -> None:
    before = folder.history.records()
    child = os.fork()
    if child == 0:
        try:
            with folder.history.database.writing() as connection:
                row = replace(before[-1], position=6, previous=before[-1].hash).sealed()
                connection.execute(insert(RECORDS).values(**asdict(row)))
                if not committed:
                    os.kill(os.getpid(), signal.SIGKILL)
            os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(1)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    assert len(folder.history.records()) == 5 + committed
    assert add(case, folder.history) == 2 and fault(folder.history) == ""


def test_standards_and_waivers_come_back_as_they_were() -> None:
    from assistant.domain.waiver import Waiver

    for name in standard_ids():
        assert kept_standard(standard_json(load_standard(name))) == load_standard(name)
    waivers = (
        Waiver.model_validate({"code": "NUM002", "text": "1", "reason": "因", "line": "3", "by": "李"}),
    )
    assert kept_waivers(waivers_json(waivers)) == waivers


def test_a_hash_covers_every_column() -> None:
    record = Record(report="", position=1, kind=RecordKind.ATTEMPT).sealed()
    for name, value in asdict(record).items():
        if name != "hash":
            changed = replace(record, **{name: value + 1 if isinstance(value, int) else f"{value}x"})
            assert changed.digest() != record.hash, name


def test_a_reply_that_the_history_cannot_take_is_not_lost(case: Case, folder: Folder) -> None:
    reply = "1.加强绩效业务学习及培训。\n<<END>>"
    other = sqlite3.connect(folder.path / FILE, isolation_level=None)

    def ask(_: tuple[Message, ...]) -> Reply:
        other.execute("BEGIN IMMEDIATE")
        return Reply(reply)

    waiting = Folder(folder.path, wait=0.05)
    with pytest.raises(HistoryError, match="模型的回复没有丢") as caught:
        draft_section(case, SUGGESTIONS, waiting, Means(ask=ask), lambda _: None, lambda _: None)
    other.close()
    (kept,) = folder.path.glob("unrecorded-suggestions-*.txt")
    assert kept.read_text("utf-8") == reply and str(kept) in str(caught.value)
