"""How wide text is: a Chinese character takes the room of two Latin ones."""

from __future__ import annotations

import unicodedata


def width_of(text: str) -> int:
    """How wide a line of text is, in half characters."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
