"""The settings file, ziping.toml, as it is written."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError, reason
from assistant.loading.file import read_file

FILE = "ziping.toml"
MOST = 1_000_000  # bytes of a settings file, or of a file that it names


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
    try:
        text = read_file(path, MOST).decode("utf-8-sig")
        return text, tomllib.loads(text, parse_float=Decimal)
    except FileNotFoundError:
        return "", {}
    except OSError as error:
        raise SettingsError(f"{path}：{reason(error)}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{path}：无法读取（{error}）") from None
