"""What a number format of a spreadsheet does to the number it holds: per cent, thousands and 万 by scaling, words around it.

A format has up to four sections, chosen by sign or by a condition. Read of it: % (times 100), commas behind the digits
(each divides by 1,000), a decimal point written as mere text between the digits (0"."0, and 0!.0, divide by 10 for each digit
behind it: how 万元 is shown), and text in quotes or behind a backslash (583700"元").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[(?:\$(?P<currency>[^\]-]*)(?:-[^\]]*)?|(?P<condition>[<>=]+-?[\d.]+)|[^\]]*)\]'
    r"|(?P<digits>[0#?][0#?,.]*)|(?P<general>[Gg]eneral)|(?P<bare>.)"
)
_CONDITION = re.compile(r"\[([<>=]+)(-?[\d.]+)\]")
_CURRENCY = "¥￥$€"


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """`times`: what is shown is the number times this; `decimals` at least are shown; `behind`: the words behind it."""

    times: Decimal = Decimal(1)
    decimals: int = 0
    before: str = ""
    behind: str = ""


def read_format(written: str, value: Decimal) -> NumberFormat:
    """What the section that holds for a value does to it."""
    return _section(_chosen(written, value))


def _chosen(written: str, value: Decimal) -> str:
    sections: list[str] = re.findall(r'(?:"[^"]*"|[\\!].|[^;"\\!])+', written) or [""]
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _holds(value, condition[1], Decimal(condition[2])):
                return section
        return sections[-1]
    number = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
    return sections[number] if number != 2 or re.search(r"[0#?]", sections[2]) else sections[0]


def _holds(value: Decimal, sign: str, limit: Decimal) -> bool:
    return {
        ">=": value >= limit,
        "<=": value <= limit,
        ">": value > limit,
        "<": value < limit,
        "=": value == limit,
        "<>": value != limit,
    }.get(sign, False)


@cache
def _section(section: str) -> NumberFormat:
    times, decimals, before, behind = Decimal(1), 0, "", ""
    digits = point = 0  # digits seen, and how many of them before a point that is mere text
    for found in _TOKEN.finditer(section):
        run, bare = found["digits"], found["bare"] or ""
        text = found["quoted"] or found["escaped"] or ""
        if run or found["general"]:
            if digits and behind == ".":
                point = digits
            digits += len(re.findall("[0#?]", run or "0"))
            decimals += len((run or "").partition(".")[2].rstrip(",").replace("#", "").replace("?", ""))
            times /= 1000 ** (len(run or "") - len((run or "").rstrip(",")))
            behind = ""
        elif digits and bare and bare in "E/":
            return NumberFormat()  # an exponent or a fraction: only another way to show the number itself
        elif bare == "%":
            times *= 100
            behind += "%"
        elif text or not bare.isascii():
            before, behind = (before, behind + (text or bare)) if digits else (before + (text or bare), "")
    if point:
        times /= 10 ** (digits - point)
    return NumberFormat(times, 0 if point else decimals, _words(before), _words(behind))


def _words(text: str) -> str:
    return re.sub(rf"[\s()（）+\-{_CURRENCY}]", "", text)
