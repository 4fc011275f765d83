"""Text from outside made fit for a terminal: no control, escape or direction characters."""

from __future__ import annotations

import unicodedata

_DROPPED = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def printable(text: str) -> str:
    """The text without characters that act on a terminal; line ends and tabs stay."""
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in _DROPPED)


def one_line(text: str) -> str:
    """Text of anybody's on one line, with nothing in it that acts on a terminal."""
    return " ".join(printable(text).split())
