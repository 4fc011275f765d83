"""Reading submissions: exact, with places, all faults at once, hostile files refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InputError, SubmissionError
from assistant.loading.json_tree import read_json
from assistant.loading.submission import load_submission
from assistant.loading.yaml_tree import read_yaml
from assistant.workflow.opening import open_case
from tests.support.places import EXAMPLE, ROOT

CASES = yaml.safe_load((ROOT / "tests" / "loading" / "submission_cases.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_broken_submission_is_refused_with_place_and_reason(name: str, edited: Callable[..., Path]) -> None:
    with pytest.raises(InputError) as caught:
        open_case(edited(*(tuple(pair) for pair in CASES[name]["edits"])))
    for part in CASES[name]["says"]:
        assert part in str(caught.value)


def test_several_faults_are_reported_at_once(edited: Callable[..., Path]) -> None:
    with pytest.raises(SubmissionError) as caught:
        load_submission(
            edited(
                ("year: 2023", "year: x"),
                ("executed: 13.38", "executed: y"),
                ("points: 10\n", "points: z\n"),
                ("standard: mof-2020", "standard: mof-2099"),
                ("kind: department", "kind: project"),
            )
        )
    told = "\n".join(str(fault) for fault in caught.value.faults)
    assert len(caught.value.faults) == 5
    assert "没有评分标准“mof-2099”" in told and "应填 project（" in told


def test_values_are_exact_and_know_their_lines() -> None:
    submission = load_submission(EXAMPLE)
    assert submission.budget.executed.project == Decimal("413.05")
    assert str(submission.budget.adjusted.basic.public) == "115.10"
    place = submission.budget.executed.at("project")
    assert "413.05" in EXAMPLE.read_text("utf-8").splitlines()[place.line - 1]


def test_folded_chinese_lines_are_joined_without_a_space() -> None:
    submission = load_submission(EXAMPLE)
    assert " " not in submission.profile.functions + submission.profile.structure
    assert "和谐发展；拟订" in submission.profile.functions


def test_json_gives_the_same_submission(tmp_path: Path) -> None:
    data = read_yaml(EXAMPLE.read_text("utf-8"), "x").plain()
    path = tmp_path / "submission.json"
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    first, second = load_submission(EXAMPLE), load_submission(path)
    assert first.model_dump() == second.model_dump()
    assert '"413.05"' in path.read_text("utf-8").splitlines()[second.budget.executed.at("project").line - 1]


def test_json_numbers_stay_as_written() -> None:
    assert read_json('{"a": 413.10, "b": [1e5, null, true]}', "x.json").plain() == {
        "a": "413.10",
        "b": ["1e5", None, "true"],
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"a": 1,\n "a": 2}', "第2行：键“a”重复，前一处在第1行"),
        ('{"a": }', "此处应是一个值"),
        ('{"a": 1} x', "多余的内容"),
        ('{"a": "x', "没有结束"),
        ("[" * 100_000, "嵌套过深"),
        ("{a: 1}", "键应写在双引号里"),
        ("", "此处应是一个值"),
    ],
)
def test_broken_json_is_refused(text: str, says: str) -> None:
    with pytest.raises(SubmissionError, match=says):
        read_json(text, "x.json")


@pytest.mark.parametrize(
    "text", ["a: &a [x, x]\nb: [*a, *a]", "{" * 5000, "- " * 5000 + "x", "", "a: 1\n---\nb: 2"]
)
def test_hostile_yaml_is_refused(text: str) -> None:
    with pytest.raises(SubmissionError):
        read_yaml(text, "x.yaml")


@given(st.text(max_size=300))
def test_no_text_crashes_the_readers(text: str) -> None:
    for read in (read_yaml, read_json):
        try:
            read(text, "x").plain()
        except SubmissionError:
            continue


@pytest.mark.parametrize("name", ["missing.yaml", "folder.yaml", "latin.yaml", "submission.xlsx"])
def test_unreadable_files_are_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name == "folder.yaml":
        path.mkdir()
    elif name == "latin.yaml":
        path.write_bytes("单位".encode("gb18030"))
    elif name == "submission.xlsx":
        path.write_bytes(b"PK")
    with pytest.raises(SubmissionError, match=name.split(".")[0]):
        load_submission(path)
