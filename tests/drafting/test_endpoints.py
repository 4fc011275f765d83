"""Endpoints as an office sets them up: certificates, proxy, tokens, calls side by side, time."""

from __future__ import annotations

import ssl
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import trustme

from assistant.domain.draft import Message
from assistant.domain.endpoint import Endpoint
from assistant.drafting.estimate import by_characters, token_counter
from assistant.drafting.model import Model
from assistant.errors import ModelUnreachable, SettingsError
from tests.support.endpoint import pieces, serving
from tests.support.replies import GOOD

PROMPT = (Message("user", "你好"),)


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


def test_tokens_are_counted_by_characters_where_tiktoken_has_no_data(tmp_path: Path) -> None:
    count, how = token_counter(str(tmp_path))
    assert count is by_characters and "1个汉字1个词元" in how
    assert count("预算ab cd") == 2 + 2


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


@pytest.mark.loopback
def test_a_server_that_does_not_end_sees_the_connection_closed() -> None:
    drip = {
        "raw": pieces("好" * 300_000),
        "content_type": "text/event-stream",
        "drip": 50_000,
        "drip_pause": 0.05,
    }
    sent: list[int] = []
    with serving([drip], sent=sent) as url:
        reply = Model(Endpoint(url, "m", "k", stream=True, max_tokens=1000)).ask(PROMPT)
        until = time.monotonic() + 10
        while not sent and time.monotonic() < until:
            time.sleep(0.02)
    assert len(reply.text) == 2000 and "远远超过 max_tokens" in reply.given_up
    assert len(sent) == 1 and sent[0] < len(drip["raw"]) / 2
