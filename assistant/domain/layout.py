"""How the .docx of a report is laid out, where somebody wants it otherwise than usual."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """An office's template (the bytes of a .docx; nothing: this program's own) and whether a table of contents stands
    before the body."""

    template: bytes = b""
    contents: bool = False


USUAL = Layout()
