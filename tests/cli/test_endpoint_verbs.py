"""Verbs that call a model: doctor, draft and its costs, --dry-run, text on a terminal as it is written."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from assistant.cli.streaming import Screen
from tests.support.command_line import Run
from tests.support.endpoint import completion, pieces, serving
from tests.support.places import EXAMPLE
from tests.support.profiles import profile, write_settings
from tests.support.replies import GOOD


def test_an_unknown_profile_is_named_with_those_there_are(ziping: Run) -> None:
    write_settings(profile())
    code, _, err = ziping("doctor", "--endpoint", "b")
    assert code == 2 and "没有名为“b”的模型端点，已配置的有：a" in err


@pytest.mark.loopback
def test_doctor_shows_what_is_in_force_and_no_key(ziping: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCTOR_KEY", "k-123456789")
    seen: list[dict[str, Any]] = []
    with serving(["正常\x1b[31m"], seen) as url:
        text = f'{profile(url)}key_env = "DOCTOR_KEY"\nmax_tokens = 9\n'
        write_settings(f'{text}max_tokens_key = "max_completion_tokens"\nextra_body = {{ top_k = 1 }}\n')
        code, out, err = ziping("doctor", "--endpoint", "a")
    assert code == 0 and "试调用：成功，模型回复“正常" in out and '附加参数：{"top_k": 1}' in out
    assert "k-123456789" not in out + err and "\x1b" not in out
    assert len(seen) == 1 and seen[0]["max_completion_tokens"] == 9 and seen[0]["top_k"] == 1
    assert seen[0]["stream_options"] == {"include_usage": True}


@pytest.mark.loopback
def test_draft_keeps_every_call_and_says_what_it_cost(ziping: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = {"prompt_tokens": 1000, "completion_tokens": 500, "total_tokens": 1500}
    script: list[Any] = ["", {"text": "1.培训覆盖率93.3%。\n<<END>>"}, {"text": GOOD, "usage": usage}]
    with serving(script) as url:
        prices = 'price_in = 2\nprice_out = 8\ncurrency = "元"\n'
        write_settings(profile(url) + prices)
        code, out, err = ziping("draft", EXAMPLE, "--out", "r", "--section", "suggestions")
    assert code == 0 and "加强绩效业务学习" in out
    assert "共调用3次（其中重试1次），校验退回1稿" in err and "费用约0.0060元" in err
    kept = [json.loads(line) for line in (Path("r") / "calls.jsonl").read_text("utf-8").splitlines()]
    assert [item["outcome"] for item in kept] == ["empty", "replied", "replied"]


@pytest.mark.loopback
def test_a_filtered_section_is_refused_plainly(ziping: Run) -> None:
    body = {"error": {"code": "data_inspection_failed", "message": "inappropriate"}}
    seen: list[dict[str, Any]] = []
    with serving([{"status": 400, "body": body}], seen) as url:
        write_settings(profile(url))
        code, _, err = ziping("draft", EXAMPLE, "--out", "r", "--section", "suggestions")
    assert code == 1 and "内容审查拒绝了本节" in err and len(seen) == 1


def test_dry_run_says_calls_tokens_and_money_and_calls_nothing(ziping: Run) -> None:
    write_settings(f'{profile()}price_in = 2\nprice_out = 8\ncurrency = "元"\n')
    code, out, _ = ziping("draft", EXAMPLE, "--out", "r", "--dry-run")
    assert code == 0 and "顺利时：调用3次" in out and "元" in out and "没有调用模型" in out
    assert not Path("r").exists()


@pytest.mark.parametrize("terminal", [True, False])
def test_text_appears_as_it_is_written_on_a_terminal_only(
    terminal: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    screen = Screen()
    for piece in ("1.加强[b]", "\x1b]0;x\x07学\u202e习\x9b31m"):
        screen.written(piece)
    screen.say("通过")
    shown = capsys.readouterr().err
    assert ("1.加强[b]]0;x学习31m\n通过\n" if terminal else "通过\n") == shown


@pytest.mark.loopback
@pytest.mark.parametrize("streamed", [True, False])
def test_a_reply_without_end_is_refused_early_and_kept_short(
    streamed: bool, ziping: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENDLESS_KEY", "k-123456789")
    body = (
        pieces("执行率95.06%，" * 20_000) if streamed else json.dumps(completion("好" * 3_000_000)).encode()
    )
    step = {"raw": body, "content_type": "text/event-stream" if streamed else "application/json"}
    seen: list[dict[str, Any]] = []
    with serving([step], seen) as url:
        write_settings(f'{profile(url)}key_env = "ENDLESS_KEY"\nstream = {str(streamed).lower()}\n')
        began = time.monotonic()
        code, _, err = ziping("draft", EXAMPLE, "--out", "r", "--section", "suggestions")
    assert code == 1 and len(seen) == 1 and "远远超过 max_tokens" in err and "max_tokens_key" in err
    assert time.monotonic() - began < 20
    assert sum(path.stat().st_size for path in Path("r").rglob("*") if path.is_file()) < 1_500_000
