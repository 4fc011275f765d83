"""Settings in force: from ziping.toml and the environment. The only reader of the environment.

OPENAI_BASE_URL, ZIPING_MODEL       or [endpoint] base_url, model in ziping.toml
OPENAI_API_KEY                      or [endpoint] key_file in ziping.toml (a path); never the key itself
"""

from __future__ import annotations

import getpass
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assistant.domain.endpoint import Endpoint
from assistant.errors import SettingsError

FILE = "ziping.toml"
_KNOWN = {"base_url", "model", "key_file", "timeout", "temperature", "max_tokens", "max_tokens_key"}


@dataclass(frozen=True)
class Settings:
    """The endpoint, or why there is none."""

    endpoint: Endpoint | None
    missing: tuple[str, ...]
    file: str = ""


def load_settings(
    folder: Path | None = None, environment: Mapping[str, str] | None = None, endpoint: str = ""
) -> Settings:
    """Settings from `folder`/ziping.toml (default: here) and the environment, which wins.

    Raises SettingsError for an unreadable file, an unknown key, or a key written into the file.
    """
    env = os.environ if environment is None else environment
    path = (folder or Path()) / FILE
    table = _read(path) if path.exists() else {}
    if endpoint:
        raise SettingsError(f"{path}：没有名为“{endpoint}”的模型端点")
    base_url = env.get("OPENAI_BASE_URL") or str(table.get("base_url", ""))
    model = env.get("ZIPING_MODEL") or str(table.get("model", ""))
    key = env.get("OPENAI_API_KEY") or _key(path, str(table.get("key_file", "")))
    needed = (("OPENAI_BASE_URL", base_url), ("ZIPING_MODEL", model), ("OPENAI_API_KEY", key))
    missing = tuple(name for name, value in needed if not value)
    used = str(path) if table else ""
    if missing:
        return Settings(None, missing, used)
    options: dict[str, Any] = {
        name: table[name] for name in ("timeout", "max_tokens", "max_tokens_key") if name in table
    }
    if "temperature" in table:
        options["temperature"] = str(table["temperature"])
    return Settings(Endpoint(base_url, model, key, **options), (), used)


def _read(path: Path) -> dict[str, object]:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}：无法读取（{error}）") from None
    table = data.get("endpoint", {})
    unknown = sorted(set(data) - {"endpoint", "history"}) + sorted(set(table) - _KNOWN)
    if "api_key" in unknown:
        raise SettingsError(f"{path}：不要把密钥写在设置文件里，请用环境变量 OPENAI_API_KEY 或 key_file")
    if unknown:
        raise SettingsError(
            f"{path}：不认识的键“{'、'.join(unknown)}”，可用的有：{'、'.join(sorted(_KNOWN))}"
        )
    for name, kind in (("timeout", (int, float)), ("max_tokens", (int,))):
        if name in table and (
            not isinstance(table[name], kind) or isinstance(table[name], bool) or table[name] <= 0
        ):
            raise SettingsError(f"{path}：{name} 应为正数")
    return dict(table)


def _key(path: Path, key_file: str) -> str:
    if not key_file:
        return ""
    try:
        return (path.parent / Path(key_file).expanduser()).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"{path}：读不到密钥文件 {key_file}") from None


@dataclass(frozen=True)
class Office:
    """Who works here and where versions are kept: a PostgreSQL URL, or nothing for the file in DIR."""

    who: str
    editor: str
    history: str = field(default="", repr=False)


def load_office(folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Office:
    """ZIPING_USER (else the login name), VISUAL or EDITOR, ZIPING_HISTORY (else `history` in ziping.toml).

    Raises SettingsError for an unreadable file or a password written into it.
    """
    env = os.environ if environment is None else environment
    path = (folder or Path()) / FILE
    url = env.get("ZIPING_HISTORY") or (_history(path) if path.exists() else "")
    return Office(env.get("ZIPING_USER") or _login(), env.get("VISUAL") or env.get("EDITOR") or "", url)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _history(path: Path) -> str:
    try:
        url = tomllib.loads(path.read_text("utf-8")).get("history", "")
        secret = urlsplit(url).password if isinstance(url, str) else None
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise SettingsError(f"{path}：无法读取（{error}）") from None
    if not isinstance(url, str):
        raise SettingsError(f"{path}：history 应为 PostgreSQL 地址，如 postgresql://用户@主机/库名")
    if secret:
        raise SettingsError(f"{path}：不要把密码写在设置文件里，请用 ~/.pgpass 或环境变量 ZIPING_HISTORY")
    return url


def wants_colour(environment: Mapping[str, str] | None = None) -> bool:
    """Whether colour is wanted on a terminal: not with NO_COLOR."""
    return not (os.environ if environment is None else environment).get("NO_COLOR")
