"""Settings in force: from ziping.toml and the environment. The only reader of the environment.

OPENAI_BASE_URL, ZIPING_MODEL       or [endpoint] base_url, model in ziping.toml
OPENAI_API_KEY                      or [endpoint] key_file in ziping.toml (a path); never the key itself
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


def environment() -> Mapping[str, str]:
    """The environment, for settings that other modules know the meaning of."""
    return os.environ
