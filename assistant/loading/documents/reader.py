"""The reader of a report, by the kind of its file."""

from __future__ import annotations

from pathlib import Path

from assistant.domain.document import Document
from assistant.errors import DocumentError
from assistant.loading.documents.encoding import read_report, text_of
from assistant.loading.documents.markdown import markdown_parts
from assistant.loading.documents.parts import Part, document_of
from assistant.loading.documents.text import read_text, without_comments

TEXTS, PAGES, PRINTED, WORD = (".md", ".txt"), (".html", ".htm"), (".pdf",), (".docx", ".docm")
OLD_WORD = (".doc", ".wps", ".wpt", ".rtf", ".odt", ".dot")


def load_document(path: Path) -> Document:
    """The document in a file; raises DocumentError where it cannot be read."""
    suffix = path.suffix.lower()
    if suffix in (*PRINTED, *PAGES):
        return document_of(*load_parts(path))
    if suffix in WORD:
        from assistant.loading.documents.docx import read_docx

        return read_docx(path)
    if suffix in OLD_WORD:
        raise DocumentError(f"{path}：不能读取 {suffix} 文件；请用 Word 或 WPS 另存为 .docx")
    if suffix not in TEXTS:
        raise DocumentError(f"{path}：可以校验 .docx、.md、.txt、.html、.pdf 文件，不能读取“{path.suffix}”")
    text = text_of(read_report(path), path)
    return read_text(without_comments(text) if suffix == ".md" else text, markdown=suffix == ".md")


def load_parts(path: Path) -> tuple[list[Part], list[str]]:
    """The paragraphs and tables of a .pdf, .html or .md, and what of it was not read; raises DocumentError."""
    suffix, data = path.suffix.lower(), read_report(path)
    if suffix in PRINTED:
        from assistant.loading.documents.pdf import read_pdf

        return read_pdf(path)
    if suffix in PAGES:
        from assistant.loading.documents.html import read_html

        return read_html(data, path), []
    return markdown_parts(without_comments(text_of(data, path))), []
