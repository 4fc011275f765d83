"""One unclear cell of a published 自评表 is asked about, and the rest is read; questions and faults come together."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.calculator.compute import compute
from assistant.domain.facts import Submission
from assistant.errors import SubmissionError
from assistant.findings.registry import find
from assistant.loading.standards import load_standard
from assistant.loading.submission import load_form
from tests.support.official_forms import GIVEN, NATIONAL, TITLE, rows_of, write_form

FORMATS = pytest.mark.parametrize("suffix", [".xlsx", ".docx"])


def load(path: Path, form: str, title: tuple[str, ...] = TITLE, **answers: str) -> Submission:
    return load_form(write_form(path, rows_of(form), title), {**GIVEN, **answers})


def faults(path: Path, form: str, title: tuple[str, ...] = TITLE, **answers: str) -> list[str]:
    with pytest.raises(SubmissionError) as caught:
        load(path, form, title, **answers)
    return [str(fault) for fault in caught.value.faults]


ASKED = {
    "a target that is unclear": ("≥20场", "开展20场以上演练", "“开展20场以上演练”不是指标值"),
    "a range as actual": ("≥20场 | 22", "≥20场 | ≥22", "是一个范围"),
    "完成 as actual": ("≥20场 | 22", "≥20场 | 完成", "“完成”不是数字"),
    "another unit as actual": ("≥20场 | 22", "≥20场 | 22人", "不能换算"),
    "a deadline that must not be earlier": ("≥20场", "≥12月底", "是时限，运算符却是≥"),
}


@FORMATS
@pytest.mark.parametrize("name", ASKED)
def test_one_cell_that_is_unclear_is_asked_about_and_the_form_is_read(
    tmp_path: Path, suffix: str, name: str
) -> None:
    old, new, says = ASKED[name]
    path = write_form(tmp_path / f"f{suffix}", rows_of(NATIONAL.replace(old, new)), TITLE)
    found = load_form(path, GIVEN)
    ((place, question),) = found.questions
    column = "E" if "target" in name or "deadline" in name else "F"
    assert str(place).endswith(f"自评表!{column}13" if suffix == ".xlsx" else f"表1!{column}11")
    assert says in question
    assert len(found.rows) == 5 and found.rows[1].indicator.number is not None


@FORMATS
@pytest.mark.parametrize(
    ("old", "new", "says"),
    [("58.16%", "0.5816", "是0.5816%，还是58.16%"), ("90.50%", "0.905", "是0.905%，还是90.5%")],
)
def test_a_fraction_that_may_be_a_percentage_is_a_finding(
    tmp_path: Path, suffix: str, old: str, new: str, says: str
) -> None:
    found = load(tmp_path / f"f{suffix}", NATIONAL.replace(old, new))
    told = [
        item for item in find(found, compute(found, load_standard(found.standard))) if item.code == "INP003"
    ]
    assert len(told) == 1 and says in told[0].message


@FORMATS
@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("500 | 518.29 | 301.46", "518.29 | < | 301.46", "全年预算数”与"),
        ("500 | 500.29 | 283.46", "^ | 500.29 | 283.46", "年初预算数”与"),
    ],
    ids=["two stages", "two parts"],
)
def test_amounts_merged_into_one_cell_are_asked_about(
    tmp_path: Path, suffix: str, old: str, new: str, at: str
) -> None:
    told = faults(tmp_path / f"f{suffix}", NATIONAL.replace(old, new))
    assert [line for line in told if at in line and "合并成一格，不知道这一格是多少" in line], told


def test_questions_of_the_form_and_faults_of_its_content_come_together(tmp_path: Path) -> None:
    form = NATIONAL.replace("518.29", "-518.29").replace("301.46", "约三百万")
    told = faults(tmp_path / "f.xlsx", form, ("项目支出绩效自评表",), prepared_on="", standard="mof-2099")
    for says in (
        "--year",
        "--prepared-on",
        "“约三百万”不是数字",
        "“-518.29”是负数",
        "没有评分标准“mof-2099”",
    ):
        assert any(says in line for line in told), (says, told)
