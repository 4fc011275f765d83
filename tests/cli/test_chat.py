"""`ziping chat`: a conversation about one section, against an authored endpoint on loopback."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from tests.support.command_line import Run
from tests.support.endpoint import Script, serving
from tests.support.profiles import profile, write_settings
from tests.support.replies import BAD, PLANTED, QUARTERLY

SECOND = "1.加强绩效业务学习及培训，每季度一次。\n2.指定专人负责预算执行监督管理，按月通报。\n<<END>>\n"
pytestmark = pytest.mark.loopback


def talk(
    at: Run, monkeypatch: pytest.MonkeyPatch, script: Script, *lines: str
) -> tuple[int, str, str, list[dict[str, Any]]]:
    seen: list[dict[str, Any]] = []
    with serving(script, seen) as url:
        write_settings(profile(url))
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        code, out, err = at("chat", "report", "suggestions")
    return code, out, err, seen


def test_a_proposal_that_passes_is_taken_only_when_it_is_said(
    at: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err, seen = talk(
        at, monkeypatch, [QUARTERLY, SECOND], "写短一点", "加上频次", "/比较", "/采用"
    )
    assert code == 0 and "按季度通报" in out and "按月通报" in out and "采用第3稿" in err
    assert (
        "按季度通报" in seen[1]["messages"][-2]["content"]
        and "「加上频次」" in seen[1]["messages"][-1]["content"]
    )
    rows = at("history", "report")[1]
    assert "采用" in rows.splitlines()[-1]
    assert at("render", "report")[0] == 0
    assert "按月通报" in Path("report/report.md").read_text("utf-8")


def test_a_refused_proposal_changes_nothing_and_cannot_be_taken(
    at: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Path("report/report.md").read_bytes()
    code, out, err, _ = talk(at, monkeypatch, [BAD] * 3, "写上覆盖率", "/采用", "/稿", "/退出", "没有说到")
    assert code == 0 and "没有通过校验，没有采用" in err and "还没有通过校验的新稿" in err
    assert "97.3" not in out and Path("report/report.md").read_bytes() == before


def test_what_is_said_is_data(at: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    *_, seen = talk(at, monkeypatch, [QUARTERLY], PLANTED.replace("\n", " "))
    asked = seen[0]["messages"][-1]["content"]
    assert asked.count("<<END>>") == 1 and "⟦total.score⟧" not in asked and "\x1b" not in asked
    assert asked.count("「") == asked.count("」")


def test_a_failing_endpoint_ends_no_conversation(at: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    body = {"error": {"message": "no such model"}}
    code, _, err, _ = talk(
        at, monkeypatch, [{"status": 404, "body": body}, QUARTERLY], "写短一点", "再说一次", "/采用"
    )
    assert code == 0 and "对话还在" in err and "采用第2稿" in err


def test_without_a_model_there_is_nobody_to_talk_to(at: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    code, _, err = at("chat", "report", "suggestions")
    assert code == 2 and "ziping edit" in err
    at("lock", "report", "suggestions")
    assert at("chat", "report", "suggestions")[0] == 2


@pytest.mark.parametrize("line", ["/删除", "长" * 2001])
def test_what_cannot_be_done_is_said(at: Run, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    code, _, err, seen = talk(at, monkeypatch, [], line)
    assert code == 0 and not seen and ("没有这个命令" in err or "最多2000字" in err)
