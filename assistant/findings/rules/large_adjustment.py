"""检查什么：预算调整的净额或总额（各部分调整绝对值之和）是否超过评分标准规定的比率（如10%）；年初没有预算的，是否全部由年中追加。

为什么：预算调整率按追加、追减、结构调整的总和计算（财预〔2013〕53号）；只看净额会掩盖大幅的一增一减。
反例：基本支出调增171.08万元、项目支出调减320.23万元，净额只有-4.84%，总额却达15.95%。
正例：基本支出调增20.00万元，项目支出没有调整，总额占年初预算的0.69%。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.form import called
from assistant.domain.ledger import Ledger
from assistant.domain.money import Budget
from assistant.domain.quantity import plain
from assistant.domain.severity import Severity
from assistant.domain.source import Source
from assistant.findings.aspect import Aspect
from assistant.findings.budget_cells import telling_part

CODE = "APP004"
SEVERITY = Severity.WARNING
ASPECT = Aspect.RESULTS


_FIGURES = (
    "budget.adjustment.gross.rate",
    "budget.adjustment.gross.amount",
    "budget.adjustment.rate",
    "budget.adjustment.amount",
    "budget.adjustment.project.rate",
    "budget.adjustment.project.amount",
    "budget.adjustment.basic.rate",
    "budget.adjustment.basic.amount",
    "budget.execution.initial_rate",
)
_PARTS = ("basic", "project", "fiscal", "carryover", "other")


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    head = "budget.adjustment"
    limit = ledger.standard.adjustment.explain_above
    rates = [ledger.get(key) for key in (f"{head}.gross.rate", f"{head}.rate")]
    from_nothing = _from_nothing(ledger)
    far = any(rate and rate.quantity and abs(rate.quantity.exact) > limit for rate in rates)
    if not far and not from_nothing:
        return
    figures = tuple(key for key in _FIGURES if key in ledger)
    cause = submission.budget.adjustment_cause
    yield Finding(
        code=CODE,
        severity=SEVERITY,
        subject="unit",
        message=(from_nothing or _message(ledger, head, plain(limit)))
        + (f"，单位说明：{cause}" if cause else ""),
        advice=f"请在{called(submission.budget.place, 'budget', 'adjustment_cause')}中说明，并提高年初预算编制的准确性",
        figures=figures,
        source=_cell(submission.budget),
        answer=True,
        topic="adjustment",
        words=("预算编制", "预算调整", "年初预算"),
    )


def _cell(budget: Budget) -> Source:
    """The cell of the part that was adjusted most."""
    return telling_part(budget.adjusted, budget.initial, abs) if budget.initial else budget.at("adjusted")


def _from_nothing(ledger: Ledger) -> str:
    """What is said of a budget that was nothing at the start of the year; no rate can be worked out of it."""
    initial, adjusted = (ledger.get(f"budget.{stage}.total") for stage in ("initial", "adjusted"))
    if not initial or not initial.quantity or initial.quantity.exact != 0:
        return ""
    if not adjusted or not adjusted.quantity or adjusted.quantity.exact == 0:
        return ""
    return f"年初预算数为0，{adjusted.label}{adjusted.text}全部是年中追加的，调整率无法计算"


def _message(ledger: Ledger, head: str, limit: str) -> str:
    initial = ledger.get("budget.execution.initial_rate")
    base = f"；以年初预算为口径，执行率为{initial.text}" if initial else ""
    amount, rate = ledger[f"{head}.amount"], ledger[f"{head}.rate"]
    gross, gross_rate = ledger.get(f"{head}.gross.amount"), ledger.get(f"{head}.gross.rate")
    if gross is None or gross_rate is None:
        return f"预算调整数{amount.text}，调整率{rate.text}，超过{limit}%{base}"
    parts = "，".join(
        f"{ledger.subjects[part].name}{ledger[f'{head}.{part}.amount'].text}"
        for part in _PARTS
        if f"{head}.{part}.amount" in ledger
    )
    return (
        f"{gross.label}为{gross.text}，占年初预算的{gross_rate.text}，超过{limit}%"
        f"（净额{amount.text}、{rate.text}；{parts}）{base}"
    )
