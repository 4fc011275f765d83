"""Server-sent events out of bytes that are cut anywhere, read as the WHATWG HTML standard says (9.2.6).

A record without data says nothing: `retry:`, `id:`, a comment that keeps the connection open, a bare `data:`.
Servers need three liberties that the standard does not give: an event at the end without its blank line counts, an
object that stands in a line without `data:` is data, and bytes that are no UTF-8 are replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LINE_END = re.compile(rb"\r\n|\n|\r(?!\n|\Z)")
_FIELD = re.compile(r"(?:data|event|id|retry)?(?::|\Z)")


@dataclass(frozen=True)
class Event:
    """One event: its name, mostly empty, and its data."""

    name: str
    data: str


def begins_events(line: str) -> bool:
    """Whether a first line is one of an event stream."""
    return _FIELD.match(line.rstrip()) is not None


def events(pieces: Iterable[bytes]) -> Iterator[Event]:
    """The events that carry data, each as soon as it is whole."""
    name, data = "", list[str]()
    for raw in _lines(pieces):
        line = raw.decode("utf-8", "replace").removeprefix("\ufeff")
        field, _, value = line.partition(":")
        if not line:
            if any(data):
                yield Event(name, "\n".join(data))
            name, data = "", []
        elif field == "data":
            data.append(value.removeprefix(" "))
        elif field == "event":
            name = value.strip()
        elif line.startswith("{"):
            data.append(line)
    if any(data):
        yield Event(name, "\n".join(data))


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    for piece in pieces:
        held.append(piece)
        if b"\n" in piece or b"\r" in piece:
            *whole, rest = _LINE_END.split(b"".join(held))
            held = [rest]
            yield from whole
    yield b"".join(held).removesuffix(b"\r")
