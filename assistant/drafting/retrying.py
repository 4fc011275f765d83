"""The one retry layer: which calls are made again, how long is waited, and when it is said that it is no use.

- 429, 408, 409, 5xx, no connection, no answer in time: up to MAX_TRIES times, after Retry-After where the server
  names it, else after a doubling, jittered wait; within the endpoint's time budget for one section.
- An empty reply, and one that stops without an end: once more.
- A reply cut at the length limit: once more with twice the limit.
- A content filter: never again. Of no use either: key, balance, unknown model, bad request, and a reply that goes on
  beyond all limits, of which only the beginning is kept.

Whatever the gate refuses is no matter of this module: revisions are counted apart, in writer.py.
Every call is handed to `keep` the moment it ends, an interrupted one with the text that had come.
"""

from __future__ import annotations

import random
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from assistant.domain.call import Call, CallOutcome
from assistant.domain.draft import Message, Reply
from assistant.domain.endpoint import Endpoint
from assistant.drafting.failures import RETRYABLE, CallFailed, described, error_for
from assistant.drafting.reply import clean

MAX_TRIES = 4
MAX_WAIT = 60.0
MINUTE = 60.0
MOST_KEPT = 2_000

Sleep = Callable[[float], None]
Notice = Callable[[str], None]
Keep = Callable[[Call], None]
Clock = Callable[[], float]
Caller = Callable[[tuple[Message, ...], int, float, list[str]], Reply]

_AGAIN = {
    CallOutcome.EMPTY: "模型回复为空，再问一次",
    CallOutcome.CUT: "回复中途断开，再问一次",
    CallOutcome.LENGTH: "回复达到长度上限被截断，上限加倍后再问一次",
}
_REFUSED = {
    CallOutcome.FILTERED: "content_filter",
    CallOutcome.OVERLONG: "length",
}  # failures that are the reply
_GIVEN_UP = {
    CallOutcome.EMPTY: "模型两次都回复为空；请换一个模型，思考型模型请关闭思考或调大 max_tokens",
    CallOutcome.LENGTH: "模型的回复在加倍的长度上限内仍未写完；请在 ziping.toml 调大 max_tokens，思考型模型请关闭思考",
    CallOutcome.OVERLONG: "模型的回复远远超过 max_tokens，已停止接收，只保留开头；请在 ziping.toml 检查 max_tokens_key 是否为服务器所用的名称，或换一个模型",
    CallOutcome.FILTERED: "模型端点的内容审查拒绝了本节，再问也一样；请改用其他端点，或 --on-refusal offline，或自行撰写后用 --reply 交稿",
}


class Retrying:
    """Asks until there is a reply or it is clear that there will be none.

    `call` makes one call: messages, limit of the reply in tokens, the moment by which it must end, and a list
    that takes the text as it comes; `adapt` says whether a failed call can be made again in another form.
    Consecutive prompts with the same beginning are one section and share its
    time budget; waits that the requests-per-minute limit imposes are not charged to it.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        call: Caller,
        sleep: Sleep,
        notice: Notice,
        keep: Keep,
        clock: Clock = time.monotonic,
        adapt: Callable[[CallFailed], bool] = lambda _failure: False,
    ):
        self.endpoint, self._call, self._sleep, self._notice, self._keep = endpoint, call, sleep, notice, keep
        self._clock, self._adapt = clock, adapt
        self._starts: deque[float] = deque(maxlen=max(endpoint.requests_per_minute, 1))
        self._pacing = threading.Lock()
        self._under_way = threading.BoundedSemaphore(endpoint.concurrency)
        self._section = threading.local()

    def ask(self, messages: tuple[Message, ...]) -> Reply:
        """The reply to a prompt, `given_up` set where it is of no use; raises ModelError."""
        self._open_budget(messages)
        limit, number, failures = self.endpoint.max_tokens, 0, 0
        asked_again: set[CallOutcome] = set()
        while True:
            number += 1
            try:
                outcome, reply = self._attempt(messages, limit, number)
            except CallFailed as failure:
                if self._adapt(failure):
                    continue
                failures += 1
                self._wait_after(failure, failures)
                continue
            if outcome in _AGAIN and outcome not in asked_again:
                asked_again.add(outcome)
                limit *= 2 if outcome is CallOutcome.LENGTH else 1
                self._notice(_AGAIN[outcome])
                continue
            return replace(reply, given_up=_GIVEN_UP.get(outcome, ""))

    def _attempt(self, messages: tuple[Message, ...], limit: int, number: int) -> tuple[CallOutcome, Reply]:
        """One call, kept however it ends."""
        came: list[str] = []

        def keep(outcome: CallOutcome, reply: Reply, problem: str = "", wait: float = 0) -> None:
            self._keep(Call(number, messages, outcome, reply, self.endpoint.redact(problem), wait))

        with self._under_way:
            self._pace()
            began = self._clock()
            try:
                reply = self._call(messages, limit, began + self._left(), came)
            except CallFailed as failure:
                partial = self._redacted(failure.partial)
                if failure.outcome is CallOutcome.OVERLONG:
                    partial = replace(partial, text=partial.text[:MOST_KEPT])
                keep(failure.outcome, partial, described(self.endpoint, failure), failure.wait or 0)
                if failure.outcome in _REFUSED:
                    if failure.detail:
                        self._notice(f"模型端点{described(self.endpoint, failure)}")
                    return failure.outcome, replace(partial, finish_reason=_REFUSED[failure.outcome])
                raise
            except BaseException:
                text = self.endpoint.redact("".join(came))
                keep(CallOutcome.INTERRUPTED, Reply(text, "", model=self.endpoint.model), "中断")
                raise
            finally:
                self._section.spent += self._clock() - began
        reply = self._redacted(reply)
        outcome = outcome_of_reply(reply)
        keep(outcome, reply)
        return outcome, replace(reply, finish_reason=reply.finish_reason or "stop")

    def _redacted(self, reply: Reply) -> Reply:
        """A reply without the key, should the server have put it in the text or in the name of the model."""
        redact = self.endpoint.redact
        return replace(reply, text=redact(reply.text), model=redact(reply.model))

    def _wait_after(self, failure: CallFailed, failures: int) -> None:
        """Wait before another try, or raise the error that ends the run."""
        if failure.outcome not in RETRYABLE or failures == MAX_TRIES:
            raise error_for(self.endpoint, failure, failures)
        wait = failure.wait
        if wait is None:
            wait = min(2.0 ** (failures - 1), MAX_WAIT) * (1 + random.random() / 4)
        if wait >= self._left():
            why = f"，要等{wait:.0f}秒，超过本节剩余的时间（{max(self._left(), 0):.0f}秒）"
            raise error_for(self.endpoint, failure, failures, why)
        told = "服务器要求" if failure.wait is not None else ""
        self._notice(
            f"模型端点{described(self.endpoint, failure)}，{told}{wait:.1f}秒后第{failures + 1}次尝试"
        )
        self._sleep(wait)
        self._section.spent += wait

    def _open_budget(self, messages: tuple[Message, ...]) -> None:
        if getattr(self._section, "beginning", None) != messages[:2]:
            self._section.beginning, self._section.spent = messages[:2], 0.0

    def _left(self) -> float:
        return float(self.endpoint.time_budget - self._section.spent)

    def _pace(self) -> None:
        """Keep to the requests per minute: the oldest of the last so many calls must be a minute ago."""
        if not self.endpoint.requests_per_minute:
            return
        with self._pacing:
            full = len(self._starts) == self.endpoint.requests_per_minute
            wait = self._starts[0] + MINUTE - self._clock() if full else 0
            if wait > 0:
                self._notice(f"按每分钟{self.endpoint.requests_per_minute}次的限制，等待{wait:.0f}秒")
                self._sleep(wait)
            self._starts.append(self._clock())


def outcome_of_reply(reply: Reply) -> CallOutcome:
    """What kind of reply it is, before any gate looks at it."""
    if reply.finish_reason == "length":
        return CallOutcome.LENGTH
    if reply.finish_reason == "content_filter":
        return CallOutcome.FILTERED
    cleaned = clean(replace(reply, finish_reason="stop"))
    if not cleaned.draft:
        return CallOutcome.EMPTY
    if not reply.finish_reason and not cleaned.complete:
        return CallOutcome.CUT
    return CallOutcome.REPLIED
