"""检查什么：同一句里“未达到指标值、未完成、超额完成、达到指标值”等说法，是否与该指标的完成情况一致。

为什么：数字是真的，结论是反的，读者只会记住结论。
反例：受理信访案件完成率210%，未达到指标值。
正例：受理信访案件完成率210%，超额完成。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.role import Role
from assistant.domain.severity import Severity
from validators.reading import Reading

CODE = "DIR003"
SEVERITY = Severity.ERROR

_RESULTS = frozenset({Role.ACTUAL, Role.COMPLETION})
_MISSED = re.compile(
    r"未(?:能)?(?:达到|达成|实现|完成)(?:年度|预期|年初)?(?:指标值|指标|目标值|目标|任务)|未达标|未完成(?=[，。；])"
)
_REACHED = re.compile(
    r"(?<![未没能])(?<!基本)(?<!大部)(?<!部分)(?<!大体)(?<!多数)(?:已|均|全部|提前|如期|超额)?(?:达到|达成|完成|实现)(?:了)?(?:年度|预期|年初)?(?:指标值|指标任务|目标值|目标|任务)(?!的|[0-9])|超额完成(?=[，。；])|提前完成(?=[，。；])"
)
_OF_OTHERS = re.compile("其余|其他|其它|前者|后者")
_END = re.compile("[。；！？\n]")


def check(reading: Reading) -> Iterator[Diagnostic]:
    for number, binding in enumerate(reading.bindings):
        entry = next(
            (reading.ledger[key] for key in binding.entries if reading.ledger[key].role in _RESULTS), None
        )
        if entry is None or binding.quoted:
            continue
        gap, met = _state(reading, entry.subject)
        if gap is None:
            continue
        start, end = binding.mention.end, _until(reading, number)
        wrong = _MISSED.search(reading.text, start, end) if met else _REACHED.search(reading.text, start, end)
        quoted = reading.lexicon.quotes.prose_spans(reading.text[start:end]) if wrong else []
        if wrong and _OF_OTHERS.search(reading.text, max(start, wrong.start() - 12), wrong.start()):
            continue
        if wrong and _another_is_named(reading, entry.subject, start, wrong.start()):
            continue
        if wrong and not any(first <= wrong.start() - start < last for first, last in quoted):
            name = reading.ledger.subjects[entry.subject].name
            yield Diagnostic(
                code=CODE,
                severity=SEVERITY,
                start=wrong.start(),
                end=wrong.end(),
                text=wrong.group(),
                message=f"“{wrong.group()}”与{name}的完成情况不符（{entry.label}{entry.text}，{'已达到' if met else '未达到'}指标值）",
                advice=f"应写{'达到' if met else '未达到'}指标值",
                figure=entry.id,
            )


def _state(reading: Reading, subject: str) -> tuple[object, bool]:
    """The gap of an indicator and whether its target is reached (≤ targets are reached from below)."""
    gap, target = (
        reading.ledger.get(f"{subject}.gap"),
        reading.ledger.get(f"{subject}.target"),
    )
    if gap is None or target is None or gap.quantity is None or target.quantity is None:
        return None, False
    less = target.quantity.bound in ("≤", "<")
    return gap, gap.quantity.exact <= 0 if less else gap.quantity.exact >= 0


def _another_is_named(reading: Reading, subject: str, start: int, end: int) -> bool:
    """Whether another indicator is named in between: 其中仅县域内就诊率未达到指标值."""
    hits = reading.lexicon.hits(reading.text, start, end)
    named = [topic for hit in hits if hit.name for topic in hit.name.topics]
    return any(topic.startswith("indicator.") and topic != subject for topic in named)


def _until(reading: Reading, number: int) -> int:
    """The end of the sentence, or the next number of another subject."""
    binding = reading.bindings[number]
    ended = _END.search(reading.text, binding.mention.end)
    end = ended.end() if ended else len(reading.text)
    for place in range(number + 1, len(reading.bindings)):
        other = reading.bindings[place]
        if other.mention.start >= end:
            break
        if other.subjects != binding.subjects:
            return other.mention.start
    return min(end, binding.block.end)
