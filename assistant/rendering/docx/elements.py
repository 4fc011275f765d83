"""Elements of WordprocessingML, and text made fit for them."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W, R = f"{{{NAMESPACE}}}", f"{{{RELATIONS}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What XML cannot hold, and what makes text read otherwise than it is (bidirectional controls).
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_BREAKS = re.compile("(\r\n|[\n\r\u2028\u2029\t])")


def node(name: str, /, *children: Any, **attributes: object) -> Any:
    """An element `w:name` with attributes of the same namespace."""
    made = etree.Element(W + name, {W + key: str(value) for key, value in attributes.items()})
    made.extend(children)
    return made


def parse(text: str) -> Any:
    """The element of a text with `w:` and `r:` names."""
    return etree.fromstring(f'<root xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONS}">{text}</root>')[0]


def clean(text: str) -> str:
    """The text as a document can hold it: a character that cannot be printed stands as U+FFFD, so that it is seen."""
    return _UNPRINTABLE.sub("\ufffd", text)


def run(text: str) -> Any:
    """A run of text; line ends and tabs become those of Word."""
    made = node("r")
    for piece in _BREAKS.split(clean(text)):
        if piece == "\t":
            made.append(node("tab"))
        elif _BREAKS.fullmatch(piece):
            made.append(node("br"))
        elif piece:
            words = node("t")
            words.text = piece
            words.set(_SPACE, "preserve")
            made.append(words)
    return made
