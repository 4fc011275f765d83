"""The model behind an OpenAI-compatible endpoint. The only module that names langchain or openai.

One call at a time, translated: what the client returns or raises becomes a Reply or a CallFailed. The client's
own retries are off; retrying.py holds the only retry layer.
"""

from __future__ import annotations

import os
import ssl
import threading
import time
from collections.abc import Iterator
from typing import Any

from assistant.domain.call import Outcome
from assistant.domain.draft import Message, Reply
from assistant.domain.endpoint import Endpoint, Structured
from assistant.drafting.failures import CallFailed, outcome_of, retry_after
from assistant.drafting.retrying import Clock, Keep, Notice, Retrying, Sleep
from assistant.drafting.structured import request_fields, text_of, with_instruction
from assistant.errors import SettingsError

_STOPS = {"stop", "eos", "eos_token", "end_turn", "stop_sequence", "tool_calls", "function_call"}
_FILTERS = {"content_filter", "sensitive", "safety"}
_BROKEN = {"insufficient_system_resource", "error", "abort"}
MOST_BYTES = 8_000_000


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
        self._until = threading.local()
        self._client = self._connect()
        self._retrying = Retrying(endpoint, self._call, sleep, notice, keep, clock, self._adapt)

    def ask(self, messages: tuple[Message, ...]) -> Reply:
        """The reply to a prompt; raises ModelError where the endpoint refuses or stays out of reach."""
        return self._retrying.ask(messages)

    def _connect(self) -> Any:
        os.environ["LANGSMITH_TRACING"] = (
            "false"  # official data goes to the configured endpoint and nowhere else
        )
        from langchain_openai import ChatOpenAI
        from openai import DefaultHttpxClient
        from pydantic import SecretStr

        endpoint = self.endpoint
        options: dict[str, Any] = {"timeout": endpoint.timeout}
        if endpoint.ca_bundle:
            options["verify"] = _trust(endpoint.ca_bundle)
        if endpoint.proxy:
            options["proxy"] = endpoint.proxy
        try:
            http = DefaultHttpxClient(event_hooks={"response": [self._watch]}, **options)
            return ChatOpenAI(
                model=endpoint.model,
                base_url=endpoint.base_url,
                api_key=SecretStr(endpoint.api_key),
                temperature=float(endpoint.temperature) if endpoint.temperature else None,
                timeout=endpoint.timeout,
                max_retries=0,
                http_client=http,
                http_socket_options=(),
            )
        except (ImportError, ValueError):
            raise SettingsError(
                "代理设置不可用：请检查 ziping.toml 的 proxy 或环境变量 HTTPS_PROXY（socks 代理需另装 socksio）"
            ) from None

    def _watch(self, response: Any) -> None:
        """Hold the body of every response to the section's time and to a size."""
        import httpx2

        until, clock, inner = self._until.moment, self._clock, response.stream

        class Watched(httpx2.SyncByteStream):
            """A body that ends in time, however slowly it drips."""

            def __iter__(self) -> Iterator[bytes]:
                size = 0
                for piece in inner:
                    size += len(piece)
                    if size > MOST_BYTES:
                        raise httpx2.DecodingError("the reply is too large")
                    if clock() > until:
                        raise httpx2.ReadTimeout("the section's time is over")
                    yield piece

            def close(self) -> None:
                inner.close()

        response.stream = Watched()

    def _adapt(self, failure: CallFailed) -> bool:
        """Leave out what the server does not know, response_format or stream_options; whether there was any."""
        if failure.outcome is not Outcome.UNSUPPORTED:
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

        self._until.moment = until
        sent = [(item.role, item.content) for item in with_instruction(messages, self._structured)]
        body = {
            **request_fields(self._structured), self.endpoint.max_tokens_key: limit, **self.endpoint.extra_body
        }  # fmt: skip
        last = Reply("", "", model=self.endpoint.model)
        try:
            if self.endpoint.stream:
                last = self._streamed(sent, body, came)
            else:
                last = self._whole(self._client.invoke(sent, extra_body=body))
        except (ClientError, APIError, httpx2.HTTPError) as error:
            raise self._failure(error, "".join(came)) from None
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            raise self._foreign(error, "".join(came)) from None
        if last.finish_reason in _BROKEN:
            raise CallFailed(Outcome.BROKEN, None, last.finish_reason, None, last)
        return last

    def _streamed(self, sent: list[tuple[str, str]], body: dict[str, Any], came: list[str]) -> Reply:
        """The reply put together from its pieces; of reason and usage the last that came counts."""
        finish, model = "", ""
        usage: Any = {}
        for piece in self._client.stream(sent, extra_body=body, stream_usage=self._stream_usage):
            text = piece.content if isinstance(piece.content, str) else ""
            text += "".join(part["args"] or "" for part in piece.tool_call_chunks)
            if text:
                came.append(text)
                self._written(text)
            meta = piece.response_metadata or {}
            finish = str(meta.get("finish_reason") or finish)
            model = str(meta.get("model_name") or model)
            usage = piece.usage_metadata or usage
        return self._reply("".join(came), finish, usage, model)

    def _whole(self, answer: Any) -> Reply:
        import json

        usage, meta = answer.usage_metadata or {}, answer.response_metadata or {}
        text = answer.content if isinstance(answer.content, str) else ""
        for part in answer.tool_calls:
            text += json.dumps(part["args"], ensure_ascii=False)
        for part in answer.invalid_tool_calls:
            text += part["args"] or ""
        return self._reply(
            text, str(meta.get("finish_reason") or ""), usage, str(meta.get("model_name") or "")
        )

    def _reply(self, text: str, finish: str, usage: Any, model: str) -> Reply:
        finish = "stop" if finish in _STOPS else "content_filter" if finish in _FILTERS else finish
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

    def _failure(self, error: Exception, text: str) -> CallFailed:
        """What the client raised, in our terms."""
        import httpx2
        from openai import APIConnectionError

        partial = Reply(text, "", model=self.endpoint.model)
        status = getattr(error, "status_code", None)
        body = getattr(error, "body", None)
        words = (
            f"{body.get('code') or ''} {body.get('message') or ''}" if isinstance(body, dict) else str(error)
        )
        causes = [] if isinstance(status, int) else list(_causes(error))
        if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
            return CallFailed(Outcome.UNTRUSTED, None, words, None, partial)
        if any(isinstance(cause, httpx2.TimeoutException) for cause in causes):
            return CallFailed(Outcome.TIMEOUT, None, words, None, partial)
        if any(isinstance(cause, httpx2.DecodingError) for cause in causes):
            return CallFailed(Outcome.FOREIGN, None, words, None, partial)
        if any(isinstance(cause, (APIConnectionError, httpx2.HTTPError)) for cause in causes):
            return CallFailed(Outcome.UNREACHABLE, None, words, None, partial)
        response = getattr(error, "response", None)
        wait = retry_after(response.headers, time.time()) if response is not None else None
        status = status if isinstance(status, int) else None
        return CallFailed(outcome_of(status, words) or Outcome.BROKEN, status, words.strip(), wait, partial)

    def _foreign(self, error: Exception, text: str) -> CallFailed:
        """An answer that the client could not read: an error in a 200, a page of a gateway, torn JSON."""
        partial = Reply(text, "", model=self.endpoint.model)
        words = str(error)
        outcome = outcome_of(None, words)
        if (
            outcome is None
        ):  # an error object in a 200 carries a message; a reply that began was of this protocol
            outcome = Outcome.BROKEN if text or "'message'" in words else Outcome.FOREIGN
        return CallFailed(outcome, None, words, None, partial)


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
