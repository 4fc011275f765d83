"""Numbers as people type them into cells: full width, with spaces, with a unit behind, or a dash for nothing."""

from __future__ import annotations

import re

from assistant.domain.number import half_width
from assistant.domain.target import OPERATOR_SIGNS

_ABSENT = frozenset({"—", "——", "-", "--", "－", "/", "／", "无", "不适用", "…"})
_UNIT = re.compile(r"([-+]?[\d,.]+)(亿元|万元|千元|元|%|‰|人次|人|分|个|项|份|件|次|场)\Z")


def is_absent(text: str) -> bool:
    """Whether a cell says that there is nothing: —, /, 无, 不适用."""
    return text.strip() in _ABSENT


_LEADING = re.compile(
    r"[\s\u3000]*[-+≥≤=><＝－＋]?[\s\u3000]*[\d０-９]+(?:[\s\u3000]*[,，][\d０-９]{3})*(?:[\s\u3000]*[.．][\s\u3000]*[\d０-９]+)?"
)
_DAY = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?\Z", re.ASCII)
_SIGNS = OPERATOR_SIGNS | {"定性": "定性"}


def day_text(text: str) -> str:
    """A day written 2024年4月15日, 2024/4/15 or 2024.4.15 as 2024-04-15; anything else as it is."""
    found = _DAY.match(re.sub(r"\s+", "", half_width(text)))
    return f"{found.group(1)}-{int(found.group(2)):02}-{int(found.group(3)):02}" if found else text


def operator_text(text: str) -> str:
    """The operator of a target as ≥ ≤ = > < or 定性; nothing where it is none."""
    return _SIGNS.get(text.strip(), "")


def amount_text(text: str) -> tuple[str, str]:
    """A number and the unit behind it; the number is left as it is where it is none."""
    written = (
        re.sub(r"[\s\u3000]+", "", half_width(text)).replace("，", ",").removeprefix("¥").removeprefix("￥")
    )
    found = _UNIT.match(written)
    return (found.group(1), found.group(2)) if found else (written, "")


def value_text(text: str, unit: str = "") -> str:
    """A value that may carry a unit, without spaces inside; the unit is dropped where it is the field's own."""
    found = _LEADING.match(text)
    if found:
        text = re.sub(r"[\s\u3000]+", "", half_width(found.group())).replace("，", ",") + text[found.end() :]
        text = text.replace("％", "%") if text.endswith("％") else text
    return (
        text.removesuffix(unit) if unit and re.fullmatch(r"[-+]?[\d,.]+", text.removesuffix(unit)) else text
    )
