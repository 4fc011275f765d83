"""report.xlsx: the 自评表 in its official layout, read back as a published form and free of formulas."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from assistant.loading.official_form.form import read_official_book
from assistant.loading.submission import load_form
from assistant.rendering.form_workbook import render_form
from assistant.workflow.opening import Case, case_of, open_case
from tests.support.offline import composed_offline
from tests.support.places import ROOT

TEMPLATES = ROOT / "assistant" / "rendering" / "templates"


def form_of(case: Case) -> bytes:
    report = composed_offline(case)
    return render_form(report, case.ledger, case.submission.prepared_on)


def sheet_of(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data)).active


@pytest.mark.parametrize("kind", ["department", "project"])
def test_the_form_is_read_back_as_a_published_form(tmp_path: Path, kind: str) -> None:
    case = open_case(TEMPLATES / f"submission-{kind}.yaml")
    path = tmp_path / "report.xlsx"
    path.write_bytes(form_of(case))
    assert read_official_book(path).sheets
    found = load_form(path, {"standard": "mof-2020"})
    own = case.submission
    assert (found.kind, found.year, found.prepared_on) == (own.kind, own.year, own.prepared_on)
    assert [row.indicator.name for row in found.rows] == [row.indicator.name for row in own.rows]
    assert [row.indicator.number for row in found.rows] == [row.indicator.number for row in own.rows]
    assert [row.indicator.midyear for row in found.rows] == [row.indicator.midyear for row in own.rows]
    assert [row.indicator.points for row in found.rows] == [row.indicator.points for row in own.rows]
    again = case_of(found, case.ledger.standard, case.supplied).ledger
    for key in ("budget.executed.total", "budget.adjusted.total", "budget.execution.rate", "total.score"):
        assert again[key].text == case.ledger[key].text
    assert str(found.claimed.total) == case.ledger["total.score"].shown


def test_numbers_are_numbers_and_equal_reports_equal_files(case: Case) -> None:
    data = form_of(case)
    assert data == form_of(case)
    cells = {cell.value: cell for row in sheet_of(data) for cell in row}
    assert cells[2657.91].number_format == "0.00"
    assert cells[0.9065].number_format == "0.00%"
    assert cells["≤3081.24万元"].data_type == "s"


def test_the_layout_is_one_sheet_with_merged_heads(case: Case) -> None:
    page = sheet_of(form_of(case))
    assert (page["A1"].value, page["A2"].value) == ("部门整体支出绩效自评表", "（2023年度）")
    assert {"A1:J1", "A4:A7"} <= {str(area) for area in page.merged_cells.ranges}
    assert page.page_setup.orientation == "landscape"


def test_what_a_unit_writes_is_no_formula(tmp_path: Path) -> None:
    text = (TEMPLATES / "submission-project.yaml").read_text("utf-8")
    hostile = '=cmd|"/C calc"!A1'
    text = text.replace("name: 某某培训项目", f"name: '{hostile}'").replace(
        "某某培训中心", "+1+1]]>&<script>"
    )
    text = text.replace("场地条件有限", "场" * 10_000)
    path = tmp_path / "s.yaml"
    path.write_text(text, "utf-8")
    page = sheet_of(form_of(open_case(path)))
    values = [cell for row in page for cell in row if isinstance(cell.value, str)]
    assert hostile in {cell.value for cell in values}
    assert all(cell.data_type == "s" for cell in values)
    assert max(len(cell.value) for cell in values) > 10_000
