"""A part of an office file as its XML parser sees it, before anything is built of it: elements, attributes, text.

What a part says is judged here, and not in its bytes: an attribute may stand in single quotes, its value may be written
as character references (`&#69;xternal`), the whole in UTF-16. A document type declaration ends the reading: without one
there are no entities. The parser fetches nothing and holds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.parsers import expat

Start = Callable[[str, Mapping[str, str]], None]


class DoctypeDeclared(Exception):
    """The part declares a document type, in which entities could stand."""


class NotXml(Exception):
    """The part is no sound XML, or in an encoding that no office program writes."""


class _Enough(Exception):
    """The root has begun: no declaration can follow."""


def read_events(
    pieces: Iterable[bytes], start: Start | None = None, text: Callable[[str], None] | None = None
) -> None:
    """Tell of every element (its name and attributes by local names) and text; raises DoctypeDeclared or NotXml."""
    parser = _parser()
    if start is not None:
        tell = start
        parser.StartElementHandler = lambda name, found: tell(
            _local(name), {_local(key): found[key] for key in found}
        )
    if text is not None:
        parser.buffer_text = True
        parser.CharacterDataHandler = text
    _fed(parser, pieces)


def refuse_doctype(data: bytes) -> None:
    """Raise DoctypeDeclared for a part that declares a document type, NotXml for one that does not even begin as XML."""

    def enough(*_: object) -> None:
        raise _Enough

    parser = _parser()
    parser.StartElementHandler = enough
    try:
        _fed(parser, (data,))
    except _Enough:
        return


def _parser() -> Any:
    def refuse(*_: object) -> None:
        raise DoctypeDeclared

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = refuse
    return parser


def _fed(parser: Any, pieces: Iterable[bytes]) -> None:
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):  # the last two: an encoding that expat does not read
        raise NotXml from None


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
