"""Paragraphs and their runs. Every printed number stands in a hidden bookmark that says which ledger entry it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.domain.bookmark import bookmark_names
from assistant.domain.report import Block, Heading, Report, Run, Table
from assistant.rendering.docx.elements import clean, node, run
from assistant.rendering.docx.styles import Look


def numbers(report: Report) -> list[tuple[str, str]]:
    """Every printed number of the document in order: its ledger entry and its text."""
    blocks: tuple[Block, ...] = (*report.body, *report.annex)
    return [
        (item.entry_id, clean(item.text)) for block in blocks for item in _runs_of(block) if item.entry_id
    ]


def _runs_of(block: Block) -> Iterator[Run]:
    if isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                yield from cell.runs
    elif not isinstance(block, Heading):
        yield from block.runs


class ParagraphWriter:
    """Writes paragraphs in the styles of a template; counts the ids of bookmarks and takes their names in order."""

    def __init__(self, styles: Mapping[str, str], report: Report):
        self.styles = styles
        self._names = iter(bookmark_names(numbers(report)))
        self._id = 0

    def paragraph(self, look: Look, runs: Sequence[Run], bookmark: str = "") -> Any:
        """A paragraph in a style; with `bookmark`, all of it stands in one of that name."""
        made = node("p", node("pPr", node("pStyle", val=self.styles[look.name.lower()])))
        content: list[Any] = []
        for item in runs:
            if item.entry_id:
                content += self.marked(next(self._names), [run(item.text)])
            elif item.text:
                content.append(run(item.text))
        made.extend(self.marked(bookmark, content) if bookmark else content)
        return made

    def text(self, look: Look, text: str, bookmark: str = "") -> Any:
        """A paragraph of plain text."""
        return self.paragraph(look, (Run(text),), bookmark)

    def marked(self, name: str, content: list[Any]) -> list[Any]:
        """Content between the two ends of a bookmark."""
        self._id += 1
        return [node("bookmarkStart", id=self._id, name=name), *content, node("bookmarkEnd", id=self._id)]
