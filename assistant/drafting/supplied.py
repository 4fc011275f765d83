"""The unit's causes and measures set into a sentence as a person would: 原因是…, but never 原因是原因是…."""

from __future__ import annotations

import re

from assistant.drafting.slots import quote

# Words with which a cause says of itself that it is one.
_OPENS = re.compile(
    r"(?:主要|偏差|具体|客观|直接)?原因|(?:主要)?由于|(?:主要是?)?因为?(?![素地此而])|鉴于|受.{1,20}影响"
)
_LABEL = re.compile(
    r"(?:主要|偏差|具体|调整)?原因(?:主要)?(?:是|为|在于|如下)?[：:]?(?:由于|因为)?|(?:主要)?(?:由于|因为)"
)
_MEASURE_LABEL = re.compile(r"(?:改进|整改|具体)?措施(?:是|为|如下)?[：:]?")
_LISTED = re.compile(r"(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[)）]|[一1]是|第一[，,、]|①|一、)")


def plain_end(text: str) -> str:
    """Supplied text as data without the stop at its end."""
    return quote(text).rstrip("。；;，,")


def cause_clause(cause: str) -> str:
    """A cause as the last clause of a sentence; nothing where none was supplied."""
    text = plain_end(cause)
    if not text or _OPENS.match(text):
        return text
    return f"原因：{text}" if _LISTED.match(text) else f"原因是{text}"


def after_label(text: str, label: re.Pattern[str] = _LABEL) -> str:
    """A cause behind the label 原因：, without saying 原因是 once more."""
    words = plain_end(text)
    found = label.match(words)
    return words[found.end() :] if found and found.end() < len(words) else words


def measure_after_label(text: str) -> str:
    """A measure behind the label 改进措施：."""
    return after_label(text, _MEASURE_LABEL)


def measure_clause(against: str, measure: str) -> str:
    """What is done against something: 针对甲未达到指标值，…; a list of measures stands behind a colon."""
    text = measure_after_label(measure)
    return f"{against}{'：' if _LISTED.match(text) else '，'}{text}"
