"""Attempts as files in DIR/attempts, and report files in DIR with their predecessors in DIR/previous.

Each attempt is one JSON file, written whole or not at all (temporary file, then rename).
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from assistant.domain.draft import Attempt
from assistant.errors import InputError


class Folder:
    """The output folder of a run."""

    def __init__(self, path: Path):
        self.path = path
        try:
            (path / "attempts").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"不能写入文件夹 {path}（{error.strerror}）") from None

    def keep(self, attempt: Attempt) -> Path:
        """Write an attempt under the next free number of its section."""
        number = len(list((self.path / "attempts").glob(f"{attempt.section.value}-*.json"))) + 1
        target = self.path / "attempts" / f"{attempt.section.value}-{number:03d}.json"
        write_whole(target, json.dumps(_as_json(attempt), ensure_ascii=False, indent=1).encode() + b"\n")
        return target

    def write_report(self, name: str, data: bytes) -> Path:
        """Write a report file; a different one that stands there moves to DIR/previous first."""
        target = self.path / name
        if target.is_symlink():
            raise InputError(f"{target} 是符号链接，为免改写他处的文件，没有写入")
        if target.is_dir():
            raise InputError(f"{target} 是文件夹，不能写入同名的报告文件")
        if target.exists():
            if target.read_bytes() == data:
                return target
            self._set_aside(target)
        write_whole(target, data)
        return target

    def withdraw(self, name: str) -> None:
        """Move an earlier report file aside, so that a refused run leaves none that looks complete."""
        if (self.path / name).exists():
            self._set_aside(self.path / name)

    def _set_aside(self, target: Path) -> None:
        folder = self.path / "previous"
        folder.mkdir(exist_ok=True)
        number = 1
        while (kept := folder / f"{target.stem}-{number:03d}{target.suffix}").exists():
            number += 1
        os.replace(target, kept)


def write_whole(target: Path, data: bytes) -> None:
    """Write a file in one step: a reader sees the old one or the new one."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _as_json(attempt: Attempt) -> dict[str, object]:
    reply = attempt.reply
    return {
        "section": attempt.section.value, "attempt": attempt.number, "writer": attempt.writer.value,
        "accepted": attempt.accepted, "model": reply.model, "finish_reason": reply.finish_reason,
        "prompt_tokens": reply.prompt_tokens, "reply_tokens": reply.reply_tokens,
        "messages": [{"role": item.role, "content": item.content} for item in attempt.messages],
        "reply": reply.text, "draft": attempt.draft, "text": attempt.text,
        "diagnostics": [item.as_json() for item in attempt.diagnostics],
    }  # fmt: skip
