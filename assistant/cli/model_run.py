"""The model of a command: asked, listened to, counted; or, with --dry-run, only estimated."""

from __future__ import annotations

from pathlib import Path

from assistant.cli.spending import Spending, money
from assistant.cli.streaming import Screen
from assistant.cli.telling import say
from assistant.cli.trust import ask_consent, nothing_is_sent
from assistant.domain.document import SectionName
from assistant.domain.draft import Attempt, Message, Reply
from assistant.domain.endpoint import Endpoint
from assistant.settings.endpoint import load_settings
from assistant.workflow.asking import connect, expect
from assistant.workflow.attempts import Tell
from assistant.workflow.opening import Case


class ModelRun:
    """A model at work for one command: asks, shows what is written, keeps every call, counts."""

    def __init__(self, endpoint: Endpoint, folder: Path):
        self.screen, self.spending, self._endpoint = Screen(), Spending(endpoint), endpoint
        self._ask = connect(endpoint, folder, self.spending.add, self.screen.say, self.screen.written)

    def ask(self, messages: tuple[Message, ...]) -> Reply:
        """A reply, with a line before it and, where asking again is of no use, a line after it."""
        size = sum(len(item.content) for item in messages)
        self.screen.say(f"正在请模型 {self._endpoint.model} 起草（提示词{size}字）……")
        reply = self._ask(messages)
        if reply.given_up:
            self.screen.say(reply.given_up)
        return reply

    def judged(self, attempt: Attempt) -> None:
        """Take note of the gate's verdict."""
        self.screen.finish()
        self.spending.judged(attempt)

    def telling(self, tell: Tell) -> Tell:
        """What tells of an attempt, and takes note of its verdict before."""

        def told(attempt: Attempt) -> None:
            self.judged(attempt)
            tell(attempt)

        return told

    def close(self) -> None:
        """Say what was used, however the run ended."""
        if self.spending.calls:
            self.screen.say(self.spending.summary())


def model_run(folder: Path, endpoint: str) -> ModelRun | None:
    """The model of this run; None, and a line that says so, where none is configured."""
    settings = load_settings(endpoint=endpoint, asked=ask_consent)
    if settings.endpoint is None:
        missing = "、".join(settings.missing)
        say(f"没有配置模型（缺少 {missing}），使用离线写作器。")
        return None
    return ModelRun(settings.endpoint, folder)


def dry_run(case: Case, names: list[SectionName], endpoint: str) -> int:
    """Print what drafting would take, and call nothing."""
    settings = load_settings(endpoint=endpoint, asked=nothing_is_sent)
    if settings.endpoint is None:
        print(f"没有配置模型（缺少 {'、'.join(settings.missing)}）：起草不调用模型，不产生费用。")
        return 0
    used = settings.endpoint
    expected = expect(case, names, used, settings.token_data)
    for name, tokens in expected.sections:
        print(f"{name.chinese}：提示词约{tokens:,}词元")
    found = expected.whole
    print(f"模型端点：{used.place}（模型 {used.model}）；词元数{expected.how}")
    print(
        f"顺利时：调用{found.calls}次，提示词约{found.prompt_tokens:,}词元，回复至多{found.calls * used.max_tokens:,}词元"
        + (f"，至多{money(found.cost)}{used.price.currency}" if used.price and found.cost is not None else "")
    )
    print(
        f"至多（每节都退回两次，每次调用都重试到底）：调用{found.most_calls}次，提示词约{found.most_prompt_tokens:,}词元，"
        f"回复{found.most_reply_tokens:,}词元"
        + (
            f"，{money(found.most_cost)}{used.price.currency}"
            if used.price and found.most_cost is not None
            else ""
        )
    )
    if used.price is None:
        print("费用：未知；在 ziping.toml 写 price_in、price_out（每百万词元）和 currency 后可估算")
    print("以上只是估算，没有调用模型。")
    return 0
