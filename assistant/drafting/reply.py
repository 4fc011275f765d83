"""Cleaning a model's reply, in a fixed order; nothing is repaired.

1. reasoning is dropped: every <think>…</think>, and what stands before a closing tag whose opening one the server's
   template has swallowed; where one is opened and not closed, the reply was cut off there;
2. the turn ends at the model's own mark of it (<|im_end|>, </s>), of which nothing is text; marks of its beginning are
   dropped at the beginning;
3. the end mark must stand on the last line, within or after a code fence; without it, or with finish_reason other
   than stop, the reply counts as cut off;
4. one code fence around the whole is dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.draft import Reply

END_MARK = "<<END>>"
LEFT_OPEN = (
    "待单位补充说明"  # how a writer leaves open what the unit did not say; prompts ask for these words
)

# <think> and its kin; Kimi's ◁think▷, Magistral's [THINK], <|begin_of_thought|>, the analysis channel of gpt-oss
_WORD = r"(?:seed:)?(?:think|thinking|thought|reasoning)"
_OPEN = rf"(?:<{_WORD}\s*>|◁{_WORD}▷|\[THINK\]|<\|begin_of_thought\|>|(?:<\|start\|>assistant)?<\|channel\|>analysis<\|message\|>)"
_CLOSE = rf"(?:</{_WORD}\s*>|◁/{_WORD}▷|\[/THINK\]|<\|end_of_thought\|>|<\|start\|>assistant<\|channel\|>final<\|message\|>)"
_TAG = re.compile(rf"(?P<open>{_OPEN})|{_CLOSE}", re.IGNORECASE)

_BEGIN_OF_TURN = re.compile(
    r"\A(?:\s*(?:<[|｜](?:im_start|start|begin|assistant|start_header_id|begin_of_text|begin▁of▁sentence|channel|Assistant)[|｜]>|<s>|<bos>|<start_of_turn>|\[/INST\])"
    r"(?:(?:assistant|model|final)(?=\s*(?:\n|<)))?(?:<\|(?:end_header_id|message)\|>)?)+",
)
_END_OF_TURN = re.compile(
    r"<[|｜](?:im_end|im_start|end|endoftext|end_of_text|end_of_turn|END_OF_TURN_TOKEN|EOT|eot_id|eom_id|eos|return|user|assistant|system|observation"
    r"|end▁of▁sentence|User|Assistant)[|｜]>|<(?:end_of_turn|eos|pad|/s)>|\[EOS\]|\[/?INST\]",
    re.IGNORECASE,
)
_FENCE = re.compile(r"\A```[a-z]*\n(.*?)\n?```\s*\Z", re.DOTALL)
_END = re.compile(rf"\n?[ \t]*{re.escape(END_MARK)}\s*\Z")


@dataclass(frozen=True)
class CleanReply:
    """The draft text of a reply, and whether the reply is whole."""

    draft: str
    complete: bool


def clean(reply: Reply) -> CleanReply:
    """The draft in a reply."""
    text, whole = _without_reasoning(reply.text.replace("\r\n", "\n"))
    text = _BEGIN_OF_TURN.sub("", text, count=1)
    text = _turn(text).strip()
    body = _END.sub("", text)
    fenced = _FENCE.match(body.strip())
    within = fenced.group(1).strip() if fenced else body
    draft = _END.sub("", within)
    ended = len(body) < len(text) or len(draft) < len(within)
    lines = [line.strip() for line in draft.split("\n")]
    return CleanReply(
        "\n".join(line for line in lines if line), whole and ended and reply.finish_reason == "stop"
    )


def _without_reasoning(text: str) -> tuple[str, bool]:
    """The text without reasoning, and whether every one that is opened is closed."""
    kept, place, thinking = "", 0, False
    for tag in _TAG.finditer(text):
        if tag["open"] and not thinking:
            kept += text[place : tag.start()]
        elif not tag["open"] and not thinking:
            kept = ""  # a closing tag alone: all that stands before it was reasoning
        thinking = tag["open"] is not None
        place = tag.end()
    return (kept, False) if thinking else (kept + text[place:], True)


def _turn(text: str) -> str:
    """The text up to the mark that ends the turn; the end mark may stand behind it."""
    first, *others = _END_OF_TURN.split(text)
    return f"{first}\n{END_MARK}" if "".join(others).strip() == END_MARK else first
