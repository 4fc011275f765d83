"""The row of headings of a sheet, and what stands below each of them."""

from __future__ import annotations

from assistant.domain.sheet import Field, heading_key
from assistant.loading.reader import Reader
from assistant.loading.workbook import Grid

SEARCHED = 15  # rows in which a header is looked for
_OWN = ("序号", "部分", "填写项")


def names_of(fields: tuple[Field, ...]) -> dict[str, Field]:
    """Every heading and synonym with its field; a heading wins over another field's synonym."""
    known = {heading_key(name): own for own in fields for name in own.synonyms}
    return known | {heading_key(own.heading): own for own in fields}


def find_header(grid: Grid, fields: tuple[Field, ...], reader: Reader) -> tuple[int, dict[int, Field]] | None:
    """The row of headings and its columns; headings twice, missing or unknown are reported."""
    known = names_of(fields)
    best, found = 0, dict[int, Field]()
    for row in range(1, min(grid.rows, SEARCHED) + 1):
        keys = {column: heading_key(grid.text(row, column)) for column in range(1, grid.columns + 1)}
        columns = {column: known[key] for column, key in keys.items() if key in known}
        if len(columns) > len(found):
            best, found = row, columns
    required = [own for own in fields if own.required]
    if len(found) < min(2, len(required) or 2):
        names = "、".join(own.heading for own in required or fields)
        reader.fault(reader.place(grid), "没有找到表头", f"表头应有：{names}")
        return None
    _report(grid, best, found, required, reader)
    return best, found


def _report(grid: Grid, row: int, found: dict[int, Field], required: list[Field], reader: Reader) -> None:
    last = {own.path: column for column, own in found.items()}
    for column, own in found.items():
        if last[own.path] != column:
            twice = f"“{own.heading}”有两列（{reader.place(grid, row, column).cell}、{reader.place(grid, row, last[own.path]).cell}）"
            reader.fault(reader.place(grid, row, column), twice, "请只留一列")
    for own in required:
        if own.path not in last:
            reader.fault(reader.place(grid, row), f"表头里没有“{own.heading}”", "请补上这一列")
    for column in range(1, grid.columns + 1):
        heading = grid.text(row, column)
        if column in found or heading_key(heading) in _OWN:
            continue
        filled = [number for number in range(row + 1, grid.rows + 1) if grid.text(number, column)]
        if heading and filled:
            reader.not_known(reader.place(grid, row, column), "表头", heading[:20], "这一列没有读取")
        elif filled and column > min(found):
            reader.notice(
                reader.place(grid, filled[0], column),
                f"这一列没有表头，其中的内容没有读取：{grid.text(filled[0], column)[:20]}",
            )
