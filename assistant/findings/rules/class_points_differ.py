"""检查什么：一级指标是否为评分标准所列，各一级指标的分值之和是否等于其规定（如产出50、效益30、满意度10）。

为什么：一级指标分值是统一规定的，二、三级由单位分配，但合计须与一级一致，否则系统不予保存。
反例：“产出”类指标分值合计60分，而评分标准规定50分。
正例：产出指标两个各25分，效益指标30分，满意度指标10分。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.domain.facts import Row, Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.quantity import plain
from assistant.domain.severity import Consequence, Severity
from assistant.findings.aspect import Aspect

CODE = "REC004"
SEVERITY = Severity.ERROR
ASPECT = Aspect.LINKS


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    classes = ledger.standard.classes
    rows = submission.rows
    unknown = list(_unknown(submission, ledger))
    yield from unknown
    incomplete = any(not row.indicator.level1 or row.indicator.points is None for row in rows)
    if unknown or not classes or incomplete:
        return
    found: dict[str, Decimal] = {}
    for row in rows:
        name = _known(row, ledger)
        found[name] = found.get(name, Decimal(0)) + (row.indicator.points or Decimal(0))
    for name in dict.fromkeys([*classes, *found]):
        given, wanted = found.get(name, Decimal(0)), classes.get(name, Decimal(0))
        if given != wanted:
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                subject="indicators",
                message=f"“{name}”类指标分值合计{plain(given)}分，评分标准规定{plain(wanted)}分",
                advice="请按评分标准调整该类指标的分值，或改用适用的评分标准",
                figures=("indicators.points",),
                source=submission.at("indicators"),
                consequence=Consequence.INCONSISTENT,
            )


def _known(row: Row, ledger: Ledger) -> str:
    """The class of the standard that a row stands under; empty where there is none of this name."""
    return next((name for name in ledger.standard.classes if row.indicator.level1.startswith(name)), "")


def _unknown(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    """The classes that the standard does not have, each once, at its first indicator."""
    classes = ledger.standard.classes
    first: dict[str, Row] = {}
    for row in submission.rows:
        if classes and row.indicator.level1 and not _known(row, ledger):
            first.setdefault(row.indicator.level1, row)
    for name, row in first.items():
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            subject=f"indicator.{row.number}",
            message=f"“{name}”不是评分标准规定的一级指标（{'、'.join(classes)}）",
            advice="请核对有无错字或空格，或改用适用的评分标准",
            figures=(),
            source=row.indicator.at("level1"),
            consequence=Consequence.INCONSISTENT,
        )
