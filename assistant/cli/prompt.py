"""`ziping prompt`: the messages that a model gets, as they are printed; and the files in which replies come back."""

from __future__ import annotations

from pathlib import Path

from assistant.cli.telling import say
from assistant.cli.terminal import exact_data
from assistant.domain.document import SectionName
from assistant.domain.draft import Message
from assistant.errors import InputError
from assistant.workflow.attempts import judge_reply, messages_for, revise_messages, tokens_of
from assistant.workflow.named_file import read_named
from assistant.workflow.opening import open_case


def read_reply(path: Path) -> str:
    """The text of a reply file; raises InputError."""
    try:
        return read_named(path, "回复文件").decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise InputError(f"回复文件 {path} 不是 UTF-8 编码") from None


def messages_text(messages: tuple[Message, ...]) -> str:
    """A prompt as it is printed, message by message."""
    titles = {"system": "系统提示", "user": "用户消息", "assistant": "模型的回复"}
    return "\n".join(f"===== {titles[item.role]} =====\n{item.content}\n" for item in messages)


def print_messages(messages: tuple[Message, ...]) -> None:
    """Print a prompt, message by message."""
    with exact_data():
        print(messages_text(messages))
    say(f"提示词约{tokens_of(messages)}个词元（按字数估算，偏高）")


def prompt(path: Path, section: str, revise: Path | None) -> int:
    """Print the exact messages of a section, or those that follow a refused reply."""
    case, name = open_case(path), SectionName(section)
    if revise is None:
        print_messages(messages_for(case, name))
        return 0
    attempt = judge_reply(case, name, read_reply(revise))
    if attempt.accepted:
        say("这份回复已通过校验，不需要修改。")
        return 0
    print_messages(revise_messages(case, attempt))
    return 0
