"""Settings from ziping.toml and the environment: profiles of endpoints, keys, faults with their lines."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings.endpoint import load_settings
from tests.support.places import ROOT
from tests.support.profiles import profile, write_settings

KEYS = {
    "OFFICE_LLM_KEY": "k-office-1",
    "OPENAI_API_KEY": "k-openai-1",
    "DEEPSEEK_API_KEY": "k-deep-1",
    "DASHSCOPE_API_KEY": "k-scope-1",
}


@pytest.mark.parametrize("name", ["office", "openai", "deepseek", "qwen", "vllm", "ollama", "llamacpp"])
def test_every_example_profile_loads(name: str) -> None:
    settings = load_settings(ROOT / "examples", KEYS, name)
    endpoint = settings.endpoint
    assert endpoint is not None and endpoint.name == name and endpoint.stream
    json.dumps(endpoint.extra_body)
    assert name in settings.profiles and endpoint.api_key not in repr(endpoint)


def test_the_default_profile_and_where_its_key_goes(tmp_path: Path) -> None:
    office = '[endpoints.office]\nbase_url = "http://a/v1"\nmodel = "m"\nkey_env = "OFFICE"\n'
    write_settings(f'default = "office"\n{office}price_in = 0.1\nprice_out = 2\ncurrency = "元"\n', tmp_path)
    env = {"OFFICE": "k-office", "OPENAI_API_KEY": "k-other", "OPENAI_BASE_URL": "http://b/v1"}
    plain = load_settings(tmp_path, {"OFFICE": "k-office"}).endpoint
    assert plain and (plain.base_url, plain.api_key) == ("http://a/v1", "k-office")
    assert plain.price and plain.price.prompt == Decimal("0.1")
    elsewhere = load_settings(tmp_path, env).endpoint
    assert elsewhere and (elsewhere.base_url, elsewhere.api_key) == ("http://b/v1", "k-other")
    named = load_settings(tmp_path, env, "office").endpoint
    assert named and (named.base_url, named.api_key) == ("http://a/v1", "k-office")


PROFILE = profile()
PASTED = "sk-pasted1234567890"


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
        (PROFILE.replace('"m"', f'"{PASTED}"'), "第3行.*model 像是密钥"),
        (PROFILE.replace("/v1", f"/v1?api_key={PASTED}"), "第2行.*base_url 不能带"),
        (PROFILE.replace("http://a", f"http://u:{PASTED}@a"), "第2行.*base_url 不能带用户名或密码"),
        (PROFILE.replace("http://a", f"http://{PASTED}@a"), "第2行.*base_url 不能带用户名或密码"),
        (f'{PROFILE}key_env = "{PASTED}"\n', "第4行.*key_env 像是密钥"),
        (f'{PROFILE}key_file = "{PASTED}"\n', "第4行.*key_file 像是密钥"),
        (f'{PROFILE}extra_body = {{ headers = {{ Authorization = "x" }} }}\n', "不能含密钥"),
        (f'{PROFILE}extra_body = {{ user = ["{PASTED}"] }}\n', "不能含密钥"),
    ],
)
def test_a_faulty_profile_is_named_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    write_settings(text, tmp_path)
    with pytest.raises(SettingsError, match=says) as caught:
        load_settings(tmp_path, {})
    assert PASTED not in str(caught.value)


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"ZIPING_MODEL": PASTED}, "ZIPING_MODEL.*像是密钥"),
        ({"ZIPING_MODEL": "my-own-key-1"}, "ZIPING_MODEL.*里有密钥"),
        ({"OPENAI_BASE_URL": f"http://a/v1?key={PASTED}"}, "OPENAI_BASE_URL.*不能带"),
        ({"OPENAI_BASE_URL": f"http://u:{PASTED}@a/v1"}, "OPENAI_BASE_URL.*不能带用户名或密码"),
        ({"OPENAI_BASE_URL": "http://a/my-own-key-1/v1"}, "OPENAI_BASE_URL.*里有密钥"),
        ({"OPENAI_BASE_URL": "a/v1"}, "OPENAI_BASE_URL.*http://"),
        ({"OPENAI_API_KEY": "my own key"}, "密钥.*不能发送"),
        ({"OPENAI_API_KEY": "我的密钥"}, "密钥.*不能发送"),
    ],
)
def test_a_faulty_variable_is_named_and_not_shown(
    tmp_path: Path, variables: dict[str, str], says: str
) -> None:
    whole = {"OPENAI_BASE_URL": "http://a/v1", "ZIPING_MODEL": "m", "OPENAI_API_KEY": " my-own-key-1\n"}
    assert load_settings(tmp_path, whole).endpoint is not None
    with pytest.raises(SettingsError, match=says) as caught:
        load_settings(tmp_path, whole | variables)
    assert not any(value in str(caught.value) for value in variables.values())


def test_settings_come_from_file_and_environment(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("k-123\n", "utf-8")
    (tmp_path / "ziping.toml").write_text(
        '[endpoint]\nbase_url = "http://a/v1"\nmodel = "m"\nkey_file = "key"\n', "utf-8"
    )
    endpoint = load_settings(tmp_path, {}).endpoint
    assert endpoint is not None
    assert (endpoint.base_url, endpoint.model, endpoint.api_key) == ("http://a/v1", "m", "k-123")
    assert "k-123" not in repr(endpoint)
    other = load_settings(tmp_path, {"ZIPING_MODEL": "n"}).endpoint
    assert other is not None and other.model == "n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[endpoint]\napi_key = "x"\n', "不要把密钥写在设置文件里"),
        ('[endpoint]\nmodle = "x"\n', "不认识的键“modle”"),
        ("[endpoint\n", "无法读取"),
        ('[endpoint]\nkey_file = "none"\n', "读不到密钥文件"),
        ("[endpoint]\ntimeout = -1\n", "timeout 应为正数"),
    ],
)
def test_faulty_settings_are_refused(tmp_path: Path, text: str, says: str) -> None:
    write_settings(text, tmp_path)
    with pytest.raises(SettingsError, match=says):
        load_settings(tmp_path, {})


def test_without_settings_there_is_no_endpoint(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {}).missing == ("OPENAI_BASE_URL", "ZIPING_MODEL", "OPENAI_API_KEY")
