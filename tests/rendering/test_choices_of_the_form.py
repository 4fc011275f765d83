"""The drop-downs of the workbook form: people choose titles and names, and reading gives what the program goes by."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from assistant.errors import SubmissionError
from assistant.loading.standards import standard_titles
from assistant.loading.submission import load_submission
from tests.support.workbooks import filled, saved, worked

_STANDARD = "B9"  # of the sheet 单位


def test_standards_are_offered_by_their_titles(tmp_path: Path) -> None:
    path = saved(tmp_path, filled())
    book = openpyxl.load_workbook(path)
    assert book["单位"][_STANDARD].value == standard_titles()["mof-2020"]
    choices = {cell.value for column in book["选项"].columns for cell in column}
    assert set(standard_titles().values()) <= choices and "mof-2020" not in choices
    assert load_submission(path).standard == "mof-2020"


@pytest.mark.parametrize("name", standard_titles())
def test_a_title_and_an_id_are_read_alike(name: str, tmp_path: Path) -> None:
    for written in (name, standard_titles()[name]):
        data = worked([["set", "单位", _STANDARD, written]])
        assert load_submission(saved(tmp_path, data)).standard == name


def test_what_is_no_standard_is_told_at_its_cell(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError) as caught:
        load_submission(saved(tmp_path, worked([["set", "单位", _STANDARD, "mof-2099"]])))
    (fault,) = caught.value.faults
    assert fault.place.endswith(f"单位!{_STANDARD}") and "“mof-2099”" in fault.message
    assert all(title in fault.remedy for title in standard_titles().values())
