"""The reader of a report, by the kind of its file."""

from __future__ import annotations

from pathlib import Path

from assistant.domain.document import Document
from assistant.errors import DocumentError
from assistant.loading.documents.text import read_text

MAX_BYTES = 50_000_000


def load_document(path: Path) -> Document:
    """The document in a .md or .txt file; raises DocumentError where it cannot be read."""
    if path.suffix.lower() not in (".md", ".txt"):
        raise DocumentError(f"{path}：目前可以校验 .md 和 .txt 文件，不能读取“{path.suffix}”")
    return read_text(_decode(path), markdown=path.suffix.lower() == ".md")


def _decode(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DocumentError(f"{path}：文件超过{MAX_BYTES // 1_000_000}MB")
        data = path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"{path}：文件不存在") from None
    except OSError as error:
        raise DocumentError(f"{path}：无法读取（{error.strerror}）") from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    raise DocumentError(f"{path}：不是 UTF-8 或 GB18030 编码的文本")
