"""What a draft will take, before any call: calls, tokens, money at most.

Tokens are counted with tiktoken where its data lies on this machine (it is never fetched), else by characters:
a Chinese character is one token, three others are one. Most models need fewer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from assistant.domain.draft import Message
from assistant.domain.endpoint import Endpoint
from assistant.drafting.retrying import MAX_TRIES
from assistant.drafting.writer import MAX_REVISIONS

_DATA = "https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken"
_DIAGNOSTICS = 1500
_EXTRA_ASKS = 3  # once more for empty, once for cut off, once for too long
RULE_OF_THUMB = "按字数估算：1个汉字1个词元，其他3个字符1个词元"

Count = Callable[[str], int]


@dataclass(frozen=True)
class Estimate:
    """For one run: when all goes well, and at most. Costs are None where the endpoint states no price."""

    calls: int
    most_calls: int
    prompt_tokens: int
    most_prompt_tokens: int
    most_reply_tokens: int
    cost: Decimal | None
    most_cost: Decimal | None


def token_counter(data: str) -> tuple[Count, str]:
    """A counter and how it counts; `data` is the folder where tiktoken keeps what it has fetched."""
    if (Path(data) / hashlib.sha1(_DATA.encode()).hexdigest()).exists():
        import tiktoken

        encoding = tiktoken.get_encoding("o200k_base")
        return lambda text: len(encoding.encode(text, disallowed_special=())), "tiktoken o200k_base"
    return by_characters, RULE_OF_THUMB


def by_characters(text: str) -> int:
    """Tokens by the rule of thumb."""
    wide = sum(1 for sign in text if sign > "\u2e7f")
    return wide + -(-(len(text) - wide) // 3)


def estimate(endpoint: Endpoint, prompts: list[tuple[Message, ...]], count: Count) -> Estimate:
    """What drafting these sections takes.

    At most: every section is sent back MAX_REVISIONS times, and of each call there is every repetition that
    may be paid for (empty, cut off, too long with twice the limit, and transport failures after the prompt was
    read). A revision's prompt holds the previous reply and its diagnostics.
    """
    first = [sum(count(item.content) for item in prompt) for prompt in prompts]
    per_ask = MAX_TRIES - 1 + 1 + _EXTRA_ASKS
    asks = MAX_REVISIONS + 1
    grown = sum(
        size + turn * (endpoint.max_tokens * 2 + _DIAGNOSTICS) for size in first for turn in range(asks)
    )
    most_prompt, most_reply = (
        grown * per_ask,
        len(prompts) * asks * per_ask * endpoint.max_tokens * 2,
    )
    price = endpoint.price
    return Estimate(
        calls=len(prompts),
        most_calls=len(prompts) * asks * per_ask,
        prompt_tokens=sum(first),
        most_prompt_tokens=most_prompt,
        most_reply_tokens=most_reply,
        cost=price.of(sum(first), len(prompts) * endpoint.max_tokens) if price else None,
        most_cost=price.of(most_prompt, most_reply) if price else None,
    )
