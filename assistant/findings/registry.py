"""The finding rules, in the order in which `check` prints them."""

from __future__ import annotations

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.findings.rules import (
    below_target,
    deviation_unexplained,
    far_above_target,
    large_adjustment,
    low_execution,
    parts_do_not_close,
    points_not_full,
    score_differs,
)

RULES = (
    parts_do_not_close,
    points_not_full,
    score_differs,
    low_execution,
    below_target,
    far_above_target,
    large_adjustment,
    deviation_unexplained,
)


def find(submission: Submission, ledger: Ledger) -> tuple[Finding, ...]:
    """All findings about the facts."""
    return tuple(finding for rule in RULES for finding in rule.check(submission, ledger))
