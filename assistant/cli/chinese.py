"""Typer's own words in Chinese: usage, help option, panel titles, and errors of usage."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from typer.core import TyperCommand, TyperGroup

from assistant.cli.terminal import own_paint, refuse_controls
from assistant.errors import InputError


def _in_chinese(option: Any) -> Any:
    if option is not None:
        option.help = "显示本说明"
    return option


def _titles() -> None:
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.REQUIRED_LONG_STRING = "[必填]"
    rich_utils.DEFAULT_STRING = "[默认：{}]"


class _Chinese:
    """Help in Chinese, over Typer's command or group."""

    def get_help_option(self, ctx: Any) -> Any:
        return _in_chinese(super().get_help_option(ctx))  # type: ignore[misc]

    def get_usage(self, ctx: Any) -> str:
        return str(super().get_usage(ctx)).replace("Usage: ", "用法：", 1)  # type: ignore[misc]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _titles()
        with own_paint():
            super().format_help(ctx, formatter)  # type: ignore[misc]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Names of files hold no character that acts on a terminal: every message could print them."""
        rest: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        faulty = refuse_controls(
            item
            for key, value in ctx.params.items()
            for item in (value if isinstance(value, list | tuple) else [value])
            if isinstance(item, Path) or key == "reply"
        )
        if faulty:
            raise InputError(
                f"文件名里有控制字符、换行或改变文字方向的字符（{faulty}），没有使用；请改名后再运行"
            )
        return rest


class ChineseCommand(_Chinese, TyperCommand):
    """A command whose help is Chinese throughout."""


class ChineseGroup(_Chinese, TyperGroup):
    """The group of all commands, in Chinese."""


def usage_message(error: Exception) -> str:
    """An error of usage in one Chinese line."""
    kind, message = type(error).__name__, str(getattr(error, "message", error))
    if kind == "NoSuchOption":
        near = getattr(error, "possibilities", None) or []
        return f"没有选项“{getattr(error, 'option_name', '')}”" + (
            f"，是否想写 {'、'.join(near)}" if near else ""
        )
    param = getattr(error, "param", None)
    name = str(getattr(param, "metavar", None) or getattr(param, "name", "") or "")
    if param is not None and getattr(param, "param_type_name", "") == "option":
        name = param.opts[0]
    if kind == "MissingParameter":
        return f"缺少参数 {name}"
    if kind == "BadParameter":
        choices = re.search(r"not one of (.+)\.?$", message)
        return f"参数 {name} 的值不可用" + (
            f"，只能是 {choices.group(1).rstrip('.')}" if choices else f"：{message}"
        )
    command = re.match(r"No such command '([^']+)'", message)
    if command:
        return f"没有命令“{command.group(1)}”，可用的命令见 ziping --help"
    extra = re.match(r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)", message)
    if extra:
        return f"多余的参数：{extra.group(1)}"
    needs = re.match(r"Option '(.+)' requires an argument", message)
    return f"选项 {needs.group(1)} 后面要有值" if needs else message
