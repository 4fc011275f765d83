"""The report as neutral blocks, before any file format. Every printed number knows its ledger entry."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.document import SectionName
from assistant.domain.spans import lay_out


@dataclass(frozen=True)
class Run:
    """A stretch of text; `entry_id` is set where it prints a ledger entry."""

    text: str
    entry_id: str = ""


Runs = tuple[Run, ...]


def runs_text(runs: Runs) -> str:
    return "".join(run.text for run in runs)


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is 一、, level 2 （一）, level 3 1. , level 4 （1）.

    `mark`: the words at its beginning that a document with pages sets on a line of their own (附件：).
    """

    level: int
    text: str
    mark: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `section` is set where it belongs to a narrative section.

    `gap`: its words that stand for what the unit has still to fill in.
    """

    runs: Runs
    section: SectionName | None = None
    gap: str = ""


@dataclass(frozen=True)
class Gap:
    """A place that the unit has still to fill in: a line of the text, as far as the words that say so."""

    line: int
    text: str
    words: str


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its text, over how many columns and rows it stands, whether it is a head of others."""

    runs: Runs
    columns: int = 1
    rows: int = 1
    head: bool = False


@dataclass(frozen=True)
class Table:
    """A table: a row holds the cells that begin in it, as in HTML.

    The first `heads` rows are repeated on every page; `widths` are relative column widths.
    """

    caption: str
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    heads: int = 1


def unmerged(table: Table) -> list[list[Cell]]:
    """The rows with a cell at every place; a merged cell stands where it begins, and empty ones where it goes on."""
    spans = lay_out(table.rows)

    def at(row: int, column: int) -> Cell:
        number, place = spans.cell_at[row, column]
        cell = table.rows[number][place]
        begins = (number, spans.column_of[number, place]) == (row, column)
        return cell if begins else Cell((), head=cell.head)

    return [[at(row, column) for column in range(len(table.widths))] for row in range(len(table.rows))]


Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class Report:
    """A whole report: cover, body, annexed tables, and notes on how it was made.

    `form` is the 绩效自评表 in its official layout, for a file of its own.
    """

    title: str
    subtitle: str
    cover: tuple[tuple[str, str], ...]
    body: tuple[Block, ...]
    annex: tuple[Block, ...]
    form: Table
    notes: tuple[str, ...] = ()
