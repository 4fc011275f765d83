"""The model behind an OpenAI-compatible endpoint. The only module that names langchain or openai.

One call at a time, translated: what the client returns or raises becomes a Reply or a CallFailed. The client reads
every answer as one stream of events, which answer.py makes of whatever the server sends. The client's own retries
are off; retrying.py holds the only retry layer.
"""

from __future__ import annotations

import json
import os
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assistant.domain.call import CallOutcome
from assistant.domain.draft import Message, Reply
from assistant.domain.endpoint import Endpoint, Structured
from assistant.drafting.answer import Chunk, chunks
from assistant.drafting.failures import CallFailed, outcome_of, retry_after
from assistant.drafting.proxies import proxy_for
from assistant.drafting.retrying import Clock, Keep, Notice, Retrying, Sleep
from assistant.drafting.server_words import words_of_bytes
from assistant.drafting.shown import Shown
from assistant.drafting.structured import request_fields, text_of, with_instruction
from assistant.errors import SettingsError

_ERROR_BYTES = 65_536  # of an error's body; more are not read


class Model:
    """A chat model that answers one prompt at a time.

    `notice` gets a line for the user, `keep` every call as it ends, `written` the text of a reply as it comes.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        sleep: Sleep = time.sleep,
        notice: Notice = lambda _text: None,
        keep: Keep = lambda _call: None,
        written: Notice = lambda _piece: None,
        clock: Clock = time.monotonic,
    ):
        self.endpoint, self._notice, self._written, self._clock = endpoint, notice, written, clock
        self._structured, self._stream_usage = endpoint.structured, True
        self._under_way = threading.local()
        self._client = self._connect()
        self._retrying = Retrying(endpoint, self._call, sleep, notice, keep, clock, self._adapt)

    def ask(self, messages: tuple[Message, ...]) -> Reply:
        """The reply to a prompt; raises ModelError where the endpoint refuses or stays out of reach."""
        return self._retrying.ask(messages)

    def _connect(self) -> Any:
        os.environ["LANGSMITH_TRACING"] = (
            "false"  # official data goes to the configured endpoint and nowhere else
        )
        from urllib.request import getproxies

        from httpx2 import AsyncClient, HTTPTransport
        from langchain_openai import ChatOpenAI
        from openai import DefaultHttpxClient
        from pydantic import SecretStr

        endpoint = self.endpoint
        trusted: Any = _trust(endpoint.ca_bundle) if endpoint.ca_bundle else True
        proxy = endpoint.proxy or proxy_for(endpoint.base_url, getproxies())
        try:
            transport = HTTPTransport(verify=trusted, proxy=proxy or None)
        except (ImportError, ValueError):
            raise SettingsError(
                "代理设置不可用：请检查 ziping.toml 的 proxy 或环境变量 HTTPS_PROXY、ALL_PROXY（socks 代理需另装 socksio）；"
                "不走代理的地址写在环境变量 NO_PROXY"
            ) from None
        http = DefaultHttpxClient(
            event_hooks={"response": [self._watch]}, timeout=endpoint.timeout, transport=transport
        )
        return ChatOpenAI(
            model=endpoint.model,
            base_url=endpoint.base_url,
            api_key=SecretStr(endpoint.api_key),
            temperature=float(endpoint.temperature) if endpoint.temperature else None,
            timeout=endpoint.timeout,
            max_retries=0,
            use_responses_api=False,
            openai_proxy=None,
            http_client=http,
            http_async_client=AsyncClient(trust_env=False),  # never used
            http_socket_options=(),
        )

    def _watch(self, response: Any) -> None:
        """Give the client every answer in one form, read in the section's time and no further than it can be of use."""
        import httpx2

        received = httpx2.Response(
            response.status_code, headers=response.headers, stream=response.stream, request=response.request
        )
        pieces = self._in_time(received.iter_bytes())
        body = _events(pieces, self._under_way.limit) if response.is_success else _first(pieces, _ERROR_BYTES)

        class Read(httpx2.SyncByteStream):
            """The body as it is read here."""

            def __iter__(self) -> Iterator[bytes]:
                yield from body

            def close(self) -> None:
                received.close()

        response.headers.pop("content-encoding", None)
        response.stream = Read()

    def _in_time(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The pieces of a body that ends in time, however slowly it drips."""
        import httpx2

        for piece in pieces:
            if self._clock() > self._under_way.until:
                raise httpx2.ReadTimeout("the section's time is over")
            yield piece

    def _adapt(self, failure: CallFailed) -> bool:
        """Leave out what the server does not know, response_format or stream_options; whether there was any."""
        if failure.outcome is not CallOutcome.UNSUPPORTED:
            return False
        if "stream_options" in failure.detail.lower() and self._stream_usage:
            self._stream_usage = False
            return True
        if self._structured is Structured.NONE:
            return False
        self._notice(
            f'模型端点不支持 structured = "{self._structured}"，改用纯文本；请在 ziping.toml 设为 "none"'
        )
        self._structured = Structured.NONE
        return True

    def _call(self, messages: tuple[Message, ...], limit: int, until: float, came: list[str]) -> Reply:
        """One call; raises CallFailed."""
        import httpx2
        from langchain_core.exceptions import ModelError as ClientError
        from openai import APIError

        self._under_way.until, self._under_way.limit = until, limit
        sent = [(item.role, item.content) for item in with_instruction(messages, self._structured)]
        body = {
            **request_fields(self._structured),
            self.endpoint.max_tokens_key: limit,
            **self.endpoint.extra_body,
            "stream": self.endpoint.stream,
        }
        try:
            return self._read(sent, body, came)
        except CallFailed as failure:
            failed = failure
        except (ClientError, APIError, httpx2.HTTPError) as error:
            failed = _failure(error)
        except (ValueError, TypeError, LookupError, AttributeError):
            failed = CallFailed(CallOutcome.FOREIGN, None)
        raise replace(failed, partial=Reply("".join(came), "", model=self.endpoint.model)) from None

    def _read(self, sent: list[tuple[str, str]], body: dict[str, Any], came: list[str]) -> Reply:
        """The reply put together from its pieces; of reason and usage the last that came counts."""
        finish, model = "", ""
        usage: Any = {}
        shown = Shown(self.endpoint, self._written)
        counted = self.endpoint.stream and self._stream_usage
        for piece in self._client.stream(sent, extra_body=body, stream_usage=counted):
            text = str(piece.content)
            if text:
                came.append(text)
                shown.add(text)
            meta = piece.response_metadata or {}
            finish = str(meta.get("finish_reason") or finish)
            model = str(meta.get("model_name") or model)
            usage = piece.usage_metadata or usage
        shown.end()
        text = "".join(came)
        found = text_of(text, self._structured)
        if found is None and text and finish in ("", "stop"):
            finish = "malformed"
        return Reply(
            text=text if found is None else found,
            finish_reason=finish,
            prompt_tokens=int(usage.get("input_tokens", 0)),
            reply_tokens=int(usage.get("output_tokens", 0)),
            model=model or self.endpoint.model,
        )


def _events(pieces: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """An answer as the events that the client reads."""
    for chunk in chunks(pieces, limit):
        if chunk == Chunk(model=chunk.model):
            continue
        choice: dict[str, Any] = {"index": 0, "delta": {"content": chunk.text}}
        told: dict[str, Any] = {"choices": [choice]}
        if chunk.finish_reason:
            choice["finish_reason"], told["model"] = chunk.finish_reason, chunk.model
        if chunk.usage:
            prompt, reply = chunk.usage
            told["usage"] = {
                "prompt_tokens": prompt,
                "completion_tokens": reply,
                "total_tokens": prompt + reply,
            }
        yield f"data: {json.dumps(told)}\n\n".encode()
    yield b"data: [DONE]\n\n"


def _first(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    for piece in pieces:
        yield piece[:most]
        most -= len(piece)
        if most <= 0:
            return


def _failure(error: Exception) -> CallFailed:
    """What the client raised, in our terms; the words are the server's, never the client's."""
    import httpx2
    from openai import APIConnectionError

    response = getattr(error, "response", None)
    if response is not None:
        words, status = words_of_bytes(response.content), int(response.status_code)
        outcome = outcome_of(status, words) or CallOutcome.REJECTED
        return CallFailed(outcome, status, words, retry_after(response.headers, time.time()))
    causes = list(_causes(error))
    for outcome, kind in (
        (CallOutcome.UNTRUSTED, ssl.SSLCertVerificationError),
        (CallOutcome.TIMEOUT, httpx2.TimeoutException),
        (CallOutcome.FOREIGN, httpx2.DecodingError),
        (CallOutcome.UNREACHABLE, (APIConnectionError, httpx2.HTTPError)),
    ):
        if any(isinstance(cause, kind) for cause in causes):
            return CallFailed(outcome, None)
    return CallFailed(CallOutcome.BROKEN, None)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _trust(bundle: str) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context()
        context.load_verify_locations(bundle)
    except (OSError, ssl.SSLError):
        raise SettingsError(f"读不到证书文件 {bundle}：应为 PEM 格式的根证书（ca_bundle）") from None
    return context
