"""`ziping doctor`: the settings in force, and one short call of the model."""

from __future__ import annotations

import json

from assistant.cli.spending import Spending
from assistant.cli.streaming import Screen
from assistant.domain.draft import Message
from assistant.domain.endpoint import Endpoint, without_credentials
from assistant.domain.printable import printable
from assistant.settings.endpoint import load_settings
from assistant.settings.file import FILE
from assistant.workflow.asking import connect
from assistant.workflow.opening import standards
from assistant.workflow.rule_package import rules_at


def doctor(endpoint: str) -> int:
    """Show the settings in force and make one short call."""
    settings = load_settings(endpoint=endpoint)
    print(f"设置文件：{settings.file or f'无（{FILE}）'}")
    if settings.profiles:
        print(f"已配置的端点：{'、'.join(settings.profiles)}")
    print(f"评分标准：{'、'.join(standards())}")
    print(f"校验规则所在：{rules_at()}")
    if settings.endpoint is None:
        print(f"模型：未配置（缺少 {'、'.join(settings.missing)}），起草时使用离线写作器")
        return 0
    for line in _in_force(settings.endpoint):
        print(line)
    spending = Spending(settings.endpoint)
    ask = connect(settings.endpoint, None, spending.add, Screen().say)
    reply = ask((Message("user", "请只回复两个字：正常"),))
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
