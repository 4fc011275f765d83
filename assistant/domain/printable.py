"""Text from outside made fit for a terminal: no control, escape or direction characters."""

from __future__ import annotations

import unicodedata

_DROPPED = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def printable(text: str) -> str:
    """The text without characters that act on a terminal; line ends and tabs stay."""
    if text.isprintable():
        return text
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in _DROPPED)


def one_line(text: str) -> str:
    """Text of anybody's on one line, with nothing in it that acts on a terminal."""
    return " ".join(printable(text).split())


def escaped(text: str) -> str:
    """A name with every control and direction character and line end visible (\\x1b, \\n); others stay as they are."""
    if text.isprintable():
        return text
    return "".join(
        sign.encode("unicode_escape").decode()
        if sign in _DIRECTIONS or unicodedata.category(sign) in ("Cc", "Zl", "Zp")
        else sign
        for sign in text
    )
