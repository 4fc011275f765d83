"""The report as Markdown, clean enough to paste anywhere and to be verified again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.domain.report import Block, Gap, Heading, Paragraph, Report, Runs, Table, runs_text, unmerged

_MARKUP = re.compile(r"([\\`*_<>\[\]])")
_LINE_START = re.compile(r"\A(#{1,6} |[-+] )")


def render_markdown(report: Report) -> str:
    """The report's text; the same report gives the same bytes."""
    lines = _head(report)
    for block in (*report.body, *report.annex):
        lines += [*_block(block), ""]
    for note in report.notes:
        lines += ["---", "", escape(note), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def gaps(report: Report) -> list[Gap]:
    """The places of the text that the unit has still to fill in."""
    found = []
    number = len(_head(report)) + 1
    for block in (*report.body, *report.annex):
        lines = _block(block)
        if isinstance(block, Paragraph) and block.gap:
            end = lines[0].index(block.gap) + len(block.gap)
            found.append(Gap(number, lines[0][:end], block.gap))
        number += len(lines) + 1
    return found


def _head(report: Report) -> list[str]:
    cover = [f"{name}：{escape(value)}  " for name, value in report.cover]
    return [f"# {report.title}", "", report.subtitle, "", *cover, ""]


def escape(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _LINE_START.sub(r"\\\1", _MARKUP.sub(r"\\\1", text))


def _block(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return [f"{'#' * (block.level + 1)} {escape(block.text)}"]
    if isinstance(block, Table):
        return _table(block)
    return [escape(runs_text(block.runs))]


def _table(table: Table) -> list[str]:
    """Markdown knows no merged cells: the text of one stands where it begins."""
    rows = [_row(_cell(cell.runs) for cell in row) for row in unmerged(table)]
    rule = _row("---" for _ in table.widths)
    return [f"表：{escape(table.caption)}", "", rows[0], rule, *rows[1:]]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(runs: Runs) -> str:
    return escape(runs_text(runs)).replace("|", "\\|")
