"""A file of waivers."""

from __future__ import annotations

REASON = "财政局已核，见来函"


def waivers(*, line: int = 0, code: str = "NUM002", text: str = "90.56%", by: str = "李某") -> str:
    """A file that waives one diagnostic: of which code, text and line, and who answers for it."""
    rows = [f"- code: {code}", f"  text: {text}", f"  reason: {REASON}"]
    rows += [f"  line: {line}"] if line else []
    rows += [f"  by: {by}"] if by else []
    return "\n".join(rows) + "\n"
