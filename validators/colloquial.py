"""Numerals as people write them, beyond the strict ones of `numerals`: 九十二万四, 3万5千, 四万万, 一百 五 十.

Still no guess: what has two readings or none is None.
"""

from __future__ import annotations

import re
from decimal import Decimal

from validators.numerals import DIGITS

DIGIT_RUN = {**DIGITS, "幺": 1}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"兆": 10**12, "亿": 10**8, "万": 10**4}
_TOKEN = re.compile(r"\d*\.?\d+|.")
_LONGEST = 60


def everyday(written: str) -> Decimal | None:
    """The value of a numeral of Arabic digits, Chinese ones or both; spaces and hedging 余 多 几 are left out."""
    compact = re.sub(r"[\s,余多几]", "", written)
    whole, point, decimals = compact.partition("点")
    if len(compact) > _LONGEST:
        return None
    value = _value(_TOKEN.findall(whole.replace("廿", "二十")))
    if value is None or not point:
        return value
    return value + Decimal("0." + "".join(str(DIGIT_RUN[char]) for char in decimals))


def _value(tokens: list[str]) -> Decimal | None:
    if len(tokens) > 1 and all(token in DIGIT_RUN for token in tokens):
        return Decimal("".join(str(DIGIT_RUN[token]) for token in tokens))
    for mark, size in _LARGE.items():
        if mark in tokens:
            place = len(tokens) - 1 - tokens[::-1].index(mark)
            return _large(tokens[:place], size, tokens[place + 1 :])
    return _below_ten_thousand(tokens)


def _large(head: list[str], size: int, tail: list[str]) -> Decimal | None:
    """万 and the like: what stands before it times it, and what follows; 九十二万四 goes on in tenths."""
    high = _value(head) if head else None
    if len(tail) == 1 and DIGIT_RUN.get(tail[0]):
        low: Decimal | None = Decimal(DIGIT_RUN[tail[0]] * size // 10)
    else:
        low = _value(tail) if tail else Decimal(0)
    return None if high is None or low is None or low >= size else high * size + low


def _below_ten_thousand(tokens: list[str]) -> Decimal | None:
    """Digits and steps, falling; 四百五 goes on in tenths."""
    total, pending, last, zero, spoken = Decimal(0), None, 1, False, False
    for index, token in enumerate(tokens):
        step = _STEPS.get(token)
        if step is None:
            if pending is not None and DIGIT_RUN.get(tokens[index - 1]) != 0:
                return None
            spoken = token in DIGIT_RUN
            pending = Decimal(DIGIT_RUN[token]) if spoken else Decimal(token)
            zero = zero or pending == 0
            continue
        if pending in (None, 0) and (step == 10 or zero or (index == 0 and len(tokens) > 1)):
            total += step
        elif pending is None or (1 < last <= step):
            return None
        else:
            total += pending * step
        pending, last, zero, spoken = None, step, False, False
    if pending is None:
        return total
    return total + (pending * last / 10 if last > 10 and spoken and not zero else pending)
