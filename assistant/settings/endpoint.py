"""The model endpoint in force, from ziping.toml and the environment.

ziping.toml                         [endpoints.NAME] and default = "NAME"; or one [endpoint]
OPENAI_BASE_URL, ZIPING_MODEL       win over [endpoint] and over the default profile, not over --endpoint NAME
OPENAI_API_KEY                      the key of the first two; a named profile has key_env or key_file
A key itself never stands in the file, and a profile's key never goes to another address than the profile's.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.domain.endpoint import SHORTEST_KEY, Endpoint, Price, Structured
from assistant.domain.key_shapes import looks_like_key, without_keys
from assistant.errors import SettingsError
from assistant.settings.environment import environment
from assistant.settings.file import FILE, SettingsFile, parse

_TEXTS = ("base_url", "model", "key_env", "key_file", "max_tokens_key", "currency", "ca_bundle", "proxy")
_WHOLE = ("max_tokens", "requests_per_minute", "concurrency")
_SECONDS = ("timeout", "time_budget")
_PRICES = ("price_in", "price_out")
_KNOWN = {*_TEXTS, *_WHOLE, *_SECONDS, *_PRICES, "temperature", "extra_body", "structured", "stream"}
_SECRET = re.compile("(?i)^(api[_-]?key|key|authorization|token|secret|password)$")
_KEY_ELSEWHERE = "密钥请用环境变量（key_env 或 OPENAI_API_KEY）或 key_file"
KEYLESS = "unused"


@dataclass(frozen=True)
class Settings:
    """The endpoint, or why there is none; every profile's name; where tiktoken's data would lie."""

    endpoint: Endpoint | None
    missing: tuple[str, ...]
    file: str = ""
    profiles: tuple[str, ...] = ()
    token_data: str = ""


def load_settings(
    folder: Path | None = None, given: Mapping[str, str] | None = None, endpoint: str = ""
) -> Settings:
    """Settings from `folder`/ziping.toml (default: here) and the environment; `endpoint` names a profile.

    Raises SettingsError for an unreadable file, an unknown key or profile, or a key written into the file.
    """
    env = environment() if given is None else given
    file = _read((folder or Path()) / FILE)
    profiles: dict[str, Any] = file.data.get("endpoints", {})
    for name, table in profiles.items():
        _check(file, f"endpoints.{name}", table)
    old: dict[str, Any] = file.data.get("endpoint", {})
    _check(file, "endpoint", old)
    chosen = _chosen(file, profiles, endpoint)
    if chosen:
        table = {"name": chosen, **_profile(file, chosen, profiles[chosen], {} if endpoint else env, env)}
    else:
        table = dict(old)
        table["base_url"] = env.get("OPENAI_BASE_URL") or old.get("base_url", "")
        table["model"] = env.get("ZIPING_MODEL") or old.get("model", "")
        table["key"] = (env.get("OPENAI_API_KEY") or "").strip() or _key(file, "endpoint", old, env)
    names = {"base_url": "OPENAI_BASE_URL", "model": "ZIPING_MODEL", "key": "OPENAI_API_KEY"}
    missing = tuple(named for key, named in names.items() if not table.get(key))
    if not missing:
        _check_together(table)
    used = str(file.path) if file.data else ""
    found = None if missing else _endpoint(file, table)
    return Settings(found, missing, used, tuple(profiles), _token_data(env))


def _chosen(file: SettingsFile, profiles: Mapping[str, Any], asked: str) -> str:
    """The profile to use: the one asked for, else the default, else the only one."""
    default = file.data.get("default", "")
    if default and default not in profiles:
        raise file.fault("", "default", f"default = “{default}”没有对应的 [endpoints.{default}]")
    if asked and asked not in profiles:
        known = "、".join(profiles) or "无"
        raise SettingsError(f"{file.path}：没有名为“{asked}”的模型端点，已配置的有：{known}")
    only = next(iter(profiles)) if len(profiles) == 1 and "endpoint" not in file.data else ""
    return asked or str(default) or only


def _profile(
    file: SettingsFile, name: str, table: dict[str, Any], winning: Mapping[str, str], env: Mapping[str, str]
) -> dict[str, Any]:
    """A named profile; where the environment sets another address, the profile's key does not go there."""
    place = f"endpoints.{name}"
    filled = dict(table)
    for key in ("base_url", "model"):
        if not table.get(key) and not winning.get(
            {"base_url": "OPENAI_BASE_URL", "model": "ZIPING_MODEL"}[key]
        ):
            raise file.fault(place, key, f"缺少 {key}")
    filled["model"] = winning.get("ZIPING_MODEL") or table.get("model")
    if winning.get("OPENAI_BASE_URL"):
        return filled | {"base_url": winning["OPENAI_BASE_URL"], "key": env.get("OPENAI_API_KEY", "").strip()}
    named = "key_env" in table or "key_file" in table
    key = _key(file, place, table, env) if named else KEYLESS
    if not key:
        raise file.fault(place, "key_env", f"环境变量 {table.get('key_env')} 没有设置，读不到密钥")
    return filled | {"key": key}


def _endpoint(file: SettingsFile, table: dict[str, Any]) -> Endpoint:
    options: dict[str, Any] = {
        name: table[name]
        for name in (*_WHOLE, "max_tokens_key", "name", "proxy", "extra_body")
        if name in table
    }
    options |= {name: float(table[name]) for name in _SECONDS if name in table}
    if "temperature" in table:
        options["temperature"] = "" if table["temperature"] == "default" else str(table["temperature"])
    if "price_in" in table:
        options["price"] = Price(
            Decimal(table["price_in"]), Decimal(table["price_out"]), str(table["currency"])
        )
    if "extra_body" in table:
        options["extra_body"] = _plain(table["extra_body"])
    if table.get("ca_bundle"):
        options["ca_bundle"] = str(file.path.parent / Path(str(table["ca_bundle"])).expanduser())
    options["structured"] = Structured(table.get("structured", "none"))
    options["stream"] = bool(table.get("stream", True))
    return Endpoint(str(table["base_url"]), str(table["model"]), str(table["key"]), **options)


def _plain(value: Any) -> Any:
    """A table of TOML with its decimals as JSON numbers."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


def _read(path: Path) -> SettingsFile:
    text, data = parse(path)
    file = SettingsFile(path, text, data)
    for key in sorted(set(data) - {"endpoint", "endpoints", "default", "history"}):
        raise file.fault(
            "", key, f"不认识的键“{key}”，可用的有：default、history、[endpoints.名称]、[endpoint]"
        )
    if not isinstance(data.get("default", ""), str):
        raise file.fault("", "default", "default 应为端点的名称")
    profiles = data.get("endpoints", {})
    if not isinstance(profiles, dict) or not all(isinstance(item, dict) for item in profiles.values()):
        raise file.fault("", "endpoints", "端点应写成 [endpoints.名称] 一节")
    return file


def _check(file: SettingsFile, place: str, table: Any) -> None:
    """Every key of a profile known and of its kind; raises SettingsError with the line."""
    if not isinstance(table, dict):
        raise file.fault("", place, f"[{place}] 应为一节")
    for key, value in table.items():
        if _SECRET.match(key):
            raise file.fault(place, key, f"不要把密钥写在设置文件里，{_KEY_ELSEWHERE}")
        if key not in _KNOWN:
            known = "、".join(sorted(_KNOWN))
            raise file.fault(place, key, f"不认识的键“{key}”，可用的有：{known}")
        wrong = _wrong(key, value)
        if wrong:
            raise file.fault(place, key, f"{key} {wrong}")
    prices = [key for key in (*_PRICES, "currency") if key in table]
    if prices and len(prices) != 3:
        raise file.fault(place, prices[0], "price_in、price_out（每百万词元）和 currency 要一起写")


def _check_together(table: Mapping[str, Any]) -> None:
    """Address, model and key as they will be used, wherever they come from; no message shows a value."""
    for name, variable in (("base_url", "OPENAI_BASE_URL"), ("model", "ZIPING_MODEL")):
        wrong = _wrong(name, table[name])
        if wrong:
            raise SettingsError(f"{variable}（{name}）{wrong}")
        if len(table["key"]) >= SHORTEST_KEY and table["key"] in table[name]:
            raise SettingsError(f"{variable}（{name}）里有密钥，{_KEY_ELSEWHERE}")
    if not re.fullmatch("[!-~]+", table["key"]):
        raise SettingsError(
            "密钥（OPENAI_API_KEY、key_env 或 key_file）里有空格、换行、中文等不能发送的字符，请重新复制"
        )


def _wrong(key: str, value: Any) -> str:
    """Why a value cannot stand for a key, or nothing."""
    number = isinstance(value, int | Decimal) and not isinstance(value, bool) and Decimal(value).is_finite()
    if key in _TEXTS and (not isinstance(value, str) or not value.strip()):
        return "应为文字"
    if key in ("base_url", "proxy") and not re.match(r"(https?|socks5h?)://[^\s/]+", str(value)):
        return "应为 http:// 或 https:// 开头的地址"
    if key == "base_url" and re.search("[?#]", value):
        return f"不能带“?”或“#”及其后的内容；{_KEY_ELSEWHERE}"
    if key in ("model", "key_env", "key_file", "currency") and looks_like_key(value):
        return f"像是密钥，{_KEY_ELSEWHERE}"
    if key == "key_env" and not re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", value):
        return "应为环境变量的名称"
    if key in _WHOLE and (not isinstance(value, int) or isinstance(value, bool) or value <= 0):
        return "应为正数（整数）"
    if key in _SECONDS and (not number or value <= 0):
        return "应为正数"
    if key in _PRICES and (not number or value < 0):
        return "应为不小于0的数"
    if key == "temperature" and value != "default" and not (number and 0 <= value <= 2):
        return '应为0到2的数，或 "default"（不发送，用服务器的默认值）'
    if key == "structured" and value not in list(Structured):
        return f"只能是 {'、'.join(Structured)}"
    if key == "stream" and not isinstance(value, bool):
        return "应为 true 或 false"
    if key == "extra_body":
        return "应为一个表，且不能含密钥" if not isinstance(value, dict) or _holds_key(value) else ""
    return ""


def _holds_key(value: Any) -> bool:
    """Whether a table names a key anywhere, or holds a text that is named like one."""
    if isinstance(value, dict):
        return any(_SECRET.match(name) or _holds_key(item) for name, item in value.items())
    if isinstance(value, list):
        return any(_holds_key(item) for item in value)
    return isinstance(value, str) and without_keys(value) != value


def _key(file: SettingsFile, place: str, table: Mapping[str, Any], env: Mapping[str, str]) -> str:
    if table.get("key_env") and env.get(str(table["key_env"])):
        return env[str(table["key_env"])].strip()
    key_file = str(table.get("key_file", ""))
    if not key_file:
        return ""
    try:
        key = (file.path.parent / Path(key_file).expanduser()).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise file.fault(place, "key_file", f"读不到密钥文件 {key_file}") from None
    if not key:
        raise file.fault(place, "key_file", f"密钥文件 {key_file} 是空的")
    return key


def _token_data(env: Mapping[str, str]) -> str:
    """Where tiktoken keeps the data it has fetched."""
    named = env.get("TIKTOKEN_CACHE_DIR") or env.get("DATA_GYM_CACHE_DIR")
    return named or str(Path(tempfile.gettempdir()) / "data-gym-cache")
