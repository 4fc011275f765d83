"""Numbers as people type them into cells: full width, with spaces, with a unit behind, or a dash for nothing."""

from __future__ import annotations

import re

from assistant.domain.measure import Measure, read_measure
from assistant.domain.moment import read_moment
from assistant.domain.number import NumberFault, compact
from assistant.domain.target import OPERATOR_SIGNS, Target, parse_target, split_sign

_DAY = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?\Z", re.ASCII)
_SIGNS: dict[str, str] = {**OPERATOR_SIGNS, "定性": "定性"}


def day_text(text: str) -> str:
    """A day written 2024年4月15日, 2024/4/15 or 2024.4.15 as 2024-04-15; anything else as it is."""
    found = _DAY.match(compact(text))
    return f"{found.group(1)}-{int(found.group(2)):02}-{int(found.group(3)):02}" if found else text


def operator_text(text: str) -> str:
    """The operator of a target as ≥ ≤ = > < or 定性; nothing where it is none."""
    return _SIGNS.get(text.strip(), "")


def amount(text: str) -> Measure:
    """A number with what is written behind it; a currency sign in front is left out. Raises NumberFault."""
    return read_measure(compact(text).removeprefix("¥").removeprefix("￥"))


def is_amount(text: str) -> bool:
    """Whether a text is a number, with or without a unit."""
    try:
        amount(text)
    except NumberFault:
        return False
    return True


def value_text(text: str) -> str:
    """A value that may carry a unit, without spaces inside; what is no number stays as it is written."""
    try:
        read_measure(text)
    except NumberFault:
        return text
    written = compact(text)
    return written.replace("，", ",") if re.fullmatch(r"[-+]?[\d,.，]+", written) else written


def target_text(sign: str, value: str, unit: str) -> str:
    """指标性质、指标值、度量单位 as one: ≥5%. Raises ValueError where two signs contradict each other."""
    if value.startswith("定性") or sign.startswith("定性"):
        return value if value.startswith("定性") else f"定性：{value}"
    try:
        own, bare = split_sign(compact(value))
        moment = read_moment(bare) is not None
    except ValueError:
        return f"{sign}{value}"  # asked about where it is read
    if sign and own and sign != own:
        raise ValueError(f"“指标性质”是{sign}，“指标值”里又写了{own}")
    if not moment and not re.match(r"[-+]?\d", bare):
        return value if sign in ("", "=") else f"{sign}{value}"
    if moment or bare.endswith(unit):
        unit = ""
    return f"{sign or own}{bare}{unit}" if own or unit or moment else f"{sign}{value_text(value)}"


def read_target(text: str) -> Target | None:
    """The target in a text; None where nothing is written."""
    try:
        found = parse_target(text)
    except ValueError:
        return None
    return found if isinstance(found, Target) else None
