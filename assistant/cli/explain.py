"""`ziping explain`: the documentation of a rule."""

from __future__ import annotations

from assistant.domain.rule import Documentation
from assistant.workflow.verification import rule_of


def explain(code: str) -> int:
    """Print the documentation of a rule."""
    rule = rule_of(code)
    print(f"{rule.CODE}（{rule.SEVERITY.chinese}）\n{Documentation.of(rule).text}")
    return 0
