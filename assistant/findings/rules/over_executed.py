"""检查什么：单位和各项目的执行数是否超过全年预算数；预算数为零是否仍有支出。

为什么：预算是支出的上限，执行率超过100%或零预算有支出，是预算管理的硬伤，须先核实（公开报告中出现过102.59%而无说明）。
反例：全年预算数329.77万元，执行数338.31万元。
正例：全年预算数329.77万元，执行数320.00万元。
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import pos

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.severity import Consequence, Severity
from assistant.domain.source import Path, Source
from assistant.findings.amounts_in_doubt import amounts_in_doubt
from assistant.findings.aspect import Aspect
from assistant.findings.budget_cells import telling_part

CODE = "APP008"
SEVERITY = Severity.ERROR
ASPECT = Aspect.EXECUTION


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    doubted = amounts_in_doubt(submission)
    for name, budget, executed, place, within in _pairs(submission):
        if any(doubt.path[: len(within)] == within for doubt in doubted):
            continue  # asked about, at its own cell
        limit, spent = ledger.get(budget), ledger.get(executed)
        if limit is None or spent is None or limit.quantity is None or spent.quantity is None:
            continue
        if spent.quantity.exact <= limit.quantity.exact:
            continue
        rate = ledger.get(budget.replace("budget.adjusted.total", "budget.execution.rate"))
        shown = f"，执行率{rate.text}" if rate and rate.unit == "%" else ""
        zero = "预算数为零却有支出" if limit.quantity.exact == 0 else "执行数超过全年预算数"
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            subject=spent.subject,
            message=f"{name}{zero}：全年预算数{limit.text}，执行数{spent.text}{shown}",
            advice="请核对预算调整数是否填全；确属超预算支出的须说明原因",
            figures=(executed, budget),
            source=place,
            consequence=Consequence.INCONSISTENT,
            answer=True,
            topic="over_executed",
        )


def _pairs(submission: Submission) -> Iterator[tuple[str, str, str, Source, Path]]:
    """Whose budget, the ids of budget and execution, the cell that is at fault, and where a doubted amount makes both
    doubtful."""
    spending, limits = submission.budget.executed, submission.budget.adjusted
    whole = telling_part(spending, limits, pos)
    for name, part, place in (("单位", "total", whole), ("项目支出", "project", spending.at("project"))):
        yield name, f"budget.adjusted.{part}", f"budget.executed.{part}", place, ("budget",)
    for number, project in enumerate(submission.projects):
        head, place = f"project.{number + 1}", project.at("executed")
        yield project.name, f"{head}.budget", f"{head}.executed", place, ("projects", number)
