"""Opening the database of a history: a SQLite file in DIR, or PostgreSQL by URL.

SQLite keeps its rollback journal (no WAL): WAL needs memory shared between processes, which network drives do
not give, and a -wal file beside the database, which a copy of DIR easily leaves behind. With synchronous=FULL a
killed process leaves a journal that the next one rolls back. Writers begin with BEGIN IMMEDIATE and wait.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import HistoryError

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

FILE = "history.sqlite"
WAIT = 10
VERSIONS = ("0001", "0002")
MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('ziping history'))"


class Database:
    """One database. `place` is how it is named to the user, never with a password; `wait` in seconds."""

    def __init__(self, engine: Engine, place: str, writable: bool = True, wait: float = WAIT):
        self.engine, self.place, self.writable, self.wait = engine, place, writable, wait

    def refuse_read_only(self) -> None:
        """Raise HistoryError where nothing can be written, before anything is paid for."""
        if not self.writable:
            raise HistoryError(f"{self.place} 只能读，不能写入；请检查文件和文件夹的权限")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that reads; raises HistoryError where the database fails."""
        from sqlalchemy.exc import DBAPIError

        try:
            with self.engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise self._failure(error) from None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes, alone; IntegrityError is left to the caller.

        Raises HistoryError where another holds the database longer than `wait`.
        """
        from sqlalchemy.exc import DBAPIError, IntegrityError

        self.refuse_read_only()
        try:
            with (
                self.engine.connect().execution_options(ziping_writes=True) as connection,
                connection.begin(),
            ):
                if self.engine.dialect.name == "postgresql":
                    connection.exec_driver_sql(_LOCK)
                yield connection
        except IntegrityError:
            raise
        except DBAPIError as error:
            raise self._failure(error) from None

    def _failure(self, error: Any) -> HistoryError:
        text = str(error.orig).strip()
        if "is locked" in text or "lock timeout" in text:
            return HistoryError(
                f"{self.place} 正由{self._holder()}写入，等了{self.wait:g}秒仍未放开，请稍后再试"
            )
        if "not a database" in text or "malformed" in text:
            return HistoryError(f"{self.place} 不是历史库，或已损坏；没有改动它，请移走后重试")
        if "disk is full" in text:
            return HistoryError(f"{self.place} 不能写入（磁盘已满），没有改动")
        if "disk I/O error" in text:
            return HistoryError(f"{self.place} 读写失败（磁盘已满或读写错误），没有改动；请检查磁盘")
        return HistoryError(f"{self.place} 读写失败：{text.splitlines()[0][:200] if text else '原因不明'}")

    def _holder(self) -> str:
        """Who holds the lock, as far as the database can tell: PostgreSQL by session, SQLite by the last record."""
        from sqlalchemy.exc import DBAPIError

        question = (
            "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
            "WHERE l.locktype = 'advisory' AND l.granted AND a.pid <> pg_backend_pid() LIMIT 1"
            if self.engine.dialect.name == "postgresql"
            else "SELECT who FROM ziping_records ORDER BY at DESC, position DESC LIMIT 1"
        )
        try:
            with self.engine.connect() as connection:
                found = connection.exec_driver_sql(question).scalar()
        except DBAPIError:
            return "别人"
        name = str(found or "")
        if self.engine.dialect.name == "postgresql":
            name = name.removeprefix("ziping ").encode().decode("unicode_escape", "ignore")
        if not name:
            return "别人"
        return f"“{name}”" if self.engine.dialect.name == "postgresql" else f"别人（最近一条由“{name}”写入）"


def open_file(path: Path, create: bool, wait: float = WAIT) -> Database:
    """The SQLite file of a folder, migrated; a new one only with `create`.

    Raises HistoryError for what is no history, is newer than this program, or is a link to elsewhere.
    """
    place = str(path)
    if path.is_symlink():
        raise HistoryError(f"{place} 是符号链接，为免改写他处的文件，没有打开")
    if path.exists() and not path.is_file():
        raise HistoryError(f"{place} 不是文件，不能用作历史库")
    if not path.exists() and not create:
        raise HistoryError(f"{path.parent} 里没有历史（{path.name}）；先用 ziping draft 起草，或检查文件夹名")
    writable = os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))
    database = Database(_sqlite(path, writable, wait), place, writable, wait)
    _prepare(database)
    return database


def _sqlite(path: Path, writable: bool, wait: float) -> Engine:
    import sqlite3

    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    def connect() -> sqlite3.Connection:
        uri = f"{path.absolute().as_uri()}?mode={'rwc' if writable else 'ro'}"
        connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)
        connection.execute("PRAGMA synchronous=FULL")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("ziping_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "begin", begin)
    return engine


def postgresql_url(url: str) -> URL:
    """The address of a PostgreSQL database; raises HistoryError for any other, never showing a password."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise HistoryError("历史库地址写法有误，应如 postgresql://用户@主机/库名") from None
    if parsed.get_backend_name() != "postgresql":
        raise HistoryError(
            f"历史库只支持 PostgreSQL 地址，不支持“{parsed.drivername}”；不写地址就用文件夹里的 {FILE}"
        )
    return parsed


def open_url(url: str, who: str, wait: float = WAIT) -> Database:
    """A PostgreSQL database, migrated. `who` is shown to those who wait. Raises HistoryError."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    parsed = postgresql_url(url)
    place = f"历史库 {parsed.set(drivername='postgresql', query={}).render_as_string(hide_password=True)}"
    try:
        engine = create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            poolclass=NullPool,
            connect_args={
                "connect_timeout": WAIT,
                "application_name": "ziping " + who.encode("unicode_escape").decode(),  # ASCII only
                "options": f"-c lock_timeout={int(wait * 1000)}",
            },
        )
    except ImportError:
        raise HistoryError(
            "用 PostgreSQL 保存历史需要 psycopg：python -m pip install 'ziping[postgres]'"
        ) from None
    database = Database(engine, place, True, wait)
    _prepare(database)
    return database


def _prepare(database: Database) -> None:
    """Migrate an older database, in one transaction; refuse a newer or foreign one."""
    with database.reading() as connection:
        version = _version(connection, database)
    if version == VERSIONS[-1]:
        return
    with database.writing() as connection:
        if _version(connection, database) != VERSIONS[-1]:  # another may have been first
            migrate(connection)


def _version(connection: Connection, database: Database) -> str:
    """The version of the schema; empty for an empty database."""
    from sqlalchemy import inspect

    tables = inspect(connection).get_table_names()
    if "ziping_version" not in tables:
        if tables and database.engine.dialect.name == "sqlite":
            raise HistoryError(f"{database.place} 是别的程序的数据库，没有改动它；请移走后重试")
        return ""
    version = str(connection.exec_driver_sql("SELECT version_num FROM ziping_version").scalar() or "")
    if version and version not in VERSIONS:
        raise HistoryError(f"{database.place} 由更新版本的 ziping 写成（{version}），请升级本程序后再打开")
    return version


def migrate(connection: Connection, version: str = "head") -> None:
    """Bring the schema to a version, inside the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, version)
