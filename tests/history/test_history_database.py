"""Databases of a history: migrated from the first version, refused when foreign or newer, SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from assistant.errors import HistoryError
from assistant.history.database import FILE, MIGRATIONS, VERSIONS, migrate, open_file, open_url
from assistant.history.folder import Folder
from assistant.history.schema_tables import INPUTS, METADATA, RECORDS
from assistant.workflow.opening import Case, inputs_of
from tests.support.histories import HOSTILE, NOON, add, fault
from tests.support.offline import drafted_offline
from tests.support.postgres import INITDB, postgres


def test_a_history_of_the_first_version_is_migrated(case: Case, folder: Folder, tmp_path: Path) -> None:
    records = folder.history.records()
    inputs = folder.history.inputs(records)
    old = tmp_path / "old"
    old.mkdir()
    (old / FILE).touch()
    with open_unmigrated(old / FILE) as connection:
        connection.execute(insert(RECORDS), [asdict(item) for item in records])
        connection.execute(insert(INPUTS), [{"hash": name, "data": data} for name, data in inputs.items()])
    with sqlite3.connect(old / FILE) as raw:
        assert raw.execute("SELECT version_num FROM ziping_version").fetchall() == [("0001",)]
        assert raw.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone() == (0,)
    migrated = Folder(old).history
    assert migrated.records() == records and fault(migrated) == ""
    with sqlite3.connect(old / FILE) as raw:
        assert raw.execute("SELECT version_num FROM ziping_version").fetchall() == [(VERSIONS[-1],)]
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute("DELETE FROM ziping_records")
    assert add(case, migrated) == 2


def open_unmigrated(path: Path):  # type: ignore[no-untyped-def]
    """A connection to a new database that stopped at the first version."""
    from assistant.history.database import Database, _sqlite

    database = Database(_sqlite(path, True, 1), str(path))
    with database.writing() as connection:
        migrate(connection, "0001")
    return database.writing()


def test_migrations_end_at_the_tables_of_today(folder: Folder) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    steps = [step.revision for step in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
    assert tuple(reversed(steps)) == VERSIONS
    with folder.history.database.reading() as connection:
        options = {"version_table": "ziping_version"}
        found = compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)
    assert found == []


def newer(path: Path) -> None:
    open_file(path, create=True)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE ziping_version SET version_num = '0099'")


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE photos (name TEXT)")


def link(path: Path) -> None:
    (path.parent / "elsewhere").write_bytes(b"")
    path.symlink_to(path.parent / "elsewhere")


@pytest.mark.parametrize(
    ("prepare", "says"),
    [
        (lambda path: path.write_bytes(b"not a database, " * 100), "不是历史库"),
        (foreign, "是别的程序的数据库"),
        (newer, "由更新版本的 ziping 写成（0099），请升级"),
        (link, "是符号链接"),
        (lambda path: path.symlink_to("nowhere"), "是符号链接"),
        (lambda path: path.mkdir(), "不是文件"),
    ],
)
def test_what_is_no_history_is_refused_and_left_alone(
    tmp_path: Path, prepare: Callable[[Path], None], says: str
) -> None:
    path = tmp_path / FILE
    prepare(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(HistoryError, match=says):
        Folder(tmp_path).history.records()
    assert (path.read_bytes() if path.is_file() else None) == before


def test_what_is_only_readable_is_read_and_not_written(
    case: Case, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = folder.history.records()
    monkeypatch.setattr("assistant.history.database.os.access", lambda _path, _mode: False)
    history = Folder(folder.path, create=False).history
    assert history.records() == records
    with pytest.raises(HistoryError, match="只能读，不能写入"):
        add(case, history)
    with pytest.raises(HistoryError, match="只能读，不能写入"):  # said before a model is asked
        history.supply(inputs_of(case))
    history.database.writable = True  # even then the file was opened for reading only
    with pytest.raises(HistoryError, match="读写失败"):
        add(case, history)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://u:geheim@h/db", "只支持 PostgreSQL"),
        ("::", "写法有误"),
        ("postgresql://u:geheim@127.0.0.1:9/db", r"历史库 postgresql://u:\*\*\*@127.0.0.1:9/db 读写失败"),
    ],
)
def test_a_bad_address_is_refused_without_its_password(url: str, says: str) -> None:
    with pytest.raises(HistoryError, match=says) as caught:
        open_url(url, "李某")
    assert "geheim" not in str(caught.value)


@pytest.mark.skipif(not INITDB, reason="no PostgreSQL on this machine")
def test_postgresql_keeps_the_same_history(case: Case, tmp_path: Path) -> None:
    from sqlalchemy.exc import DBAPIError

    with postgres() as url:
        ticks = iter(range(10**6))
        for name in ("one", "two"):
            folder = Folder(
                tmp_path / name, url, who="李某", clock=lambda: NOON + timedelta(seconds=next(ticks))
            )
            drafted_offline(case, folder)
            assert [item.position for item in folder.history.records()] == [1, 2, 3, 4, 5]
        add(case, folder.history, HOSTILE)
        assert fault(folder.history) == ""
        for statement in (
            "UPDATE ziping_records SET note = ''",
            "DELETE FROM ziping_inputs",
            "TRUNCATE ziping_inputs",
        ):
            with (
                pytest.raises((DBAPIError, HistoryError), match="append-only"),
                folder.history.database.writing() as connection,
            ):
                connection.exec_driver_sql(statement)
        waiting = Folder(tmp_path / "two", url, who="王某", wait=0.2).history
        assert waiting.records()
        with folder.history.database.writing(), pytest.raises(HistoryError, match="正由“李某”写入"):
            add(case, waiting)
        assert add(case, waiting) == 3
