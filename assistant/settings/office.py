"""The office a reviewer works in: who signs, with which editor, and where versions are kept."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from assistant.errors import SettingsError
from assistant.settings.environment import environment
from assistant.settings.file import FILE, parse


@dataclass(frozen=True)
class Office:
    """Who works here and where versions are kept: a PostgreSQL URL, or nothing for the file in DIR."""

    who: str
    editor: str
    history: str = field(default="", repr=False)


def load_office(folder: Path | None = None, given: Mapping[str, str] | None = None) -> Office:
    """ZIPING_USER (else the login name), VISUAL or EDITOR, ZIPING_HISTORY (else `history` in ziping.toml).

    Raises SettingsError for an unreadable file or a password written into it.
    """
    env = environment() if given is None else given
    path = (folder or Path()) / FILE
    url = env.get("ZIPING_HISTORY") or _history(path)
    return Office(env.get("ZIPING_USER") or _login(), env.get("VISUAL") or env.get("EDITOR") or "", url)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _history(path: Path) -> str:
    url = parse(path)[1].get("history", "")
    try:
        secret = urlsplit(url).password if isinstance(url, str) else None
    except ValueError as error:
        raise SettingsError(f"{path}：无法读取（{error}）") from None
    if not isinstance(url, str):
        raise SettingsError(f"{path}：history 应为 PostgreSQL 地址，如 postgresql://用户@主机/库名")
    if secret:
        raise SettingsError(f"{path}：不要把密码写在设置文件里，请用 ~/.pgpass 或环境变量 ZIPING_HISTORY")
    return url


def wants_colour(given: Mapping[str, str] | None = None) -> bool:
    """Whether colour is wanted on a terminal: not with NO_COLOR."""
    return not (environment() if given is None else given).get("NO_COLOR")
