"""The files of a report as one set in DIR: all replaced or withdrawn together, or none; predecessors go to DIR/previous.

New files are written aside first, whole and forced to disk, into DIR/.replacing-…; a journal there then names every
move, and the moves are renames. A run that is killed on the way leaves its journal. Whoever works in the folder next
takes every move back, unless the history holds the record of the new report: that record's transaction is the moment
from which the new set stands, and then only the journal is put away. Where there is no such record, the end of the
journal is that moment.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from assistant.errors import InputError, reason

PREVIOUS = "previous"
_ASIDE = ".replacing-"
_JOURNAL = "journal.json"
_MOST = 100_000  # bytes of a journal


class _Move(NamedTuple):
    """What happens to one file: the name under which its predecessor is kept, if it has one; whether a new one comes."""

    name: str
    kept: str
    new: bool


@dataclass(frozen=True)
class ReportFiles:
    """The report files of a folder. Only one process at a time may place, withdraw or settle: the caller sees to it."""

    folder: Path

    def interrupted(self) -> bool:
        """Whether a run was killed while it replaced files, or is replacing them now."""
        return bool(self._left())

    def place(
        self,
        new: Mapping[str, bytes],
        gone: Collection[str] = (),
        shows: Mapping[str, str] | None = None,
        record: str = "",
    ) -> Path:
        """Move new files in and `gone` ones out; the place of the journal, to be cleared when the new set stands.

        `shows`: a file that goes too, unless a new one comes or the file that it shows stays as it is.
        `record`: the hash of the record with which the new set stands. A file that stays as it is, is not touched.
        Raises InputError or OSError; then, or when killed, `settle` takes everything back.
        """
        changed = {name: data for name, data in new.items() if not self._holds(name, data)}
        out = {
            *gone,
            *(name for name, shown in (shows or {}).items() if shown in changed and name not in new),
        }
        there = {name for name in (*changed, *out) if self._stands(name)}
        aside = self.folder / f"{_ASIDE}{uuid4().hex}"
        os.mkdir(aside)
        for name, data in changed.items():
            write_file(aside / name, data)
        moves = [_Move(name, self._free(name) if name in there else "", True) for name in changed]
        moves += [_Move(name, self._free(name), False) for name in sorted(out & there)]
        write_file(aside / f"{_JOURNAL}.part", json.dumps({"record": record, "moves": moves}).encode())
        os.rename(aside / f"{_JOURNAL}.part", aside / _JOURNAL)
        _force(aside, self.folder)
        for move in moves:
            if move.kept:
                os.rename(self.folder / move.name, self.folder / PREVIOUS / move.kept)
            if move.new:
                os.rename(aside / move.name, self.folder / move.name)
        _force(self.folder, *([self.folder / PREVIOUS] if there else []))
        return aside

    def end(self, aside: Path) -> None:
        """Put the journal away: the moment from which a set stands that no record comes with. Raises OSError."""
        (aside / _JOURNAL).unlink(missing_ok=True)

    def clear(self, aside: Path) -> None:
        """Remove what was written aside, the journal first; what cannot be removed now, the next run removes."""
        try:
            self.end(aside)
            for item in aside.iterdir():
                item.unlink(missing_ok=True)
            aside.rmdir()
        except OSError:
            return

    def settle(self, recorded: Callable[[str], bool]) -> None:
        """Take back what an interrupted run moved, unless its record is `recorded`; raises InputError where it cannot be."""
        for aside in self._left():
            record, moves = _journal(aside)
            try:
                if moves and not (record and recorded(record)):
                    self._take_back(aside, moves)
                    _force(self.folder)
            except OSError as error:
                raise InputError(
                    f"上一次运行在替换 {self.folder} 的报告文件时中断，现在不能复原（{reason(error)}）；请检查权限和磁盘后再运行"
                ) from None
            self.clear(aside)

    def _take_back(self, aside: Path, moves: list[_Move]) -> None:
        for move in moves:
            target = self.folder / move.name
            if move.kept:
                self._refuse_linked()
                if os.path.lexists(self.folder / PREVIOUS / move.kept):
                    os.replace(self.folder / PREVIOUS / move.kept, target)
            elif move.new and not os.path.lexists(aside / move.name):
                target.unlink(missing_ok=True)

    def _left(self) -> list[Path]:
        return sorted(
            item for item in self.folder.glob(f"{_ASIDE}*") if item.is_dir() and not item.is_symlink()
        )

    def _holds(self, name: str, data: bytes) -> bool:
        target = self.folder / name
        return self._stands(name) and target.stat().st_size == len(data) and target.read_bytes() == data

    def _stands(self, name: str) -> bool:
        """Whether a file of this name is there; raises InputError where it is no file, or a link to elsewhere."""
        target = self.folder / name
        try:
            mode = target.lstat().st_mode
        except FileNotFoundError:
            return False
        if stat.S_ISLNK(mode):
            raise InputError(f"{target} 是符号链接，为免改写他处的文件，没有写入")
        if stat.S_ISDIR(mode):
            raise InputError(f"{target} 是文件夹，不能写入同名的报告文件")
        if not stat.S_ISREG(mode):
            raise InputError(f"{target} 不是普通文件，没有写入")
        return True

    def _free(self, name: str) -> str:
        """A name in DIR/previous that nothing has, like report-001.md; makes the folder."""
        self._refuse_linked()
        (self.folder / PREVIOUS).mkdir(exist_ok=True)
        stem, suffix = Path(name).stem, Path(name).suffix
        number = 1
        while os.path.lexists(self.folder / PREVIOUS / (kept := f"{stem}-{number:03d}{suffix}")):
            number += 1
        return kept

    def _refuse_linked(self) -> None:
        folder = self.folder / PREVIOUS
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise InputError(f"{folder} 是符号链接或不是文件夹，没有把旧报告移到那里；请移走它后重新运行")


def write_file(target: Path, data: bytes) -> None:
    """Write a file that is not there yet, and force it to disk."""
    with open(target, "xb", buffering=0) as stream:
        view = memoryview(data)
        while view:
            view = view[os.write(stream.fileno(), view) :]
        os.fsync(stream.fileno())


def _force(*folders: Path) -> None:
    """Force the names in folders to disk, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    for folder in folders:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _journal(aside: Path) -> tuple[str, list[_Move]]:
    """The record and the moves of a journal; no moves where it was not finished, for then nothing was moved."""
    file = aside / _JOURNAL
    if not os.path.lexists(file):
        return "", []
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > _MOST:
            raise ValueError
        tree = json.loads(file.read_bytes())
        moves = [_Move(str(name), str(kept), new is True) for name, kept, new in tree["moves"]]
        if not all(_plain(move.name) and (not move.kept or _plain(move.kept)) for move in moves):
            raise ValueError
        return str(tree["record"]), moves
    except FileNotFoundError:
        return "", []  # whoever wrote it has just put it away
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        raise InputError(
            f"{file} 不是 ziping 写成的，没有按它改动文件；请检查这个文件夹的来历后移走它"
        ) from None


def _plain(name: str) -> bool:
    """Whether a name is that of a file in the folder itself."""
    return name not in ("", ".", "..") and not set(name) & set("/\\:\0")
