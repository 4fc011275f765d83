"""The settings file, ziping.toml, as it is written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError, reason
from assistant.loading.file import read_file
from assistant.settings.environment import CONFIG

FILE = "ziping.toml"
MOST = 1_000_000  # bytes of a settings file, or of a file that it names


@dataclass(frozen=True)
class SettingsFile:
    """The settings file as written, to say where in it something stands.

    `found`: it lies in the working folder, and nobody named it.
    """

    path: Path
    text: str
    data: dict[str, Any]
    found: bool = False

    def fault(self, table: str, key: str, message: str) -> SettingsError:
        """An error with the file and the line of a key of a table, where it can be found."""
        line, inside = 0, table == ""
        for number, text in enumerate(self.text.splitlines(), 1):
            head = re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", text)
            if head:
                inside = head.group(1).replace('"', "") == table
                line = number if inside or head.group(1) == key else line
            elif inside and re.match(rf'\s*"?{re.escape(key)}"?\s*[=.]', text):
                line = number
                break
        place = f"{self.path} 第{line}行" if line else str(self.path)
        return SettingsError(f"{place}：{f'[{table}] ' if table else ''}{message}")


def settings_path(folder: Path | None, env: Mapping[str, str]) -> tuple[Path, bool]:
    """The settings file: that of a folder, the one that ZIPING_CONFIG names, else the one here; whether it was found.

    Raises SettingsError where the named one is not there.
    """
    if folder is not None:
        return folder / FILE, False
    named = env.get(CONFIG, "")
    if not named:
        return Path(FILE), True
    try:
        path = Path(named).expanduser()
        there = path.exists()
    except (RuntimeError, ValueError, OSError):
        there = False
    if not there:
        raise SettingsError(f"没有设置文件 {named}（--config 或环境变量 {CONFIG}）")
    return path, False


def parse(path: Path) -> tuple[str, dict[str, Any]]:
    """A settings file as text and as data, nothing where there is none; raises SettingsError."""
    try:
        text = read_file(path, MOST).decode("utf-8-sig")
        return text, tomllib.loads(text, parse_float=Decimal)
    except FileNotFoundError:
        return "", {}
    except OSError as error:
        raise SettingsError(f"{path}：{reason(error)}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{path}：无法读取（{error}）") from None
