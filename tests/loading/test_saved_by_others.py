"""Workbooks as WPS, Excel and other programs save them: what Excel opens without a word is read, to the same facts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from assistant.loading.mending import LOST_STYLES, MENDED
from assistant.loading.submission import load_submission
from assistant.loading.workbook import read_data
from tests.support.places import EXAMPLE
from tests.support.workbooks import edit_parts, filled, saved

Parts = dict[str, bytes | None]
_DRAWING = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"


def part(name: str) -> bytes:
    return zipfile.ZipFile(BytesIO(filled())).read(name)


def sheet_of(title: str) -> str:
    """The part of a sheet."""
    number = openpyxl.load_workbook(BytesIO(filled())).sheetnames.index(title) + 1
    return f"xl/worksheets/sheet{number}.xml"


def strict() -> Parts:
    """As Excel's “Strict Open XML 工作簿”."""
    archive, edits = zipfile.ZipFile(BytesIO(filled())), Parts()
    for name in archive.namelist():
        content = re.sub(
            rb"http://schemas.openxmlformats.org/(spreadsheetml|officeDocument|drawingml)/2006/",
            rb"http://purl.oclc.org/ooxml/\1/",
            archive.read(name),
        )
        edits[name] = content
    return edits


def empty_fill() -> Parts:
    styles = part("xl/styles.xml")
    return {"xl/styles.xml": re.sub(rb"(<fills[^>]*>)", rb"\1<fill/>", styles)}


def style_beyond_the_list() -> Parts:
    name = sheet_of("预算")
    return {name: re.sub(rb'(<c r="B5") s="\d+"', rb'\1 s="9999"', part(name))}


def broken_fonts() -> Parts:
    styles = part("xl/styles.xml")
    return {"xl/styles.xml": re.sub(rb"<sz val=\"[^\"]*\"", b'<sz val="big"', styles)}


def dangling_drawing() -> Parts:
    name = sheet_of("预算")
    rels = name.replace("worksheets/", "worksheets/_rels/") + ".rels"
    own = zipfile.ZipFile(BytesIO(filled()))
    old = (
        own.read(rels)
        if rels in own.namelist()
        else b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    one = f'<Relationship Id="rId99" Type="{_DRAWING}" Target="../drawings/drawing9.xml"/></Relationships>'
    xml = part(name).replace(
        b"</worksheet>",
        b'<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId99"/></worksheet>',
    )
    return {rels: re.sub(rb"</Relationships>|(?<=relationships\")/>", one.encode(), old), name: xml}


KINDS: dict[str, tuple[Callable[[], Parts], tuple[str, ...]]] = {
    "strict": (strict, ()),
    "an empty fill": (empty_fill, (MENDED,)),
    "a style beyond the list": (style_beyond_the_list, (MENDED, LOST_STYLES)),
    "broken fonts": (broken_fonts, (MENDED,)),
    "a drawing that is not there": (dangling_drawing, (MENDED,)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_read_to_the_same_facts(kind: str, tmp_path: Path) -> None:
    make, told = KINDS[kind]
    path = saved(tmp_path, edit_parts(filled(), make()))
    found, wanted = load_submission(path), load_submission(EXAMPLE)
    if kind == "a style beyond the list":  # its number format is lost: 2115.75 is held
        assert found.budget.initial and wanted.budget.initial
        assert found.budget.initial.project == wanted.budget.initial.project
    else:
        assert found.model_dump() == wanted.model_dump()
    assert [message for place, message in found.notices if not place.sheet] == list(told)
    openpyxl.load_workbook(BytesIO(read_data(path)))  # and can be annotated


def test_without_any_styles(tmp_path: Path) -> None:
    path = saved(tmp_path, edit_parts(filled(), {}, drop="xl/styles.xml"))
    assert LOST_STYLES in [message for _, message in load_submission(path).notices]
