"""The finding rules, in the order in which their findings are told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, cast

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.domain.rule import Rule, discover
from assistant.domain.severity import Severity
from assistant.findings import rules
from assistant.findings.aspect import Aspect


class FindingRule(Rule, Protocol):
    """A rule about facts and figures; what it is about gives it its place among the others."""

    ASPECT: Aspect

    def check(self, submission: Submission, ledger: Ledger) -> Iterator[Finding]:
        """What is odd or noteworthy in the facts."""


def _place(rule: FindingRule) -> tuple[int, Aspect, str]:
    return list(Severity).index(rule.SEVERITY), rule.ASPECT, rule.CODE


RULES = tuple(sorted(cast("tuple[FindingRule, ...]", discover(rules)), key=_place))


def find(submission: Submission, ledger: Ledger) -> tuple[Finding, ...]:
    """All findings about the facts."""
    return tuple(finding for rule in RULES for finding in rule.check(submission, ledger))
