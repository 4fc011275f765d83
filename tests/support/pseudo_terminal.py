"""A command line on a terminal of its own."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from pathlib import Path

from tests.support.places import ROOT


def on_a_terminal(arguments: list[str], folder: Path, answer: str) -> tuple[str, int]:
    """Run a command line on a terminal of its own and type an answer; what was shown, and the exit code."""
    master, slave = pty.openpty()
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from assistant.cli.app import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=folder,
        env={**os.environ, "TERM": "xterm-256color", "NO_COLOR": ""},
        start_new_session=True,
    ) as process:
        os.close(slave)
        os.write(master, f"{answer}\n".encode())
        shown, until = b"", time.monotonic() + 60
        while time.monotonic() < until:
            try:
                piece = os.read(master, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            shown += piece
        os.close(master)
        return shown.decode("utf-8", "replace"), process.wait(60)
