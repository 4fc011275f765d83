"""The document put together: cover, contents, body, annexed tables, notes; the same report gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from assistant.domain.report import Block, Heading, Report, Table
from assistant.rendering.docx.contents import bookmark_of, contents
from assistant.rendering.docx.default_template import default_template
from assistant.rendering.docx.elements import W, clean
from assistant.rendering.docx.line_breaks import keep_units
from assistant.rendering.docx.page import text_height, text_width
from assistant.rendering.docx.paragraphs import ParagraphWriter, numbers
from assistant.rendering.docx.styles import (
    AFTER_TABLE,
    ANNEX_MARK,
    ANNEX_TITLE,
    BODY_TEXT,
    COVER_LINE,
    COVER_TITLE,
    COVER_YEAR,
    HEADINGS,
    NOTE,
)
from assistant.rendering.docx.template import Template, drop_words, open_template
from assistant.rendering.docx.word_tables import table
from assistant.rendering.package import with_fixed_dates

_LONGEST = 255  # signs of a document property


def render_docx(
    report: Report, filed: date, template: bytes | None = None, with_contents: bool = False
) -> bytes:
    """The document's bytes, its dates from the filing date; raises InputError for an unusable template."""
    opened = open_template(template or default_template())
    drop_words(opened)
    writer = ParagraphWriter(opened.styles, report)
    opened.document.element.body.extend(_content(writer, opened, report, with_contents))
    keep_units(opened.document.settings.element, (text for _, text in numbers(report)))
    _describe(opened.document.core_properties, report, filed)
    stream = io.BytesIO()
    opened.document.save(stream)
    return with_fixed_dates(stream.getvalue(), datetime(filed.year, filed.month, filed.day))


def _content(
    writer: ParagraphWriter, template: Template, report: Report, with_contents: bool
) -> Iterator[Any]:
    """The children of the body in order; every section but the last ends in its last paragraph."""
    cover = [writer.text(COVER_TITLE, report.title), writer.text(COVER_YEAR, report.subtitle)]
    cover += [writer.text(COVER_LINE, f"{name}：{value}") for name, value in report.cover]
    if with_contents:
        cover += contents(writer, report)
    yield from _section(writer, cover, template.cover)
    count = 0 if with_contents else None
    body = list(_blocks(writer, report.body, template.body, count))
    if not (report.annex or report.notes):
        yield from _closed(writer, body)
        yield template.body
        return
    yield from _section(writer, body, template.body)
    if with_contents:
        count = sum(isinstance(block, Heading) for block in report.body)
    yield from _closed(
        writer,
        [
            *_blocks(writer, report.annex, template.annex, count, annex=True),
            *(writer.text(NOTE, note) for note in report.notes),
        ],
    )
    yield template.annex


def _section(writer: ParagraphWriter, content: list[Any], section: Any) -> Iterator[Any]:
    """Content whose last paragraph ends the section."""
    content = list(_closed(writer, content))
    content[-1][0].append(section)
    yield from content


def _closed(writer: ParagraphWriter, content: list[Any]) -> Iterator[Any]:
    """Content that ends in a paragraph: Word wants one after a table."""
    yield from content
    if not content or content[-1].tag != f"{W}p":
        yield writer.text(AFTER_TABLE, "")


def _blocks(
    writer: ParagraphWriter, blocks: Iterable[Block], section: Any, count: int | None, *, annex: bool = False
) -> Iterator[Any]:
    """The elements of blocks; `count` is the number of headings before them where these are listed."""
    for block in blocks:
        if isinstance(block, Heading):
            if count is not None:
                count += 1
            yield from _heading(writer, block, bookmark_of(count) if count else "", annex=annex)
        elif isinstance(block, Table):
            yield from table(writer, block, text_width(section), text_height(section))
        else:
            yield writer.paragraph(BODY_TEXT, block.runs)


def _heading(writer: ParagraphWriter, heading: Heading, bookmark: str, *, annex: bool) -> Iterator[Any]:
    """A heading; that of an annex is 附件 on the first line and its title on the third."""
    if not annex or heading.level > 1:
        yield writer.text(HEADINGS[min(heading.level, len(HEADINGS)) - 1], heading.text, bookmark)
        return
    if heading.mark:
        yield writer.text(ANNEX_MARK, heading.mark.rstrip("："))
    yield writer.text(ANNEX_TITLE, heading.text[len(heading.mark) :], bookmark)


def _describe(properties: Any, report: Report, filed: date) -> None:
    """The document's properties; nothing in them depends on who runs this program, where or when."""
    unit = next((value for _, value in report.cover), "")
    words = {
        "title": report.title,
        "subject": f"{unit}{report.title}{report.subtitle}",
        "author": unit,
        "category": "绩效自评报告",
        "keywords": "绩效自评；预算执行；绩效指标",
        "language": "zh-CN",
        "last_modified_by": "",
        "comments": "",
        "identifier": "",
        "version": "",
        "content_status": "",
    }
    for name, text in words.items():
        setattr(properties, name, clean(text)[:_LONGEST])
    properties.created = properties.modified = datetime(filed.year, filed.month, filed.day)
    properties.revision = 1
