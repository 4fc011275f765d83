"""The parts of the review page: places of diagnostics, charts of many indicators, differences between versions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.figure import Fact
from assistant.domain.quantity import Quantity
from assistant.domain.role import Role
from assistant.domain.severity import Severity
from assistant.domain.source import Source
from assistant.rendering.html import Review, render_html
from assistant.rendering.html.charts import charts
from assistant.rendering.html.differences import compare
from assistant.rendering.markdown import render_markdown
from assistant.workflow.opening import Case, open_case
from tests.support.offline import composed_offline
from tests.support.places import REAL_UNITS


def test_diagnostics_find_their_block_cell_and_words(case: Case) -> None:
    report = composed_offline(case)
    text = render_markdown(report)
    places = [
        text.index("制作横幅67条"),
        text.index("## 四、评价结论") + 3,
        text.rindex("自评说明：偏差较小"),
        text.index("部门单位名称"),
    ]
    words = ["制作横幅67条", "四、评价结论", "自评说明：偏差较小", "部门单位名称"]
    diagnostics = tuple(
        Diagnostic(
            code="NUM001",
            severity=Severity.WARNING,
            start=start,
            end=start + len(said),
            text=said,
            message="",
            advice="",
        )
        for start, said in zip(places, words, strict=True)
    )
    page = render_html(report, case.ledger, Review(text, diagnostics))
    assert '<mark data-r="d0">制作横幅</mark><mark data-r="d0"><data' in page
    assert '<mark data-r="d1">四、评价结论</mark><a class="ref" id="m1"' in page
    assert '<td class="long"><mark data-r="d2">自评说明：偏差较小</mark>' in page or (
        '<td><mark data-r="d2">自评说明：偏差较小</mark>' in page
    )
    assert 'data-r="d3"' not in page and 'id="d3"' in page


def test_years_are_compared_where_last_year_is_known() -> None:
    case = open_case(REAL_UNITS / "bureau.yaml")
    page = render_html(composed_offline(case), case.ledger)
    assert 'id="chart-years"' in page


def indicator_of(number: int) -> dict[str, Fact]:
    """An indicator that lost all its points but one."""
    values = {"points": 2**number + 1, "score": 1, "lost": 2**number}
    return {
        (key := f"indicator.{number}.{name}"): Fact(
            id=key,
            label=name,
            subject=f"indicator.{number}",
            role=Role.POINTS,
            quantity=Quantity(Decimal(value), "分", 0),
            source=Source("a.yaml", 1),
        )
        for name, value in values.items()
    }


def test_of_many_indicators_those_with_the_most_points_lost_are_drawn(case: Case) -> None:
    rows = [indicator_of(number) for number in range(1, 21)]
    ledger = replace(
        case.ledger,
        entries=case.ledger.entries.replaced({key: item for row in rows for key, item in row.items()}),
    )
    chart = next(item for item in charts(ledger) if item.id == "scores")
    assert len(chart.bars) == 12 and chart.bars[0].note == "1/1048577分　扣1048576分"
    assert chart.left_out == "按扣分从大到小画出12个，其余9个未画出（其中9个有扣分）。各条按自己的分值画满。"
    assert (chart.bars[0].whole, chart.bars[0].part) == ("100.00", "0.00")


@pytest.mark.parametrize(
    ("older", "newer", "left", "right"),
    [
        ("执行率90.56%。", "执行率90.65%。", ["90.56%"], ["90.65%"]),
        ("一段。\n二段。", "一段。", ["二段。"], []),
        (
            "加强培训。\n按月通报执行进度。",
            "新增一条措施说明。\n加强培训。\n按季通报执行进度。",
            ["月"],
            ["新增一条措施说明。", "季"],
        ),
        ("同样的话。", "同样的话。", [], []),
        ("甲" * 2_000 + "，尾。", "甲" * 2_000 + "，末。", ["尾。"], ["末。"]),
    ],
    ids=["number", "left out", "moved", "same", "long"],
)
def test_differences_are_told_by_number_and_character(
    older: str, newer: str, left: list[str], right: list[str]
) -> None:
    rows = compare(older, newer)
    assert [piece.text for row in rows for piece in row.older if piece.own] == left
    assert [piece.text for row in rows for piece in row.newer if piece.own] == right
    assert "\n".join("".join(piece.text for piece in row.newer) for row in rows if row.newer) == newer
