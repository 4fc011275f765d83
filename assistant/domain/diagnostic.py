"""A diagnostic (诊断): the text is wrong, at a span. A person may waive it (豁免), with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.domain.severity import Severity

_SLOT = re.compile(r" ?⟦[a-z0-9_.|]+⟧")


@dataclass(frozen=True)
class Waived:
    """Why a diagnostic does not count, and who decided so."""

    reason: str
    by: str = ""

    @property
    def chinese(self) -> str:
        return f"已豁免（理由：{self.reason}；{f'豁免人：{self.by}' if self.by else '未写豁免人'}）"

    def as_json(self) -> dict[str, object]:
        return {"reason": self.reason, "by": self.by or None}


@dataclass(frozen=True, kw_only=True)
class Diagnostic:
    """What is wrong at `start:end` of a text, by which rule, and which forms would be right."""

    code: str
    severity: Severity
    start: int
    end: int
    text: str
    message: str
    advice: str
    figure: str = ""
    waived: Waived | None = None

    @property
    def remedy(self) -> str:
        """The advice for people who read the report: without the ids, which are for who writes a draft."""
        return without_ids(self.advice)

    def as_json(self) -> dict[str, object]:
        row: dict[str, object] = {
            "code": self.code,
            "severity": self.severity.value,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "message": self.message,
            "advice": self.advice,
            "figure": self.figure or None,
        }
        return row | {"waived": self.waived.as_json()} if self.waived else row


def without_ids(text: str) -> str:
    """Words about figures without the slots that stand beside them: 预算执行率90.65% ⟦budget.execution.rate⟧."""
    return _SLOT.sub("", text)


def refusing(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those that stop a text: errors that nobody waived. Nothing else decides whether a text is refused."""
    return [item for item in diagnostics if item.severity is Severity.ERROR and item.waived is None]
