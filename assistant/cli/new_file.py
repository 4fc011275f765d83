"""Writing a file that was not there before, or in the place of one that may be replaced."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import InputError, reason


def refuse_existing(path: Path, what: str = "") -> None:
    """Refuse, before any work, a file that `write_new` would refuse to write in the end."""
    if path.exists() or path.is_symlink():
        raise _existing(path, what)


def _existing(path: Path, what: str) -> InputError:
    return InputError(f"{f'{what} ' if what else ''}{path} 已存在，没有改动；请换一个文件名")


def write_over(path: Path, data: bytes, what: str = "") -> None:
    """Write a file in the place of one that may be replaced: the old one stays whole until the new one is."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    write_new(beside, data, what)
    try:
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise InputError(
            f"不能写入{what} {path}（{error.strerror}）；文件若正在 Excel 或 WPS 里打开，请先关闭"
        ) from None


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
