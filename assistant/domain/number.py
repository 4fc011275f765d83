"""The one door through which supplied numbers enter: text to exact Decimal, strictly, never a float."""

from __future__ import annotations

import re
from decimal import Decimal

MAX_INTEGER_DIGITS = 18
MAX_DECIMALS = 10

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，－＋％−", "0123456789.,-+%-")
# Characters that nobody sees: zero-width ones, soft hyphens, marks of direction. They come with text copied from web
# pages and documents, and are no part of a number.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\Z", re.ASCII)


class NumberFault(ValueError):
    """The text is no number this program accepts; the message says why, in Chinese."""


def half_width(text: str) -> str:
    """Full-width digits and number signs as half-width ones; nothing else is touched (no NFKC)."""
    return text.translate(_HALF_WIDTH)


def compact(text: str) -> str:
    """A written quantity as it is compared: half width, without spaces and characters that nobody sees."""
    return re.sub(r"\s", "", half_width(_UNSEEN.sub("", text)))


def parse_number(text: str) -> Decimal:
    """Exact value of a written number such as 3081.24, −4.84, 13,007.74 or ３０８１．２４.

    Raises NumberFault for anything else, among them NaN, Infinity, 1e9, 1_000, 12:30 and numbers of
    more than 18 integer digits or 10 decimals.
    """
    written = half_width(_UNSEEN.sub("", text).strip())
    if not _NUMBER.match(written):
        raise NumberFault(f"“{text}”不是数字")
    if re.match(r"[+-]?0\d", written):
        raise NumberFault(f"“{text}”以0开头，请去掉多余的0")
    bare = written.replace(",", "").lstrip("+-")
    integer, _, decimals = bare.partition(".")
    if len(integer) > MAX_INTEGER_DIGITS or len(decimals) > MAX_DECIMALS:
        raise NumberFault(
            f"“{text[:40]}”位数过多（整数最多{MAX_INTEGER_DIGITS}位，小数最多{MAX_DECIMALS}位）"
        )
    return Decimal(written.replace(",", ""))


def decimals_of(value: Decimal) -> int:
    """How many decimals the number was written with."""
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
