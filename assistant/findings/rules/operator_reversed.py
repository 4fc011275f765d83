"""检查什么：产出数量指标是否误用≤，成本指标是否误用≥。

为什么：方向写反，多做反而算未完成、超支反而算完成，得分就失去意义。
反例：产出数量指标“开展精品示范村建设数量”的指标值≤4个。
正例：产出数量指标“开展精品示范村建设数量”的指标值≥4个。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.indicator import Indicator
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Consequence, Severity
from assistant.domain.target import Target
from assistant.findings.aspect import Aspect

CODE = "APP010"
SEVERITY = Severity.WARNING
ASPECT = Aspect.RESULTS

_LESS_IS_BETTER = (
    "成本",
    "下降",
    "减少",
    "降低",
    "投诉",
    "事故",
    "违规",
    "差错",
    "发生率",
    "超支",
    "时限",
    "耗",
)


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    for row in submission.rows:
        indicator, target = row.indicator, row.indicator.target
        if target is None or target.kind != "number" or target.operator == "=":
            continue
        classes = indicator.level1 + indicator.level2
        cost = "成本" in classes
        counted = "数量" in classes and not any(word in indicator.name for word in _LESS_IS_BETTER)
        if (counted and target.wants_less) or (cost and not target.wants_less):
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                subject=f"indicator.{row.number}",
                message=f"{indicator.name}是{'成本' if cost else '数量'}指标，却写成“{target.text}”，方向可能写反",
                advice=f"请核对，是否应为“{'≤' if cost else '≥'}”",
                figures=(f"indicator.{row.number}.target",),
                source=indicator.at("target"),
                consequence=Consequence.CONCLUSION if _turns(indicator, target) else Consequence.NONE,
            )


def _turns(indicator: Indicator, target: Target) -> bool:
    """Whether a met indicator would be missed, or a missed one met, with the operator the other way round."""
    actual = indicator.number
    return actual is not None and actual != target.value
