"""Why a model stopped, in one spelling, whatever the server's: STOP, end_turn, FinishReason.MAX_TOKENS, maxTokens.

The kinds are those of OpenAI's interface; their other names are those of Anthropic, Gemini, Cohere, Bedrock, TGI,
SGLang, DashScope, GLM and DeepSeek. What tells nothing of these, an unknown word among it, is no reason at all: then
the end mark decides whether the reply is whole.
"""

from __future__ import annotations

import re

STOP, LENGTH, FILTERED, BROKEN = "stop", "length", "content_filter", "error"

_STEP = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+")
_KINDS = (
    ("", re.compile(r"unfinished|not_|unknown|unspecified|progress")),
    (
        BROKEN,
        re.compile(
            r"error|fail|abort|cancel|interrupt|insufficient|malformed|timeout|timed_out|overload|rate_limit"
        ),
    ),
    (
        LENGTH,
        re.compile(
            r"length|limit|truncated|incomplete|too_long|context_window|out_of_tokens|max_?(?:\w+_?)?tokens?"
        ),
    ),
    (
        FILTERED,
        re.compile(
            r"filter|sensitive|safety|refus|recitation|blocklist|prohibited|spii|guardrail|moderation|policy|violat|risk"
        ),
    ),
    (
        STOP,
        re.compile(
            r"stop|(?:^|_)(?:eos|eot|end)(?:_|$)|end_?turn|end_?of|complete|finish|done|normal|success|tool|function"
        ),
    ),
)


def finish_reason(said: object) -> str:
    """STOP, LENGTH, FILTERED or BROKEN for what a server said; empty where it says none of them."""
    if not isinstance(said, str):
        return ""
    words = "_".join(part.lower() for part in _STEP.split(said) if part)
    words = re.sub(r"^finish_?reason_", "", words)
    return next((kind for kind, known in _KINDS if known.search(words)), "")
