"""The output folder that a command works in."""

from __future__ import annotations

from pathlib import Path

from assistant.settings.office import load_office
from assistant.workflow.folder import Folder, open_folder


def folder_at(path: Path, url: str, create: bool = False) -> Folder:
    """The folder of a report in the name of whoever works here; `url` wins over the history in the settings."""
    office = load_office()
    return open_folder(path, office.who, url or office.history, create)
