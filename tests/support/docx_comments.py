"""The comments of a .docx."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from assistant.loading.word_file import W
from tests.support.docx_from_xml import parts_of


def comments(path: Path) -> dict[str, tuple[str, str, str]]:
    """By number: author, the words that a comment is anchored at, what it says."""
    parts = parts_of(path)
    anchored = _anchors(etree.fromstring(parts["word/document.xml"]))
    found = {}
    for item in etree.fromstring(parts["word/comments.xml"]):
        number = item.get(f"{W}id")
        said = "\n".join("".join(line.itertext()) for line in item.iter(f"{W}p"))
        found[number] = (item.get(f"{W}author"), anchored[number], said)
    return found


def _anchors(body: etree._Element) -> dict[str, str]:
    """The words between the marks of each comment."""
    open_now: dict[str, list[str]] = {}
    anchored: dict[str, str] = {}
    for item in body.iter():
        number = str(item.get(f"{W}id"))
        if item.tag == f"{W}commentRangeStart":
            open_now[number] = []
        elif item.tag == f"{W}commentRangeEnd":
            anchored[number] = "".join(open_now.pop(number))
        elif item.tag == f"{W}t":
            for words in open_now.values():
                words.append(item.text or "")
    return anchored
