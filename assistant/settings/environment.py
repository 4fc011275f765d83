"""The environment. No other module reads it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

CONFIG = "ZIPING_CONFIG"


def name_settings_file(path: Path) -> None:
    """Name the settings file of this run, as ZIPING_CONFIG does."""
    os.environ[CONFIG] = str(path)


def environment() -> Mapping[str, str]:
    """The environment, for settings that other modules know the meaning of."""
    return os.environ
