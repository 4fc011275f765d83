"""The model endpoint as the user meets it: doctor, --dry-run, and the model of a run."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

from assistant.cli.spending import Spending, money
from assistant.cli.streaming import Screen
from assistant.domain.call import Call
from assistant.domain.document import SectionName
from assistant.domain.draft import Attempt, Message, Reply
from assistant.domain.endpoint import Endpoint, without_credentials
from assistant.domain.printable import printable
from assistant.workflow.drafting import Tell
from assistant.workflow.opening import Case


class Run:
    """A model at work for one command: asks, shows what is written, keeps every call, counts."""

    def __init__(self, endpoint: Endpoint, folder: Path):
        from assistant.drafting.model import Model
        from assistant.history.calls import CallLog

        self.screen, self.spending, self._log = Screen(), Spending(endpoint), CallLog(folder)
        self._model = Model(endpoint, notice=self.screen.say, keep=self._keep, written=self.screen.written)

    def _keep(self, call: Call) -> None:
        self._log.keep(call)
        self.spending.add(call)

    def ask(self, messages: tuple[Message, ...]) -> Reply:
        """A reply, with a line before it and, where asking again is of no use, a line after it."""
        size = sum(len(item.content) for item in messages)
        self.screen.say(f"正在请模型 {self._model.endpoint.model} 起草（提示词{size}字）……")
        endpoint = self._model.endpoint
        reply = replace(self._model.ask(messages), endpoint=endpoint.name or endpoint.place)
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


def model_run(folder: Path, endpoint: str) -> Run | None:
    """The model of this run; None, and a line that says so, where none is configured."""
    from assistant.settings.endpoint import load_settings

    settings = load_settings(endpoint=endpoint)
    if settings.endpoint is None:
        missing = "、".join(settings.missing)
        print(f"没有配置模型（缺少 {missing}），使用离线写作器。", file=sys.stderr, flush=True)
        return None
    return Run(settings.endpoint, folder)


def dry_run(case: Case, names: list[SectionName], endpoint: str) -> int:
    """Print what drafting would take, and call nothing."""
    from assistant.drafting.estimate import estimate, token_counter
    from assistant.drafting.structured import with_instruction
    from assistant.settings.endpoint import load_settings
    from assistant.workflow.drafting import messages_for

    settings = load_settings(endpoint=endpoint)
    if settings.endpoint is None:
        print(f"没有配置模型（缺少 {'、'.join(settings.missing)}）：起草不调用模型，不产生费用。")
        return 0
    used = settings.endpoint
    count, how = token_counter(settings.token_data)
    prompts = [with_instruction(messages_for(case, name), used.structured) for name in names]
    for name, prompt in zip(names, prompts, strict=True):
        print(f"{name.chinese}：提示词约{sum(count(item.content) for item in prompt):,}词元")
    found = estimate(used, prompts, count)
    print(f"模型端点：{used.place}（模型 {used.model}）；词元数{how}")
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


def doctor(endpoint: str) -> int:
    """Show the settings in force and make one short call."""
    import validators
    from assistant.loading.standards import standard_ids
    from assistant.settings.endpoint import load_settings
    from assistant.settings.file import FILE

    settings = load_settings(endpoint=endpoint)
    print(f"设置文件：{settings.file or f'无（{FILE}）'}")
    if settings.profiles:
        print(f"已配置的端点：{'、'.join(settings.profiles)}")
    print(f"评分标准：{'、'.join(standard_ids())}")
    print(f"校验规则所在：{Path(str(validators.__file__)).parent}")
    if settings.endpoint is None:
        print(f"模型：未配置（缺少 {'、'.join(settings.missing)}），起草时使用离线写作器")
        return 0
    for line in _in_force(settings.endpoint):
        print(line)
    from assistant.drafting.model import Model

    screen = Screen()
    spending = Spending(settings.endpoint)
    model = Model(settings.endpoint, notice=screen.say, keep=spending.add)
    reply = model.ask((Message("user", "请只回复两个字：正常"),))
    if reply.given_up:
        print(f"试调用：{reply.given_up}")
        return 1
    shown = printable(reply.text).strip().replace("\n", " ")[:40]
    print(f"试调用：成功，模型回复“{shown}”，用量{reply.prompt_tokens}+{reply.reply_tokens}")
    print(spending.summary())
    return 0


def _in_force(endpoint: Endpoint) -> list[str]:
    """Every setting of the endpoint but the key."""
    limits = f"超时：{endpoint.timeout:g}秒；每节时间限额：{endpoint.time_budget:g}秒；回复上限：{endpoint.max_tokens}词元（{endpoint.max_tokens_key}）"
    pace = f"每分钟{endpoint.requests_per_minute}次" if endpoint.requests_per_minute else "不限"
    lines = [
        f"模型端点：{endpoint.place}" + (f"（{endpoint.name}）" if endpoint.name else ""),
        f"模型：{endpoint.model}",
        "密钥：已配置（不显示）",
        limits,
        f"请求频率：{pace}；同时请求：{endpoint.concurrency}个；流式：{'开' if endpoint.stream else '关'}；"
        f"交稿形式：{endpoint.structured}；温度：{endpoint.temperature or '服务器默认'}",
    ]
    if endpoint.extra_body:
        lines.append(
            f"附加参数：{endpoint.redact(json.dumps(endpoint.extra_body, ensure_ascii=False, default=str))}"
        )
    if endpoint.price:
        price = endpoint.price
        lines.append(f"价格：每百万词元 提示{price.prompt:f}、回复{price.reply:f}{price.currency}")
    if endpoint.ca_bundle:
        lines.append(f"根证书：{endpoint.ca_bundle}")
    if endpoint.proxy:
        lines.append(f"代理：{without_credentials(endpoint.proxy)}")
    return lines
