"""How grave a finding or diagnostic is, and what a finding does to the report's conclusion."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """Error stops, warning asks, info tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def chinese(self) -> str:
        return {"error": "错误", "warning": "警告", "info": "提示"}[self.value]


class Consequence(StrEnum):
    """statcheck's two grades: the numbers are inconsistent, or what they show would be concluded otherwise."""

    NONE = ""
    INCONSISTENT = "inconsistent"
    CONCLUSION = "conclusion"

    @property
    def chinese(self) -> str:
        return {"": "", "inconsistent": "数据不一致", "conclusion": "改变结论"}[self.value]
