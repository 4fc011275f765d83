"""`ziping trust`, and the question behind it: may a key go where a settings file that was merely found sends it?"""

from __future__ import annotations

import sys

from assistant.cli.telling import say
from assistant.settings.endpoint import load_settings
from assistant.settings.trust import KeyWay, consent

_YES = ("y", "yes", "是")


def nothing_is_sent(_: KeyWay) -> bool:
    """The answer of a command that sends no key anywhere."""
    return True


def ask_consent(way: KeyWay) -> bool:
    """Ask the person at the terminal, once; nobody is asked where there is none."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    say(f"当前文件夹里的设置文件要把{way.chinese}。")
    print("这是你要用的服务器吗？（是/否；答“是”以后不再问）", end=" ", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in _YES:
        return False
    consent(way)
    return True


def trust(endpoint: str) -> int:
    """Consent to the way of the key in the settings file that lies here."""
    settings = load_settings(endpoint=endpoint, asked=nothing_is_sent)
    if settings.key_way is None:
        print("没有需要确认的：没有用到当前文件夹里的设置文件，或其中的端点不用密钥。")
        return 0
    kept = consent(settings.key_way)
    print(f"已确认：{settings.key_way.chinese}。记在 {kept}，删去那一行即撤销。")
    return 0
