"""The model behind an OpenAI-compatible endpoint. The only module that names langchain or openai.

One retry layer, ours: the client's own is off. Retry-After is honoured; other waits double with jitter.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from typing import Any

from assistant.domain.draft import Message, Reply
from assistant.domain.endpoint import Endpoint
from assistant.errors import ModelBusy, ModelError, ModelRefusedKey, ModelUnreachable

MAX_TRIES = 4
MAX_WAIT = 60.0

Sleep = Callable[[float], None]
Notice = Callable[[str], None]


class Model:
    """A chat model that answers one prompt at a time."""

    def __init__(self, endpoint: Endpoint, sleep: Sleep = time.sleep, notice: Notice = lambda _text: None):
        os.environ["LANGSMITH_TRACING"] = (
            "false"  # official data goes to the configured endpoint and nowhere else
        )
        from langchain_openai import ChatOpenAI
        from pydantic import SecretStr

        self.endpoint, self._sleep, self._notice = endpoint, sleep, notice
        self._client = ChatOpenAI(
            model=endpoint.model,
            base_url=endpoint.base_url,
            api_key=SecretStr(endpoint.api_key),
            temperature=float(endpoint.temperature),
            timeout=endpoint.timeout,
            max_retries=0,
            extra_body={endpoint.max_tokens_key: endpoint.max_tokens},
        )

    def ask(self, messages: tuple[Message, ...]) -> Reply:
        """The reply to a prompt; raises ModelError where the endpoint refuses or stays out of reach."""
        from langchain_core.exceptions import ModelError as ClientError
        from openai import APIError

        for number in range(1, MAX_TRIES + 1):
            try:
                return self._reply(self._client.invoke([(item.role, item.content) for item in messages]))
            except (ClientError, APIError) as error:
                wait = self._wait(error, number)
                if wait is None:
                    raise self._failure(error) from None
                self._notice(
                    f"模型端点暂时不可用（{_status(error) or '连接失败'}），{wait:.0f}秒后第{number + 1}次尝试"
                )
                self._sleep(wait)
        raise AssertionError("unreachable")

    def _reply(self, answer: Any) -> Reply:
        usage = answer.usage_metadata or {}
        meta = answer.response_metadata or {}
        text = answer.content if isinstance(answer.content, str) else ""
        return Reply(
            text=text,
            finish_reason=str(meta.get("finish_reason") or "stop"),
            prompt_tokens=int(usage.get("input_tokens", 0)),
            reply_tokens=int(usage.get("output_tokens", 0)),
            model=str(meta.get("model_name") or self.endpoint.model),
        )

    def _wait(self, error: Exception, number: int) -> float | None:
        """Seconds to wait before the next try; None where another try is of no use."""
        status = _status(error)
        retryable = status is None or status in (408, 409, 429) or status >= 500
        if not retryable or number == MAX_TRIES:
            return None
        told = _retry_after(error)
        if told is not None:
            return told if told <= MAX_WAIT else None
        return min(2.0 ** (number - 1), MAX_WAIT) * (1 + random.random() / 4)

    def _failure(self, error: Exception) -> ModelError:
        status = _status(error)
        where = f"模型端点 {self.endpoint.base_url}（模型 {self.endpoint.model}）"
        if status in (401, 403):
            return ModelRefusedKey(f"{where} 不接受密钥（{status}），请检查 OPENAI_API_KEY")
        if status is None:
            return ModelUnreachable(f"{where} 连接失败或超时，请检查 OPENAI_BASE_URL 和网络")
        if status == 429 or status >= 500:
            return ModelBusy(f"{where} 繁忙或出错（{status}），已尝试{MAX_TRIES}次，请稍后再试")
        if status == 404:
            return ModelError(f"{where} 没有这个模型或地址（404），请检查 ZIPING_MODEL 和 OPENAI_BASE_URL")
        return ModelError(f"{where} 拒绝了请求（{status}）：{str(error)[:200]}")


def _status(error: Exception) -> int | None:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else None


def _retry_after(error: Exception) -> float | None:
    response = getattr(error, "response", None)
    headers = response.headers if response is not None else {}
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(0.0, float(headers[name]) * scale)
        except (KeyError, ValueError):
            continue
    return None
