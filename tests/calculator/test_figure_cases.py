"""Every figure as it is declared: one case of tests/calculator/figures at least, and what its way says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from assistant.calculator.compute import compute
from assistant.calculator.expression import value_of
from assistant.calculator.figures import GLOSSARY
from assistant.calculator.figures.scores import GRADE
from assistant.calculator.trace import trace
from assistant.calculator.worked import worked
from assistant.domain.facts import Submission
from assistant.domain.figure import Figure
from assistant.domain.formula import Way
from assistant.domain.ledger import Ledger
from assistant.domain.standard import Standard
from assistant.loading.standards import load_standard
from assistant.loading.yaml_tree import read_yaml
from assistant.workflow.opening import Case
from tests.support.places import ROOT

BASE: dict[str, Any] = {
    "format": "1",
    "kind": "department",
    "unit": {"name": "某县水利局"},
    "year": "2023",
    "prepared_on": "2024-03-01",
    "budget": {"unit": "万元", "adjusted": "100", "executed": "100"},
    "standard": "mof-2020",
    "indicators": [{"name": "清淤长度", "target": "≥50公里", "actual": "52", "points": "90"}],
}


def cases() -> Iterator[Any]:
    for path in sorted((ROOT / "tests" / "calculator" / "figures").glob("*.yaml")):
        listed = read_yaml(path.read_text("utf-8"), path.name).plain()
        assert isinstance(listed, list)
        for number, case in enumerate(listed, 1):
            yield pytest.param(case, id=f"{path.stem}-{number}")


CASES = list(cases())


def laid_over(below: Any, above: Any) -> Any:
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    return {**below, **{key: laid_over(below.get(key), value) for key, value in above.items()}}


def ledger_of(case: dict[str, Any]) -> Ledger:
    submission = Submission.model_validate(BASE | case.get("input", {}))
    standard = load_standard(submission.standard)
    if "standard" in case:
        own = standard.model_dump(mode="json", by_alias=True, exclude_none=True)
        standard = Standard.model_validate(as_written(laid_over(own, case["standard"])))
    return compute(submission, standard)


def as_written(value: Any) -> Any:
    """Scalars as a file has them."""
    if isinstance(value, dict):
        return {key: as_written(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_written(item) for item in value]
    return str(value)


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    ledger = ledger_of(case)
    found = {key: ledger[key].text if key in ledger else "无" for key in case["output"]}
    assert found == case["output"], case["name"]
    lines = {key: trace(ledger, key).work.line or "无" for key in case.get("worked", {})}
    assert lines == case.get("worked", {}), case["name"]


def test_every_figure_has_a_case() -> None:
    told = {re.sub(r"\.\d+(?=\.)", ".{n}", key) for case in CASES for key in case.values[0]["output"]}
    assert [key for key, term in GLOSSARY.items() if term.formulas and key not in told] == []


def test_every_formula_of_a_figure_has_a_case() -> None:
    said: dict[str, set[str]] = {}
    for case in CASES:
        for figure in ledger_of(case.values[0]).figures():
            said.setdefault(re.sub(r"\.\d+(?=\.)", ".{n}", figure.id), set()).add(figure.formula)
    said["total.grade"] = {GRADE.words}  # the words of a figure are those with the standard's own limits
    assert not [
        (key, formula.words)
        for key, term in GLOSSARY.items()
        for formula in term.formulas
        if formula.words not in said[key]
    ]


@pytest.mark.parametrize("case", CASES)
def test_what_a_way_says_is_what_the_figure_is(case: dict[str, Any]) -> None:
    ledger = ledger_of(case)
    for figure in ledger.figures():
        if figure.way is not None and len(figure.inputs) > 1:
            assert trace(ledger, figure.id).work.line, figure.id


def test_a_line_that_does_not_give_the_figure_is_not_given(case: Case) -> None:
    rate = case.ledger["budget.execution.rate"]
    assert isinstance(rate, Figure)
    inputs = tuple(case.ledger[key] for key in rate.inputs)
    assert worked(rate, inputs).line == "2657.91万元 ÷ 2932.09万元 × 100%"
    wrong = replace(rate, way=Way("{0} ÷ {1} × 10%", "{0}/{1}*10"))
    assert worked(wrong, inputs) == worked(replace(rate, way=None), inputs)
    assert not worked(wrong, inputs).line and not worked(wrong, inputs).expression


def test_no_wording_decides_how_a_figure_is_worked_out(case: Case) -> None:
    for figure in case.ledger.figures():
        inputs = tuple(case.ledger[key] for key in figure.inputs)
        renamed = replace(figure, formula="各部分之和 ÷ 指标值 × 分值")
        assert worked(renamed, inputs) == worked(figure, inputs)


def test_a_trace_says_the_law_and_says_so_where_there_is_none(case: Case) -> None:
    lines = trace(case.ledger, "budget.execution.gap").lines()
    assert lines[:3] == [
        "预算执行率与100%的差距 = -9.35个百分点  [budget.execution.gap]",
        "  公式：印出的执行率 − 100%，以百分点计",
        "  依据：算术，无文件依据",
    ]
    assert "    依据：财预〔2020〕10号 附件自评表（执行率）" in lines
    assert (
        trace(case.ledger, "budget.adjustment.gross.rate").as_json()["law"]
        == "财预〔2013〕53号（预算调整率）"
    )


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("{0}/{1}*100", "37.500"),
        ("(1-({0}-{1})/{1})*{2}", "16.250"),
        ("MIN({0}*{1}/10,{1})", "2.4"),
        ("ROUND({0}/7,2)*1.5", "0.645"),
        ("{0}+{0}/0", "None"),
        ("0", "0"),
        ("{0}-100.05", "-97.05"),
    ],
)
def test_an_expression_is_worked_out_exactly(expression: str, value: str) -> None:
    assert str(value_of(expression, [Decimal(3), Decimal(8), Decimal(10)])) == value


@pytest.mark.parametrize("expression", ["{0}**2", "abs({0})", "__import__('os')", "{0} if 1 else 2", "'1'"])
def test_what_is_no_expression_raises(expression: str) -> None:
    with pytest.raises(ValueError, match="no expression"):
        value_of(expression, [Decimal(3)])
