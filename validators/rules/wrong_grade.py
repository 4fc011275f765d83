"""检查什么：文中的评价等级（优、良、中、差）是否与测算的等级一致。

为什么：评分与评级不符是审查的扣分项；等级没有数字，改动时最容易漏核。
反例：评价等级为“优”。——自评总分86.75分，按标准为良
正例：评价等级为“良”。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.severity import Severity
from validators.reading import Reading

CODE = "GRD003"
SEVERITY = Severity.ERROR

_GRADE = re.compile(
    r"(?:等级|等次|评级|评价结果|评价结论|结论)\s*(?:为|是|评定为|：|:)?\s*[“\"‘]?(优秀|良好|中等|较差|优|良|中|差)[”\"’]?(?=[，。；、（(）)\s|]|\Z)"
    r"|达到[“\"]?(优秀|良好|中等|较差|优|良|中|差)[”\"]?的?(?:等次|等级)"
)


def check(reading: Reading) -> Iterator[Diagnostic]:
    grade = reading.ledger.get("total.grade")
    if grade is None:
        return
    for found in _GRADE.finditer(reading.text):
        group = 1 if found.group(1) else 2
        word = found.group(group)
        if word[0] not in (grade.words[0], "较") or (word == "较差" and grade.words != "差"):
            yield Diagnostic(
                code=CODE,
                severity=SEVERITY,
                start=found.start(group),
                end=found.end(group),
                text=word,
                message=f"评价等级写成“{word}”，自评总分{reading.ledger['total.score'].text}按标准为“{grade.words}”",
                advice=f"应为：{grade.words} ⟦total.grade⟧",
                figure=grade.id,
            )
