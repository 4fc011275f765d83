"""What looks like a key: to refuse it where it was pasted into another field, and to blot it out of a server's words."""

from __future__ import annotations

import re

BLOT = "［密钥］"
_NAMED = r"(?:sk[-_][\w*.\-]{6,}|(?:pk|rk|ak|gsk|xai|hf|nvapi|pplx|ghp|lsv2)[-_][\w*.\-]{20,}|(?:AKIA|LTAI|AIza|eyJ)[\w*.\-]{12,})"
_IN_TEXT = re.compile(rf"(?<![\w-])(?:{_NAMED}|(?<=[Bb]earer )[\w*.\-]{{8,}})", re.ASCII)
_WHOLE = re.compile(
    rf"(?:Bearer\s+)?(?:{_NAMED}|[0-9a-fA-F]{{32,}}(?:\.\w{{8,}})?|[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}"
    r"|(?=\w*\d)(?=\w*[a-zA-Z])\w{32,})",
    re.ASCII,
)


def looks_like_key(text: str) -> bool:
    """Whether a whole value has the shape of a key: named as the vendors do, a UUID, or 32 characters of no word."""
    return _WHOLE.fullmatch(text.strip()) is not None


def without_keys(text: str) -> str:
    """A server's words with everything blotted out that is named like a key, whole or in part (sk-ab***yz)."""
    return _IN_TEXT.sub(BLOT, text)
