"""Six real units: rows against their published tables, published errors named, clean controls clean.

Figures are carried over from published tables; some are excerpts (the published table has further rows), so
that their points do not total.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.calculator.figures.bands import by_steps
from assistant.domain.document import section_document
from assistant.domain.layout import USUAL
from assistant.domain.quantity import Quantity
from assistant.errors import StandardError
from assistant.loading.standards import load_standard, standard_ids
from assistant.workflow.drafting import open_draft
from assistant.workflow.opening import open_case
from tests.support.offline import drafted_offline
from tests.support.places import EXAMPLE, REAL_UNITS
from validators import gate

CASES = {"00": EXAMPLE} | {name: REAL_UNITS / f"{name}.yaml" for name in ("03", "09", "12", "13", "18")}
EXCERPT = {"REC002"}  # points do not total where rows of the table are not at hand

# The errors that recomputing the published table shows, and no others.
ERRORS = {
    "00": set(),
    "03": EXCERPT | {"APP008"},
    "09": {"REC005"},
    "12": set(),
    "13": set(),
    "18": EXCERPT,
}
# Rows whose published score is not the rule's.
DIFFERENT = {"00": {"12345热线事件办结率": "14.96"}, "12": {"整编资料审核（满意度）": "20.00"}}


@pytest.mark.parametrize("name", CASES)
def test_errors_of_the_published_table_are_found_and_no_others(name: str) -> None:
    found = {item.code for item in open_case(CASES[name]).ledger.findings if item.severity.value == "error"}
    assert found == ERRORS[name]


@pytest.mark.parametrize("name", CASES)
def test_every_row_scores_as_published_unless_the_table_is_wrong(name: str) -> None:
    case = open_case(CASES[name])
    for row in case.submission.rows:
        rule = case.ledger.get(f"indicator.{row.number}.rule_score")
        claimed = case.ledger[f"indicator.{row.number}.score"]
        if rule is not None:
            assert rule.shown == DIFFERENT.get(name, {}).get(row.indicator.name, claimed.shown), (
                row.indicator.name
            )


@pytest.mark.parametrize(
    ("name", "entry_id", "shown"),
    [
        ("03", "budget.execution.rate", "102.59"),
        ("03", "budget.execution.score", "10.00"),
        ("09", "budget.execution.rate", "10.77"),
        ("09", "budget.execution.score", "2.15"),
        ("09", "indicator.5.completion.rate", "175.00"),
        ("12", "total.score", "99.60"),
        ("12", "total.rule_score", "100.00"),
        ("13", "budget.execution.score", "19.55"),
        ("13", "total.score", "99.55"),
        ("18", "budget.execution.score", "10.00"),
        ("18", "budget.adjusted.fiscal", "9.48"),
    ],
)
def test_published_figures(name: str, entry_id: str, shown: str) -> None:
    assert open_case(CASES[name]).ledger[entry_id].shown == shown


def test_only_rows_under_a_heading_score() -> None:
    ledger = open_case(CASES["09"]).ledger
    assert ledger["indicators.score"].quantity is not None
    assert ledger["indicators.score"].quantity.exact == Decimal(60)


@pytest.mark.parametrize("name", CASES)
def test_every_case_becomes_a_report_that_passes_the_gate(name: str, tmp_path: Path) -> None:
    case = open_draft(CASES[name], None, USUAL, despite_errors=True)
    result = drafted_offline(case, tmp_path)
    assert result.files and result.diagnostics == ()
    title = (tmp_path / "report.md").read_text("utf-8").splitlines()[0]
    assert title == ("# 项目支出绩效自评报告" if case.submission.project else "# 部门整体支出绩效自评报告")


@pytest.mark.parametrize(
    "edits",
    [
        [("initial:  {basic: 2115.75, project: 965.49}", "initial:  {basic: 0, project: 0}")],
        [
            (
                "initial:  {basic: 2115.75, project: 965.49}                                  # 年初预算数\n",
                "\n",
            )
        ],
        [('target: "≥10件"', 'target: "≥10个工作日"')],
        [('target: "≥10件"', 'target: "≥10元/人"')],
        [('target: "≥10件"', 'target: "≥10万页"')],
        [("budget: 14.50", "budget: 0"), ("executed: 11.60", "executed: 0")],
        [("unit: 万元\n  initial", "unit: 元\n  initial"), ("≤3081.24万元", "≤3081.24元")],
        [("  - name: 受益人员满意度\n", "  - name: 受益人员满意度\n    applicable: false\n")],
    ],
    ids=[
        "no initial budget",
        "initial unknown",
        "long unit",
        "unit per unit",
        "unit with 万",
        "empty project",
        "yuan",
        "out of use",
    ],
)
def test_offices_of_other_shapes_draft_too(
    edits: list[tuple[str, str]], edited: Callable[..., Path], tmp_path: Path
) -> None:
    result = drafted_offline(open_case(edited(*edits)), tmp_path / "out")
    assert result.refused == () and [item.message for item in result.diagnostics] == []
    assert result.files


def test_an_offices_own_standard(tmp_path: Path, edited: Callable[..., Path]) -> None:
    path = edited(("standard: mof-2020", "standard: ours.yaml"))
    (path.parent / "ours.yaml").write_text(
        "extends: xinjiang-2023\nid: ours\ntitle: 本市口径\ndocument: 市财绩〔2024〕1号\ndate: 2024-01-01\n"
        "execution: {rate: exact}\nunmet: {less: linear, tolerance: 1}\n",
        "utf-8",
    )
    ledger = open_case(path).ledger
    assert ledger["budget.execution.score"].shown == "9.06"
    assert ledger["indicator.5.rule_score"].shown == "15.00"
    assert ledger.standard.source_of("execution.explain_below").startswith("四川省")


def test_check_reads_a_standard_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from assistant.cli.check import check

    path = tmp_path / "ours.yaml"
    path.write_text("extends: sichuan\nid: ours\ntitle: 本市口径\nunmet: {less: linear}\n", "utf-8")
    assert check(path, "text") == 0
    assert "预算执行率10分" in capsys.readouterr().out
    path.write_text("extends: sichuan\nunmet: {less: sideways}\n", "utf-8")
    with pytest.raises(
        StandardError, match=r"第2行 unmet.less：“sideways”不可用，只能填 ratio、linear、zero"
    ):
        check(path, "text")


@pytest.mark.parametrize("name", standard_ids())
def test_every_standard_cites_its_entries(name: str) -> None:
    standard = load_standard(name)
    assert standard.id == name
    for part in ("execution", "unmet", "overcompletion", "adjustment", "explanation", "total"):
        for field in type(getattr(standard, part)).model_fields:
            assert standard.source_of(f"{part}.{field}")


BUREAU = REAL_UNITS / "bureau.yaml"


def test_common_department_indicators_of_2013_53() -> None:
    ledger = open_case(BUREAU).ledger
    shown = {
        key: ledger[key].text
        for key in ledger.entries
        if key.startswith("common.") and ledger[key].unit == "%"
    }
    assert shown == {
        "common.budget.done.rate": "96.63%",
        "common.staff.control.rate": "95%",
        "common.three_public.change.rate": "-20%",
        "common.three_public.control.rate": "83.33%",
        "common.carryover.rate": "3.37%",
        "common.carryover.change.rate": "75%",
        "common.public.control.rate": "90%",
        "common.procurement.rate": "95%",
        "common.payment.rate": "95%",
        "common.assets.use.rate": "95%",
        "common.tasks.done.rate": "95%",
        "common.tasks.in_time.rate": "90%",
        "common.tasks.qualified.rate": "95%",
        "common.key_projects.share": "68.18%",
    }


def test_year_on_year() -> None:
    ledger = open_case(BUREAU).ledger
    shown = {
        key: ledger[key].text for key in ledger.entries if key.startswith(("yoy.", "previous.execution"))
    }
    assert shown == {
        "previous.execution.rate": "97%",
        "yoy.adjusted.total.amount": "40.00万元",
        "yoy.adjusted.total.rate": "4%",
        "yoy.executed.basic.amount": "27.00万元",
        "yoy.executed.basic.rate": "3.46%",
        "yoy.executed.project.amount": "8.00万元",
        "yoy.executed.project.rate": "4.21%",
        "yoy.executed.total.amount": "35.00万元",
        "yoy.executed.total.rate": "3.61%",
        "yoy.execution.rate": "-0.37个百分点",
    }


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("我单位全年执行数1005.00万元，同比增加35.00万元，增长3.61%。", set()),
        ("我单位全年执行数1005.00万元，比上年增加35.00万元。", set()),
        ("项目支出同比增长4.21%。", set()),
        ("在职人员控制率95%，三公经费控制率83.33%。", set()),
        ("上年预算执行率97%。", set()),
        ("我单位全年执行数1005.00万元，同比减少35.00万元。", {"DIR001"}),
        ("我单位全年执行数同比增加40.01万元。", {"NUM002"}),
        ("在职人员控制率83.33%。", {"SUB001"}),
    ],
)
def test_sentences_about_last_year_and_common_indicators(text: str, codes: set[str]) -> None:
    case = open_case(BUREAU)
    assert {item.code for item in gate.check(section_document(text, None), case.ledger)} == codes  # type: ignore[arg-type]


def test_common_indicators_are_scored_by_bands(edited: Callable[..., Path]) -> None:
    standard = ("standard: mof-2020", "standard: hunan-yueyang")
    ledger = open_case(edited(standard, base=BUREAU)).ledger
    scores = [ledger[f"band.{number}.score"].shown for number in range(1, 6)]
    assert scores == ["5.00", "5.00", "2.00", "2.00", "6.00"] and ledger["band.total"].shown == "20.00"
    over = open_case(edited(standard, ("actual: 38}", "actual: 43}"), base=BUREAU)).ledger
    assert over["common.staff.control.rate"].shown == "107.50" and over["band.1.score"].shown == "1.25"


@pytest.mark.parametrize(("share", "points"), [("90", "5"), ("89.99", "4"), ("60", "2"), ("59.99", "0")])
def test_steps_include_their_lower_bound(share: str, points: str) -> None:
    rule = load_standard("hunan-yueyang").bands[2]
    assert by_steps(Quantity(Decimal(share), "%"), rule).exact == Decimal(points)


@pytest.mark.parametrize(
    ("rate", "points"), [("0", "3"), ("0.01", "2"), ("10", "2"), ("10.01", "1"), ("31", "0")]
)
def test_steps_include_their_upper_bound(rate: str, points: str) -> None:
    rule = load_standard("hunan-yueyang").bands[3]
    assert by_steps(Quantity(Decimal(rate), "%"), rule).exact == Decimal(points)


OUT_OF_USE = ("  - name: 受益人员满意度\n", "  - name: 受益人员满意度\n    applicable: false\n")
NO_MONEY = [
    ("adjusted: {basic: {personnel: 2171.73, public: 115.10}, project: 645.26}", "adjusted: 0"),
    ("executed: {basic: 2244.86, project: 413.05}", "executed: 0"),
    ("completion_of: budget.adjusted.total", "completion_of: budget.initial.total"),
]


@pytest.mark.parametrize(
    ("edits", "rules", "total"),
    [
        ([OUT_OF_USE], "rescale: true", "85.28"),  # (86.75 − 10) ÷ 90 × 100
        ([OUT_OF_USE], "rescale: false", "76.75"),
        (NO_MONEY, "execution: {zero: unscored}", "77.68"),
        (NO_MONEY, "execution: {zero: rescale}", "86.31"),  # 77.68 ÷ 90 × 100
        (NO_MONEY, "execution: {zero: full}", "87.68"),
    ],
    ids=["rescaled", "not rescaled", "zero unscored", "zero rescaled", "zero full"],
)
def test_what_does_not_apply(
    edits: list[tuple[str, str]], rules: str, total: str, edited: Callable[..., Path], tmp_path: Path
) -> None:
    path = edited(("standard: mof-2020", "standard: ours.yaml"), *edits)
    own = "extends: xinjiang-2023\nid: ours\ntitle: 本市口径\ndocument: 本市\ndate: 2024-01-01\n"
    (path.parent / "ours.yaml").write_text(own + rules + "\n", "utf-8")
    case = open_case(path)
    assert case.ledger["total.score"].shown == total
    assert drafted_offline(case, tmp_path / "out").files
