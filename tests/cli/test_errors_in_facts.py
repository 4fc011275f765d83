"""Facts with errors stop a draft; somebody may go on despite them, and then the record, the page and the history say so."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.history.folder import Folder
from assistant.workflow.opening import reopen
from assistant.workflow.record import read_record
from tests.support.command_line import Run
from tests.support.places import REAL_UNITS
from tests.support.replies import QUARTERLY

OVERSPENT = REAL_UNITS / "03.yaml"  # spent more than its budget, points of an excerpt


@pytest.fixture
def overspent(ziping: Run) -> Run:
    """A command line beside the submission."""
    shutil.copy(OVERSPENT, "submission.yaml")
    return ziping


def _drafted(run: Run, *more: str) -> tuple[int, str, str]:
    return run("draft", "submission.yaml", "--offline", "--out", "report", "--despite-errors", *more)


@pytest.mark.parametrize("more", [(), ("--dry-run",), ("--section", "problems")])
def test_errors_stop_a_draft_with_the_words_of_check_and_nothing_is_written(
    more: tuple[str, ...], overspent: Run
) -> None:
    code, checked, _ = overspent("check", "submission.yaml")
    assert code == 1
    code, out, err = overspent("draft", "submission.yaml", "--offline", "--out", "report", *more)
    assert code == 1 and out == "" and not Path("report").exists()
    lines = checked.splitlines()
    told = [pair for pair in pairwise(lines) if pair[0].startswith("错误 ")]
    assert {pair[0].split()[1].partition("〔")[0] for pair in told} == {"APP008", "REC002"}
    for first, second in told:
        assert f"{first}\n{second}\n" in err
    assert "警告" not in err and "--despite-errors" in err


def test_what_went_on_despite_errors_says_which(overspent: Run) -> None:
    code, out, err = _drafted(overspent)
    assert code == 0 and "report.docx" in out
    assert "执行数超过全年预算数" in err and "按 --despite-errors 继续" in err
    rows = read_record(Path("report/report.record.json")).errors_in_facts
    assert {row["code"] for row in rows} == {"APP008", "REC002"}
    assert all(row["source"]["file"] == "submission.yaml" and row["message"] for row in rows)
    page = Path("report/report.html").read_text("utf-8")
    standing = page.partition('id="standing-errors"')[2].partition("</div>")[0]
    assert all(row["message"] in standing for row in rows)


def test_the_doors_of_such_a_report_stay_open_and_a_replay_gives_its_bytes(overspent: Run) -> None:
    _drafted(overspent)
    Path("good.txt").write_text(QUARTERLY, "utf-8")
    assert overspent("regenerate", "report", "measures", "--offline")[0] == 0
    assert overspent("accept", "report", "measures")[0] == 0
    assert overspent("render", "report")[0] == 0
    assert overspent("render", "report", "--submission", "submission.yaml")[0] == 0
    assert 'id="standing-errors"' in Path("report/report.html").read_text("utf-8")
    overspent("export", "report", "all.json")
    code, _, err = overspent("replay", "all.json", "--out", "again")
    assert code == 0 and "逐字节相同" in err
    assert Path("again/report.record.json").read_bytes() == Path("report/report.record.json").read_bytes()


def test_the_history_knows_who_decided(overspent: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZIPING_USER", "李某")
    _drafted(overspent)
    folder = Folder(Path("report"))
    supplied = folder.history.records()[0]
    assert supplied.kind == "submission" and supplied.who == "李某"
    assert json.loads(supplied.content)["despite_errors"] == "yes"
    assert reopen(folder, lambda _: None).standing_errors


def test_a_new_submission_with_errors_is_no_way_around(at: Run) -> None:
    """The report was drafted from clean facts; those that come with a door are checked as well."""
    text = Path("submission.yaml").read_text("utf-8")
    Path("worse.yaml").write_text(text.replace("project: 645.26", "project: 655.26", 1), "utf-8")
    before = Path("report/report.md").read_bytes()
    for verb in (["render", "report"], ["regenerate", "report", "measures", "--offline"]):
        code, _, err = at(*verb, "--submission", "worse.yaml")
        assert code == 1 and "REC001" in err
    assert Path("report/report.md").read_bytes() == before


def test_clean_facts_leave_no_trace_of_the_option(at: Run) -> None:
    _drafted(at)
    record = Path("report/report.record.json").read_text("utf-8")
    assert "errors_in_facts" not in record and "standing-errors" not in Path("report/report.html").read_text(
        "utf-8"
    )
    read_record(Path("report/report.record.json"))
    assert "despite_errors" not in Folder(Path("report")).history.records()[0].content
