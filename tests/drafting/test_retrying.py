"""The retry layer over a call that fails as told: waits, budget, pace, and what is kept. Time is a counter."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.cli.spending import Spending
from assistant.domain.call import Call, CallOutcome
from assistant.domain.draft import Message, Reply
from assistant.domain.endpoint import Endpoint
from assistant.drafting.failures import CallFailed, described, outcome_of, retry_after
from assistant.drafting.retrying import Retrying
from assistant.drafting.shown import Shown
from assistant.errors import ModelBusy, ModelError
from assistant.history.calls import CallLog

PROMPT = (Message("system", "s"), Message("user", "u"))
GOOD = Reply("1.好。\n<<END>>", "stop", 10, 5)
KEY = "k-123456789"
SUCCESSES = {CallOutcome[key] for key in ("REPLIED", "EMPTY", "LENGTH", "CUT", "INTERRUPTED")}


class Clock:
    """A clock that only sleeping and calling move."""

    def __init__(self) -> None:
        self.now, self.waits = 0.0, list[float]()

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


class Asking:
    """A Retrying over a script of replies and failures, each taking `takes` seconds."""

    def __init__(self, *script: Any, takes: float = 1, **options: Any):
        self.script, self.clock, self.takes = list(script), Clock(), takes
        self.calls: list[Call] = []
        self.notices: list[str] = []
        self.limits: list[int] = []
        endpoint = Endpoint("http://user:pass@a/v1", "m", KEY, **options)
        self.retrying = Retrying(
            endpoint, self.call, self.clock.sleep, self.notices.append, self.calls.append, self.clock
        )

    def call(self, _messages: Any, limit: int, _until: float, came: list[str]) -> Reply:
        self.limits.append(limit)
        self.clock.now += self.takes
        step = self.script.pop(0)
        if isinstance(step, BaseException):
            came.append("写了一半")
            raise step
        assert isinstance(step, Reply)
        return step

    def ask(self) -> Reply:
        return self.retrying.ask(PROMPT)


def failed(outcome: CallOutcome, wait: float | None = None, detail: str = "") -> CallFailed:
    return CallFailed(outcome, 503, detail, wait, Reply("", ""))


def test_waits_double_with_jitter_and_the_fourth_failure_ends() -> None:
    asking = Asking(*[failed(CallOutcome.BROKEN)] * 4)
    with pytest.raises(ModelBusy, match="已尝试4次"):
        asking.ask()
    for wait, least in zip(asking.clock.waits, (1, 2, 4), strict=True):
        assert least <= wait <= least * 1.25
    assert len(asking.calls) == 4


def test_what_the_server_asks_to_wait_is_waited() -> None:
    asking = Asking(failed(CallOutcome.BUSY, 7.5), GOOD)
    assert asking.ask().given_up == "" and asking.clock.waits == [7.5]
    assert "服务器要求7.5秒后第2次尝试" in asking.notices[0]


def test_a_wait_beyond_the_section_s_time_ends_at_once() -> None:
    asking = Asking(failed(CallOutcome.BUSY, 3600), GOOD)
    with pytest.raises(ModelBusy, match="要等3600秒，超过本节剩余的时间"):
        asking.ask()
    assert asking.clock.waits == []


def test_revisions_of_a_section_share_its_time_and_another_section_has_its_own() -> None:
    asking = Asking(GOOD, failed(CallOutcome.BUSY, 50), takes=60, time_budget=100)
    asking.ask()
    with pytest.raises(ModelError, match="超过本节剩余的时间"):
        asking.retrying.ask((*PROMPT, Message("assistant", "a"), Message("user", "b")))
    asking.script = [failed(CallOutcome.BUSY, 30), GOOD]
    assert asking.retrying.ask((Message("system", "s"), Message("user", "other"))).text == GOOD.text


def test_requests_per_minute_are_kept_over_retries_too() -> None:
    asking = Asking(GOOD, GOOD, failed(CallOutcome.BUSY, 0), GOOD, takes=0, requests_per_minute=2)
    for _ in range(3):
        asking.ask()
    assert asking.clock.now >= 60 and any("每分钟2次" in text for text in asking.notices)


def test_length_doubles_the_limit_once_only() -> None:
    asking = Asking(*[Reply("1.好", "length")] * 2, max_tokens=100)
    assert "max_tokens" in asking.ask().given_up and asking.limits == [100, 200]


@pytest.mark.parametrize(
    "outcome",
    [
        CallOutcome.KEY,
        CallOutcome.UNPAID,
        CallOutcome.MISSING,
        CallOutcome.TOO_LONG,
        CallOutcome.UNTRUSTED,
        CallOutcome.FOREIGN,
    ],
)
def test_what_no_retry_can_mend_ends_at_once_without_key_or_password(outcome: CallOutcome) -> None:
    asking = Asking(failed(outcome, detail=f"no {KEY}\x1b[31m"))
    with pytest.raises(ModelError) as caught:
        asking.ask()
    assert len(asking.calls) == 1 and caught.value.exit_code == 3
    said = str(caught.value) + asking.calls[0].problem
    assert KEY not in said and "pass" not in said and "\x1b" not in said


@pytest.mark.parametrize("outcome", [item for item in CallOutcome if item not in SUCCESSES])
def test_the_server_s_words_are_shown_printable_bounded_and_without_a_key(outcome: CallOutcome) -> None:
    words = f"看这里 {KEY[:4]}\u200b{KEY[4:]} sk-other12345 \x1b[31m\u202e\n" + "很长" * 400
    said = described(Endpoint("http://a/v1", "m", KEY), CallFailed(outcome, 400, words))
    assert "“看这里 ［密钥］ ［密钥］ [31m" in said and said.endswith("……”") and len(said) < 400
    assert KEY not in said and "other" not in said and "\x1b" not in said and "\n" not in said


def test_the_last_of_the_tries_keeps_the_server_s_words() -> None:
    asking = Asking(*[failed(CallOutcome.BROKEN, detail="没有可用的渠道")] * 4)
    with pytest.raises(ModelBusy, match="服务器出错（503）：“没有可用的渠道”，已尝试4次"):
        asking.ask()
    assert all(
        "没有可用的渠道" in text for text in (*asking.notices, *(call.problem for call in asking.calls))
    )


def test_where_the_length_is_the_matter_max_tokens_is_named() -> None:
    with pytest.raises(ModelError, match="调小 max_tokens"):
        Asking(failed(CallOutcome.TOO_LONG, detail="4096 tokens")).ask()


def test_a_reply_without_end_is_kept_short_and_not_asked_again() -> None:
    asking = Asking(CallFailed(CallOutcome.OVERLONG, None, partial=Reply("啊" * 9000, "")))
    reply = asking.ask()
    assert len(reply.text) == 2000 and reply.finish_reason == "length" and "max_tokens_key" in reply.given_up
    assert [(call.outcome, len(call.reply.text)) for call in asking.calls] == [(CallOutcome.OVERLONG, 2000)]


def test_an_interrupted_call_is_kept_with_what_had_come(tmp_path: Path) -> None:
    asking = Asking(KeyboardInterrupt())
    log = CallLog(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        asking.ask()
    (tmp_path / "calls.jsonl").write_bytes(b'{"torn')
    log.keep(asking.calls[0])
    log.keep(asking.calls[0])
    torn, *kept = (tmp_path / "calls.jsonl").read_text("utf-8").splitlines()
    assert torn == '{"torn' and len(kept) == 2
    assert json.loads(kept[0])["outcome"] == "interrupted" and json.loads(kept[0])["reply"] == "写了一半"


def test_a_key_that_the_server_echoes_is_blotted_out() -> None:
    asking = Asking(Reply(f"1.密钥是{KEY}。\n<<END>>", model=f"m for {KEY}"))
    kept = repr((asking.ask(), asking.calls))
    assert KEY not in kept and "［密钥］" in kept


def test_a_key_that_is_torn_is_blotted_out() -> None:
    torn = Asking(CallFailed(CallOutcome.OVERLONG, None, partial=Reply(f"1.密钥是{KEY[:-1]}", "")))
    assert "k-1" not in torn.ask().text
    endpoint = Endpoint(f"http://user:p@ss@a/{KEY}/v1", "m", KEY)
    assert endpoint.place == "http://a/［密钥］/v1"
    shown: list[str] = []
    screen = Shown(endpoint, shown.append)
    for sign in f"1.密钥是{KEY}，k-12。k-1":
        screen.add(sign)
    screen.end()
    assert "".join(shown) == "1.密钥是［密钥］，k-12。k-1" and len(shown) > 5


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after": "Thu, 01 Jan 1970 00:01:40 GMT"}, 90),
        ({"retry-after": "Thu, 01 Jan 1970 00:00:01 GMT"}, 0),
        ({"retry-after": "-3"}, 0),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ],
)
def test_retry_after_in_every_form(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, 10) == seconds


@pytest.mark.parametrize(
    ("status", "words", "outcome"),
    [
        (429, "rate limit", CallOutcome.BUSY),
        (429, "insufficient_quota", CallOutcome.UNPAID),
        (400, "DataInspectionFailed", CallOutcome.FILTERED),
        (400, "Content Exists Risk", CallOutcome.FILTERED),
        (400, "maximum context length is 4096", CallOutcome.TOO_LONG),
        (402, "", CallOutcome.UNPAID),
        (400, "response_format is not supported", CallOutcome.UNSUPPORTED),
        (400, "bad", CallOutcome.REJECTED),
        (408, "", CallOutcome.TIMEOUT),
        (409, "", CallOutcome.BUSY),
        (529, "", CallOutcome.BROKEN),
        (None, "x", None),
        (403, "用户额度不足，剩余 0.00", CallOutcome.UNPAID),
        (403, "Sorry, your account balance is insufficient", CallOutcome.UNPAID),
        (403, "AccountOverdueError", CallOutcome.UNPAID),
        (400, "Budget has been exceeded! Current cost: 2", CallOutcome.UNPAID),
        (401, "账户已欠费，请充值", CallOutcome.UNPAID),
        (403, "token has run out of credits", CallOutcome.UNPAID),
        (
            429,
            "You exceeded your current quota, please check your plan and billing details",
            CallOutcome.UNPAID,
        ),
        (429, "Throttling.AllocationQuota: allocated quota exceeded", CallOutcome.BUSY),
        (429, "Quota exceeded for requests per minute", CallOutcome.BUSY),
        (403, "your country is not supported", CallOutcome.KEY),
        (403, "该令牌无权访问模型 m", CallOutcome.KEY),
        (400, "API key not valid. Please pass a valid API key.", CallOutcome.KEY),
        (
            400,
            "max_tokens is too large: 9000. This model supports at most 4096 completion tokens",
            CallOutcome.TOO_LONG,
        ),
        (
            400,
            "This model's maximum context length is 4096 tokens, however you requested 5200",
            CallOutcome.TOO_LONG,
        ),
        (422, "`inputs` tokens + `max_new_tokens` must be <= 2048", CallOutcome.TOO_LONG),
        (400, "Range of max_tokens should be [1, 8192]", CallOutcome.TOO_LONG),
        (400, "prompt is too long: 9 tokens > 8 maximum", CallOutcome.TOO_LONG),
        (400, "the request exceeds the available context size", CallOutcome.TOO_LONG),
        (413, "", CallOutcome.TOO_LONG),
        (400, "Invalid max_tokens value, the valid range of max_tokens is [1, 8192]", CallOutcome.TOO_LONG),
        (400, "Your request exceeded model token limit: 8192", CallOutcome.TOO_LONG),
        (400, "输入内容过长", CallOutcome.TOO_LONG),
        (400, "input length and `max_tokens` exceed context limit: 1 + 2 > 2", CallOutcome.TOO_LONG),
        (500, "the input token count exceeds the maximum number of tokens allowed", CallOutcome.TOO_LONG),
        (400, "请求超过模型的最大上下文长度", CallOutcome.TOO_LONG),
        (400, "Unsupported parameter: 'max_tokens' is not supported with this model", CallOutcome.REJECTED),
        (400, "max_tokens must be a positive integer", CallOutcome.REJECTED),
        (400, "temperature exceeds the allowed range", CallOutcome.REJECTED),
        (400, "unknown model m", CallOutcome.MISSING),
        (400, "The model `m` does not exist", CallOutcome.MISSING),
        (422, "模型 m 不存在", CallOutcome.MISSING),
        (503, "没有可用于模型 m 的渠道", CallOutcome.BROKEN),
        (None, "rate limit reached", CallOutcome.BUSY),
        (None, "无效的令牌", CallOutcome.KEY),
        (400, "This model does not support response_format", CallOutcome.UNSUPPORTED),
    ],
)
def test_how_a_call_failed_is_told_from_status_and_words(
    status: int, words: str, outcome: CallOutcome
) -> None:
    assert outcome_of(status, words) is outcome


def test_spending_counts_calls_repetitions_and_tokens() -> None:
    from decimal import Decimal

    from assistant.domain.endpoint import Price

    price = Price(Decimal(2), Decimal(8), "元")
    spending = Spending(Endpoint("http://a/v1", "m", KEY, price=price))
    for number, reply in ((1, Reply("", "length", 1000, 500)), (2, GOOD), (1, Reply("没有用量"))):
        spending.add(Call(number, PROMPT, CallOutcome.REPLIED, reply))
    said = spending.summary()
    assert "共调用3次（其中重试1次）" in said and "提示词1,010词元，回复505词元" in said
    assert "1次没有报用量" in said and "费用约0.0061元" in said
