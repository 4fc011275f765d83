"""Why a call failed, told from what the client says; what the user is told; whether another try is of use."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from assistant.domain.call import Outcome
from assistant.domain.draft import Reply
from assistant.domain.endpoint import Endpoint
from assistant.domain.printable import printable
from assistant.errors import ModelBusy, ModelError, ModelRefusedKey, ModelUnreachable

RETRYABLE = {Outcome.BUSY, Outcome.BROKEN, Outcome.TIMEOUT, Outcome.UNREACHABLE}
_FILTER = re.compile(
    r"data_?inspection_?failed|content_filter|content_policy|content exists risk|sensitive_words?_detected",
    re.I,
)
_TOO_LONG = re.compile(r"context_length|maximum context|context length|context size|too many tokens|range of input length", re.I)  # fmt: skip
_UNPAID = re.compile(r"insufficient_(quota|balance)|insufficient balance|arrearage|exceeded your current quota", re.I)  # fmt: skip
_FORM = re.compile(r"response_format|json_schema|json_object|tool_choice|stream_options|tools\b", re.I)
_OUTCOME = {401: Outcome.KEY, 403: Outcome.KEY, 402: Outcome.UNPAID, 404: Outcome.MISSING, 413: Outcome.TOO_LONG,
            408: Outcome.TIMEOUT, 409: Outcome.BUSY, 429: Outcome.BUSY}  # fmt: skip


@dataclass
class CallFailed(Exception):
    """A call brought no reply: how it ended, the server's status and words, and what text had come."""

    outcome: Outcome
    status: int | None
    detail: str
    wait: float | None
    partial: Reply


def outcome_of(status: int | None, words: str) -> Outcome | None:
    """How a call ended, from the status and the server's words; None where they do not say."""
    if _FILTER.search(words):
        return Outcome.FILTERED
    if _UNPAID.search(words):
        return Outcome.UNPAID
    if status is None:
        return None
    if status in (400, 413, 422) and _TOO_LONG.search(words):
        return Outcome.TOO_LONG
    if status in (400, 404, 422, 500, 501) and _FORM.search(words):
        return Outcome.UNSUPPORTED
    if status in _OUTCOME:
        return _OUTCOME[status]
    return Outcome.BROKEN if status >= 500 else Outcome.REJECTED


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds the server asks to wait: retry-after-ms, or retry-after in seconds or as an HTTP date."""
    for name, scale in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            seconds = float(headers[name]) / scale
        except (KeyError, ValueError):
            continue
        if math.isfinite(seconds):
            return max(0.0, seconds)
    try:
        return max(0.0, parsedate_to_datetime(headers["retry-after"]).timestamp() - now)
    except (KeyError, ValueError, TypeError, OverflowError):
        return None


def described(endpoint: Endpoint, failure: CallFailed) -> str:
    """What happened, in one Chinese phrase without the key."""
    status = f"（{failure.status}）" if failure.status else ""
    words = printable(endpoint.redact(failure.detail)).replace("\n", " ")[:200]
    return {
        Outcome.FILTERED: f"内容审查拒绝了本次请求{status}",
        Outcome.BUSY: f"繁忙{status}",
        Outcome.BROKEN: f"服务器出错{status}",
        Outcome.TIMEOUT: f"没有按时回答{status}",
        Outcome.UNREACHABLE: "连接失败",
        Outcome.FOREIGN: "的回答不是 OpenAI 兼容格式",
        Outcome.UNTRUSTED: "的证书不受信任",
        Outcome.KEY: f"不接受密钥{status}",
        Outcome.UNPAID: f"余额或配额不足{status}",
        Outcome.MISSING: f"没有这个模型或地址{status}",
        Outcome.TOO_LONG: f"说提示词超过模型的长度上限{status}",
        Outcome.UNSUPPORTED: f"不支持请求中的某个参数{status}：{words}",
    }.get(failure.outcome, f"拒绝了请求{status}：{words}")


_REMEDY = {
    Outcome.BUSY: "请稍后再试，或在 ziping.toml 调低 requests_per_minute",
    Outcome.BROKEN: "请稍后再试",
    Outcome.TIMEOUT: "请检查网络，或在 ziping.toml 调大 timeout、time_budget",
    Outcome.UNREACHABLE: "请检查 OPENAI_BASE_URL（base_url）、网络和代理",
    Outcome.FOREIGN: "请检查 base_url，一般以 /v1 结尾",
    Outcome.UNTRUSTED: "请把单位的根证书文件（PEM）写在 ziping.toml 的 ca_bundle",
    Outcome.KEY: "请检查 OPENAI_API_KEY（或 key_env、key_file）",
    Outcome.UNPAID: "请充值或换一个端点（--endpoint）",
    Outcome.MISSING: "请检查 ZIPING_MODEL（model）和 OPENAI_BASE_URL（base_url）",
    Outcome.TOO_LONG: "请换上下文更长的模型，或在服务器上调大上下文长度",
    Outcome.UNSUPPORTED: "请在 ziping.toml 检查 structured、max_tokens_key、temperature 和 extra_body",
    Outcome.REJECTED: "请在 ziping.toml 检查 max_tokens_key、temperature 和 extra_body",
}


def error_for(endpoint: Endpoint, failure: CallFailed, tries: int, why: str = "") -> ModelError:
    """The error that ends the run, naming the endpoint, what happened and the remedy."""
    kind = {
        Outcome.KEY: ModelRefusedKey, Outcome.BUSY: ModelBusy, Outcome.BROKEN: ModelBusy,
        Outcome.TIMEOUT: ModelUnreachable, Outcome.UNREACHABLE: ModelUnreachable,
        Outcome.UNTRUSTED: ModelUnreachable,
    }.get(failure.outcome, ModelError)  # fmt: skip
    where = f"模型端点 {endpoint.place}（模型 {endpoint.model}）"
    tried = f"，已尝试{tries}次" if tries > 1 else ""
    return kind(
        f"{where}{described(endpoint, failure)}{tried}{why}，{_REMEDY.get(failure.outcome, '请稍后再试')}"
    )
