"""检查什么：单位自评表上印出的执行率、执行率得分、总分、等级是否与按标准计算的一致。

为什么：26份公开报告中有16份存在这类硬错误；说明按哪种取舍会得到单位的数，便于核对。
反例：执行率10.77%，分值20分，自评表印2.16分，按标准应为2.15分。——先舍入为10.8%再计分才会得到2.16分
正例：执行率90.65%，分值10分，自评表印9.07分。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.number import decimals_of
from assistant.domain.quantity import EXACT, HUNDRED, half_up, plain
from assistant.domain.severity import Consequence, Severity
from assistant.findings.aspect import Aspect

CODE = "REC005"
SEVERITY = Severity.ERROR
ASPECT = Aspect.CLAIMS

_NAMES = {
    "execution_rate": "budget.execution.rate",
    "execution_score": "budget.execution.score",
    "total": "total.score",
}


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    for key, entry_id in _NAMES.items():
        claimed = getattr(submission.claimed, key)
        entry = ledger.get(entry_id)
        if claimed is None or entry is None or entry.quantity is None or claimed == entry.quantity.shown:
            continue
        if key == "execution_rate" and claimed == half_up(entry.quantity.exact, decimals_of(claimed)):
            continue  # the same rate, printed with fewer decimals
        message = f"自评表上的{entry.label}为{plain(claimed)}{entry.unit}，按评分标准应为{entry.text}"
        hint = _rounding(ledger, claimed) if key == "execution_score" else ""
        consequence = _consequence(ledger, key, claimed, entry.quantity.shown)
        yield _finding(submission, key, entry_id, message + hint, consequence)
    grade = ledger.get("total.grade")
    if submission.claimed.grade and grade and grade.words != submission.claimed.grade:
        message = f"自评表上的评价等级为{submission.claimed.grade}，总分{ledger['total.score'].text}应为{grade.words}"
        yield _finding(submission, "grade", "total.grade", message, Consequence.CONCLUSION)


def _rounding(ledger: Ledger, claimed: Decimal) -> str:
    """By which rounding of the rate the claimed score would come about."""
    rate, points = ledger["budget.execution.rate"].quantity, ledger["budget.execution.points"].quantity
    if rate is None or points is None:
        return ""
    ways = [("精确执行率", rate.exact)] + [
        (f"执行率先舍入到{digits}位小数", half_up(rate.exact, digits)) for digits in (2, 1, 0)
    ]
    for name, value in ways:
        if half_up(EXACT.divide(EXACT.multiply(value, points.exact), HUNDRED), 2) == half_up(claimed, 2):
            return f"（按{name}计算会得到{plain(claimed)}分）"
    return ""


def _consequence(ledger: Ledger, key: str, claimed: Decimal, shown: Decimal) -> Consequence:
    """Another grade, or (for the rate) the other side of the limit below which a cause is due."""
    if key != "execution_rate":
        return ledger.consequence(claimed - shown)
    limit = ledger.standard.execution.explain_below
    crosses = (claimed < limit) != (shown < limit)
    return Consequence.CONCLUSION if crosses else Consequence.INCONSISTENT


def _finding(
    submission: Submission, key: str, entry_id: str, message: str, consequence: Consequence
) -> Finding:
    return Finding(
        code=CODE,
        severity=SEVERITY,
        subject="total" if key in ("total", "grade") else "execution",
        message=message,
        advice="请核对原表；报告以按评分标准计算的数为准",
        figures=(entry_id,),
        source=submission.claimed.at(key),
        consequence=consequence,
    )
