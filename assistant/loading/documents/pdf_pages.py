"""The pages of a PDF, read by a child process with limits: a hostile file ends that process and not this one."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import DocumentError, reason
from assistant.loading.documents.ideographs import ideographs
from assistant.loading.documents.pdf_glyphs import SECONDS
from assistant.loading.documents.pdf_lines import Glyph

MAX_PAGES, MAX_CHARACTERS = 500, 500_000
_OTHERWISE = "请用 Word 或 WPS 重新导出 PDF，或改用 .docx"


@dataclass(frozen=True)
class PdfPage:
    """A page: its number from 1, its size in points, its characters, ruling lines and number of images."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rulings: tuple[tuple[float, ...], ...]
    images: int

    @property
    def scanned(self) -> bool:
        """Whether it is only a picture."""
        return self.images > 0 and not any(not glyph.char.isspace() for glyph in self.glyphs)


def read_pages(path: Path) -> tuple[list[PdfPage], list[str]]:
    """The pages, and what of the file was not read; raises DocumentError where nothing can be read."""
    lines = _child(path)
    head = json.loads(lines[0])
    if head.get("fault") == "password":
        raise DocumentError(f"{path}：PDF 有打开密码，不能读取；请取消密码后另存，再校验")
    if "fault" in head:
        raise DocumentError(f"{path}：不是 PDF，或文件不完整、已损坏；请重新复制，或重新导出 PDF")
    pages, notices = [], []
    for number, line in enumerate(lines[1:], 1):
        found = json.loads(line)
        if "broken" in found:
            notices.append(f"第{number}页已损坏，没有读取")
            continue
        pages.append(_page(number, found))
    _judge(path, pages)
    scanned = [page.number for page in pages if page.scanned]
    if scanned:
        notices.append(f"{_listed(scanned)}是扫描件（图片），其中的文字没有读取，无法核验")
    read = sum(len(page.glyphs) for page in pages)
    if len(lines) - 1 < head["pages"] or read >= MAX_CHARACTERS:
        most = f"最多{MAX_PAGES}页、{MAX_CHARACTERS}字"
        notices.append(f"共{head['pages']}页，只读到第{len(lines) - 1}页（{most}），其余没有核验；请分开校验")
    return pages, notices


def _judge(path: Path, pages: list[PdfPage]) -> None:
    """Refuse a file without any text."""
    if any(glyph for page in pages for glyph in page.glyphs if not glyph.char.isspace()):
        return
    scanned = [page.number for page in pages if page.scanned]
    if scanned:
        raise DocumentError(
            f"{path}：是扫描件（{_listed(scanned)}只有图片，没有文字），无法核验；请用 Word 文件，或由 Word 导出的 PDF"
        )
    raise DocumentError(f"{path}：PDF 里没有文字；{_OTHERWISE}")


def _listed(numbers: list[int]) -> str:
    shown = "、".join(str(number) for number in numbers[:10])
    return f"第{shown}{'等' if len(numbers) > 10 else ''}页"


def _page(number: int, found: dict[str, Any]) -> PdfPage:
    text, places = ideographs(found["text"]), found["places"]
    glyphs = tuple(Glyph(char, *place) for char, place in zip(text, places, strict=True))
    width, height = found["size"]
    return PdfPage(number, width, height, glyphs, tuple(map(tuple, found["rulings"])), found["images"])


def _child(path: Path) -> list[str]:
    """What the child printed."""
    program = Path(__file__).with_name("pdf_glyphs.py")
    command = [
        sys.executable,
        "-P",
        str(program),
        str(path.absolute()),
        str(MAX_PAGES),
        str(MAX_CHARACTERS),
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS + 30)
    except subprocess.TimeoutExpired:
        raise DocumentError(
            f"{path}：{SECONDS}秒没有读完，文件可能已损坏或有害，没有读取；{_OTHERWISE}"
        ) from None
    except OSError as error:
        raise DocumentError(f"{path}：无法读取（{reason(error)}）") from None
    lines = done.stdout.splitlines()
    if "No module named 'pypdfium2'" in done.stderr:
        raise DocumentError(f"{path}：没有安装读取 PDF 的 pypdfium2；请重新安装本程序")
    if done.returncode or not lines:
        raise DocumentError(f"{path}：读取时超过时间或内存的限度，或文件已损坏，没有读取；{_OTHERWISE}")
    return lines
