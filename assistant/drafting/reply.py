"""Cleaning a model's reply, in a fixed order; nothing is repaired.

1. a leading <think>…</think> is dropped (an unclosed one means that the reply was cut off);
2. one code fence around the whole is dropped;
3. the end mark must stand on the last line; without it, or with finish_reason other than stop, the reply
   counts as cut off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.draft import Reply

END_MARK = "<<END>>"
LEFT_OPEN = (
    "待单位补充说明"  # how a writer leaves open what the unit did not say; prompts ask for these words
)

_THINK = re.compile(r"\A\s*<(think|thinking)>.*?</\1>", re.DOTALL)
_OPEN_THINK = re.compile(r"\A\s*<(?:think|thinking)>")
_FENCE = re.compile(r"\A```[a-z]*\n(.*?)\n?```\s*\Z", re.DOTALL)
_END = re.compile(rf"\n?[ \t]*{re.escape(END_MARK)}\s*\Z")


@dataclass(frozen=True)
class CleanReply:
    """The draft text of a reply, and whether the reply is whole."""

    draft: str
    complete: bool


def clean(reply: Reply) -> CleanReply:
    """The draft in a reply."""
    text = reply.text.replace("\r\n", "\n")
    text = _THINK.sub("", text, count=1)
    if _OPEN_THINK.match(text):
        return CleanReply("", False)
    text = text.strip()
    fenced = _FENCE.match(text)
    if fenced:
        text = fenced.group(1).strip()
    ended = bool(_END.search(text))
    body = _END.sub("", text)
    lines = [line.strip() for line in body.split("\n")]
    draft = "\n".join(line for line in lines if line)
    return CleanReply(draft, ended and reply.finish_reason == "stop")
