"""What is collected while a workbook form is read: faults, notices, and the tree that grows."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.domain.source import Source
from assistant.errors import Fault
from assistant.loading.tree import Node
from assistant.loading.workbook import MAX_ROWS, Grid, Workbook


@dataclass
class Reader:
    """What has been read so far. `notices`: what a person should know, and nothing that stops.

    `unknown`: those of them that tell of a name nobody knows; often why something else is missing. `headers`: the row of
    headings of each table.
    """

    book: Workbook
    faults: list[Fault] = field(default_factory=list)
    notices: list[tuple[Source, str]] = field(default_factory=list)
    unknown: list[tuple[Source, str]] = field(default_factory=list)
    money: str = "万元"
    headers: dict[str, int] = field(default_factory=dict)
    faulty: list[Source] = field(default_factory=list)

    def fault(self, source: Source, message: str, remedy: str = "") -> None:
        self.faults.append(Fault(str(source), message, remedy))
        self.faulty.append(source)

    def notice(self, source: Source, message: str) -> None:
        self.notices.append((source, message))

    def not_known(self, source: Source, what: str, name: str, consequence: str = "没有读取") -> None:
        """Tell of a name that means nothing here: 不认识的表头“备注2”，没有读取."""
        self.notice(source, f"不认识的{what}“{name}”，{consequence}")
        self.unknown.append(self.notices[-1])

    def told(self, place: Source) -> bool:
        """Whether a fault of this cell was reported."""
        return any(fault.place == str(place) for fault in self.faults)

    def broken(self) -> frozenset[str]:
        """The sheets with faults (an empty name stands for the file); of a table only the rows with faults (指标!9)."""
        return frozenset(
            f"{source.sheet}!{row}"
            if (row := row_of(source)) > self.headers.get(source.sheet, MAX_ROWS)
            else source.sheet
            for source in self.faulty
        )

    def place(self, grid: Grid, row: int = 1, column: int = 1) -> Source:
        """A cell's place, whether anything stands in it or not."""
        return Source(self.book.file, 0, grid.name, f"{letter(column)}{row}")

    def report_unseen(self, grid: Grid) -> None:
        """Tell that a sheet, or rows and columns of it, are hidden and read all the same; and where pictures are not."""
        for place in grid.pictures:
            self.notice(self.place(grid, *place), "这一格放的是图片，图片里的内容没有读取，按没有填文字处理")
        if grid.hidden and grid.cells:
            self.notice(self.place(grid), "工作表是隐藏的，其中的内容照常读取")
        rows, columns = grid.hidden_rows, grid.hidden_columns
        if rows:
            shown = _some([str(row) for row in rows])
            self.notice(self.place(grid, rows[0]), f"第{shown}行是隐藏的，其中的内容照常读取")
        if columns:
            shown = _some([letter(column) for column in columns])
            self.notice(self.place(grid, 1, columns[0]), f"{shown}列是隐藏的，其中的内容照常读取")


def _some(names: list[str]) -> str:
    return "、".join(names[:8]) + ("等" if len(names) > 8 else "")


def row_of(source: Source) -> int:
    """The row of a cell; 0 where the place is none."""
    digits = source.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits.isdecimal() else 0


def letter(column: int) -> str:
    """The letters of a column: 1 is A."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def put(root: Node, path: tuple[str, ...], node: Node) -> None:
    """Lay a value into a tree of mappings; a mapping takes the place of its first value."""
    for key in path[:-1]:
        assert isinstance(root.value, dict)  # noqa: S101
        root = root.value.setdefault(key, Node({}, node.source))
    assert isinstance(root.value, dict)  # noqa: S101
    root.value[path[-1]] = node
