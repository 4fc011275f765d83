"""A table that goes on over pages of a PDF, as one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.loading.documents.page import ReadCell
from assistant.loading.documents.parts import AMOUNT
from assistant.loading.documents.pdf_paragraphs import joined
from assistant.loading.documents.text import row_name

Row = list[tuple[int, ReadCell]]  # the cells that begin in it, each with its column


@dataclass
class Ruled:
    """A table on a page, or on several."""

    page: int
    xs: tuple[float, ...]
    rows: list[Row]
    heads: int = 0


def goes_on_with(above: Ruled, below: Ruled) -> bool:
    """Whether a table on the next page, with columns of the same widths, is the same one."""
    return (
        below.page == above.page + 1
        and len(above.xs) == len(below.xs)
        and all(abs(x - other) <= 4 for x, other in zip(above.xs, below.xs, strict=True))
    )


def append(above: Ruled, below: Ruled) -> None:
    """Put the rows of the next page to a table: without the heads that are repeated, open cells going on."""
    repeated = 0
    while repeated < min(len(above.rows), len(below.rows) - 1, 6) and _same(
        above.rows[repeated], below.rows[repeated]
    ):
        repeated += 1
    above.heads = above.heads or repeated
    rows = below.rows[repeated:]
    heads = {column: piece.text for row in above.rows[: max(above.heads, 1)] for column, piece in row}
    name = row_name([heads.get(column, "") for column in range(len(above.xs) - 1)])
    first = dict(rows[0])
    if _is_parted(dict(above.rows[-1]), first, name):
        _go_on(above.rows, rows.pop(0))
    else:
        for column, piece in list(rows[0]):
            if column < name and not piece.text and _reach_down(above.rows, column, piece.rows):
                rows[0].remove((column, piece))
    above.rows += rows
    above.page = below.page


def _is_parted(above: dict[int, ReadCell], below: dict[int, ReadCell], name: int) -> bool:
    """Whether a page break parts a row: what follows has no name, or only the rest of its longer texts."""
    filled = [column for column, piece in above.items() if column > name and piece.text]
    more = [column for column, piece in below.items() if piece.text]
    if not more or name not in below:
        return False
    if not below[name].text:
        return True
    rest = [column for column in filled if column in more]
    amounts = any(AMOUNT.fullmatch(below[column].text.strip()) for column in rest)
    return bool(filled) and 2 * len(rest) <= len(filled) and not amounts


def _same(row: Row, other: Row) -> bool:
    shown = [(column, piece.text, piece.columns, piece.rows) for column, piece in row]
    return bool(shown) and shown == [
        (column, piece.text, piece.columns, piece.rows) for column, piece in other
    ]


def _go_on(rows: list[Row], more: Row) -> None:
    for column, piece in more:
        for row in reversed(rows):
            place = next((place for place, cell in enumerate(row) if cell[0] == column), None)
            if place is not None:
                text = joined([item for item in (row[place][1].text, piece.text) if item] or [""])
                row[place] = (
                    column,
                    replace(row[place][1], text=text, rows=row[place][1].rows + piece.rows - 1),
                )
                break


def _reach_down(rows: list[Row], column: int, by: int) -> bool:
    """Let the last cell that begins in a column stand over more rows."""
    for row in reversed(rows):
        for place, (begins, piece) in enumerate(row):
            if begins == column:
                row[place] = (begins, replace(piece, rows=piece.rows + by))
                return True
    return False
