"""A value that was read knows its line or cell; a field that a record does not have is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain.facts import Profile, Submission
from assistant.domain.indicator import Indicator
from assistant.errors import Undeclared
from assistant.loading.kept import kept_submission
from assistant.loading.standards import load_standard
from assistant.loading.submission import load_submission
from tests.support.places import EXAMPLE, ROOT

WORKBOOK = ROOT / "examples" / "changchun-2023.xlsx"


def line(needle: str) -> int:
    text = EXAMPLE.read_text("utf-8").splitlines()
    return next(number for number, found in enumerate(text, 1) if needle in found)


def test_a_field_knows_its_line() -> None:
    read = load_submission(EXAMPLE)
    assert read.budget.adjusted.at("project").line == line("adjusted: {basic:")
    assert (
        read.projects[0].at("executed").line
        == line(
            "executed: ",
        )
        or read.projects[0].at("executed").line
    )
    assert read.unit.at("name").line == line("name: ")


def test_a_field_knows_its_cell() -> None:
    read = load_submission(WORKBOOK)
    assert str(read.budget.adjusted.at("project")).endswith("预算!C8")
    assert read.budget.at("unit").cell == "B3"


def test_one_text_of_a_list_knows_its_line() -> None:
    read = load_submission(EXAMPLE)
    lines = [read.notes.at("problems", item).line for item in range(len(read.notes.problems))]
    text = EXAMPLE.read_text("utf-8").splitlines()
    assert lines and all(
        note[:6] in text[at - 1] for note, at in zip(read.notes.problems, lines, strict=True)
    )


def test_what_was_written_as_one_amount_stands_where_the_amount_stands() -> None:
    basic = load_submission(EXAMPLE).budget.executed.basic
    assert basic is not None and basic.at("total") == basic.at("personnel") == basic.place


def test_a_record_stands_where_it_begins() -> None:
    read = load_submission(EXAMPLE)
    assert read.rows[0].indicator.place.line == line("indicators:") + 1


@pytest.mark.parametrize("field", ["projct", "", "fiscal.", "rows"])
def test_a_field_that_is_not_declared_raises(field: str) -> None:
    with pytest.raises(Undeclared, match="BudgetStage has no field"):
        load_submission(EXAMPLE).budget.adjusted.at(field)


def test_a_standard_knows_the_lines_of_its_own_and_of_the_standard_that_it_extends() -> None:
    standard = load_standard("hunan-yueyang")
    assert standard.bands[0].at("figure").file == "standards/hunan-yueyang.yaml"
    assert standard.grades[0].at("lowest").file == "standards/mof-2020.yaml"  # under its key, `from`


def test_a_renamed_submission_names_the_other_file_everywhere() -> None:
    data = EXAMPLE.read_bytes()
    read = kept_submission(data, ".yaml", "收到/自评.yaml")
    assert (
        read.file
        == read.budget.adjusted.at("project").file
        == read.notes.at("problems", 0).file
        == "收到/自评.yaml"
    )
    assert load_submission(EXAMPLE).budget.adjusted.at("project").file == EXAMPLE.as_posix()


def test_places_are_no_part_of_what_is_said(tmp_path: Path) -> None:
    moved = tmp_path / "moved.yaml"
    moved.write_text("\n\n" + EXAMPLE.read_text("utf-8"), "utf-8")
    first, second = load_submission(EXAMPLE), load_submission(moved)
    assert first.projects == second.projects and hash(first.projects) == hash(second.projects)
    assert first.projects[0].at("executed") != second.projects[0].at("executed")


def test_what_nobody_wrote_has_no_place() -> None:
    default = Submission.model_fields["profile"].default
    assert isinstance(default, Profile)
    load_submission(EXAMPLE)
    assert default.place.file == "" and Indicator.model_fields["rows"].default == ()
