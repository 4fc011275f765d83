"""Stopping a process, or failing it, before any step that changes something on the disk."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest

from assistant.history import report_files


def stopping(patch: pytest.MonkeyPatch, stop: Callable[[int], None]) -> Callable[[], int]:
    """Call `stop` with a number before every step that changes something on the disk; gives how many there were."""
    steps = 0

    def watched(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            nonlocal steps
            steps += 1
            stop(steps)
            return real(*args, **options)

        return call

    for name in ("mkdir", "rename", "replace", "write", "fsync", "unlink", "rmdir"):
        patch.setattr(os, name, watched(getattr(os, name)))
    patch.setattr(report_files, "open", watched(open), raising=False)
    return lambda: steps


def killed_at(point: int, work: Callable[[], object]) -> bool:
    """Run in a child that kills itself (-9) before a step; whether it came to that.

    Between two steps nothing changes on the disk but by the transaction, which has steps on both sides of its end.
    """

    def stop(step: int) -> None:
        if step == point:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        try:
            with pytest.MonkeyPatch.context() as patch:
                stopping(patch, stop)
                work()
            os._exit(0)
        finally:
            os._exit(1)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)
