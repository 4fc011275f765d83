"""A ziping.toml that merely lies in the folder sends no key anywhere before the user has consented; naming it is consent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings.endpoint import load_settings
from assistant.settings.office import load_office
from tests.support.command_line import Run
from tests.support.endpoint import serving
from tests.support.places import EXAMPLE
from tests.support.profiles import profile, write_settings
from tests.support.pseudo_terminal import on_a_terminal

pytestmark = pytest.mark.loopback
KEY = "k-foreign-1234"


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The user's own configuration folder, and a key in the environment."""
    folder = tmp_path_factory.mktemp("config")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    monkeypatch.setenv("ZIPING_CONFIG", "")
    monkeypatch.setenv("OFFICE_KEY", KEY)
    return folder


@pytest.fixture
def url() -> Iterator[str]:
    """The address of an endpoint that answers twice."""
    with serving(["正常", "正常"]) as address:
        yield address


def found(url: str, more: str = 'key_env = "OFFICE_KEY"') -> None:
    write_settings(f"{profile(url)}{more}\n")


REFUSED = "这个文件不是你指明的"


def test_a_found_file_sends_no_key_before_consent(ziping: Run, url: str, home: Path) -> None:
    found(url)
    for verb in (["doctor"], ["draft", EXAMPLE, "--out", "report"]):
        code, _, err = ziping(*verb)
        assert code == 2 and REFUSED in err and f"密钥（环境变量 OFFICE_KEY）发往 {url}" in err, err
        assert "ziping trust" in err and KEY not in err and err.count("\n") == 1
    assert not list(home.iterdir())
    code, out, _ = ziping("doctor")
    assert f"密钥去向：密钥（环境变量 OFFICE_KEY）发往 {url}（未确认）" in out and "试调用" not in out
    code, out, _ = ziping("trust")
    assert (
        code == 0 and url in out and KEY not in out + (home / "ziping" / "trusted.jsonl").read_text("utf-8")
    )
    code, out, _ = ziping("doctor")
    assert code == 0 and "（已确认）" in out and "试调用：成功" in out


def test_naming_the_file_is_consent(ziping: Run, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    found(url)
    assert ziping("--config", "ziping.toml", "doctor")[0] == 0
    monkeypatch.setenv("ZIPING_CONFIG", str(Path("ziping.toml").absolute()))
    code, out, _ = ziping("doctor")
    assert code == 0 and "密钥去向" not in out
    monkeypatch.setenv("ZIPING_CONFIG", "none.toml")
    code, _, err = ziping("doctor")
    assert code == 2 and "没有设置文件 none.toml" in err


CHANGES = {
    "address": ('model = "m"', 'model = "m"', "http://127.0.0.1:9/v1"),
    "proxy": ('key_env = "OFFICE_KEY"', 'key_env = "OFFICE_KEY"\nproxy = "http://u:p@127.0.0.1:9"', ""),
    "certificates": ('key_env = "OFFICE_KEY"', 'key_env = "OFFICE_KEY"\nca_bundle = "ca.pem"', ""),
    "key": ('key_env = "OFFICE_KEY"', 'key_env = "HOME"', ""),
    "key file": ('key_env = "OFFICE_KEY"', 'key_file = "ca.pem"', ""),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_consent_is_to_one_way_of_one_key(ziping: Run, url: str, kind: str, home: Path) -> None:
    old, new, address = CHANGES[kind]
    found(url)
    Path("ca.pem").write_text("k-other-12345678", "utf-8")
    assert ziping("trust")[0] == 0
    write_settings(f'{profile(url)}max_tokens = 9\nkey_env = "OFFICE_KEY"\n')
    assert load_settings().endpoint is not None  # anything else may change
    text = Path("ziping.toml").read_text("utf-8").replace(old, new)
    write_settings(text.replace(url, address) if address else text)
    with pytest.raises(SettingsError, match=REFUSED):
        load_settings()
    assert "u:p@" not in (home / "ziping" / "trusted.jsonl").read_text("utf-8")


@pytest.mark.parametrize(
    ("more", "variables", "asks"),
    [
        ("", {}, False),  # no key: nothing to send
        ("", {"OPENAI_API_KEY": KEY}, False),  # a key that the profile does not use
        (
            "",
            {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"},
            False,
        ),  # the user's own address
        ('proxy = "http://127.0.0.1:9"', {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "http://b/v1"}, True),
        ('key_env = "OFFICE_KEY"', {"OFFICE_KEY": KEY}, True),
    ],
)
def test_what_needs_consent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, more: str, variables: dict[str, str], asks: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    found("http://a/v1", more)
    if asks:
        with pytest.raises(SettingsError, match=REFUSED):
            load_settings(None, variables)
    else:
        assert load_settings(None, variables).endpoint is not None


def test_the_old_form_takes_no_key_of_the_environment_either(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    write_settings('[endpoint]\nbase_url = "http://evil/v1"\nmodel = "m"\n')
    with pytest.raises(SettingsError, match=r"环境变量 OPENAI_API_KEY）发往 http://evil/v1"):
        load_settings(None, {"OPENAI_API_KEY": KEY})


def test_the_password_of_a_database_is_a_key_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    write_settings('history = "postgresql://u@evil/d"\n')
    assert load_office(None, {}).history
    with pytest.raises(SettingsError, match=r"PGPASSWORD）发往 postgresql://u@evil/d"):
        load_office(None, {"PGPASSWORD": "x"})


def test_dry_run_sends_nothing_and_asks_nothing(ziping: Run) -> None:
    found("http://127.0.0.1:9/v1")
    code, out, _ = ziping("draft", EXAMPLE, "--out", "report", "--dry-run")
    assert code == 0 and "没有调用模型" in out


@pytest.mark.parametrize(("answer", "code"), [("是", 0), ("n", 2), ("", 2)])
def test_on_a_terminal_it_is_asked_once(tmp_path: Path, home: Path, url: str, answer: str, code: int) -> None:
    (tmp_path / "ziping.toml").write_text(f'{profile(url)}key_env = "OFFICE_KEY"\n', "utf-8")
    shown, ended = on_a_terminal(["doctor"], tmp_path, answer)
    assert ended == code and "这是你要用的服务器吗" in shown and url in shown and KEY not in shown, shown
    assert (home / "ziping" / "trusted.jsonl").exists() == (code == 0)
    if code == 0:
        shown, ended = on_a_terminal(["doctor"], tmp_path, "")
        assert ended == 0 and "这是你要用的服务器吗" not in shown and "试调用：成功" in shown
