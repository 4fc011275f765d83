"""Every call of a model as one line of DIR/calls.jsonl, written the moment it ends: nothing paid for is lost.

A line is appended in one write and forced to disk. A line torn by a crash is left alone; the next one begins anew.
"""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

from assistant.domain.call import Call
from assistant.errors import InputError, reason


class CallLog:
    """The calls of one output folder. Never holds a key: a Call has none."""

    def __init__(self, folder: Path):
        self.path = folder / "calls.jsonl"

    def keep(self, call: Call) -> None:
        """Append a call; raises InputError where the folder cannot be written."""
        line = json.dumps(_as_json(call), ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            own = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
            handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT | own, 0o666)
            try:
                found = os.fstat(handle)
                if not stat.S_ISREG(found.st_mode):
                    raise OSError(0, "不是普通文件")
                size = found.st_size
                torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
                os.write(handle, b"\n" + line if torn else line)
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise InputError(f"不能写入 {self.path}（{reason(error)}）") from None


def _as_json(call: Call) -> dict[str, object]:
    reply = call.reply
    return {
        "number": call.number,
        "outcome": call.outcome.value,
        "problem": call.problem,
        "wait": call.wait,
        "model": reply.model,
        "finish_reason": reply.finish_reason,
        "prompt_tokens": reply.prompt_tokens,
        "reply_tokens": reply.reply_tokens,
        "reply": reply.text,
        "messages": [{"role": item.role, "content": item.content} for item in call.messages],
    }
