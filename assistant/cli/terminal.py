"""The outermost place that prints: nothing that a file, its name, a server or a model wrote acts on the terminal.

While a command runs, stdout and stderr drop control, escape and direction characters, whichever line of code prints.
Only what this program itself paints goes through as it is, and data that is no longer the same without every sign,
where it does not go to a terminal.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TextIO

from assistant.domain.printable import escaped, printable

_OWN: ContextVar[bool] = ContextVar("own", default=False)
_EXACT: ContextVar[bool] = ContextVar("exact", default=False)
_SIGNS = re.compile(r"[^\n -~]+")


class Harmless:
    """A stream that drops what acts on a terminal."""

    def __init__(self, stream: TextIO):
        self._stream = stream

    def write(self, text: str) -> int:
        as_it_is = _OWN.get() or (_EXACT.get() and not self._stream.isatty())
        self._stream.write(text if as_it_is else printable(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def harmless_streams() -> Iterator[None]:
    """Let nothing through stdout and stderr that acts on a terminal."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Harmless(before[0]), Harmless(before[1])
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


@contextmanager
def own_paint() -> Iterator[None]:
    """What is printed here holds this program's own colours, and no text that has not been made printable."""
    token = _OWN.set(True)
    try:
        yield
    finally:
        _OWN.reset(token)


@contextmanager
def exact_data() -> Iterator[None]:
    """What is printed here is data: exact where it goes into a file or another program."""
    token = _EXACT.set(True)
    try:
        yield
    finally:
        _EXACT.reset(token)


def print_json(value: object, indent: int | None = None) -> None:
    """Print a value as JSON: exact for programs, and harmless on a terminal, because such signs stand as \\uXXXX."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    print(_SIGNS.sub(lambda found: _in_json(found[0]), text))


def _in_json(text: str) -> str:
    return "".join(sign if printable(sign) else json.dumps(sign)[1:-1] for sign in text)


def refuse_controls(names: Iterable[object]) -> str:
    """The first of the names that holds a control or direction character or a line end, with them visible; or nothing."""
    for name in names:
        text = str(name)
        if escaped(text) != text:
            return escaped(text)
    return ""
