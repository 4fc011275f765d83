"""Reports in PDF files of several producers: paragraphs, columns, tables, places, and what cannot be read."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.domain.document import BlockKind
from assistant.errors import DocumentError, SubmissionError
from assistant.loading.documents.reader import load_document
from assistant.loading.official_form.form import read_official_book
from assistant.loading.submission import load_form
from assistant.workflow.opening import Case
from assistant.workflow.verification import verify
from tests.support.libreoffice import convert
from tests.support.offline import drafted_offline
from tests.support.pdf_documents import HEADS, PRINTED, TEXT, table_rows
from tests.support.places import ROOT

FOLDER = ROOT / "tests" / "loading" / "documents"


def lines_of(name: str) -> list[str]:
    return load_document(FOLDER / name).text.rstrip("\n").split("\n")


def table_lines(count: int) -> list[str]:
    return ["\t".join(row) for row in table_rows(count)]


def test_two_columns_are_read_one_after_the_other_without_header_and_page_number() -> None:
    found = lines_of("libreoffice.pdf")
    assert found[:16] == ["某区管委会绩效自评简报（2023年度）", *TEXT * 3]
    assert not any("简报 2023年" in line or line.startswith("—") for line in found)


def test_a_table_over_pages_is_one_with_its_heads_and_classes() -> None:
    document = load_document(FOLDER / "libreoffice.pdf")
    cells = [block for block in document.blocks if block.kind is BlockKind.CELL]
    said = [document.text[block.start : block.end] for block in cells]
    assert said.count("三级指标") == 1 and said.count("效益指标") == 1
    last = cells[-1]
    assert (last.row_head, last.column_head) == ("第39项指标", "分值（分）")
    assert last.place == "第2页表1第39行第5列"
    grid = read_official_book(FOLDER / "libreoffice.pdf").sheets[1]
    assert grid.rows == 40 and grid.covered[4, 1] == (2, 1) and grid.covered[40, 1] == (5, 1)


def test_a_page_printed_by_chromium() -> None:
    assert lines_of("chromium.pdf") == [
        TEXT[0],
        PRINTED,
        "\t".join(("绩效指标", *HEADS[1:])),
        *table_lines(30),
    ]


def test_text_that_stands_on_its_side_is_read_upright() -> None:
    page = ["全年执行数2657.91万元，预算执行率90.65%。", "\t".join(HEADS), *table_lines(6)]
    assert lines_of("reportlab.pdf") == page * 2


def test_numbers_broken_over_lines_are_whole_again() -> None:
    assert lines_of("fpdf2.pdf") == TEXT[:3]


def test_paragraphs_have_page_and_number(case: Case) -> None:
    document = load_document(FOLDER / "libreoffice.pdf")
    assert [block.place for block in document.blocks[:3]] == ["第1页第1段", "第1页第2段", "第1页第3段"]
    assert [block.kind for block in document.blocks[1:3]] == [BlockKind.HEADING, BlockKind.PARAGRAPH]
    reading = verify(case, FOLDER / "fpdf2.pdf").reading
    assert len(reading.bindings) == 12
    assert all(binding.entries for binding in reading.bindings if binding.mention.text != "2023年")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("scanned.pdf", "是扫描件（第1、2页只有图片，没有文字）"),
        ("password.pdf", "有打开密码"),
        ("missing.pdf", "文件不存在"),
    ],
)
def test_what_cannot_be_read_is_said(name: str, says: str) -> None:
    with pytest.raises(DocumentError, match=says) as caught:
        load_document(FOLDER / name)
    assert caught.value.exit_code == 2 and name in str(caught.value)


def test_convert_says_the_same_of_a_file_that_cannot_be_read() -> None:
    with pytest.raises(SubmissionError, match=r"scanned\.pdf：是扫描件"):
        read_official_book(FOLDER / "scanned.pdf")


def test_our_own_report_through_libreoffice_binds_and_converts_as_it_is(case: Case, tmp_path: Path) -> None:
    drafted_offline(case, tmp_path)
    printed = convert(tmp_path / "report.docx", "pdf", tmp_path)
    known = verify(case, tmp_path / "report.md").reading
    examined = verify(case, printed)
    reading, found = examined.reading, examined.diagnostics
    assert found == ()
    assert [(item.mention.number, item.entries) for item in reading.bindings] == [
        (item.mention.number, item.entries) for item in known.bindings
    ]
    given = load_form(printed, {"standard": "mof-2020"})
    assert [(row.name, row.number, row.cause) for row in given.indicators] == [
        (row.name, row.number, row.cause) for row in case.submission.indicators
    ]
    assert str(given.budget.executed.total) == "2657.91" and str(given.claimed.total) == "86.75"


def written(objects: list[str], streams: dict[int, bytes]) -> bytes:
    """A PDF of objects numbered from 1; those with a stream are given it."""
    body = b"%PDF-1.5\n"
    for number, text in enumerate(objects, 1):
        stream = streams.get(number)
        body += f"{number} 0 obj\n{text}\n".encode()
        if stream is not None:
            body += b"stream\n" + stream + b"\nendstream\n"
        body += b"endobj\n"
    return body + b"trailer\n<</Root 1 0 R>>\n%%EOF"


def pages(
    count: int, box: str = "0 0 595 842", content: bytes = b"BT /F 12 Tf 50 700 Td (12.50) Tj ET"
) -> bytes:
    """Pages that all show the same content."""
    kids = " ".join(["4 0 R"] * count)
    return written(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
            f"<</Length {len(content)}>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 3 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        ],
        {3: content},
    )


def test_pages_over_the_limit_are_not_read_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "many.pdf"
    path.write_bytes(pages(3000))
    document = load_document(path)
    assert document.text.count("12.50") == 500
    assert document.notices == ("共3000页，只读到第500页（最多500页、500000字），其余没有核验；请分开校验",)


HOSTILE = {
    "empty": b"",
    "no PDF": b"hello" * 100,
    "cut off": pages(1)[:60],
    "pages that are their own kids": written(
        ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"], {}
    ),
    "brackets without end": b"%PDF-1.5\n1 0 obj\n" + b"[" * 300_000,
    "a content of nothing but brackets": pages(1, content=b"[" * 300_000),
    "dictionaries in dictionaries": b"%PDF-1.5\n1 0 obj\n" + b"<</A" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_give_one_message(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(HOSTILE[name])
    with pytest.raises(DocumentError, match=r"a\.pdf：.{8,}"):
        load_document(path)


def test_a_page_as_large_as_a_town_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pages(1, box="0 0 14400000 14400000"))
    assert load_document(path).text == "12.50\n"


def test_a_reader_that_dies_gives_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], -11, "", "")

    def never_ends(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        raise subprocess.TimeoutExpired([], 90)

    for ending, says in ((dies, "超过时间或内存的限度"), (never_ends, "秒没有读完")):
        monkeypatch.setattr(subprocess, "run", ending)
        with pytest.raises(DocumentError, match=says):
            load_document(FOLDER / "fpdf2.pdf")


def test_the_reader_of_pages_is_no_module_of_its_folder(tmp_path: Path) -> None:
    """Beside it stand html.py and text.py, which must not stand in for the library's own."""
    program = ROOT / "assistant" / "loading" / "documents" / "pdf_glyphs.py"
    shutil.copy(FOLDER / "fpdf2.pdf", tmp_path / "-x.pdf")
    done = subprocess.run(
        [sys.executable, "-P", program, tmp_path / "-x.pdf", "1", "99"], capture_output=True, text=True
    )
    assert done.returncode == 0 and done.stdout.startswith('{"pages": 1}')
