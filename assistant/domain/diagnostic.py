"""A diagnostic (诊断): the text is wrong, at a span."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.severity import Severity


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

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code, "severity": self.severity.value, "start": self.start, "end": self.end,
            "text": self.text, "message": self.message, "advice": self.advice, "figure": self.figure or None,
        }  # fmt: skip
