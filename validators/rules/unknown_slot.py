"""检查什么：引用位 ⟦…⟧ 是否都是台账中的编号。

为什么：不存在的编号无法印出数字，留在报告里就是残稿。
反例：预算执行率为⟦budget.exec.rate⟧。
正例：预算执行率为⟦budget.execution.rate⟧。——印出90.65%
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.severity import Severity
from validators.reading import Reading

CODE = "STR001"
SEVERITY = Severity.ERROR

_SUGGESTED = 20  # for so many slots the ids they may mean are looked for
_SLOT = re.compile(r"⟦([^⟦⟧\n]{0,80})⟧?|⟧|(?:\[\[|【|〖|\{)([a-z]+\.[a-z0-9_.|]+)(?:\]\]|】|〗|\})")


def check(reading: Reading) -> Iterator[Diagnostic]:
    for number, found in enumerate(_SLOT.finditer(reading.text)):
        written = (found.group(1) or found.group(2) or "").partition("|")[0].strip()
        near = [] if number >= _SUGGESTED else get_close_matches(written, reading.ledger.entries.keys(), 3)
        advice = f"是否想写：{reading.forms(near)}" if near else "只能使用给出的引用位编号"
        yield Diagnostic(
            code=CODE,
            severity=SEVERITY,
            start=found.start(),
            end=found.end(),
            text=found.group(),
            message=f"引用位“{found.group()}”不在台账中",
            advice=advice,
        )
