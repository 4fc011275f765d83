"""The output folder of a run: report files in DIR with their predecessors in DIR/previous, and its history."""

from __future__ import annotations

import os
import tempfile
from functools import cached_property
from pathlib import Path
from uuid import uuid4

from assistant.errors import HistoryError, InputError
from assistant.history.database import FILE, WAIT, open_file, open_url, postgresql_url
from assistant.history.history import Clock, History, utc_now

ID_FILE = "history.id"


class Folder:
    """The output folder of a run.

    Its history is DIR/history.sqlite, or with `url` in a PostgreSQL database under the name in DIR/history.id.
    With `create` false nothing is made that is not there.
    """

    def __init__(
        self, path: Path, url: str = "", who: str = "", create: bool = True, clock: Clock = utc_now,
        wait: float = WAIT,
    ):  # fmt: skip
        self.path, self._url, self._who, self._create = path, url, who, create
        self._clock, self._wait = clock, wait
        if not create and not path.is_dir():
            raise InputError(f"没有文件夹 {path}")
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"不能写入文件夹 {path}（{error.strerror}）") from None

    @cached_property
    def history(self) -> History:
        """The history, opened (and migrated) at first use; raises HistoryError."""
        if self._url:
            postgresql_url(self._url)  # a faulty address is said before anything is written
            report = self._name()
            return History(open_url(self._url, self._who, self._wait), report, self._who, self._clock)
        database = open_file(self.path / FILE, self._create, self._wait)
        return History(database, "", self._who, self._clock)

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
            name = target.read_text("ascii").strip()
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
            raise HistoryError(f"不能写入 {target}（{error.strerror}）") from None
        finally:
            new.unlink(missing_ok=True)

    def set_down(self, section: str, reply: str) -> Path:
        """Put a reply that the history did not take into a file of its own."""
        target = self.path / f"unrecorded-{section}-{uuid4().hex[:8]}.txt"
        write_whole(target, reply.encode("utf-8", "replace"))
        return target

    def write_report(self, name: str, data: bytes) -> Path:
        """Write a report file; a different one that stands there moves to DIR/previous first."""
        target = self.path / name
        if target.is_symlink():
            raise InputError(f"{target} 是符号链接，为免改写他处的文件，没有写入")
        if target.is_dir():
            raise InputError(f"{target} 是文件夹，不能写入同名的报告文件")
        if target.exists():
            if target.read_bytes() == data:
                return target
            self._set_aside(target)
        write_whole(target, data)
        return target

    def holds(self, name: str, data: bytes) -> bool:
        """Whether a report file of the folder has these bytes."""
        target = self.path / name
        return target.is_file() and target.read_bytes() == data

    def withdraw(self, name: str) -> None:
        """Move an earlier report file aside, so that a refused run leaves none that looks complete."""
        if (self.path / name).exists():
            self._set_aside(self.path / name)

    def _set_aside(self, target: Path) -> None:
        folder = self.path / "previous"
        folder.mkdir(exist_ok=True)
        number = 1
        while (kept := folder / f"{target.stem}-{number:03d}{target.suffix}").exists():
            number += 1
        os.replace(target, kept)


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
