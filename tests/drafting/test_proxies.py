"""Which proxy leads to an endpoint, beside what the HTTP client itself would choose, and a call past a proxy that is none."""

from __future__ import annotations

import os

import httpx2
import pytest

from assistant.domain.draft import Message
from assistant.domain.endpoint import Endpoint
from assistant.drafting.model import Model
from assistant.drafting.proxies import proxy_for
from assistant.errors import SettingsError
from tests.support.endpoint import serving
from tests.support.replies import GOOD

PROMPT = (Message("user", "你好"),)
URLS = (
    "http://llm.office.example/v1",
    "https://llm.office.example/v1",
    "http://office.example:8000/v1",
    "http://notoffice.example/v1",
    "http://10.1.2.3:8000/v1",
    "http://192.168.7.8/v1",
    "http://[fd00::5]:8000/v1",
    "http://localhost:8000/v1",
    "http://127.0.0.1:8000/v1",
)
NO_PROXY = (
    "",
    "*",
    "office.example",
    ".office.example",
    "*.office.example",
    "llm.office.example",
    "10.0.0.0/8",
    "10.1.2.3",
    "192.168.0.0/16",
    "localhost",
    "fd00::/8",
    "fd00::5",
    "[fd00::5]",
    "office.example:8000",
    "10.1.2.3:9",
    "http://office.example",
    "https://llm.office.example",
    "10.1.2.0/99",
    "10.0.0.0/8, localhost ,.office.example",
    "OFFICE.example",
    "all://10.1.2.3",
    "not a host",
    "a,*,b",
    "127.0.0.0/8,::1",
)
PROXIES = (
    {"ALL_PROXY": "http://all:1"},
    {"HTTP_PROXY": "http://plain:1", "https_proxy": "https://safe:1"},
    {"all_proxy": "all:1", "HTTPS_PROXY": "safe:1"},
    {},
)


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)


@pytest.mark.parametrize("named", PROXIES)
@pytest.mark.parametrize("exempt", NO_PROXY)
@pytest.mark.parametrize("variable", ["NO_PROXY", "no_proxy"])
def test_the_proxy_is_the_one_that_the_client_would_take(
    named: dict[str, str], exempt: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from urllib.request import getproxies

    for name, value in {**named, variable: exempt}.items():
        monkeypatch.setenv(name, value)
    client = httpx2.Client()
    for url in URLS:
        taken = getattr(client._transport_for_url(httpx2.URL(url))._pool, "_proxy_url", None)
        expected = f"{taken.scheme.decode()}://{taken.host.decode()}:{taken.port}" if taken else ""
        assert proxy_for(url, getproxies()) == expected, (url, exempt)


@pytest.mark.loopback
@pytest.mark.parametrize(
    "variables",
    [
        {"ALL_PROXY": "socks5://127.0.0.1:9", "NO_PROXY": "127.0.0.1"},
        {"all_proxy": "socks5h://127.0.0.1:9", "no_proxy": "10.0.0.0/8,127.0.0.0/8"},
        {"ALL_PROXY": "socks://127.0.0.1:9", "no_proxy": "localhost, 127.0.0.1"},
        {"ALL_PROXY": "http://127.0.0.1:9", "NO_PROXY": "*"},
        {"HTTPS_PROXY": "socks5://127.0.0.1:9"},
        {"OPENAI_PROXY": "http://127.0.0.1:9"},
    ],
)
def test_a_proxy_that_is_not_on_the_way_does_not_stand_in_it(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with serving([GOOD]) as url:
        assert Model(Endpoint(url, "m", "k")).ask(PROMPT).text == GOOD


@pytest.mark.loopback
def test_a_proxy_for_all_is_used_and_one_that_is_none_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving([GOOD]) as url:
        monkeypatch.setenv("ALL_PROXY", url.removesuffix("/v1"))
        assert Model(Endpoint("http://llm.invalid/v1", "m", "k")).ask(PROMPT).text == GOOD
    monkeypatch.setenv("ALL_PROXY", "nonsense://:secret@host")
    with pytest.raises(SettingsError, match="ALL_PROXY") as caught:
        Model(Endpoint("http://llm.invalid/v1", "m", "k"))
    assert "secret" not in str(caught.value)
