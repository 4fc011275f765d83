"""检查什么：“均、都、全部、其余……均”和“没有、不存在”一类的全称说法，是否对所说的每一个都成立。

为什么：一个例外就使全称判断不成立；项目执行率64.01%却写“不存在资金闲置”是审查中的常见问题。
反例：各项目预算执行率均超过90%；各绩效指标均达到指标值；资金不存在闲置。——有3个指标未达到，项目支出执行率64.01%
正例：除疫情防控补助项目外，其余项目执行率均低于90%。
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.figure import Entry
from assistant.domain.role import Role
from assistant.domain.severity import Severity
from validators.reading import Reading

CODE = "DIR006"
SEVERITY = Severity.ERROR

Holds = Callable[[Decimal, Decimal], bool]
_HOLDS: dict[str, Holds] = {
    "超过": operator.gt,
    "高于": operator.gt,
    "达到": operator.ge,
    "达": operator.ge,
    "不低于": operator.ge,
    "低于": operator.lt,
    "不足": operator.lt,
    "未达到": operator.lt,
    "未达": operator.lt,
    "未超过": operator.le,
}
_RATES = re.compile(
    r"(各|全部|所有|其余|其他)(?:个|项)?项目(?:的)?(?:预算)?执行率[^，。；]{0,4}(?:均|都|全部)(未超过|未达到|未达|不低于|超过|高于|达到|达|低于|不足)"
    r"\s*(\d+(?:\.\d+)?)\s*[%％]"
)
_MET = re.compile(
    "(?:各|全部|所有)(?:项|个)?(?:绩效)?指标[^，。；]{0,6}(?:均|都|全部)(?:已)?(达到|完成|实现|未达到|未完成)(?:了)?(?:年度|预期)?(?:指标值|目标值|目标|指标|任务)?"
)
_IDLE = re.compile(
    "(?:不存在|没有)(?:任何)?(?:项目)?(?:资金)?(?:闲置|沉淀|结余|未执行)|资金(?:已)?全部(?:执行|支付|拨付|使用)完毕?"
)
_FULL = Decimal(100)


def check(reading: Reading) -> Iterator[Diagnostic]:
    yield from _rates(reading)
    yield from _targets(reading)
    yield from _idle(reading)


def _rates(reading: Reading) -> Iterator[Diagnostic]:
    for found in _RATES.finditer(reading.text):
        sentence = re.split("[。！？\n]", reading.text[max(0, found.start() - 80) : found.start()])[-1]
        spared = {topic for hit in reading.lexicon.hits(sentence) if hit.name for topic in hit.name.topics}
        all_of_them = found.group(1) not in ("其余", "其他")
        against = [
            entry
            for entry in _project_rates(reading)
            if (all_of_them or entry.subject not in spared)
            and entry.quantity
            and not _HOLDS[found.group(2)](entry.quantity.shown, Decimal(found.group(3)))
        ]
        if against:
            yield _report(
                found,
                f"不是每一个都{found.group(2)}{found.group(3)}%：{reading.forms([entry.id for entry in against])}",
            )


def _targets(reading: Reading) -> Iterator[Diagnostic]:
    count, met, unmet = (reading.ledger.get(f"indicator.{key}count") for key in ("", "met.", "unmet."))
    for found in _MET.finditer(reading.text):
        missed = found.group(1).startswith("未")
        against = met if missed else unmet
        if count and against and against.quantity and against.quantity.exact > 0:
            yield _report(found, f"{against.label}为{against.text}，不能说全部{found.group(1)}")


def _idle(reading: Reading) -> Iterator[Diagnostic]:
    left = [reading.ledger.get(f"budget.{key}execution.rate") for key in ("project.", "")]
    low = [entry for entry in left if entry and entry.quantity and entry.quantity.shown < _FULL]
    for found in _IDLE.finditer(reading.text):
        named = [
            hit
            for hit in reading.lexicon.hits(reading.text, max(0, found.start() - 60), found.start())
            if hit.name
        ]
        if any(topic.startswith("project.") for hit in named if hit.name for topic in hit.name.topics):
            continue  # said of one project
        worst = next(
            (
                entry
                for entry in low
                if entry.quantity and entry.quantity.shown < reading.ledger.standard.execution.explain_below
            ),
            None,
        )
        if worst:
            yield _report(found, f"与{worst.label}{worst.text}不符")


def _project_rates(reading: Reading) -> list[Entry]:
    return [
        entry
        for entry in reading.ledger.entries.values()
        if entry.role is Role.EXECUTION_RATE and re.fullmatch(r"project\.\d+", entry.subject)
    ]


def _report(found: re.Match[str], message: str) -> Diagnostic:
    return Diagnostic(
        code=CODE,
        severity=SEVERITY,
        start=found.start(),
        end=found.end(),
        text=found.group(),
        message=message,
        advice="请写明例外，或删去“均、全部、不存在”一类的说法",
    )
