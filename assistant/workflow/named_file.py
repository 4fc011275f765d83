"""A file that somebody named on the command line, whole."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import InputError, reason
from assistant.loading.file import MOST, read_file


def read_named(path: Path, what: str, most: int = MOST) -> bytes:
    """The bytes of a named file; raises InputError, which says `what` it should be, where it is no ordinary file."""
    try:
        return read_file(path, most)
    except OSError as error:
        raise InputError(f"读不到{what} {path}（{reason(error)}）") from None
