"""The bytes of a report file as text."""

from __future__ import annotations

import codecs
from pathlib import Path

from assistant.errors import DocumentError, reason
from assistant.loading.file import read_file

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_report(path: Path) -> bytes:
    """The bytes of a report file; raises DocumentError where it is missing, too large or no ordinary file."""
    try:
        return read_file(path)
    except OSError as error:
        raise DocumentError(f"{path}：{reason(error)}") from None


def text_of(data: bytes, path: Path) -> str:
    """The text, every line ended by a line feed: by its byte order mark, else UTF-8, else GB18030."""
    text = marked_text(data, path) or decoded(data, ("utf-8", "gb18030"))
    if text is None:
        raise DocumentError(f"{path}：不是 UTF-8 或 GB18030 编码的文本；请用记事本另存为 UTF-8")
    if "\0" in text:
        raise DocumentError(
            f"{path}：含有空字符（NUL），不是纯文本，或是没有标记的 UTF-16；请用记事本另存为 UTF-8"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")


def marked_text(data: bytes, path: Path) -> str | None:
    """The text of a file that begins with a byte order mark; None for another."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                raise DocumentError(
                    f"{path}：编码有误，不是完整的 {encoding.upper()} 文本；请另存为 UTF-8"
                ) from None
    return None


def decoded(data: bytes, encodings: tuple[str, ...]) -> str | None:
    """The text in the first encoding that fits."""
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return None
