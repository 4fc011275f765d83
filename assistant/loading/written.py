"""Numbers as people type them into cells: full width, with spaces, with a unit behind, or a dash for nothing."""

from __future__ import annotations

import re

from assistant.domain.number import half_width

_ABSENT = frozenset({"—", "——", "-", "--", "－", "/", "／", "无", "不适用", "…"})
_UNIT = re.compile(r"([-+]?[\d,.]+)(亿元|万元|千元|元|%|‰|人次|人|分|个|项|份|件|次|场)\Z")


def is_absent(text: str) -> bool:
    """Whether a cell says that there is nothing: —, /, 无, 不适用."""
    return text.strip() in _ABSENT


def amount_text(text: str) -> tuple[str, str]:
    """A number and the unit behind it; the number is left as it is where it is none."""
    written = (
        re.sub(r"[\s\u3000]+", "", half_width(text)).replace("，", ",").removeprefix("¥").removeprefix("￥")
    )
    found = _UNIT.match(written)
    return (found.group(1), found.group(2)) if found else (written, "")


def value_text(text: str, unit: str = "") -> str:
    """A value that may carry a unit, without spaces inside; the unit is dropped where it is the field's own."""
    if re.match(r"[\s\u3000]*[-+≥≤=><＝－＋]?[\s\u3000]*[\d０-９]", text):
        text = re.sub(r"[\s\u3000]+", "", half_width(text)).replace("，", ",")
    return (
        text.removesuffix(unit) if unit and re.fullmatch(r"[-+]?[\d,.]+", text.removesuffix(unit)) else text
    )
