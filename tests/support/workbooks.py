"""Workbooks for tests: the filled form of the real unit with one thing done to it that people or programs do."""

from __future__ import annotations

import re
import zipfile
from datetime import date, time
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from assistant.loading.standards import standard_titles
from assistant.loading.submission import load_submission
from assistant.rendering.workbook import filled_workbook
from tests.support.places import EXAMPLE

_MARK = 987_654_321


@cache
def filled() -> bytes:
    """The filled form of the real unit."""
    return filled_workbook(load_submission(EXAMPLE), standard_titles())


def edit_parts(data: bytes, edits: dict[str, bytes | None], drop: str = "") -> bytes:
    """The archive with parts added or replaced; those whose name begins with `drop` left out."""
    source, stream = zipfile.ZipFile(BytesIO(data)), BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in edits and not (drop and name.startswith(drop)):
                target.writestr(name, source.read(name))
        for name, content in edits.items():
            if content is not None:
                target.writestr(name, content)
    return stream.getvalue()


def worked(steps: list[list[Any]]) -> bytes:
    """The filled form after the steps of a case."""
    book = openpyxl.load_workbook(BytesIO(filled()))
    later: list[tuple[str, str]] = []
    for name, sheet, *rest in steps:
        if name == "new_sheet":
            book.create_sheet(sheet)["A1"] = "草稿"
        elif name == "delete_sheet":
            del book[sheet]
        elif name in ("set", "date", "time", "text", "raw_text", "long"):
            _write(book[sheet][rest[0]], name, *rest[1:])
        elif name in ("raw", "cached"):
            later.append(_mark(book[sheet][rest[0]], name, *rest[1:]))
        else:
            _arrange(book[sheet], name, *rest)
    stream = BytesIO()
    book.save(stream)
    return _raw(stream.getvalue(), later)


def _write(cell: Any, how: str, value: Any, number_format: str = "") -> None:
    if how == "date":
        value = date.fromisoformat(value)
    elif how == "time":
        value = time.fromisoformat(value)
    elif how == "long":
        value = "长" * value
    cell.value = value
    if how in ("text", "raw_text"):
        cell.data_type = "s"
    if number_format:
        cell.number_format = number_format


def _mark(cell: Any, how: str, value: str, result: str = "", kind: str = "") -> tuple[str, str]:
    """What has to be changed in the sheet's XML, because openpyxl writes no cached values and its own doubles."""
    cell.value = _MARK if how == "raw" else value
    if how == "raw":
        return f"<v>{_MARK}</v>", f"<v>{value}</v>"
    return rf'<c r="{cell.coordinate}"([^>]*)><f>(.*?)</f><v ?/?>(?:</v>)?</c>', (
        rf'<c r="{cell.coordinate}"\1{f" t={kind!r}" if kind else ""}><f>\2</f><v>{result}</v></c>'
    )


def _arrange(sheet: Any, how: str, first: Any, second: Any = None) -> None:
    if how == "merge":
        sheet.merge_cells(first)
    elif how == "hide_row":
        sheet.row_dimensions[first].hidden = True
    elif how == "hide_column":
        sheet.column_dimensions[first].hidden = True
    elif how == "hide_sheet":
        sheet.sheet_state = "hidden"
    elif how == "delete_row":
        sheet.delete_rows(first)
    elif how == "insert_row":
        sheet.insert_rows(first, second)
    elif how == "swap":
        for row in range(4, sheet.max_row + 1):
            left, right = sheet[f"{first}{row}"], sheet[f"{second}{row}"]
            left.value, right.value = right.value, left.value
            left.number_format, right.number_format = right.number_format, left.number_format
    else:
        raise ValueError(how)


def _raw(data: bytes, later: list[tuple[str, str]]) -> bytes:
    edits: dict[str, bytes | None] = {}
    archive = zipfile.ZipFile(BytesIO(data))
    for old, new in later:
        for part in archive.namelist():
            text = archive.read(part).decode() if part.startswith("xl/worksheets/sheet") else ""
            changed = re.sub(old, new, text)
            if changed != text:
                edits[part] = changed.encode()
    assert len(edits) == len(later)
    return edit_parts(data, edits) if edits else data


def saved(folder: Path, data: bytes, name: str = "填报.xlsx") -> Path:
    """The bytes as a file."""
    path = folder / name
    path.write_bytes(data)
    return path
