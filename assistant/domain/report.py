"""The report as neutral blocks, before any file format. Every printed number knows its ledger entry."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.document import SectionName


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
    """A heading; level 1 is 一、, level 2 （一）, level 3 1. , level 4 （1）."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `section` is set where it belongs to a narrative section."""

    runs: Runs
    section: SectionName | None = None


@dataclass(frozen=True)
class Table:
    """A table with one head row; `widths` are relative column widths."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[int, ...]


Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class Report:
    """A whole report: cover, body, annexed tables, and notes on how it was made."""

    title: str
    subtitle: str
    cover: tuple[tuple[str, str], ...]
    body: tuple[Block, ...]
    annex: tuple[Block, ...]
    notes: tuple[str, ...] = ()
