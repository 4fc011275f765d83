"""Figures of the real unit, and properties of scores."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.calculator.compute import compute
from assistant.calculator.figures.scoring import rule_score
from assistant.calculator.trace import trace
from assistant.domain.figure import Fact
from assistant.domain.quantity import Quantity, half_up
from assistant.domain.standard import Standard, Unmet
from assistant.domain.target import Target
from assistant.errors import SubmissionError
from assistant.loading.standards import load_standard
from assistant.workflow.opening import Case, open_case
from tests.support.places import EXAMPLE, REAL_UNITS, ROOT

EXPECTED = json.loads((ROOT / "tests" / "calculator" / "expected" / "changchun-2023.json").read_text("utf-8"))
MOF = load_standard("mof-2020")
STANDARDS = [
    MOF.model_copy(update={"unmet": Unmet.model_validate({"less": less, "tolerance": tolerance})})
    for less in ("ratio", "linear", "zero")
    for tolerance in ("0", "5")
]
amounts = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize("entry_id", EXPECTED)
def test_expected_figure(case: Case, entry_id: str) -> None:
    entry = case.ledger[entry_id]
    assert [entry.shown, entry.unit] == EXPECTED[entry_id]


def test_further_figures(case: Case) -> None:
    shown = {
        key: case.ledger[key].text
        for key in (
            "budget.unexecuted.total",
            "budget.adjustment.gross.amount",
            "budget.adjustment.gross.rate",
            "budget.adjustment.project.amount",
            "budget.execution.initial_rate",
            "budget.executed.project.share",
            "indicator.6.overcompletion",
            "indicator.3.gap",
            "indicator.1.lost",
            "total.lost",
            "project.highest.name",
            "project.lowest.execution.rate",
            "indicator.unmet.count",
        )
    }
    assert shown == {
        "budget.unexecuted.total": "274.18万元",
        "budget.adjustment.gross.amount": "491.31万元",
        "budget.adjustment.gross.rate": "15.95%",
        "budget.adjustment.project.amount": "-320.23万元",
        "budget.execution.initial_rate": "86.26%",
        "budget.executed.project.share": "15.54%",
        "indicator.6.overcompletion": "110个百分点",
        "indicator.3.gap": "-35.99个百分点",
        "indicator.1.lost": "8分",
        "total.lost": "13.25分",
        "project.highest.name": "疫情防控补助项目",
        "project.lowest.execution.rate": "51.74%",
        "indicator.unmet.count": "3个",
    }


def test_trace_reaches_the_lines_of_the_file(case: Case) -> None:
    found = trace(case.ledger, "total.score")
    leaves, stack = [], [found]
    while stack:
        node = stack.pop()
        stack += node.inputs
        if not node.inputs:
            leaves.append(node.entry)
    assert all(isinstance(entry, Fact) for entry in leaves)
    lines = {entry.source.line for entry in leaves if isinstance(entry, Fact) and entry.source.line}
    text = (ROOT / "examples" / "changchun-2023.yaml").read_text("utf-8").splitlines()
    assert all(any(char.isdigit() for char in text[line - 1]) for line in lines)
    assert "executed: {basic: 2244.86" in "".join(text[line - 1] for line in lines)


def test_score_from_the_exact_rate_differs(case: Case) -> None:
    rate = case.ledger["budget.execution.rate"].quantity
    assert rate is not None
    assert half_up(rate.exact / 10, 2) == Decimal("9.06")
    assert case.ledger["budget.execution.score"].shown == "9.07"


def test_unknown_completion_basis_is_refused_with_its_place(edited: Callable[..., Path]) -> None:
    with pytest.raises(
        SubmissionError, match=r"第106行.*“完成率口径”（completion_of）填的“budget.adjusted.totl”不是测算值"
    ):
        open_case(edited(("completion_of: budget.adjusted.total", "completion_of: budget.adjusted.totl")))


def test_basis_in_another_unit_is_refused(edited: Callable[..., Path]) -> None:
    with pytest.raises(SubmissionError, match="不能换算"):
        open_case(edited(("completion_of: budget.adjusted.total", "completion_of: project.count")))


def test_zero_budget_gives_no_rate_and_no_crash(edited: Callable[..., Path]) -> None:
    ledger = open_case(edited(("budget: 14.50", "budget: 0"), ("executed: 11.60", "executed: 0"))).ledger
    assert "project.3.execution.rate" not in ledger


@given(amounts.filter(bool), amounts, amounts, st.sampled_from("≥>=≤<"), st.sampled_from(STANDARDS))
def test_scores_stay_in_bounds_and_never_fall_with_better_results(
    target: Decimal, first: Decimal, second: Decimal, operator: str, standard: Standard
) -> None:
    rule = Target(operator=operator, value=target, unit="个", text="")  # type: ignore[arg-type]
    points, goal = Quantity(Decimal(10), "分"), Quantity(target, "个")

    def score(actual: Decimal) -> Decimal:
        score = rule_score(Quantity(actual, "个"), goal, points, rule, standard).value
        assert isinstance(score, Quantity)
        return score.exact

    low, high = sorted((first, second))
    assert 0 <= score(low) <= 10 and 0 <= score(high) <= 10
    assert score(low) >= score(high) if rule.wants_less else score(low) <= score(high)


@settings(deadline=None, max_examples=25)
@given(st.permutations(range(8)), st.permutations(range(4)))
def test_order_of_rows_and_projects_changes_no_figure(rows: list[int], projects: list[int]) -> None:
    case = open_case(EXAMPLE)
    submission = case.submission.model_copy(
        update={
            "indicators": tuple(case.submission.indicators[row] for row in rows),
            "projects": tuple(case.submission.projects[project] for project in projects),
        }
    )
    for cached in ("rows", "written_indicators"):
        submission.__dict__.pop(cached, None)
    mixed = compute(submission, case.ledger.standard)
    for new, old in enumerate(rows, 1):
        for key in ("score", "completion.rate", "gap"):
            assert mixed[f"indicator.{new}.{key}"].text == case.ledger[f"indicator.{old + 1}.{key}"].text
    for key in ("total.score", "total.grade", "project.budget.total", "project.lowest.name"):
        assert mixed[key].text == case.ledger[key].text


def test_worked_lines_can_be_followed_with_a_calculator(case: Case) -> None:
    shown = {
        key: trace(case.ledger, key).work.line
        for key in (
            "total.score",
            "budget.execution.score",
            "budget.adjustment.rate",
            "budget.adjustment.gross.amount",
            "indicator.5.rule_score",
            "indicator.2.rule_score",
            "indicator.1.rule_score",
        )
    }
    assert shown == {
        "total.score": "9.07分 + 0分 + 12分 + 7.68分 + 8分 + 15分 + 10分 + 15分 + 10分",
        "budget.execution.score": "90.65% × 10分",
        "budget.adjustment.rate": "（-149.15万元） ÷ 3081.24万元 × 100%",
        "budget.adjustment.gross.amount": "171.08万元 + 320.23万元",
        "indicator.5.rule_score": "99.73% ÷ 100% × 15分",
        "indicator.2.rule_score": "达到指标值，得满分12分",
        "indicator.1.rule_score": "0% ÷ 5% × 8分",
    }


@pytest.mark.parametrize("name", ["03", "09", "12", "13", "18", "bureau"])
def test_every_figure_that_is_arithmetic_has_a_worked_line(name: str) -> None:
    ledger = open_case(REAL_UNITS / f"{name}.yaml").ledger
    for figure in ledger.figures():
        if len(figure.inputs) > 1 and figure.way is not None:
            assert trace(ledger, figure.id).work.line, figure.id
