"""检查什么：写明样本数的百分比，是否可能由该样本数得出（GRIM检验）。

为什么：37份问卷得不出97.5%的满意度（36份是97.3%，37份是100%）；得不出的百分比必有一个数是错的。
反例：满意度97.5%，样本37份。
正例：满意度97.5%，样本40份。
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

CODE = "APP011"
SEVERITY = Severity.ERROR
ASPECT = Aspect.EVIDENCE


def check(submission: Submission, ledger: Ledger) -> Iterator[Finding]:
    for row in submission.rows:
        indicator, actual, size = row.indicator, row.indicator.number, row.indicator.sample
        target = indicator.target
        if actual is None or target is None or target.unit != "%" or size is None or size <= 0:
            continue
        digits = decimals_of(actual)
        near = int(EXACT.divide(EXACT.multiply(actual, size), HUNDRED))
        shares = {
            count: half_up(EXACT.divide(Decimal(count) * HUNDRED, size), digits) for count in (near, near + 1)
        }
        if size != size.to_integral_value() or actual not in shares.values():
            possible = "、".join(
                f"{count}份为{plain(share)}%" for count, share in shares.items() if count <= size
            )
            crosses = any(target.met_by(share) != target.met_by(actual) for share in shares.values())
            yield Finding(
                code=CODE,
                severity=SEVERITY,
                subject=f"indicator.{row.number}",
                message=f"{indicator.name}实际完成值{plain(actual)}%，但{plain(size)}份样本得不出这个百分比（{possible}）",
                advice="请核对样本数或百分比",
                figures=(f"indicator.{row.number}.actual",),
                source=indicator.at("actual"),
                consequence=Consequence.CONCLUSION if crosses else Consequence.INCONSISTENT,
            )
