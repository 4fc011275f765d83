"""Writing a file that was not there before."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import InputError, reason


def refuse_existing(path: Path, what: str = "") -> None:
    """Refuse, before any work, a file that `write_new` would refuse to write in the end."""
    if path.exists() or path.is_symlink():
        raise _existing(path, what)


def _existing(path: Path, what: str) -> InputError:
    return InputError(f"{f'{what} ' if what else ''}{path} 已存在，没有改动；请换一个文件名")


def write_new(path: Path, data: bytes, what: str = "") -> None:
    """Write a new file; never over one that exists, never through a link, and never half of it.

    `what` names the file in the message (校验记录).
    """
    try:
        stream = path.open("xb")
    except FileExistsError:
        raise _existing(path, what) from None
    except OSError as error:
        raise InputError(f"不能写入{what} {path}（{reason(error)}）") from None
    try:
        with stream:
            stream.write(data)
    except BaseException as error:
        path.unlink(missing_ok=True)  # half a file is none
        if not isinstance(error, OSError):
            raise
        raise InputError(f"不能写入{what} {path}（{reason(error)}）") from None
