"""Endpoints as an office sets them up: profiles, keys, certificates, proxy, doctor, --dry-run, streaming."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import trustme

from assistant.cli.streaming import Screen
from assistant.domain.draft import Message
from assistant.domain.endpoint import Endpoint
from assistant.drafting.estimate import by_characters, token_counter
from assistant.drafting.model import Model
from assistant.errors import ModelUnreachable, SettingsError
from assistant.settings import load_settings
from tests.support.endpoint import serving
from tests.support.places import EXAMPLE, ROOT
from tests.support.replies import GOOD

Run = Callable[..., tuple[int, str, str]]
KEYS = {"OFFICE_LLM_KEY": "k-office-1", "OPENAI_API_KEY": "k-openai-1", "DEEPSEEK_API_KEY": "k-deep-1", "DASHSCOPE_API_KEY": "k-scope-1"}  # fmt: skip
PROMPT = (Message("user", "你好"),)


def toml(folder: Path, text: str) -> None:
    (folder / "ziping.toml").write_text(text, "utf-8")


@pytest.mark.parametrize("name", ["office", "openai", "deepseek", "qwen", "vllm", "ollama", "llamacpp"])
def test_every_example_profile_loads(name: str) -> None:
    settings = load_settings(ROOT / "examples", KEYS, name)
    endpoint = settings.endpoint
    assert endpoint is not None and endpoint.name == name and endpoint.stream
    json.dumps(endpoint.extra_body)
    assert name in settings.profiles and endpoint.api_key not in repr(endpoint)


def test_the_default_profile_and_where_its_key_goes(tmp_path: Path) -> None:
    office = '[endpoints.office]\nbase_url = "http://a/v1"\nmodel = "m"\nkey_env = "OFFICE"\n'
    toml(tmp_path, f'default = "office"\n{office}price_in = 0.1\nprice_out = 2\ncurrency = "元"\n')
    env = {"OFFICE": "k-office", "OPENAI_API_KEY": "k-other", "OPENAI_BASE_URL": "http://b/v1"}
    plain = load_settings(tmp_path, {"OFFICE": "k-office"}).endpoint
    assert plain and (plain.base_url, plain.api_key) == ("http://a/v1", "k-office")
    assert plain.price and plain.price.prompt == Decimal("0.1")
    elsewhere = load_settings(tmp_path, env).endpoint
    assert elsewhere and (elsewhere.base_url, elsewhere.api_key) == ("http://b/v1", "k-other")
    named = load_settings(tmp_path, env, "office").endpoint
    assert named and (named.base_url, named.api_key) == ("http://a/v1", "k-office")


PROFILE = '[endpoints.a]\nbase_url = "http://a/v1"\nmodel = "m"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f'{PROFILE}modle = "x"\n', r"ziping.toml 第4行：\[endpoints.a\] 不认识的键“modle”"),
        ("\ndefalt = 1\n", "第2行：不认识的键“defalt”"),
        (f'default = "b"\n{PROFILE}', "第1行：default = “b”没有对应的"),
        (f'{PROFILE}structured = "xml"\n', "第4行.*structured 只能是 none、json_object"),
        (f"{PROFILE}concurrency = 0\n", "concurrency 应为正数"),
        (f"{PROFILE}price_in = 1\n", "要一起写"),
        (f'{PROFILE}key_env = "NOT_SET"\n', "环境变量 NOT_SET 没有设置"),
        (f'{PROFILE}extra_body = {{ api_key = "x" }}\n', "不能含密钥"),
        (f'{PROFILE}token = "x"\n', "不要把密钥写在设置文件里"),
        (f"{PROFILE}timeout = nan\n", "timeout 应为正数"),
        ('[endpoints.a]\nmodel = "m"\n', "缺少 base_url"),
        ('[endpoints.a]\nbase_url = "a/v1"\nmodel = "m"\n', "第2行.*http:// 或 https://"),
        ("endpoints = 3\n", "端点应写成"),
    ],
)
def test_a_faulty_profile_is_named_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    toml(tmp_path, text)
    with pytest.raises(SettingsError, match=says):
        load_settings(tmp_path, {})


def test_an_unknown_profile_is_named_with_those_there_are(ziping: Run) -> None:
    toml(Path(), PROFILE)
    code, _, err = ziping("doctor", "--endpoint", "b")
    assert code == 2 and "没有名为“b”的模型端点，已配置的有：a" in err


@pytest.mark.loopback
def test_a_private_certificate_is_trusted_only_with_its_bundle(tmp_path: Path) -> None:
    authority, tls = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    bundle = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(bundle))
    with serving([GOOD], tls=tls) as url:
        with pytest.raises(ModelUnreachable, match=r"证书不受信任.*ca_bundle"):
            Model(Endpoint(url, "m", "k")).ask(PROMPT)
        assert Model(Endpoint(url, "m", "k", ca_bundle=str(bundle))).ask(PROMPT).text == GOOD
    (tmp_path / "no.pem").write_text("nothing", "utf-8")
    with pytest.raises(SettingsError, match="PEM"):
        Model(Endpoint(url, "m", "k", ca_bundle=str(tmp_path / "no.pem")))


@pytest.mark.loopback
@pytest.mark.parametrize("by", ["setting", "environment"])
def test_a_proxy_is_used(by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving([GOOD]) as url:
        proxy = url.removesuffix("/v1")
        if by == "environment":
            monkeypatch.setenv("HTTP_PROXY", proxy)
        endpoint = Endpoint("http://llm.invalid/v1", "m", "k", proxy=proxy if by == "setting" else "")
        assert Model(endpoint).ask(PROMPT).text == GOOD


@pytest.mark.loopback
def test_doctor_shows_what_is_in_force_and_no_key(ziping: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCTOR_KEY", "k-123456789")
    seen: list[dict[str, Any]] = []
    with serving(["正常\x1b[31m"], seen) as url:
        text = f'[endpoints.a]\nbase_url = "{url}"\nmodel = "m"\nkey_env = "DOCTOR_KEY"\nmax_tokens = 9\n'
        toml(Path(), f'{text}max_tokens_key = "max_completion_tokens"\nextra_body = {{ top_k = 1 }}\n')
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
        toml(Path(), f'[endpoints.a]\nbase_url = "{url}"\nmodel = "m"\n{prices}')
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
        toml(Path(), f'[endpoints.a]\nbase_url = "{url}"\nmodel = "m"\n')
        code, _, err = ziping("draft", EXAMPLE, "--out", "r", "--section", "suggestions")
    assert code == 1 and "内容审查拒绝了本节" in err and len(seen) == 1


def test_dry_run_says_calls_tokens_and_money_and_calls_nothing(ziping: Run) -> None:
    toml(Path(), f'{PROFILE}price_in = 2\nprice_out = 8\ncurrency = "元"\n')
    code, out, _ = ziping("draft", EXAMPLE, "--out", "r", "--dry-run")
    assert code == 0 and "顺利时：调用3次" in out and "元" in out and "没有调用模型" in out
    assert not Path("r").exists()


def test_tokens_are_counted_by_characters_where_tiktoken_has_no_data(tmp_path: Path) -> None:
    count, how = token_counter(str(tmp_path))
    assert count is by_characters and "1个汉字1个词元" in how
    assert count("预算ab cd") == 2 + 2


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
def test_no_more_calls_are_under_way_than_the_endpoint_allows() -> None:
    now, most, lock = 0, 0, threading.Lock()
    with serving([{"text": GOOD, "pause": 0.05}] * 6) as url:
        model = Model(Endpoint(url, "m", "k", concurrency=2))
        call = model._call

        def counted(*arguments: Any) -> Any:
            nonlocal now, most
            with lock:
                now, most = now + 1, max(most, now + 1)
            try:
                return call(*arguments)
            finally:
                with lock:
                    now -= 1

        model._retrying._call = counted
        threads = [threading.Thread(target=model.ask, args=(PROMPT,)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert most == 2


@pytest.mark.loopback
def test_a_reply_that_drips_for_ever_ends_with_the_section_s_time() -> None:
    drip = {"raw": b": wait\n\n" * 500, "content_type": "text/event-stream", "drip": 8, "drip_pause": 0.01}
    with serving([drip]) as url, pytest.raises(ModelUnreachable, match="没有按时回答"):
        Model(Endpoint(url, "m", "k", stream=True, time_budget=0.2)).ask(PROMPT)
