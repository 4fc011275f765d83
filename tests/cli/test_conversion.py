"""init, convert, schema and check --annotate: what people do with files of facts."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from assistant.cli.app import app
from assistant.loading.json_schema import submission_schema
from assistant.loading.submission import load_submission
from assistant.workflow.opening import open_case
from tests.support.libreoffice import convert
from tests.support.places import EXAMPLE, REAL_UNITS, ROOT

CASES = sorted([EXAMPLE, *REAL_UNITS.glob("*.yaml")])
RUN = CliRunner()


def run(*words: object) -> str:
    result = RUN.invoke(app, [str(word) for word in words])
    return result.output


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_submission_goes_to_a_workbook_to_yaml_and_back(path: Path, tmp_path: Path) -> None:
    first = load_submission(path)
    run("convert", path, tmp_path / "a.xlsx")
    run("convert", tmp_path / "a.xlsx", tmp_path / "b.yaml")
    assert load_submission(tmp_path / "a.xlsx").model_dump() == first.model_dump()
    assert load_submission(tmp_path / "b.yaml").model_dump() == first.model_dump()


def test_the_example_workbook_gives_the_figures_of_the_yaml() -> None:
    from_yaml = open_case(EXAMPLE).ledger.entries
    from_book = open_case(ROOT / "examples" / "changchun-2023.xlsx").ledger.entries
    assert {key: entry.text for key, entry in from_book.items()} == {
        key: entry.text for key, entry in from_yaml.items()
    }


def test_init_writes_a_workbook_and_never_over_one(tmp_path: Path) -> None:
    assert "已生成" in run("init", tmp_path / "a", "--format", "xlsx")
    before = (tmp_path / "a" / "submission.xlsx").read_bytes()
    result = RUN.invoke(app, ["init", str(tmp_path / "a"), "--format", "xlsx"])
    assert result.exception is not None and "已存在" in str(result.exception)
    assert (tmp_path / "a" / "submission.xlsx").read_bytes() == before


def test_output_through_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kept.yaml").write_text("kept", "utf-8")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "kept.yaml")
    result = RUN.invoke(app, ["convert", str(EXAMPLE), str(tmp_path / "link.yaml")])
    assert "已存在" in str(result.exception)
    assert (tmp_path / "kept.yaml").read_text("utf-8") == "kept"


def annotated(tmp_path: Path) -> Path:
    book = tmp_path / "a.xlsx"
    shutil.copy(ROOT / "examples" / "changchun-2023.xlsx", book)
    run("check", book, "--annotate", tmp_path / "b.xlsx")
    return tmp_path / "b.xlsx"


def test_findings_stand_as_comments_at_their_cells(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(annotated(tmp_path))
    case = open_case(tmp_path / "a.xlsx")
    for finding in case.ledger.findings:
        if finding.source.sheet:
            comment = book[finding.source.sheet][finding.source.cell].comment
            assert comment is not None and finding.code in comment.text
    assert any(finding.source.sheet for finding in case.ledger.findings)


def test_a_copy_is_written_again_and_keeps_what_was_ticked_off(tmp_path: Path) -> None:
    copy = annotated(tmp_path)
    book = openpyxl.load_workbook(copy)
    page = book["问题清单"]
    assert [page.cell(3, column).value for column in range(1, 7)] == [
        "编号",
        "级别",
        "位置",
        "问题",
        "怎么办",
        "已处理",
    ]
    findings = open_case(tmp_path / "a.xlsx").ledger.findings
    assert page.max_row == 3 + len(findings)
    place = findings[0].source
    assert (page["C4"].value, page["C4"].hyperlink.location) == (
        f"{place.sheet}!{place.cell}",
        f"'{place.sheet}'!{place.cell}",
    )
    page["F4"] = "√"
    book.save(copy)
    assert "写在" in run("check", tmp_path / "a.xlsx", "--annotate", copy)
    again = openpyxl.load_workbook(copy)["问题清单"]
    assert (again["D4"].value, again["F4"].value) == (page["D4"].value, "√")


def test_a_missing_cause_colours_the_cells_where_it_belongs(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(annotated(tmp_path))
    for cell in ("I5", "J5"):
        assert (
            book["项目"][cell].fill.fgColor.rgb == "00FFE699"
            and "没有填写原因和改进措施" in book["项目"][cell].comment.text
        )
    assert book["项目"]["A5"].comment is None


def refused(*words: object) -> str:
    return str(RUN.invoke(app, [str(word) for word in words]).exception)


def test_a_copy_is_never_written_over_anything_else(tmp_path: Path) -> None:
    copy, source = annotated(tmp_path), tmp_path / "a.xlsx"
    before = source.read_bytes()
    assert "已存在" in refused("check", source, "--annotate", source)
    shutil.copy(source, tmp_path / "c.xlsx")
    assert "不是批注副本" in refused("check", source, "--annotate", tmp_path / "c.xlsx")
    (tmp_path / "d.xlsx").write_bytes(b"PK no workbook")
    assert "不是批注副本" in refused("check", source, "--annotate", tmp_path / "d.xlsx")
    (tmp_path / "e.xlsx").symlink_to(copy)
    assert "已存在" in refused("check", source, "--annotate", tmp_path / "e.xlsx")
    book = openpyxl.load_workbook(copy)
    book["项目"]["G5"] = 12
    book.save(copy)
    kept = copy.read_bytes()
    assert "有人改过" in refused("check", source, "--annotate", copy)
    assert (source.read_bytes(), copy.read_bytes()) == (before, kept)


def test_a_copy_of_a_copy_holds_each_remark_once(tmp_path: Path) -> None:
    copy = annotated(tmp_path)
    run("check", copy, "--annotate", tmp_path / "c.xlsx")
    first, second = (openpyxl.load_workbook(path) for path in (copy, tmp_path / "c.xlsx"))
    assert first.sheetnames == second.sheetnames
    for sheet in first.sheetnames:
        for row in first[sheet].iter_rows():
            for cell in row:
                other = second[sheet][cell.coordinate]
                assert (cell.comment and cell.comment.text) == (other.comment and other.comment.text)


def test_faults_that_stop_are_listed_too(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(ROOT / "examples" / "changchun-2023.xlsx")
    book["项目"]["G5"] = "31o5"
    book.save(tmp_path / "a.xlsx")
    run("check", tmp_path / "a.xlsx", "--annotate", tmp_path / "b.xlsx")
    page = openpyxl.load_workbook(tmp_path / "b.xlsx")["问题清单"]
    assert [page.cell(4, column).value for column in (3, 4)] == ["项目!G5", "填报 “31o5”不是数字"]


def test_text_in_an_annotated_copy_never_becomes_a_formula(tmp_path: Path) -> None:
    text = EXAMPLE.read_text("utf-8").replace("short_name: 长春中路片区管委会", 'short_name: "=HYPERLINK(1)"')
    (tmp_path / "s.yaml").write_text(text, "utf-8")
    run("convert", tmp_path / "s.yaml", tmp_path / "s.xlsx")
    run("check", tmp_path / "s.xlsx", "--annotate", tmp_path / "t.xlsx")
    for name in ("s.xlsx", "t.xlsx"):
        cell = openpyxl.load_workbook(tmp_path / name)["单位"]["B6"]
        assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_what_staff_see_of_the_annotated_copy_is_chinese(tmp_path: Path) -> None:
    """Names of sheets, headings, and the words of formulas; the ids stand in a hidden column."""
    book = openpyxl.load_workbook(annotated(tmp_path))
    assert all(re.fullmatch("[一-龥]+", name) for name in book.sheetnames)
    page = book["测算"]
    assert page.column_dimensions["I"].hidden and "." in page["I4"].value
    for row in page.iter_rows(min_row=1, max_col=5):
        for cell in row:
            assert not re.search("[a-z]{3,}", str(cell.value or "")), cell.value
    for cell in (cell for page in book for row in page.iter_rows() for cell in row if cell.comment):
        assert cell.comment.author == "自评"


def test_live_formulas_give_the_figures_when_recalculated(tmp_path: Path) -> None:
    """Every formula of the sheet 测算, worked out by LibreOffice, prints the program's own value."""
    path = annotated(tmp_path)
    (tmp_path / "out").mkdir()
    convert(path, "xlsx", tmp_path / "out")
    page = openpyxl.load_workbook(tmp_path / "out" / "b.xlsx", data_only=True)["测算"]
    live = openpyxl.load_workbook(path)["测算"]
    checked = 0
    for row in range(4, page.max_row + 1):
        if str(live.cell(row, 6).value).startswith("="):
            shown, own = page.cell(row, 7).value, page.cell(row, 3).value
            assert Decimal(format(shown, ".12g")) == Decimal(format(own, ".12g")), page.cell(row, 1).value
            checked += 1
    assert checked > 60


def test_the_schema_knows_every_key_and_refuses_others() -> None:
    schema = submission_schema()
    assert schema["additionalProperties"] is False
    assert set(schema["properties"]) == set(type(load_submission(EXAMPLE)).model_fields)
    assert schema["properties"]["unit"]["description"]
