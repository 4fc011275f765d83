"""Why a call failed, told from the status and the server's words; what the user is told; whether another try is of use."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from assistant.domain.call import CallOutcome
from assistant.domain.draft import Reply
from assistant.domain.endpoint import Endpoint
from assistant.domain.key_shapes import without_keys
from assistant.domain.printable import printable
from assistant.errors import ModelBusy, ModelError, ModelRefusedKey, ModelUnreachable

RETRYABLE = {CallOutcome.BUSY, CallOutcome.BROKEN, CallOutcome.TIMEOUT, CallOutcome.UNREACHABLE}
MOST_SHOWN = 300


def _known(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.I)


_FILTER = _known(
    "data_?inspection_?failed",
    "content_filter",
    "content_policy",
    "content exists risk",
    "sensitive_words?_detected",
)
_TOKENS = r"max_?(?:completion_|new_|output_)?tokens\b"
_TOO_LONG = _known(
    "context_length",
    "maximum context",
    "context (?:length|size|window)",
    "exceed[^.]{0,40}(?:context|token limit)",
    "too many (?:input |prompt )?tokens",
    "range of (?:input length|max_tokens)",
    "exceed[^.]{0,40}max[^.]{0,20}(?:length|tokens)",
    r"(?:prompt|input|messages)\b[^.]{0,30}(?:too long|too large|longer than|exceeds? (?:the )?(?:max|model|limit))",
    rf"{_TOKENS}[^.]{{0,60}}(?:too (?:large|high|big|long)|at most|exceed|range|maximum|greater than|must be (?:<|less|at most|smaller))",
    "(?:提示词|输入|上下文|prompt|tokens?|max_tokens|内容)[^，。]{0,16}(?:超过|超出|超长|过长|太长|过大|太大|上限)",
    "超(?:过|出)[^，。]{0,20}(?:长度|上下文|token|词元)",
)
_UNPAID = _known(
    "insufficient[ _-]?(?:user[ _-]?|account[ _-]?|token[ _-]?)?(?:quota|balance|credits?|funds)",
    "arrear",
    "overdue",
    "payment required",
    r"(?:quota|balance|credits?|budget)\W+(?:(?:is|are|has|have|been|your)\W+)*(?:not enough|insufficient|exhausted|exceeded|used up|depleted|too low|expired)",
    r"(?:exceeded|exhausted|out of|run out of|no (?:more|remaining))\W+(?:(?:your|the|current|monthly|daily|free|account)\W+)*(?:quota|credits?|balance|budget)",
    "budget_?exceeded",
    "余额",
    "额度",
    "配额",
    "欠费",
    "欠款",
    "充值",
    "套餐",
    "余量不足",
)
_PACE = _known(
    r"rate.?limit",
    "too many requests",
    r"per (?:minute|second|min)\b",
    r"\b[rt]p[ms]\b",
    r"\bqps\b",
    "throttl",
    "concurren",
    "频率",
    "频繁",
    "限流",
    "限速",
    "每分钟",
    "每秒",
    "并发",
)
_KEY = _known(
    "(?:invalid|incorrect|wrong|expired|missing|no)[ _-](?:or missing )?(?:api|access|auth\\w*)[ _-]?(?:key|token)",
    "unauthorized",
    "unauthenticated",
    "authentication",
    "api.?key[^.]{0,20}(?:not valid|invalid|expired|incorrect|not found|无效|错误|过期|不存在)",
    "(?:密钥|令牌)[^，。]{0,8}(?:无效|错误|过期|不存在|不正确|禁用)",
    "无效的(?:密钥|令牌)",
    "身份验证",
    "鉴权",
)
_NO_MODEL = _known(
    "model_not_found",
    r"(?:unknown|no such|invalid|unrecognized) model\b",
    r"\bmodels?\b[^.]{0,60}(?:not found|not exist|does ?n.t exist|unknown)",
    "模型[^，。]{0,40}(?:不存在|未找到|找不到)",
    "(?:不存在|没有|找不到)[^，。]{0,8}模型",
)
_FORM = _known("response_format", "json_schema", "json_object", "tool_choice", "stream_options", r"tools\b")
_OUTCOME = {
    401: CallOutcome.KEY,
    403: CallOutcome.KEY,
    402: CallOutcome.UNPAID,
    404: CallOutcome.MISSING,
    413: CallOutcome.TOO_LONG,
    408: CallOutcome.TIMEOUT,
    409: CallOutcome.BUSY,
    429: CallOutcome.BUSY,
}
_ABOUT_THE_REQUEST = (None, 400, 404, 413, 422, 500, 501)

_NOTHING = Reply("", "")


@dataclass
class CallFailed(Exception):
    """A call brought no reply: how it ended, the server's status and own words, and what text had come."""

    outcome: CallOutcome
    status: int | None
    detail: str = ""
    wait: float | None = None
    partial: Reply = _NOTHING


def outcome_of(status: int | None, words: str) -> CallOutcome | None:
    """How a call ended, from the status and the server's words; None where they do not say."""
    if _FILTER.search(words):
        return CallOutcome.FILTERED
    if status == 429 and _PACE.search(words) and "insufficient_quota" not in words:
        return CallOutcome.BUSY
    if _UNPAID.search(words) and status in (None, 400, 401, 402, 403, 422, 429):
        return CallOutcome.UNPAID
    if status in _ABOUT_THE_REQUEST:
        if _TOO_LONG.search(words):
            return CallOutcome.TOO_LONG
        if _FORM.search(words) and status is not None:
            return CallOutcome.UNSUPPORTED
        if _KEY.search(words):
            return CallOutcome.KEY
        if _NO_MODEL.search(words):
            return CallOutcome.MISSING
    if status is None:
        return CallOutcome.BUSY if _PACE.search(words) else None
    if status in _OUTCOME:
        return _OUTCOME[status]
    return CallOutcome.BROKEN if status >= 500 else CallOutcome.REJECTED


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
    """What happened, in one Chinese phrase with the server's own words, printable, bounded and without a key."""
    status = f"（{failure.status}）" if failure.status else ""
    what = {
        CallOutcome.FILTERED: f"内容审查拒绝了本次请求{status}",
        CallOutcome.BUSY: f"繁忙{status}",
        CallOutcome.BROKEN: f"服务器出错{status}",
        CallOutcome.TIMEOUT: f"没有按时回答{status}",
        CallOutcome.UNREACHABLE: "连接失败",
        CallOutcome.FOREIGN: "的回答不是 OpenAI 兼容格式",
        CallOutcome.UNTRUSTED: "的证书不受信任",
        CallOutcome.OVERLONG: "的回复远超长度上限，已停止接收",
        CallOutcome.KEY: f"拒绝访问{status}" if failure.status == 403 else f"不接受密钥{status}",
        CallOutcome.UNPAID: f"余额或配额不足{status}",
        CallOutcome.MISSING: f"没有这个模型或地址{status}",
        CallOutcome.TOO_LONG: f"说提示词与回复上限（max_tokens）合计超过模型的长度上限{status}",
        CallOutcome.UNSUPPORTED: f"不支持请求中的某个参数{status}",
    }.get(failure.outcome, f"拒绝了请求{status}")
    words = " ".join(without_keys(endpoint.redact(printable(failure.detail))).split())
    shown = f"{words[:MOST_SHOWN]}……" if len(words) > MOST_SHOWN else words
    return f"{what}：“{shown}”" if shown else what


_REMEDY = {
    CallOutcome.BUSY: "请稍后再试，或在 ziping.toml 调低 requests_per_minute",
    CallOutcome.BROKEN: "请稍后再试",
    CallOutcome.TIMEOUT: "请检查网络，或在 ziping.toml 调大 timeout、time_budget",
    CallOutcome.UNREACHABLE: "请检查 OPENAI_BASE_URL（base_url）、网络和代理",
    CallOutcome.FOREIGN: "请检查 base_url，一般以 /v1 结尾",
    CallOutcome.UNTRUSTED: "请把单位的根证书文件（PEM）写在 ziping.toml 的 ca_bundle",
    CallOutcome.KEY: "请检查 OPENAI_API_KEY（或 key_env、key_file），以及密钥可用的模型和来源地址",
    CallOutcome.UNPAID: "请充值或换一个端点（--endpoint）",
    CallOutcome.MISSING: "请检查 ZIPING_MODEL（model）和 OPENAI_BASE_URL（base_url）",
    CallOutcome.TOO_LONG: "请在 ziping.toml 调小 max_tokens，或换上下文更长的模型，或在服务器上调大上下文长度",
    CallOutcome.UNSUPPORTED: "请在 ziping.toml 检查 structured、max_tokens_key、temperature 和 extra_body",
    CallOutcome.REJECTED: "请在 ziping.toml 检查 model、max_tokens_key、temperature 和 extra_body",
}


def error_for(endpoint: Endpoint, failure: CallFailed, tries: int, why: str = "") -> ModelError:
    """The error that ends the run, naming the endpoint, what happened and the remedy."""
    kind = {
        CallOutcome.KEY: ModelRefusedKey,
        CallOutcome.BUSY: ModelBusy,
        CallOutcome.BROKEN: ModelBusy,
        CallOutcome.TIMEOUT: ModelUnreachable,
        CallOutcome.UNREACHABLE: ModelUnreachable,
        CallOutcome.UNTRUSTED: ModelUnreachable,
    }.get(failure.outcome, ModelError)
    where = f"模型端点 {endpoint.place}（模型 {endpoint.model}）"
    tried = f"，已尝试{tries}次" if tries > 1 else ""
    return kind(
        f"{where}{described(endpoint, failure)}{tried}{why}，{_REMEDY.get(failure.outcome, '请稍后再试')}"
    )
