"""Written numerals to exact decimals. Strict: what is no well-formed number is None, never a guess."""

from __future__ import annotations

from decimal import Decimal

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－−＋", "0123456789.,--+")

ARABIC = "0123456789０１２３４５６７８９"
DIGITS = {
    char: value
    for value, chars in enumerate(
        ("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for char in chars
}
_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_LONGEST = 40
CHINESE = "".join(DIGITS) + "".join(_STEPS) + "万亿廿"


def arabic(text: str) -> Decimal:
    """The value of Arabic digits, full- or half-width, grouped or not, with or without sign."""
    return Decimal(text.translate(_FULL_WIDTH).replace(",", "").replace(" ", ""))


def chinese(text: str) -> Decimal | None:
    """The value of a Chinese numeral (三百六十, 一百零五, 二〇二三, 廿五, 九十点六五, 三千万); None if it is none.

    Digit runs without steps are read as written figures from three digits on (二〇二三); 一二 is refused,
    and so are 几十 and every numeral whose steps do not fall.
    """
    if len(text) > _LONGEST:
        return None
    if "点" in text:
        whole, _, decimals = text.partition("点")
        value = chinese(whole)
        if value is None or not decimals or any(char not in DIGITS for char in decimals):
            return None
        return value + Decimal("0." + "".join(str(DIGITS[char]) for char in decimals))
    text = text.replace("廿", "二十")
    if not text:
        return None
    if all(char in DIGITS for char in text):
        if len(text) == 1:
            return Decimal(DIGITS[text])
        return Decimal("".join(str(DIGITS[char]) for char in text)) if len(text) > 2 else None
    for mark in ("亿", "万"):
        if mark in text:
            return _large(text, mark)
    below = _below_ten_thousand(text)
    return None if below is None else Decimal(below)


def _large(text: str, mark: str) -> Decimal | None:
    head, _, tail = text.rpartition(mark)
    high = chinese(head) if head else None
    low = chinese(tail.removeprefix("零")) if tail else Decimal(0)
    if high is None or low is None or (tail and tail[0] != "零" and tail[0] in DIGITS and len(tail) == 1):
        return None
    return high * _LARGE[mark] + low if low < _LARGE[mark] else None


def _below_ten_thousand(text: str) -> int | None:
    total, digit, last, zero = 0, None, 10_000, False
    for char in text:
        if char in DIGITS:
            if digit is not None:
                return None
            value = DIGITS[char]
            zero, digit = (True, None) if value == 0 else (zero, value)
            continue
        step = _STEPS.get(char)
        if step is None or step >= last:
            return None
        if digit is None:
            if step != 10 or total:
                return None
            digit = 1
        total, digit, last, zero = total + digit * step, None, step, False
    if digit is not None:
        if last > 10 and total and not zero:
            return None
        total += digit
    return total
