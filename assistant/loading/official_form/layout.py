"""Where things stand in a published form: header rows, the columns below them, and what stands beside a label."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from assistant.domain.official_form import INDICATOR_NAMES, MONEY_NAMES, NO_MEANING, official_key
from assistant.domain.sheet import Field
from assistant.domain.source import Source
from assistant.loading.cells import SheetCell
from assistant.loading.official_form.docx_tables import TEXT
from assistant.loading.reader import Reader, letter
from assistant.loading.workbook import Grid, Workbook

Place = tuple[int, int]


@dataclass(frozen=True)
class FormColumn:
    """A heading with its meaning and the columns it is wide."""

    own: Field
    first: int
    last: int
    cell: SheetCell


@dataclass(frozen=True)
class FormTable:
    """A header row with its columns; `row` is the last row of the header."""

    grid: Grid
    row: int
    columns: tuple[FormColumn, ...]

    def column(self, path: tuple[str, ...]) -> FormColumn | None:
        """The column of a meaning; the first where there are two (that is a fault of its own)."""
        return next((column for column in self.columns if column.own.path == path), None)

    @property
    def first(self) -> int:
        return min(column.first for column in self.columns)


def span(grid: Grid, place: Place) -> Place:
    """The last row and the last column of the cell that begins at a place."""
    row, column = place
    while grid.covered.get((row + 1, column)) == place:
        row += 1
    while grid.covered.get((row, column + 1)) == place:
        column += 1
    return row, column


def headings(grid: Grid, row: int) -> Iterator[tuple[Place, SheetCell]]:
    """The cells that stand in a row, among them those merged down into it from above."""
    for column in range(1, grid.columns + 1):
        anchor = grid.covered.get((row, column), (row, column))
        cell = grid.cell(*anchor)
        if cell is not None and cell.text and anchor[1] == column:
            yield anchor, cell


def _header(grid: Grid, row: int, names: Mapping[str, Field]) -> FormTable:
    columns = tuple(
        FormColumn(names[key], anchor[1], span(grid, anchor)[1], cell)
        for anchor, cell in headings(grid, row)
        if (key := official_key(cell.text)) in names
    )
    return FormTable(grid, row, columns)


def _indicator_header(grid: Grid, row: int, names: Mapping[str, Field]) -> FormTable:
    """As `_header`; where 三级指标 has no column, a column 绩效指标 of its own names the indicators."""
    table = _header(grid, row, names)
    if not {column.own.path for column in table.columns} & {("name",), ("level1",), ("level2",)}:
        for anchor, cell in headings(grid, row):
            if is_plain_name(cell) and span(grid, anchor) == (row, anchor[1]):
                own = next(own for own in names.values() if own.path == ("name",))
                columns = (FormColumn(own, anchor[1], anchor[1], cell), *table.columns)
                return FormTable(grid, row, tuple(sorted(columns, key=lambda column: column.first)))
    return table


def is_plain_name(cell: SheetCell) -> bool:
    """Whether a heading names indicators that have no classes, as in the annex of our own report."""
    return official_key(cell.text) == "绩效指标"


def _tables(
    book: Workbook,
    names: Mapping[str, Field],
    enough: Callable[[set[tuple[str, ...]]], bool],
    header: Callable[[Grid, int, Mapping[str, Field]], FormTable] = _header,
) -> list[FormTable]:
    found: list[FormTable] = []
    for grid in book.sheets:
        own: list[FormTable] = []
        for row in range(1, (0 if grid.name == TEXT else grid.rows) + 1):
            table = header(grid, row, names)
            if not enough({column.own.path for column in table.columns}):
                continue
            last = own[-1] if own else None
            if last and {id(c.cell) for c in last.columns} & {id(c.cell) for c in table.columns}:
                if len(table.columns) >= len(last.columns):
                    own[-1] = table  # one header over two rows
            elif not last or _shape(last) != _shape(table):
                own.append(table)  # else the header is repeated on a new page
        found += own
    return found


def _shape(table: FormTable) -> list[tuple[tuple[str, ...], int]]:
    return [(column.own.path, column.first) for column in table.columns]


def money_tables(book: Workbook) -> list[FormTable]:
    """The headers of budget and execution: 全年执行数 beside 全年预算数 or 年初预算数."""
    return _tables(
        book,
        MONEY_NAMES,
        lambda paths: ("executed",) in paths and bool(paths & {("initial",), ("adjusted",)}),
    )


def indicator_tables(book: Workbook) -> list[FormTable]:
    """The headers of indicators: 三级指标 beside 指标值 or 实际完成值."""
    return _tables(
        book,
        INDICATOR_NAMES,
        lambda paths: ("name",) in paths and bool(paths & {("target", "value"), ("actual",)}),
        _indicator_header,
    )


def repeats(table: FormTable, row: int) -> bool:
    """Whether a row below the header is the header again, or still a part of it."""
    texts = {official_key(cell.text) for _, cell in headings(table.grid, row)}
    return len(texts & {official_key(column.cell.text) for column in table.columns}) >= 3


def place_of(table: FormTable, row: int, column: FormColumn) -> Source:
    """The place below a heading, whether anything is written there or not."""
    return Source(column.cell.source.file, 0, table.grid.name, f"{letter(column.first)}{row}")


def below(table: FormTable, row: int, column: FormColumn | None, reader: Reader) -> SheetCell | None:
    """What a row holds below a heading; two cells below one heading are a fault."""
    if column is None:
        return None
    cells = [
        cell
        for number in range(column.first, column.last + 1)
        if (cell := table.grid.cell(row, number)) is not None and cell.kind != "blank"
    ]
    if len(cells) > 1:
        shown = "、".join(f"“{cell.text[:12]}”" for cell in cells)
        reader.fault(
            cells[0].source, f"“{column.own.heading}”下面这一行有几格：{shown}", "请只留一格，或合并单元格"
        )
    return cells[0] if cells else None


def class_of(table: FormTable, row: int, column: FormColumn | None) -> SheetCell | None:
    """What a row holds below 一级指标 or 二级指标, which are merged over the rows they hold for."""
    if column is None:
        return None
    anchor = table.grid.covered.get((row, column.first), (row, column.first))
    found = table.grid.cell(*anchor)
    return found if found is not None and found.text and anchor[0] > table.row else None


def beside(grid: Grid, place: Place, labels: Callable[[str], bool]) -> SheetCell | None:
    """What is filled in to the right of a label; None where the next thing is another label, or nothing."""
    for column in range(span(grid, place)[1] + 1, grid.columns + 1):
        cell = grid.cell(place[0], column)
        if cell is not None and cell.kind != "blank":
            return None if labels(official_key(cell.text)) else cell
    return None


def check_columns(
    table: FormTable, needed: tuple[tuple[str, ...], ...], names: Mapping[str, Field], reader: Reader
) -> None:
    """Headings that stand twice, are missing, or are not known."""
    for column in table.columns:
        same = [other for other in table.columns if other.own.path == column.own.path]
        if same[0] is column and len(same) > 1:
            shown = "、".join(
                f"{other.cell.source.cell}“{' '.join(other.cell.text.split())}”" for other in same
            )
            reader.fault(
                column.cell.source,
                f"有{len(same)}列都可能是“{column.own.heading}”：{shown}",
                "请只留一列，或改掉另一列的表头",
            )
    for path in needed:
        if table.column(path) is None:
            heading = next(own.heading for own in names.values() if own.path == path)
            known = "、".join(dict.fromkeys(name for name, own in names.items() if own.path == path))
            reader.fault(
                table.columns[0].cell.source, f"表头里没有“{heading}”", f"请补上这一列；可用的写法有：{known}"
            )


def unread_columns(table: FormTable, last: int, names: Mapping[str, Field], reader: Reader) -> None:
    """Tell of filled columns whose heading means nothing here."""
    for anchor, cell in headings(table.grid, table.row):
        key = official_key(cell.text)
        if key in names or key in NO_MEANING or anchor[1] < table.first:
            continue
        if any(table.grid.text(row, anchor[1]) for row in range(table.row + 1, last + 1)):
            reader.not_known(cell.source, "表头", cell.text[:20], "这一列没有读取")
