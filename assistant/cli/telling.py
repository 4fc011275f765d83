"""What commands say of attempts and diagnostics."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.draft import Attempt
from assistant.domain.place import Places
from assistant.domain.waiver import Waiver


def say(text: str) -> None:
    """A line beside the output of a command."""
    print(text, file=sys.stderr, flush=True)


def describe(text: str, places: Places, item: Diagnostic, name: str) -> str:
    """A diagnostic for people: place, rule, the words around it, the remedy; and whether it is waived."""
    around = ""
    if item.text:
        before = text[max(0, item.start - 20) : item.start].rpartition("\n")[2]
        after = text[item.end : item.end + 10].partition("\n")[0]
        around = f"\n    …{before}【{item.text}】{after}…"
    waived = f"{item.waived.chinese} " if item.waived else ""
    return f"{name}:{places.of(item.start)} {waived}{item.severity.chinese} {item.code} {item.message}{around}\n    {item.advice}"


def tell(attempt: Attempt) -> None:
    """Progress: one line an attempt, and the diagnostics of a refused one."""
    verdict = "通过校验" if attempt.accepted else f"被退回，诊断{len(attempt.diagnostics)}项"
    say(f"{attempt.section.chinese}：第{attempt.number}稿（{attempt.writer.chinese}）{verdict}")
    places = Places(attempt.text)
    for item in attempt.diagnostics:
        say("  " + describe(attempt.text, places, item, attempt.section.value).replace("\n", "\n  "))


def tell_unused(unused: Iterable[Waiver]) -> None:
    """Warn of waivers that fit no diagnostic."""
    for waiver in unused:
        say(f"警告 {waiver.place}：豁免没有对应的诊断：{waiver}")


def tell_taken(attempt: Attempt, path: Path) -> int:
    """Say that a version was taken into the report, or why it was not; 0 or 1."""
    if attempt.accepted:
        say(f"“{attempt.section.chinese}”采用第{attempt.number}稿；重新生成报告：ziping render {path}")
        return 0
    tell(attempt)
    say(f"第{attempt.number}稿没有通过校验，不能采用；可用 ziping edit {path} {attempt.section.value} 修改。")
    return 1
