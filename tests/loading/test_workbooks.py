"""The workbook form: what is read of broken and unusual cells, and that what is written is read again as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.domain.facts import Submission
from assistant.errors import SubmissionError
from assistant.loading.submission import load_submission
from tests.support.places import ROOT
from tests.support.workbooks import saved, worked

CASES: dict[str, Any] = yaml.safe_load(
    (ROOT / "tests" / "loading" / "workbook_cases.yaml").read_text("utf-8")
)


def value_at(submission: Submission, path: str) -> str:
    """A value as text: a number as written, a target by its text."""
    value: Any = submission
    for key in path.split("."):
        value = value[int(key)] if key.isdigit() else getattr(value, key)
    return str(getattr(value, "text", value))


def outcome(path: Path, reads: list[str]) -> dict[str, Any]:
    """What reading comes to: faults, or notices and the values asked for."""
    try:
        submission = load_submission(path)
    except SubmissionError as error:
        return {"faults": [str(fault).removeprefix(path.as_posix()).strip() for fault in error.faults]}
    told = [f"{place.sheet}!{place.cell}：{message}" for place, message in submission.notices]
    asked = [f"{place.sheet}!{place.cell}：{question}" for place, question in submission.questions]
    found: dict[str, Any] = {"notices": told, "asks": asked}
    return found | {"reads": {path: value_at(submission, path) for path in reads}}


@pytest.mark.parametrize("name", CASES)
def test_a_cell_is_read_exactly_or_refused_with_its_place(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    found = outcome(saved(tmp_path, worked(case["do"])), list(case.get("reads", ())))
    expected = {key: case[key] for key in ("faults", "notices", "asks", "reads") if key in case}
    assert {key: value for key, value in found.items() if value} == expected
