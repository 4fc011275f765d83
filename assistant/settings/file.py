"""The settings file, ziping.toml, as it is written."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError

FILE = "ziping.toml"


@dataclass(frozen=True)
class SettingsFile:
    """The settings file as written, to say where in it something stands."""

    path: Path
    text: str
    data: dict[str, Any]

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


def parse(path: Path) -> tuple[str, dict[str, Any]]:
    """A settings file as text and as data, nothing where there is none; raises SettingsError."""
    if not path.exists():
        return "", {}
    try:
        text = path.read_text("utf-8-sig")
        return text, tomllib.loads(text, parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}：无法读取（{error}）") from None
