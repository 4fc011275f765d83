"""Blocks of a report from text with slots."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.document import SectionName
from assistant.domain.facts import Submission
from assistant.domain.indicator import Indicator
from assistant.domain.ledger import Ledger
from assistant.domain.report import Block, Cell, Heading, Paragraph, Run, Table
from assistant.drafting.slots import clauses, fill, quote

NONE = "—"  # what a table prints where there is nothing
_DIGITS = "零一二三四五六七八九"


def chinese_ordinal(number: int) -> str:
    """1 → 一, 12 → 十二, 105 → 一百零五; for heading numbers below 1000."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones or not number else "")


def reasons(indicator: Indicator) -> str:
    """偏差原因, 改进措施 and 自评说明 of an indicator as a table's cell tells them; nothing where there are none."""
    claim = indicator.score.reason if indicator.score else ""
    said = (("偏差原因", indicator.cause), ("改进措施", indicator.measure), ("自评说明", claim))
    return "；".join(f"{name}：{quote(text)}".rstrip("。；") for name, text in said if text)


@dataclass(frozen=True)
class Page:
    """What the chapters are written from."""

    submission: Submission
    ledger: Ledger

    @property
    def own(self) -> str:
        """How the report speaks of what it evaluates."""
        return "本项目" if self.submission.project else "我单位"

    def heading(self, level: int, number: int, text: str) -> Heading:
        """A heading with its number in the style of its level."""
        prefix = {1: "{0}、", 2: "（{0}）", 3: "{1}.", 4: "（{1}）"}[level]
        return Heading(level, prefix.format(chinese_ordinal(number), number) + text)

    def paragraph(self, text: str, section: SectionName | None = None) -> Paragraph:
        return Paragraph(fill(text, self.ledger), section)

    def clauses(self, *texts: str) -> str:
        """The clauses whose slots all name entries, joined by commas: what cannot be computed is not said."""
        return clauses(self.ledger, *texts)

    def table(
        self,
        caption: str,
        columns: tuple[str, ...],
        rows: list[list[str]],
        widths: tuple[int, ...],
        names: int = 1,
    ) -> Table:
        """A table with one head row whose first `names` columns name the rows.

        Equal names that follow each other stand in one cell; a name goes on to the right over empty ones.
        """
        cells = [tuple(Cell((Run(column),), head=True) for column in columns)]
        for number, row in enumerate(rows):
            heads = [self.name_cell(rows, number, column, names) for column in range(names)]
            body = [Cell(fill(text, self.ledger)) for text in row[names:]]
            cells.append(tuple([*filter(None, heads), *body]))
        return Table(caption, tuple(cells), widths)

    def name_cell(self, rows: list[list[str]], number: int, column: int, names: int) -> Cell | None:
        """The cell of a name; None where one above or on the left goes on over it."""
        text = rows[number][column]
        own = rows[number][: column + 1]
        merged = column + 1 < names
        above = rows[number - 1][: column + 1] if number else []
        if not text or (merged and above == own):
            return None
        down = 1
        while merged and number + down < len(rows) and rows[number + down][: column + 1] == own:
            down += 1
        right = 1
        while column + right < names and not rows[number][column + right]:
            right += 1
        return Cell(fill(text, self.ledger), columns=right, rows=down, head=True)

    def section(self, text: str, name: SectionName) -> list[Block]:
        """The paragraphs of an accepted narrative section, from its draft with slots."""
        return [self.paragraph(line, name) for line in text.split("\n") if line.strip()]
