"""`ziping verify --annotate`: a copy of a report with every diagnostic as a Word comment at its words."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.new_file import write_new
from assistant.domain.diagnostic import Diagnostic
from assistant.domain.place import Places
from assistant.domain.severity import Severity
from assistant.errors import InputError

if TYPE_CHECKING:
    from validators.reading import Reading

MOST = 2000  # comments: Word slows down beyond, and nobody reads them
_WORD = (".docx", ".docm")
_GRAVE = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def free(target: Path | None, paths: Sequence[Path]) -> None:
    """Refuse a copy, before any work, that could not be written in the end; None: no copy is wanted."""
    if target is None:
        return
    if len(paths) > 1:
        raise InputError("--annotate 一次只批注一份报告，请分别校验")
    suffix = paths[0].suffix.lower()
    wanted = suffix if suffix in _WORD else ".docx"
    if target.suffix.lower() != wanted:
        raise InputError(f"批注副本 {target} 的扩展名应为 {wanted}")
    if target.exists() or target.is_symlink():
        raise InputError(f"批注副本 {target} 已存在，没有改动；请换一个文件名")


def annotate(path: Path, target: Path | None, reading: Reading, found: Sequence[Diagnostic]) -> None:
    """Write the copy; of a file that is no .docx, a plain .docx of its text. Never over an existing file."""
    if target is None:
        return
    from assistant.rendering.comments import Remark, commented_docx, plain_docx

    document = reading.document
    if path.suffix.lower() in _WORD:
        data, main, stretches = path.read_bytes(), document.word.main, document.word.stretches
    else:
        main = "word/document.xml"
        data, stretches = plain_docx(document.text)
    places = Places(document.text, document.blocks)
    first = sorted(found, key=lambda item: (_GRAVE.index(item.severity), item.start))[:MOST]
    first.sort(key=lambda item: (item.start, item.end, item.code))
    remarks = [Remark(item.start, item.end, _lines(item), places.of(item.start)) for item in first]
    write_new(target, commented_docx(data, main, stretches, remarks), "批注副本")
    rest = f"，另有{len(found) - len(first)}项较轻或靠后的诊断没有写入" if len(found) > len(first) else ""
    print(f"已写入批注副本 {target}（批注{len(remarks)}条{rest}）", file=sys.stderr)


def _lines(item: Diagnostic) -> tuple[str, ...]:
    head = f"{item.severity.chinese} {item.code} {item.message}"
    return tuple(filter(None, (head, item.advice, item.waived.chinese if item.waived else "")))
