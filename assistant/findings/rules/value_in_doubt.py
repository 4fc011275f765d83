"""检查什么：没有写单位的实际完成值、年中监控值、执行率，会不会是另一个量级的数：0.963是0.963%还是96.3%，200000是万人次还是人次。

为什么：表格里百分数常存成小数，指标值带“万”时实际完成值常填全数；读错一个量级，完成率、得分和结论全变。
反例：指标值≥95%，实际完成值0.955。——是0.955%，还是95.5%；同样要问的有指标值≥25万人次，实际完成值200000
正例：指标值≥95%，实际完成值“95.5%”。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.domain.facts import Row, Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.measure import read_measure
from assistant.domain.number import NumberFault
from assistant.domain.quantity import EXACT, plain
from assistant.domain.severity import Consequence, Severity
from assistant.domain.source import Source
from assistant.domain.target import Target
from assistant.domain.unit import PERCENT, dimension, split_multiple
from assistant.findings.aspect import Aspect

CODE = "INP003"
SEVERITY = Severity.ERROR
ASPECT = Aspect.FORM

_HUNDRED, _TEN_THOUSAND = Decimal(100), Decimal(10_000)
_AS_FRACTION, _NO_SHARE = Decimal(2), Decimal(1000)  # a fraction of one is hardly larger, nor is a percentage


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    for row in submission.rows:
        yield from _row(submission, row)
    claimed, rate = submission.claimed.execution_rate, ledger.get("budget.execution.rate")
    if claimed is not None and rate and rate.quantity and _same_size(claimed * _HUNDRED, rate.quantity.exact):
        readings = f"是{plain(claimed)}%，还是{plain(claimed * _HUNDRED)}%？"
        message = f"已填报的执行率{plain(claimed)}没有写成百分数：{readings}"
        yield _finding(
            submission,
            "execution",
            message,
            submission.claimed.at("execution_rate"),
            Consequence.INCONSISTENT,
        )


def _row(submission: Submission, row: Row) -> Iterator[Finding]:
    indicator, target = row.indicator, row.indicator.target
    if target is None or target.kind not in ("number", "range"):
        return
    for key, name, written in (
        ("midyear", "年中监控值", indicator.midyear),
        ("actual", "实际完成值", indicator.actual),
    ):
        value = written if isinstance(written, Decimal) else _alone(written or "")
        other = None if value is None else _other(value, target)
        if value is None or other is None:
            continue
        crosses = key == "actual" and target.met_by(value) != target.met_by(other)
        message = f"{indicator.name}的{name}{plain(value)}没有写单位：是{plain(value)}{target.unit}，还是{plain(other)}{target.unit}？"
        yield _finding(
            submission,
            f"indicator.{row.number}",
            message,
            indicator.at(key),
            Consequence.CONCLUSION if crosses else Consequence.INCONSISTENT,
        )


def _alone(text: str) -> Decimal | None:
    """A number without a unit of its own."""
    try:
        measure = read_measure(text)
    except NumberFault:
        return None
    return measure.number if measure.alone else None


def _other(value: Decimal, target: Target) -> Decimal | None:
    """The value of the other reading, in the target's unit, where that is the likelier one."""
    like = target.highest if target.kind == "range" else abs(target.value)
    if value <= 0 or like <= 0:
        return None
    if dimension(target.unit) == "rate":
        return _other_rate(value, like) if target.unit == PERCENT else None
    times, base = split_multiple(target.unit)
    times = min(times, _TEN_THOUSAND)
    if times > 1 and _closer(value, like, 1 / times):
        return EXACT.divide(value, times)  # 200000 for 20万人次
    if times == 1 and (base == "元" or like >= _TEN_THOUSAND) and _same_size(value * _TEN_THOUSAND, like):
        return value * _TEN_THOUSAND  # 20 for 20万, where the target is written out
    return None


def _other_rate(value: Decimal, like: Decimal) -> Decimal | None:
    """0.963 for 96.3%, and 9630 for 96.3%."""
    if value <= _AS_FRACTION and _closer(value, like, _HUNDRED):
        return value * _HUNDRED
    beyond = like <= _HUNDRED and value > _NO_SHARE and _closer(value, like, 1 / _HUNDRED)
    return value / _HUNDRED if beyond else None


def _closer(value: Decimal, like: Decimal, times: Decimal) -> bool:
    """Whether a value times a factor is nearer (as a ratio) to what it should be like than the value itself."""
    return value * value * times < like * like if times > 1 else value * value * times > like * like


def _same_size(value: Decimal, like: Decimal) -> bool:
    return like <= value * 2 and value <= like * 2


def _finding(
    submission: Submission, subject: str, message: str, at: Source, consequence: Consequence
) -> Finding:
    return Finding(
        code=CODE,
        severity=SEVERITY,
        subject=subject,
        message=message,
        advice="请在这一格把单位写在数的后面（如 96.3%、20万人次），写明是哪一个",
        figures=(),
        source=at,
        consequence=consequence,
    )
