"""Which key may go to which address, where a settings file that was merely found says so.

A ziping.toml that lies in the working folder may have come with somebody else's files. Naming it (`--config FILE`,
ZIPING_CONFIG) is consent; one that was found is asked about once: which key, to which address, through which proxy
and under whose certificates. What was consented to is kept in the user's own configuration folder, and holds in every
folder, until one of the four changes. An address without a key needs no consent, nor one that the environment sets.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.errors import SettingsError, reason
from assistant.loading.file import read_file
from assistant.settings.environment import environment

_MOST = 1_000_000


@dataclass(frozen=True)
class KeyWay:
    """The way of a key: where it comes from, and where it goes. Never the key itself, nor a password of a proxy."""

    key: str
    address: str
    proxy: str = ""
    ca_bundle: str = ""

    @property
    def chinese(self) -> str:
        """The way in one line."""
        proxy = f"，经代理 {self.proxy}" if self.proxy else ""
        bundle = f"，信任根证书 {self.ca_bundle}" if self.ca_bundle else ""
        return f"密钥（{self.key}）发往 {self.address}{proxy}{bundle}"


Consent = Callable[[KeyWay], bool]


def no_consent(_: KeyWay) -> bool:
    """Nobody is there to be asked."""
    return False


def consented(way: KeyWay, given: Mapping[str, str] | None = None) -> bool:
    """Whether the user has consented to this way of a key before."""
    try:
        lines = read_file(_kept(given), _MOST).decode("utf-8").splitlines()
    except (OSError, UnicodeDecodeError, SettingsError):
        return False
    return _line(way) in lines


def consent(way: KeyWay, given: Mapping[str, str] | None = None) -> Path:
    """Remember that the user consents; gives the file in which it is kept. Raises SettingsError."""
    path = _kept(given)
    if consented(way, given):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        own = getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | own, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(_line(way) + "\n")
    except OSError as error:
        raise SettingsError(f"不能写入 {path}（{reason(error)}）") from None
    return path


def require(way: KeyWay | None, file: str, asked: Consent, given: Mapping[str, str] | None = None) -> None:
    """Raise SettingsError unless the user has consented, or does so when `asked`; None needs no consent."""
    if way is None or consented(way, given) or asked(way):
        return
    raise SettingsError(
        f"当前文件夹里的 {file} 要把{way.chinese}；这个文件不是你指明的，可能随别人的文件而来，所以没有使用。"
        f"确认是自己的设置后运行 ziping trust 记住，或用 ziping --config {file} … 指明"
    )


def _line(way: KeyWay) -> str:
    return json.dumps(asdict(way), ensure_ascii=True, sort_keys=True)


def _kept(given: Mapping[str, str] | None) -> Path:
    env = environment() if given is None else given
    named = env.get("APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME", "")
    try:
        folder = Path(named) if named and Path(named).is_absolute() else Path.home() / ".config"
    except RuntimeError:
        raise SettingsError("找不到用户的设置文件夹，请设置环境变量 HOME 或 XDG_CONFIG_HOME") from None
    return folder / "ziping" / "trusted.jsonl"
