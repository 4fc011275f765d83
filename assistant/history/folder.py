"""The output folder of a run: report files in DIR with their predecessors in DIR/previous, and its history."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from assistant.domain.records import digest
from assistant.errors import HistoryError, InputError, reason
from assistant.history.database import FILE, WAIT, open_file, open_url, postgresql_url
from assistant.history.history import Clock, History, Inputs, utc_now
from assistant.history.report_files import ReportFiles

if TYPE_CHECKING:
    from sqlalchemy import Connection

ID_FILE = "history.id"


class Folder:
    """The output folder of a run.

    Its history is DIR/history.sqlite, or with `url` in a PostgreSQL database under the name in DIR/history.id.
    With `create` false nothing is made that is not there.
    """

    def __init__(
        self,
        path: Path,
        url: str = "",
        who: str = "",
        create: bool = True,
        clock: Clock = utc_now,
        wait: float = WAIT,
    ):
        self.path, self._url, self._who, self._create = path, url, who, create
        self._clock, self._wait = clock, wait
        self._files = ReportFiles(path)
        if not create and not path.is_dir():
            raise InputError(f"没有文件夹 {path}")
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"不能写入文件夹 {path}（{reason(error)}）") from None

    @cached_property
    def history(self) -> History:
        """The history, opened (and migrated) at first use, what an interrupted run left is settled; raises HistoryError."""
        if self._url:
            postgresql_url(self._url)  # a faulty address is said before anything is written
            report = self._name()
            history = History(open_url(self._url, self._who, self._wait), report, self._who, self._clock)
        else:
            database = open_file(self.path / FILE, self._create, self._wait)
            history = History(database, "", self._who, self._clock)
        self._settle(history)
        return history

    def _name(self) -> str:
        """The report's name in a shared database; made once, by whoever comes first."""
        target = self.path / ID_FILE
        if target.is_symlink():
            raise HistoryError(f"{target} 是符号链接，没有打开")
        if not target.exists():
            if not self._create:
                raise HistoryError(f"{self.path} 里没有 {ID_FILE}；先用 ziping draft 起草，或检查文件夹名")
            self._write_name(target)
        try:
            name = target.read_text("ascii").strip() if target.is_file() else ""
        except (OSError, UnicodeDecodeError):
            name = ""
        if not (name.isalnum() and len(name) <= 64):
            raise HistoryError(f"{target} 的内容不是报告编号")
        return name

    def _write_name(self, target: Path) -> None:
        new = self.path / f".{ID_FILE}-{uuid4().hex}"
        try:
            write_whole(new, f"{uuid4().hex}\n".encode())
            os.link(new, target)
        except FileExistsError:
            pass  # another was first, and its name holds
        except OSError as error:
            raise HistoryError(f"不能写入 {target}（{reason(error)}）") from None
        finally:
            new.unlink(missing_ok=True)

    def set_down(self, section: str, reply: str) -> Path:
        """Put a reply that the history did not take into a file of its own."""
        target = self.path / f"unrecorded-{section}-{uuid4().hex[:8]}.txt"
        write_whole(target, reply.encode("utf-8", "replace"))
        return target

    def publish(
        self,
        files: Mapping[str, bytes],
        shows: Mapping[str, str],
        sections: Mapping[str, int],
        inputs: Inputs,
    ) -> tuple[Path, ...]:
        """Replace the report's files and record the report: both, or neither. Raises InputError or HistoryError.

        `shows`: files that only show another of them; they are withdrawn with it, and the record does not name them.
        """
        self.history.supply(inputs)
        hashes = {name: digest(data) for name, data in files.items() if name not in shows}
        with self._all_or_nothing(), self._alone() as connection:
            record = self.history.publish(connection, sections, hashes, inputs)
            aside = self._files.place(files, shows=shows, record=record)
            if not record:
                self._files.end(aside)
        self._files.clear(aside)
        return tuple(self.path / name for name in files)

    def withdraw(self, names: Collection[str]) -> None:
        """Move report files aside together, so that a refused run leaves none that looks complete."""
        if any(os.path.lexists(self.path / name) for name in names):
            with self._all_or_nothing(), self._alone():
                aside = self._files.place({}, names)
                self._files.end(aside)
            self._files.clear(aside)

    def write(self, files: Mapping[str, bytes], names: Collection[str]) -> tuple[Path, ...]:
        """Replace the files in a folder without a history: those of a report made again elsewhere; none withdraws them.

        `names`: all that a report can have.
        """
        if self.has_history():
            raise InputError(f"{self.path} 里有历史，是起草的输出文件夹；没有改动它，请换一个文件夹")
        with self._all_or_nothing():
            self._files.settle(lambda _: False)
            aside = self._files.place(files, set(names) - set(files))
            self._files.end(aside)
        self._files.clear(aside)
        return tuple(self.path / name for name in files)

    def has_history(self) -> bool:
        """Whether the folder is one that a report was drafted into."""
        return any(os.path.lexists(self.path / name) for name in (FILE, ID_FILE))

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        """A transaction of the history, which only one can have; what an interrupted run left is settled first."""
        history = self.history
        with history.database.writing() as connection:
            self._files.settle(lambda record: history.holds(connection, record))
            yield connection

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        """Take every move back where anything fails; raises InputError for a disk that is full or not writable."""
        try:
            yield
        except BaseException as error:
            back = self._taken_back()
            if isinstance(error, OSError):
                rest = "原来的报告文件没有改动" if back else "原来的报告文件在下次运行时复原"
                raise InputError(f"不能写入文件夹 {self.path}（{reason(error)}）；{rest}") from None
            raise

    def _taken_back(self) -> bool:
        if self._files.interrupted():
            try:
                if self.has_history():
                    self._settle(self.history)
                else:
                    self._files.settle(lambda _: False)
            except (OSError, InputError):
                return False
        return True

    def _settle(self, history: History) -> None:
        """Take back, or put away, what an interrupted run left; a folder that can only be read stays as it is."""
        if self._files.interrupted() and history.database.writable and os.access(self.path, os.W_OK):
            with history.database.writing() as connection:
                self._files.settle(lambda record: history.holds(connection, record))


def write_whole(target: Path, data: bytes) -> None:
    """Write a file in one step: a reader sees the old one or the new one."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
