"""Blocks of a report from text with slots."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.document import SectionName
from assistant.domain.facts import Submission
from assistant.domain.indicator import Indicator
from assistant.domain.ledger import Ledger
from assistant.domain.report import Block, Cell, Heading, Paragraph, Run, Runs, Table
from assistant.drafting.reply import LEFT_OPEN
from assistant.drafting.slots import clauses, declared, fill, slot
from assistant.drafting.supplied import after_label, measure_after_label, plain_end

NONE = "—"  # what a table prints where there is nothing
_DIGITS = "零一二三四五六七八九"


def chinese_ordinal(number: int) -> str:
    """1 → 一, 12 → 十二, 105 → 一百零五, 1020 → 一千零二十; for heading numbers below 10,000 (then in digits)."""
    if number >= 10_000:
        return str(number)
    text = ""
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += "" if (digit, power) == (1, 10) and not text else _DIGITS[digit]
            text += name
        elif text and number % power and not text.endswith(_DIGITS[0]):
            text += _DIGITS[0]
    return text or _DIGITS[0]


def not_supplied(name: str) -> str:
    """What a chapter says where the unit left something out."""
    return f"单位未填报{name}"


def reasons(indicator: Indicator) -> str:
    """偏差原因, 改进措施 and 自评说明 of an indicator as a table's cell tells them; nothing where there are none."""
    claim = indicator.score.reason if indicator.score else ""
    said = (
        ("偏差原因", after_label(indicator.cause)),
        ("改进措施", measure_after_label(indicator.measure)),
        ("自评说明", plain_end(claim)),
    )
    return "；".join(f"{name}：{text}" for name, text in said if text)


@dataclass(frozen=True)
class Material:
    """What the chapters are written from."""

    submission: Submission
    ledger: Ledger

    @property
    def own(self) -> str:
        """How the report speaks of what it evaluates."""
        return "本项目" if self.submission.project else "我单位"

    @property
    def execution_rate(self) -> str:
        """The execution rate of the whole budget, or why there is none."""
        if "budget.execution.rate" in self.ledger:
            return f"预算执行率{slot('budget.execution.rate')}"
        return "预算执行率不能计算（全年预算数为0）"

    def heading(self, level: int, number: int, text: str) -> Heading:
        """A heading with its number in the style of its level."""
        prefix = {1: "{0}、", 2: "（{0}）", 3: "{1}.", 4: "（{1}）"}[level]
        return Heading(level, prefix.format(chinese_ordinal(number), number) + text)

    def printed(self, text: str) -> Runs:
        """The outline's own text; raises Undeclared for a slot that no declaration knows."""
        return fill(declared(text, self.ledger), self.ledger)

    def paragraph(self, text: str, gap: str = "") -> Paragraph:
        """A paragraph; `gap`: its words that stand for what the unit has still to fill in."""
        return Paragraph(self.printed(text), gap=gap)

    def supplied(self, text: str, name: str) -> Paragraph:
        """A paragraph of what the unit supplied; where it did not, a gap that says what is missing."""
        missing = not_supplied(name)
        return self.paragraph(text) if text else self.paragraph(f"{missing}。", missing)

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
            body = [Cell(self.printed(text)) for text in row[names:]]
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
        return Cell(self.printed(text), columns=right, rows=down, head=True)

    def section(self, text: str, name: SectionName) -> list[Block]:
        """The paragraphs of an accepted narrative section, from its draft with slots."""
        return [
            Paragraph(fill(line, self.ledger), name, LEFT_OPEN if LEFT_OPEN in line else "")
            for line in text.split("\n")
            if line.strip()
        ]
