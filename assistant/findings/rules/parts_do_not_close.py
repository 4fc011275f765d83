"""检查什么：各项目预算数、执行数之和是否等于项目支出（项目自评的子项目之和是否等于项目总额）；基本支出合计是否等于人员经费与公用经费之和。

为什么：总数与分项对不上，报告中所有比率都会受到质疑（财预〔2020〕10号要求数据真实、准确）。
反例：项目支出全年预算数645.26万元，而各项目预算数合计655.26万元。
正例：项目支出全年预算数645.26万元，各项目预算数合计645.26万元。
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.quantity import plain
from assistant.domain.severity import Consequence, Severity
from assistant.domain.source import Source
from assistant.findings.amounts_in_doubt import amounts_in_doubt
from assistant.findings.aspect import Aspect

CODE = "REC001"
SEVERITY = Severity.ERROR
ASPECT = Aspect.TOTALS


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    budget, doubted = submission.budget, amounts_in_doubt(submission)
    for stage, key in (("adjusted", "budget"), ("executed", "executed")):
        whole, at = _whole(submission, ledger, stage)
        parts = f"project.{key}.total"
        if parts not in ledger or not whole or ledger[whole].text == ledger[parts].text:
            continue
        places = {at, *(project.at(key) for project in submission.projects)}
        if not any(doubt.source in places for doubt in doubted):
            message = (
                f"{ledger[whole].label}{ledger[whole].text}，而{ledger[parts].label}{ledger[parts].text}"
            )
            yield _finding(message, (whole, parts), at)
    for stage, amounts in budget.stages().items():
        computed = ledger[f"budget.{stage}.total"]
        if amounts.total is not None and computed.quantity and computed.quantity.exact != amounts.total:
            message = f"{computed.label}填报合计{plain(amounts.total)}，而各部分之和为{computed.text}"
            yield _finding(message, (computed.id,), amounts.at("total"))
        basic = amounts.basic
        if basic is None or basic.total is None or basic.personnel is None or basic.public is None:
            continue
        parts_sum = basic.personnel + basic.public
        if parts_sum != basic.total:
            message = f"基本支出合计{plain(basic.total)}，而人员经费与公用经费之和为{plain(parts_sum)}"
            yield _finding(message, (f"budget.{stage}.basic.total",), basic.at("total"))


def _whole(submission: Submission, ledger: Ledger, stage: str) -> tuple[str, Source]:
    """What the projects have to add up to: 项目支出, or the whole budget where a project is evaluated."""
    amounts = getattr(submission.budget, stage)
    if f"budget.{stage}.project" in ledger:
        return f"budget.{stage}.project", amounts.at("project")
    parts = amounts.sources()
    place = amounts.at(next(iter(parts)) if len(parts) == 1 else "total")
    return (f"budget.{stage}.total" if submission.kind == "project" else ""), place


def _finding(message: str, figures: tuple[str, ...], at: Source) -> Finding:
    return Finding(
        code=CODE,
        severity=SEVERITY,
        subject=figures[0],
        message=message,
        figures=figures,
        advice="请核对账表，改正合计或分项",
        source=at,
        consequence=Consequence.INCONSISTENT,
    )
