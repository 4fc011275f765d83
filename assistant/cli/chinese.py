"""Typer's own words in Chinese: usage, help option, panel titles, and errors of usage."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Any

from typer.core import TyperCommand, TyperGroup

from assistant.cli.terminal import own_paint, refuse_controls
from assistant.errors import InputError


class _Chinese:
    """Help in Chinese, over Typer's command or group: every option with what it takes, in the words of its `metavar`."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示本说明"
        return option

    def get_usage(self, ctx: Any) -> str:
        named = [_name(param) for param in self.get_params(ctx) if _is_argument(param)]  # type: ignore[attr-defined]
        pieces = [ctx.command_path, "[选项]", *named, *(["命令"] if hasattr(self, "list_commands") else [])]
        return f"用法：{' '.join(pieces)}"

    def format_help(self, ctx: Any, formatter: Any) -> None:
        params = self.get_params(ctx)  # type: ignore[attr-defined]
        usage = self.get_usage(ctx)
        with own_paint():
            _print(usage, str(self.help or ""), _sections(self, ctx, params))  # type: ignore[attr-defined]

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


def _is_argument(param: Any) -> bool:
    return str(param.param_type_name) == "argument"


def _name(param: Any) -> str:
    """An argument by its metavar; an option with what it takes."""
    if _is_argument(param):
        return str(param.metavar)
    signs = " / ".join((*param.opts, *param.secondary_opts))
    return f"{signs} {param.metavar}" if param.metavar else signs


def _sections(command: Any, ctx: Any, params: list[Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Arguments, options and, of a group, its commands."""
    rows: dict[str, list[tuple[str, str]]] = {"参数": [], "选项": [], "命令": []}
    for param in params:
        default = param.default if isinstance(param.default, StrEnum) else None
        remark = "（必填）" if param.required else f"（不写就是 {default.value}）" if default else ""
        rows["参数" if _is_argument(param) else "选项"].append((_name(param), f"{param.help or ''}{remark}"))
    for name in command.list_commands(ctx) if hasattr(command, "list_commands") else []:
        rows["命令"].append((name, str(command.get_command(ctx, name).help or "")))
    return [(title, listed) for title, listed in rows.items() if listed]


def _print(usage: str, what: str, sections: list[tuple[str, list[tuple[str, str]]]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    console.print(Text(f"{usage}\n\n{what}"))
    for title, listed in sections:
        console.print(Text(f"\n{title}：", style="bold"))
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column()
        for name, text in listed:
            table.add_row(Text(f"  {name}"), Text(text))
        console.print(table)


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
