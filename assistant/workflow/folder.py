"""The output folder as the shells hold it: opened together with its history, in somebody's name."""

from __future__ import annotations

from pathlib import Path

from assistant.history.folder import Folder as Folder


def open_folder(path: Path, who: str, url: str = "", create: bool = True) -> Folder:
    """The folder with its history, opened at once so that nothing is paid for in vain.

    `url`: the PostgreSQL database that holds the history; `create` false makes nothing that is not there.
    Raises InputError, or HistoryError where the history cannot be read.
    """
    folder = Folder(path, url, who, create)
    folder.history.records()
    return folder
