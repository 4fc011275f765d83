"""A Markdown report as paragraphs and tables."""

from __future__ import annotations

import re

from assistant.loading.documents.page import ReadCell
from assistant.loading.documents.parts import Part, ReadParagraph, ReadTable
from assistant.loading.documents.text import bars, is_rule_row

_HEADING = re.compile(r"#{1,6}[ \t]+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def markdown_parts(text: str) -> list[Part]:
    """Every line is a paragraph or heading; lines between bars that follow each other are a table."""
    found: list[Part] = []
    rows: list[tuple[ReadCell, ...]] = []
    tables = paragraphs = 0
    for line in [*text.split("\n"), ""]:
        if line.lstrip().startswith("|"):
            if not rows or not is_rule_row(line):
                place = f"表{tables + 1}第{len(rows) + 1}行"
                rows.append(
                    tuple(
                        ReadCell(_plain(line[first:last]), f"{place}第{column}列")
                        for column, (first, last) in enumerate(bars(line), 1)
                    )
                )
            continue
        if rows:
            tables += 1
            found.append(ReadTable(tuple(rows)))
            rows = []
        if line.strip():
            paragraphs += 1
            heading = _HEADING.match(line)
            said = _plain(line[heading.end() if heading else 0 :])
            found.append(ReadParagraph(said, f"第{paragraphs}段", heading is not None))
    return found


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text).strip()
