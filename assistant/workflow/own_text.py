"""The text that this program writes of a case without any model, passage by passage: the chapters that are computed
and the sections of the offline writer."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.document import SectionName
from assistant.domain.facts import Submission
from assistant.domain.ledger import Ledger
from assistant.domain.own_text import OwnText, Passage
from assistant.domain.report import Block, Heading, Run, Table, runs_text, unmerged
from assistant.drafting.offline import write_offline
from assistant.drafting.outline.report import compose_drafts
from assistant.loading.documents.text import row_name


def own_text(submission: Submission, ledger: Ledger) -> OwnText:
    """What the report of a case says where no person and no model had a hand in it."""
    drafts = {
        name: write_offline(name, ledger, getattr(submission.notes, name.value)) for name in SectionName
    }
    report = compose_drafts(submission, ledger, drafts)
    passages = [Passage((Run(f"{label}：{words}"),)) for label, words in report.cover]
    for block in (*report.body, *report.annex):
        passages += _passages(block)
    return OwnText([*passages, *_passages(report.form)])


def _passages(block: Block) -> Iterator[Passage]:
    if isinstance(block, Heading):
        yield Passage((Run(block.text),))
    elif isinstance(block, Table):
        yield Passage((Run(f"表：{block.caption}"),))
        yield from _cells(block)
    else:
        yield Passage(block.runs)


def _cells(table: Table) -> Iterator[Passage]:
    """The cells with the heads of their rows and columns, as a table is read."""
    heads, *rows = unmerged(table)
    columns = [runs_text(cell.runs).strip() for cell in heads]
    own = row_name(columns)
    yield from (Passage(cell.runs) for cell in heads)
    for row in rows:
        names = [name for cell in row[: own + 1] if (name := runs_text(cell.runs).strip())]
        for place, cell in enumerate(row):
            yield Passage(cell.runs, names[-1] if names and place > own else "", columns[place])
