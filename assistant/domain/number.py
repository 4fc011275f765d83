"""The one door through which supplied numbers enter: text to exact Decimal, strictly, never a float."""

from __future__ import annotations

import re
from decimal import Decimal

MAX_INTEGER_DIGITS = 18
MAX_DECIMALS = 10

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，－＋％−", "0123456789.,-+%-")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\Z", re.ASCII)


class NumberFault(ValueError):
    """The text is no number this program accepts; the message says why, in Chinese."""


def half_width(text: str) -> str:
    """Full-width digits and number signs as half-width ones; nothing else is touched (no NFKC)."""
    return text.translate(_HALF_WIDTH)


def parse_number(text: str) -> Decimal:
    """Exact value of a written number such as 3081.24, −4.84, 13,007.74 or ３０８１．２４.

    Raises NumberFault for anything else, among them NaN, Infinity, 1e9, 1_000, 12:30 and numbers of
    more than 18 integer digits or 10 decimals.
    """
    written = half_width(text.strip())
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
