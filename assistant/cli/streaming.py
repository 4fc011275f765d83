"""The text of a reply on the terminal while it is written; progress lines between.

On a terminal with colour: dimmed, through rich. On one without: plain. Where stderr is no terminal, only
progress lines. What a model writes cannot act on the terminal.
"""

from __future__ import annotations

import sys

from assistant.cli.terminal import own_paint
from assistant.domain.printable import printable


class Screen:
    """stderr, shared by progress lines and the text that is being written."""

    def __init__(self) -> None:
        self._open = False
        self._live = sys.stderr.isatty()
        self._console: object = None

    def say(self, text: str) -> None:
        """A progress line, after the text that is being written."""
        self.finish()
        print(text, file=sys.stderr, flush=True)

    def finish(self) -> None:
        """End the line of the text that was being written."""
        if self._open:
            print(file=sys.stderr, flush=True)
            self._open = False

    def written(self, piece: str) -> None:
        """Some more of the reply."""
        text = printable(piece)
        if not self._live or not text:
            return
        from rich.console import Console

        if not isinstance(self._console, Console):
            self._console = Console(stderr=True, soft_wrap=True)
        console = self._console
        if console.no_color or console.is_dumb_terminal:
            print(text, end="", file=sys.stderr)
        else:
            with own_paint():
                console.print(text, end="", style="dim", markup=False, highlight=False, emoji=False)
        sys.stderr.flush()
        self._open = not text.endswith("\n")
