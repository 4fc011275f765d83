"""检查什么：单位、项目支出和各项目的预算执行率是否低于评分标准规定的说明界限（如90%）。

为什么：执行率低于界限须说明原因（四川省自评表要求执行率低于90%说明原因），资金闲置是审查重点。
反例：项目支出预算执行率64.01%，未执行232.21万元。
正例：项目支出预算执行率99.81%，最低的项目99.77%。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from operator import neg

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.quantity import plain
from assistant.domain.severity import Severity
from assistant.domain.source import Source
from assistant.findings.aspect import Aspect
from assistant.findings.budget_cells import telling_part
from assistant.findings.explanation import with_explanation

CODE = "APP003"
SEVERITY = Severity.WARNING
ASPECT = Aspect.EXECUTION

# Words by which a measure may speak of the unit or of its project expenditure; a single project must be named.
_WORDS = {
    "budget": ("预算执行", "执行进度", "支出进度"),
    "budget.project": ("项目支出", "各项目", "项目执行"),
}


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    rules = ledger.standard.execution
    executed = submission.budget.executed
    limit = rules.project_explain_below
    each: list[Finding] = []
    for number, project in enumerate(submission.projects, 1):
        head = f"project.{number}"
        for found in _low(ledger, f"{head}.execution", head, limit, project.at("executed")):
            each.append(with_explanation(found, ledger.subjects[found.subject], project))
    whole = (
        *_low(
            ledger,
            "budget.execution",
            "budget",
            rules.explain_below,
            telling_part(executed, submission.budget.adjusted, neg),
        ),
        *_low(ledger, "budget.project.execution", "budget.project", limit, executed.at("project")),
    )
    for found in whole:
        subject = ledger.subjects[found.subject]
        prefix = "project_" if found.subject == "project" else "execution_"
        told_below = bool(each) and not (subject.cause or subject.measure)
        yield found if told_below else with_explanation(found, subject, submission.budget, prefix=prefix)
    yield from each


def _low(ledger: Ledger, head: str, other: str, limit: Decimal, place: Source) -> Iterator[Finding]:
    key = f"{head}.rate"
    rate = ledger.get(key)
    if rate is None or rate.quantity is None or rate.quantity.shown >= limit:
        return
    unexecuted = {"budget": "budget.unexecuted.total", "budget.project": "budget.unexecuted.project"}
    left = unexecuted.get(other, f"{other}.unexecuted")
    yield Finding(
        code=CODE,
        severity=SEVERITY,
        subject=rate.subject,
        message=f"{rate.label}{rate.text}，低于{plain(limit)}%，未执行{ledger[left].text}",
        advice="请说明执行率偏低的原因和加快执行的措施",
        figures=(key, left),
        source=place,
        answer=True,
        topic="execution",
        words=_WORDS.get(other, ("各项目", "所有项目", "全部项目")),
    )
