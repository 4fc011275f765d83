"""The one door through which a file that somebody named is read: an ordinary file, of bounded size, without waiting."""

from __future__ import annotations

import os
import stat
from pathlib import Path

MOST = 50_000_000


class TooLarge(OSError):
    """The file holds more bytes than are read of its kind."""


def read_file(path: Path, most: int = MOST) -> bytes:
    """The bytes of an ordinary file; raises OSError, whose `reason` is Chinese, for everything else.

    A pipe, socket or device is never opened (a pipe without a writer would wait for ever, a device may act), and should
    one take the file's place at that moment, nothing waits for it either.
    """
    _refuse(path.stat().st_mode)
    never_wait = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, os.O_RDONLY | never_wait), "rb") as stream:
        found = os.fstat(stream.fileno())
        _refuse(found.st_mode)
        data = b"" if found.st_size > most else stream.read(most + 1)
    if found.st_size > most or len(data) > most:
        raise TooLarge(0, f"文件超过{most // 1_000_000}MB")
    return data


def _refuse(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(0, "这是文件夹，不是文件")
    if not stat.S_ISREG(mode):
        raise OSError(0, "不是普通文件，而是管道、套接字或设备")
