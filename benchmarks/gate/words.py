"""Planted errors in words, without a wrong digit: superlatives, all and none, degrees, grades, years compared,
listed points miscounted, and findings left out."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from assistant.domain.document import SectionName
from assistant.domain.ledger import Ledger
from assistant.domain.report import runs_text
from assistant.domain.role import Role
from assistant.drafting.offline import write_offline
from assistant.drafting.slots import fill
from assistant.pipeline import Case, notes_for
from benchmarks.gate.texts import Clean

_OPPOSITE = {"最高": "最低", "最低": "最高", "最大": "最小", "最小": "最大", "最多": "最少", "最少": "最多"}


def superlative(clean: Clean, rng: random.Random) -> Iterator[str]:
    """最高 for 最低, where a number stands behind it."""
    for found in re.finditer("(?<!其)最[高低大小多少](?=[^。；]{0,30}[0-9])", clean.text):
        if re.search("之一|其次|除|最[高低][^。]{0,12}最[高低]", clean.text):
            return
        yield clean.text[: found.start()] + _OPPOSITE[found.group()] + clean.text[found.end() :]


def all_or_none(clean: Clean, rng: random.Random) -> Iterator[str]:
    """A sentence that says of all what is not so of one."""
    ledger = clean.case.ledger
    unmet = ledger.entries.get("indicator.unmet.count")
    if unmet and unmet.quantity and unmet.quantity.exact > 0:
        yield clean.text + rng.choice(
            ("各项绩效指标均达到指标值。", "全部绩效指标均已完成年度目标。", "各指标均已完成指标值。")
        )
    rates = [
        entry
        for entry in ledger.entries.values()
        if entry.role is Role.EXECUTION_RATE and entry.subject.startswith("project.")
    ]
    if any(entry.quantity and entry.quantity.shown < 90 for entry in rates):
        yield clean.text + rng.choice(
            ("各项目预算执行率均超过90%。", "所有项目执行率均达到90%。", "各项目执行率均不低于90%。")
        )
    line = ledger.entries.get("budget.project.execution.rate")
    if line and line.quantity and line.quantity.shown < 90 and not re.search("项目", clean.text[-60:]):
        yield clean.text + rng.choice(
            ("资金使用规范，不存在资金闲置。", "没有资金沉淀。", "资金全部使用完毕。")
        )


def degree(clean: Clean, rng: random.Random) -> Iterator[str]:
    """大幅 before a small change."""
    for mark in clean.marks:
        entry = clean.case.ledger[mark.entry_id]
        small = (
            entry.role in (Role.ADJUSTMENT_RATE, Role.YEAR_ON_YEAR)
            and entry.unit == "%"
            and entry.quantity is not None
        )
        before = clean.text[max(0, mark.start - 4) : mark.start]
        found = re.search("(调减|调增|增长|下降|减少|增加)$", before)
        if small and found and entry.quantity and abs(entry.quantity.shown) < 10:
            at = mark.start - len(found.group())
            if "略" not in clean.text[max(0, at - 3) : at]:
                yield clean.text[:at] + rng.choice(("大幅", "明显", "显著")) + clean.text[at:]


def grade(clean: Clean, rng: random.Random) -> Iterator[str]:
    """Another grade."""
    for mark in clean.marks:
        if clean.case.ledger[mark.entry_id].role is Role.GRADE:
            other = rng.choice([word for word in "优良中差" if word != clean.text[mark.start : mark.end]])
            yield clean.text[: mark.start] + other + clean.text[mark.end :]


def years(clean: Clean, rng: random.Random) -> Iterator[str]:
    """A gap to the target told as a change since last year."""
    for mark in clean.marks:
        if clean.case.ledger[mark.entry_id].role is Role.GAP:
            found = re.search(
                "(高于|低于|超出|比|较)(?:年度)?(?:指标值|目标值|目标)(高|低|多|少)?$",
                clean.text[: mark.start],
            )
            if found:
                yield (
                    clean.text[: found.start()]
                    + rng.choice(("同比提高", "比上年增加", "较上年下降"))
                    + clean.text[mark.start :]
                )


_COUNT = re.compile("以下(两|二|三|四)个?(?:方面)?(?:的)?问题")


def listed(clean: Clean, rng: random.Random) -> Iterator[str]:
    """以下三个问题 before two."""
    found = _COUNT.search(clean.text)
    if found:
        other = rng.choice([word for word in "两三四五" if word != found.group(1)])
        yield clean.text[: found.start(1)] + other + clean.text[found.end(1) :]


WORDS = {"superlative": superlative, "all and none": all_or_none, "degree word": degree, "grade word": grade,
         "year on year": years, "listed points": listed}  # fmt: skip


def omissions(case: Case) -> Iterator[tuple[SectionName, str, str]]:
    """A problem, or a measure, left out of the unit's section: (section, whole text, text without it)."""
    for section in (SectionName.PROBLEMS, SectionName.MEASURES):
        whole = _section(section, case.ledger, notes_for(case, section))
        lines = whole.split("\n")
        for number, line in enumerate(lines):
            sentences = [piece for piece in re.split("(?<=。)", line) if piece]
            for place, sentence in enumerate(sentences):
                about = re.search(r"\d[\d.]*(?:万元|元|%|分)|针对", sentence)
                if about and len(sentences) > 1:
                    rest = "".join(sentences[:place] + sentences[place + 1 :])
                    yield section, whole, "\n".join([*lines[:number], rest, *lines[number + 1 :]])


def _section(section: SectionName, ledger: Ledger, notes: tuple[str, ...]) -> str:
    return runs_text(fill(write_offline(section, ledger, notes), ledger))
