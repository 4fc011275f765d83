"""The finding rules, in the order in which `check` prints them."""

from __future__ import annotations

from assistant.domain.facts import Submission
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.findings.rules import (
    below_target,
    cause_contradicts,
    claimed_result_differs,
    class_points_differ,
    cost_differs,
    deviation_unexplained,
    duplicate_names,
    far_above_target,
    heading_does_not_sum,
    impossible_share,
    large_adjustment,
    low_execution,
    met_but_deducted,
    moment_outside_year,
    no_points,
    noticed_in_workbook,
    opening_is_not_last_closing,
    operator_reversed,
    outputs_ahead_of_money,
    over_executed,
    parts_do_not_close,
    points_not_full,
    quality_without_evidence,
    satisfaction_without_sample,
    score_differs,
    score_outside_band,
    spending_as_output,
)

RULES = (
    parts_do_not_close,
    points_not_full,
    duplicate_names,
    heading_does_not_sum,
    class_points_differ,
    opening_is_not_last_closing,
    claimed_result_differs,
    over_executed,
    score_differs,
    met_but_deducted,
    score_outside_band,
    impossible_share,
    low_execution,
    below_target,
    far_above_target,
    large_adjustment,
    outputs_ahead_of_money,
    operator_reversed,
    cost_differs,
    deviation_unexplained,
    cause_contradicts,
    moment_outside_year,
    quality_without_evidence,
    satisfaction_without_sample,
    spending_as_output,
    no_points,
    noticed_in_workbook,
)


def find(submission: Submission, ledger: Ledger) -> tuple[Finding, ...]:
    """All findings about the facts."""
    return tuple(finding for rule in RULES for finding in rule.check(submission, ledger))
