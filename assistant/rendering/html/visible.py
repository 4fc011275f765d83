"""Characters that would turn the text around them, or that no page can hold, shown as � instead."""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def visible(text: str) -> str:
    """The text without controls, changes of direction and halves of characters."""
    return _HIDDEN.sub("\ufffd", text)
